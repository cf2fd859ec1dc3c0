"""The settings of a project: what ``toolkit.toml`` says, checked against one table of keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit import toml
from toolkit.errors import InputError, UsageError
from toolkit.setting_kinds import (
    CHECK_IDS,
    ENCODING,
    FLAG,
    FORMAT,
    PACKAGE,
    PATH,
    PATHS,
    TEXT,
    TEXTS,
    Kind,
    Value,
    number,
    one_of,
    whole,
)
from toolkit.toml import Item

NAME = "toolkit.toml"


@dataclass(frozen=True, slots=True)
class Key:
    """A row of ``TABLE``: ``name`` is ``key`` or ``table.key``, ``parameter`` what the ``commands`` call it."""

    name: str
    kind: Kind
    parameter: str
    commands: tuple[str, ...]

    @property
    def table(self) -> str:
        """The table that the key stands in; empty for one above all tables."""
        return self.name.rpartition(".")[0]

    @property
    def bare(self) -> str:
        """The key's name inside its table."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that a file gives to a key, and the file's line that does."""

    key: Key
    value: Value
    line: int


@dataclass(frozen=True, slots=True)
class Settings:
    """What a file sets, in the order of ``TABLE``; without a file, nothing."""

    path: Path | None = None
    values: tuple[Setting, ...] = ()

    def defaults(self, command: str) -> dict[str, Any]:
        """Give what click calls a default map: the values of a command's parameters, under each word of its name."""
        found: dict[str, Any] = {each.key.parameter: each.value for each in self.values if command in each.key.commands}
        for word in reversed(command.split()):
            found = {word: found}
        return found

    def setting(self, key: Key) -> Setting | None:
        """Find what the file says of a key."""
        return next((each for each in self.values if each.key == key), None)

    def place(self, setting: Setting) -> str:
        """Say where a value comes from, as ``file:line``."""
        return f"{self.path}:{setting.line}"


TRANSLATE, BATCH, RESUME, ANALYSE, CHECK = "translate", "batch run", "batch resume", "analyse", "check"
FIND, EXTRACT, LINT = "glossary find", "glossary extract", "glossary lint"
IMPORT, SEARCH = "memory import", "memory search"
TRANSLATING = (TRANSLATE, BATCH)
FILES = (*TRANSLATING, ANALYSE)
BITEXTS = (*FILES, CHECK)
TERMS = (*BITEXTS, FIND, EXTRACT)

TABLE = (
    Key("glossaries", PATHS, "glossaries", TERMS),
    Key("default-glossary", FLAG, "default_glossary", TERMS),
    Key("client", TEXT, "client", (*TERMS, IMPORT, SEARCH)),
    Key("domains", TEXTS, "domains", (*TERMS, SEARCH)),
    Key("memory", PATH, "memory", TRANSLATING),
    Key("model", PACKAGE, "model", (*TRANSLATING, LINT)),
    Key("beam", whole(1, 32), "beam", TRANSLATING),
    Key("threads", whole(0, 256), "threads", TRANSLATING),
    Key("encoding", ENCODING, "encoding", (*BITEXTS, FIND, IMPORT)),
    Key("source-side", one_of("source", "target"), "side", (*BITEXTS, IMPORT)),
    Key("source-column", TEXT, "source_column", (*BITEXTS, IMPORT)),
    Key("target-column", TEXT, "target_column", (*BITEXTS, IMPORT)),
    Key("srx", PATH, "srx", FILES),
    Key("abbreviations", TEXTS, "abbreviations", FILES),
    Key("waivers", PATH, "waivers", (CHECK,)),
    Key("translate.to", FORMAT, "to", TRANSLATING),
    Key("translate.strict", FLAG, "strict", (*TRANSLATING, RESUME)),
    Key("translate.enforce", FLAG, "enforce", TRANSLATING),
    Key("translate.consistent", FLAG, "consistent", (TRANSLATE,)),
    Key("translate.mark", one_of("review", "all", "none"), "mark", TRANSLATING),
    Key("check.checks", CHECK_IDS, "checks", (CHECK,)),
    Key("check.fail-on", one_of("error", "warning", "info", "never"), "fail_on", (CHECK,)),
    Key("check.min-term-accuracy", number(0, 1), "least", (CHECK,)),
    Key("check.baseline", PATH, "baseline", (CHECK,)),
)
"""All that a file may say. The command ``config`` and the command line read it; a new key is a new row."""


def command(words: Sequence[str]) -> str:
    """Name the command that the words of a command line begin with; empty for one that takes no settings.

    >>> command(["glossary", "find", "news.ar.txt"]), command(["model", "list"])
    ('glossary find', '')
    """
    known = {name for key in TABLE for name in key.commands}
    return next((name for name in (" ".join(words[:length]) for length in (1, 2)) if name in known), "")


def load(named: str = "") -> Settings:
    """Read the file that was named, else the one that holds in the working folder, if any."""
    path = Path(named) if named else find(Path())
    return read(path) if path else Settings()


def find(folder: Path) -> Path | None:
    """Find the nearest ``toolkit.toml``: in a folder, or in those above it up to the root of the file system.

    None where there is none, or where the folder has gone. What may not be looked into holds none.
    """
    try:
        height = len(folder.resolve().parts)
    except OSError:
        return None
    places = (folder.joinpath(*[".."] * level, NAME) for level in range(height))
    return next((place for place in places if _is_file(place)), None)


def read(path: Path) -> Settings:
    """Read a file of settings; paths in it are taken as relative to its folder.

    Raises InputError, with the line, for what cannot be read, broken TOML, an unknown key and a value of another kind.
    """
    items = [item for item in toml.read(path) if not (item.value == {} and item.name in _tables())]
    made = {item.name: _setting(item, path) for item in items}
    return Settings(path, tuple(made[key.name] for key in TABLE if key.name in made))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _setting(item: Item, path: Path) -> Setting:
    place = f"{path}:{item.line}"
    key = next((each for each in TABLE if each.name == item.name), None)
    if not key:
        raise InputError(_unknown(item.name), place)
    try:
        value = key.kind.made(item.value, path.parent)
    except UsageError as error:
        raise InputError(f"«{key.name}»: {error.message}", place) from error
    if value is None:
        raise InputError(f"«{key.name}» must be {key.kind.name}", place)
    return Setting(key, value, item.line)


def _tables() -> list[str]:
    return [key.table for key in TABLE if key.table]


def _unknown(name: str) -> str:
    """Say of a name that no row has what was probably meant."""
    from difflib import get_close_matches

    table, _, bare = name.rpartition(".")
    if meant := next((key for key in TABLE if key.bare == bare), None):
        return f"«{bare}» belongs " + (f"under [{meant.table}]" if meant.table else "above the first [table]")
    if name in _tables():
        return f"«{name}» is a table: write [{name}], and its keys on the lines below"
    near = get_close_matches(name, [key.name for key in TABLE], n=1)
    known = ", ".join(key.name for key in TABLE if key.table in ("", table))
    return f"unknown key «{name}»; " + (f"did you mean «{near[0]}»?" if near else f"there are: {known}")
