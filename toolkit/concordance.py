"""Where the terms of a glossary stand in texts: read, cut, find, without any model."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from toolkit import arabic, documents, segmentation, terms
from toolkit.bitext import MatchKind, Segment, TermMatch, Unit
from toolkit.documents import files
from toolkit.documents.contents import Content


@dataclass(frozen=True, slots=True)
class Search:
    """All that ``glossary find`` needs: the inputs, as paths or ``-`` for stdin, and how the glossary is stacked."""

    inputs: tuple[str, ...]
    glossaries: tuple[Path, ...] = ()
    default_glossary: bool = True
    client: str = ""
    domains: tuple[str, ...] = ()
    encoding: str = ""


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
    place = "stdin" if path == files.STANDARD else path
    units = documents.for_input(path).read(Content(place, files.read(path), encoding))
    segments = (segment for unit in units for segment in segmentation.segments(unit))
    return Text(Path(place).name, units, tuple(Found(segment, _matches(segment, index)) for segment in segments))


def _matches(segment: Segment, index: terms.Index) -> tuple[TermMatch, ...]:
    return terms.find(index, segment.source) if arabic.has_arabic(segment.source) else ()
