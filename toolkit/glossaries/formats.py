"""The formats that glossaries come and go in: one table, which reading, converting and the documentation look up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from toolkit.bitext import TermEntry
from toolkit.documents import files
from toolkit.errors import InputError, UsageError
from toolkit.glossaries.contents import Content, Languages, Reading


@dataclass(frozen=True, slots=True)
class Format:
    """A format of glossaries: its name, its suffixes, and its functions as ``module:function``.

    The module is imported when a function is first called, so that the table costs nothing.
    """

    name: str
    suffixes: tuple[str, ...]
    reader: str
    writer: str = ""

    def read(self, content: Content) -> Reading:
        """Read the entries of a file; raise InputError with file and line for what cannot be meant."""
        return cast(Callable[[Content], Reading], _load(self.reader))(content)

    def write(self, entries: Sequence[TermEntry], languages: Languages) -> str:
        """Spell entries in this format; the same entries give the same text."""
        return cast(Callable[[Sequence[TermEntry], Languages], str], _load(self.writer))(entries, languages)


FORMATS = (
    Format("csv", (".csv",), reader="spreadsheets:read_csv", writer="spreadsheets:write_csv"),
    Format("tsv", (".tsv", ".txt"), reader="spreadsheets:read_tsv", writer="spreadsheets:write_tsv"),
    Format("tbx", (".tbx",), reader="tbx:read", writer="tbx_writer:write"),
    Format("tbx2", (".martif",), reader="tbx:read", writer="tbx_writer:write_v2"),
    Format("omegat", (".utf8", ".tab"), reader="omegat:read", writer="omegat:write"),
    Format("utx", (".utx",), reader="utx:read", writer="utx:write"),
    Format("xlsx", (".xlsx",), reader="xlsx:read"),
)
SUFFIXES = tuple(suffix for known in FORMATS for suffix in known.suffixes)


def read(path: Path) -> tuple[TermEntry, ...]:
    """Read the entries of a glossary in the file's order, its format by its suffix, its encoding UTF-8.

    Raises InputError, with file and line, for what cannot be read or meant.
    """
    known = for_input(path)
    return known.read(Content(path, files.read(str(path)))).entries


def for_input(path: Path, name: str = "") -> Format:
    """Find the format of a glossary by its name, or else by the file's suffix; raise an error that lists them."""
    found = _by_name(name) if name else _by_suffix(path)
    if found is None:
        raise InputError(f"not a glossary that can be read; one of: {', '.join(SUFFIXES)}", str(path))
    return found


def for_output(path: Path, name: str = "") -> Format:
    """Find the format to write, by name or else by suffix; raise a UsageError that lists those that can be written."""
    found = _by_name(name) if name else _by_suffix(path)
    if found is None or not found.writer:
        known = ", ".join(f"{each.name} ({', '.join(each.suffixes)})" for each in FORMATS if each.writer)
        raise UsageError(f"not a glossary that can be written; one of: {known}", str(path))
    return found


def _by_name(name: str) -> Format:
    for known in FORMATS:
        if known.name == name:
            return known
    raise UsageError(f"unknown format '{name}'; known are {', '.join(known.name for known in FORMATS)}")


def _by_suffix(path: Path) -> Format | None:
    return next((known for known in FORMATS if path.suffix.lower() in known.suffixes), None)


def _load(place: str) -> object:
    module, _, function = place.partition(":")
    return getattr(import_module(f"toolkit.glossaries.{module}"), function)
