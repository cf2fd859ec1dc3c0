"""Where the terms of a glossary stand in texts: read, cut, find, without any model."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from toolkit import arabic, documents, segmentation, srx, terms
from toolkit.bitext import MatchKind, Segment, TermMatch, Unit
from toolkit.documents import files
from toolkit.documents.contents import Content, Side


@dataclass(frozen=True, slots=True)
class Search:
    """All that ``glossary find`` needs: the inputs, as paths or ``-`` for stdin, and how the glossary is stacked."""

    inputs: tuple[str, ...]
    glossaries: tuple[Path, ...] = ()
    default_glossary: bool = True
    client: str = ""
    domains: tuple[str, ...] = ()
    encoding: str = ""


Cut = Callable[[Unit], tuple[Segment, ...]]
"""How units are cut into segments."""


@dataclass(frozen=True, slots=True)
class Found:
    """A segment and the terms in it, in text order."""

    segment: Segment
    matches: tuple[TermMatch, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """One input, read and cut, its terms found. ``name`` is the file's, without its folder; ``stdin`` for ``-``."""

    name: str
    units: tuple[Unit, ...]
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Concordance:
    """The terms of a glossary in texts; ``glossary`` names it with its hash, ``notices`` are for a person."""

    glossary: str
    texts: tuple[Text, ...]
    notices: tuple[str, ...] = ()

    @property
    def found(self) -> tuple[Found, ...]:
        """List the segments of all texts."""
        return tuple(found for text in self.texts for found in text.found)

    @property
    def kinds(self) -> Counter[MatchKind]:
        """Count the matches of each kind."""
        return Counter(match.kind for found in self.found for match in found.matches)


def make(search: Search) -> Concordance:
    """Find the terms of a glossary in texts; raise InputError for what cannot be read."""
    index = terms.load(search.glossaries, search.default_glossary, search.client, search.domains)
    glossary = index.glossary
    texts = tuple(find(path, search.encoding, index) for path in search.inputs)
    return Concordance(glossary.signature, texts, tuple(glossary.unknown(search.client, search.domains)))


def find(path: str, encoding: str, index: terms.Index) -> Text:
    """Read a file, and find the terms in each of its segments that is Arabic."""
    content = read(path, encoding)
    units = documents.for_input(path).read(content)
    return Text(Path(content.place).name, units, search(units, segmentation.segments, index))


def read(path: str, encoding: str = "", side: Side = "source", columns: tuple[str, str] = ("", "")) -> Content:
    """Read the bytes of an input; ``-`` is stdin."""
    place = "stdin" if path == files.STANDARD else path
    return Content(place, files.read(path), encoding, side, columns)


def cutter(rules: Path | None, abbreviations: Iterable[str]) -> Cut:
    """Choose the rules that text is cut by: those of an SRX file, or ours with some abbreviations more."""
    if rules:
        return partial(srx.segments, rules=srx.read(rules, str(rules)))
    return partial(segmentation.segments, abbreviations=frozenset(abbreviations))


def search(units: Iterable[Unit], cut: Cut, index: terms.Index) -> tuple[Found, ...]:
    """Cut units, and find the terms in each segment that is Arabic."""
    segments = (segment for unit in units for segment in cut(unit))
    return tuple(Found(segment, _matches(segment, index)) for segment in segments)


def _matches(segment: Segment, index: terms.Index) -> tuple[TermMatch, ...]:
    return terms.find(index, segment.source) if arabic.has_arabic(segment.source) else ()
