"""Read what there is to translate and write what was translated, one module for each format."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import cast

from toolkit.bitext import Bitext, Unit
from toolkit.documents.contents import Content, Targets
from toolkit.errors import InputError, UsageError


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name for ``--to``, its suffixes, and its functions as ``module:function``.

    The module is imported when a function is first called, so that the table costs nothing. A format without a
    ``writer`` can only be filled: it comes out of a file of its own kind. In a ``bilingual`` one the targets stand
    beside the sources; one with ``columns`` has them where their names say. One with a ``splitter`` can be read and
    written in parts, which are lines.
    """

    name: str
    suffixes: tuple[str, ...]
    writer: str = ""
    reader: str = ""
    filler: str = ""
    bilingual: bool = False
    columns: bool = False
    splitter: str = ""

    def parts(self, content: Content) -> Iterator[tuple[Unit, ...]]:
        """Take a file apart piece by piece, where it has a splitter; what is written of each makes up the whole."""
        yield from cast(Callable[[Content], Iterator[tuple[Unit, ...]]], _load(self.splitter))(content)

    def read(self, content: Content) -> tuple[Unit, ...]:
        """Take a file apart into units; raise InputError, with the line, for what is not in this format."""
        return cast(Callable[[Content], tuple[Unit, ...]], _load(self.reader))(content)

    def fill(self, content: Content, targets: Targets) -> bytes:
        """Put targets into a file that was read; all else stays as it is."""
        return cast(Callable[[Content, Targets], bytes], _load(self.filler))(content, targets)

    def write(self, bitext: Bitext) -> str:
        """Spell a bitext in this format; the same bitext gives the same text."""
        return cast(Callable[[Bitext], str], _load(self.writer))(bitext)


FORMATS = (
    Format("text", (".txt", ".text"), writer="text:write", reader="text:read", splitter="text:parts"),
    Format("tmx", (".tmx",), "tmx.export:write", "tmx.units:read", "tmx.units:fill", bilingual=True),
    Format("xliff", (".xlf", ".xliff"), "xliff.export:write", "xliff.files:read", "xliff.files:fill", bilingual=True),
    Format("xliff2", (".xlf2",), "xliff.export2:write", "xliff.files:read", "xliff.files:fill", bilingual=True),
    Format("po", (".po", ".pot"), "po.export:write", "po.messages:read", "po.messages:fill", bilingual=True),
    Format(
        "tsv",
        (".tsv",),
        "tables.export:write_tsv",
        "tables.files:read_tsv",
        "tables.files:fill_tsv",
        bilingual=True,
        columns=True,
    ),
    Format(
        "csv",
        (".csv",),
        "tables.export:write_csv",
        "tables.files:read_csv",
        "tables.files:fill_csv",
        bilingual=True,
        columns=True,
    ),
    Format(
        "jsonl",
        (".jsonl",),
        "tables.export:write_jsonl",
        "tables.json_lines:read",
        "tables.json_lines:fill",
        bilingual=True,
        columns=True,
    ),
    Format(
        "cat-xliff",
        (".sdlxliff", ".mqxliff", ".mxliff"),
        reader="xliff.files:read",
        filler="xliff.files:fill",
        bilingual=True,
    ),
    Format("json", (".json", ".arb"), reader="strings.json_files:read", filler="strings.json_files:fill"),
    Format("android", (".xml",), reader="strings.android:read", filler="strings.android:fill"),
    Format("strings", (".strings",), reader="strings.apple_strings:read", filler="strings.apple_strings:fill"),
    Format("stringsdict", (".stringsdict",), reader="strings.stringsdict:read", filler="strings.stringsdict:fill"),
    Format("properties", (".properties",), reader="strings.properties:read", filler="strings.properties:fill"),
    Format("srt", (".srt",), reader="subtitles.cues:read_srt", filler="subtitles.cues:fill_srt"),
    Format("vtt", (".vtt",), reader="subtitles.cues:read_vtt", filler="subtitles.cues:fill_vtt"),
    Format("html", (".html", ".htm", ".xhtml"), reader="html.page:read", filler="html.page:fill"),
    Format("markdown", (".md", ".markdown"), reader="markdown.document:read", filler="markdown.document:fill"),
    Format("docx", (".docx", ".docm"), reader="docx.document:read", filler="docx.document:fill"),
)
TEXT = FORMATS[0]


def by_name(name: str) -> Format:
    """Find the format that ``--to`` names; raise a UsageError that lists the names there are."""
    for known in FORMATS:
        if known.name == name:
            return known
    raise UsageError(f"unknown format '{name}'; known are {', '.join(known.name for known in FORMATS)}")


def by_suffix(path: str) -> Format:
    """Find the format of an output by its suffix, plain text where it has none; raise a UsageError for another."""
    suffix = PurePath(path).suffix.lower()
    found = _with_suffix(suffix)
    if found is None:
        known = ", ".join(suffix for known in FORMATS for suffix in known.suffixes)
        raise UsageError(f"no format has the suffix {suffix}; known are {known}", place=path)
    return found


def for_input(path: str) -> Format:
    """Find the format of an input, ``-`` and a name without suffix being text; raise an InputError for another."""
    suffix = PurePath(path).suffix.lower()
    found = _with_suffix(suffix)
    if found is None or not found.reader:
        raise InputError(_unreadable(suffix), place=path)
    return found


def is_readable(path: str) -> bool:
    """Tell whether some format reads files of this name; one without a suffix may be anything."""
    found = _with_suffix(PurePath(path).suffix.lower())
    return bool(PurePath(path).suffix and found and found.reader)


def unused(contents: Sequence[Content]) -> Iterator[str]:
    """Say of the columns and the side that were named for inputs, a line each, where no input is in such a format."""
    read = [(_with_suffix(PurePath(content.place).suffix.lower()), content) for content in contents]
    if any(any(content.columns) for content in contents) and not any(known and known.columns for known, _ in read):
        yield f"--source-column and --target-column change nothing: {_places(contents)} no table"
    if any(content.side == "target" for content in contents) and not any(
        known and known.bilingual for known, _ in read
    ):
        yield f"--source-side changes nothing: {_places(contents)} not bilingual"


def _places(contents: Sequence[Content]) -> str:
    return f"{contents[0].place} is" if len(contents) == 1 else f"the {len(contents)} inputs are"


def _with_suffix(suffix: str) -> Format | None:
    if not suffix:
        return TEXT
    return next((known for known in FORMATS if suffix in known.suffixes), None)


def _unreadable(what: str) -> str:
    readable = ", ".join(suffix for known in FORMATS if known.reader for suffix in known.suffixes)
    return f"toolkit cannot read {what}; it reads {readable}"


def _load(place: str) -> object:
    module, _, function = place.partition(":")
    return getattr(import_module(f"{__name__}.{module}"), function)
