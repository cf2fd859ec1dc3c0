"""Read aligned text: pairs of an Arabic and an English text, from the formats that bitexts come in; one table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePath
from typing import cast

from toolkit.arabic import BLANKS, has_arabic
from toolkit.documents import files
from toolkit.documents.contents import Content
from toolkit.documents.encodings import LINE_BREAK
from toolkit.errors import InputError, UsageError


@dataclass(frozen=True, slots=True)
class Pair:
    """A text and its translation, without inline markup; empty where one is missing."""

    source: str
    target: str

    @property
    def turned(self) -> "Pair":
        """Take the translation for the source."""
        return Pair(self.target, self.source)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of bitexts: its name, its suffixes, and its reader as ``module:function``, imported when called."""

    name: str
    suffixes: tuple[str, ...]
    reader: str

    def read(self, content: Content) -> Iterator[Pair]:
        """Yield the pairs in the file's order, whichever language is the source; raise InputError with the line."""
        module, _, function = self.reader.partition(":")
        found = getattr(import_module(f"toolkit.extraction.{module}"), function)
        return cast(Callable[[Content], Iterator[Pair]], found)(content)


FORMATS = (
    Format("tmx", (".tmx",), reader="pairs_xml:read_tmx"),
    Format("xliff", (".xlf", ".xliff", ".xlf2", ".sdlxliff", ".mqxliff", ".mxliff"), reader="pairs_xml:read_xliff"),
    Format("po", (".po",), reader="pairs_tables:read_po"),
    Format("tsv", (".tsv", ".tab"), reader="pairs_tables:read_tsv"),
    Format("csv", (".csv",), reader="pairs_tables:read_csv"),
    Format("jsonl", (".jsonl",), reader="pairs_tables:read_jsonl"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The Arabic texts of a bitext, each with its English; ``skipped`` counts those that lack either."""

    pairs: tuple[Pair, ...]
    skipped: int = 0


def read(path: str, encoding: str = "", name: str = "") -> Reading:
    """Read a bitext, ``-`` being stdin, its format by name or by suffix; Arabic may be its source or its target.

    Raises InputError, with file and line, for what cannot be read or holds no Arabic beside another language.
    """
    known = _by_name(name) if name else _by_suffix(path)
    place = _place(path)
    return _oriented(tuple(known.read(Content(place, files.read(path), encoding))), place)


def read_plain(paths: tuple[str, str], encoding: str = "") -> Reading:
    """Read two plain texts of which the lines translate each other; raise InputError where one has more lines."""
    contents = [Content(_place(path), files.read(path), encoding) for path in paths]
    one, other = (_lines(content.text()) for content in contents)
    if len(one) != len(other):
        message = f"{len(other)} lines, and {contents[0].place} has {len(one)}; they must be aligned"
        raise InputError(message, contents[1].place)
    return _oriented(tuple(map(Pair, one, other)), contents[0].place)


def _place(path: str) -> str:
    return "stdin" if path == files.STANDARD else path


def _lines(text: str) -> Sequence[str]:
    lines = LINE_BREAK.split(text)
    return lines if lines[-1] else lines[:-1]


def _oriented(found: Sequence[Pair], place: str) -> Reading:
    pairs = [pair for pair in found if pair.source.strip(BLANKS) and pair.target.strip(BLANKS)]
    if not pairs:
        raise InputError("holds no aligned pair: a text and its translation", place)
    ahead = sum(has_arabic(pair.source) - has_arabic(pair.target) for pair in pairs)
    turned = pairs if ahead >= 0 else [pair.turned for pair in pairs]
    usable = tuple(pair for pair in turned if has_arabic(pair.source) and _has_latin(pair.target))
    if not ahead or not usable:
        both = any(has_arabic(pair.source) for pair in pairs)
        raise InputError(f"Arabic stands on {'both sides' if both else 'neither side'}; one must be English", place)
    return Reading(usable, len(found) - len(usable))


def _has_latin(text: str) -> bool:
    return any("a" <= letter <= "z" for letter in text.lower())


def _by_name(name: str) -> Format:
    for known in FORMATS:
        if known.name == name:
            return known
    raise UsageError(f"unknown format '{name}'; known are {', '.join(known.name for known in FORMATS)}")


def _by_suffix(path: str) -> Format:
    suffix = PurePath(path).suffix.lower()
    for known in FORMATS:
        if suffix in known.suffixes:
            return known
    if path == files.STANDARD:
        raise UsageError("the format of stdin has to be named with --from")
    readable = ", ".join(suffix for known in FORMATS for suffix in known.suffixes)
    raise InputError(f"not a bitext that can be read: {readable}; two plain texts go behind --plain", str(Path(path)))
