"""What there is to do in files before the work: segments, words, repetitions, placeholders, terms by entry."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, fields
from pathlib import Path

from toolkit import arabic, concordance, documents, placeholders, planning, terms
from toolkit.bitext import TermEntry, Unit
from toolkit.concordance import Found
from toolkit.documents.contents import Side
from toolkit.memory import Memory, Query, Scope, queries


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that ``analyse`` needs: inputs as for ``translate``, how to read and cut them, how glossaries are stacked."""

    inputs: tuple[str, ...]
    glossaries: tuple[Path, ...] = ()
    default_glossary: bool = True
    client: str = ""
    domains: tuple[str, ...] = ()
    encoding: str = ""
    side: Side = "source"
    source_column: str = ""
    target_column: str = ""
    srx: Path | None = None
    abbreviations: tuple[str, ...] = ()
    memory: Path | None = None


BANDS = ((101, "101"), (100, "100"), (95, "95-99"), (85, "85-94"), (75, "75-84"))
"""Scores of a memory from which a segment is in a band, and the band's name."""
REPEATED, NEW = "repeated", "new"
BAND_NAMES = (*(name for _, name in BANDS[:2]), REPEATED, *(name for _, name in BANDS[2:]), NEW)
"""The bands, from the cheapest to translate to the dearest."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a file holds.

    ``words`` are those of the source between spaces, ``characters`` are without spaces at the ends of segments;
    ``repeated`` are segments, and their ``repeated_words``, that stood before in this file or one before it;
    ``translated`` segments have a target already that is not fuzzy; ``other`` segments hold no Arabic; ``codes`` are
    inline codes, ``placeholders`` what is kept in a text as it is; ``terms`` are those found, of any entry.
    """

    segments: int = 0
    words: int = 0
    characters: int = 0
    repeated: int = 0
    repeated_words: int = 0
    translated: int = 0
    other: int = 0
    codes: int = 0
    placeholders: int = 0
    terms: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass(frozen=True, slots=True)
class Band:
    """The segments in a band, and their words."""

    segments: int = 0
    words: int = 0

    def plus(self, words: int) -> "Band":
        """Count one segment more."""
        return Band(self.segments + 1, self.words + words)


@dataclass(frozen=True, slots=True)
class Analysed:
    """The counts of each file by its name, and how often each entry was found, the most frequent first.

    ``bands`` says of all Arabic segments how near they are to what a memory has, each in one band; None without one. A
    repetition is in a band of its own, unless the memory has the very text.
    """

    files: tuple[tuple[str, Counts], ...]
    entries: tuple[tuple[TermEntry, int], ...]
    glossary: str
    skipped: tuple[str, ...] = ()
    bands: Mapping[str, Band] | None = None

    @property
    def total(self) -> Counts:
        """Add the counts of all files."""
        return sum((counts for _, counts in self.files), Counts())


def analyse(job: Analysis) -> Analysed:
    """Count what files hold; raise InputError or UsageError for what cannot be read."""
    inputs, skipped = planning.found(job.inputs)
    cut = concordance.cutter(job.srx, job.abbreviations)
    index = terms.load(job.glossaries, job.default_glossary, job.client, job.domains)
    seen: set[str] = set()
    entries: Counter[TermEntry] = Counter()
    bands = dict.fromkeys(BAND_NAMES, Band())
    counted: list[tuple[str, Counts]] = []
    with Memory(job.memory) if job.memory else nullcontext() as memory:
        for each in inputs:
            units = _units(each.path, job)
            found = concordance.search(units, cut, index)
            entries.update(match.entry for one in found for match in one.matches)
            for name, words in (
                _banded(memory, found, seen, Scope(job.client, job.domains)) if memory is not None else ()
            ):
                bands[name] = bands[name].plus(words)
            counted.append((str(each.relative), sum(_counts(units, found, seen), Counts())))
    ranked = sorted(entries.items(), key=lambda item: (-item[1], item[0].source, item[0].target))
    signature = index.glossary.signature
    return Analysed(tuple(counted), tuple(ranked), signature, skipped, bands if job.memory else None)


def _banded(memory: Memory, found: Sequence[Found], seen: set[str], scope: Scope) -> Iterator[tuple[str, int]]:
    """Give the band of each Arabic segment, and its words."""
    here: set[str] = set()
    for query in queries([each.segment for each in found]):
        if arabic.has_arabic(query.source):
            repeated = query.source in seen or query.source in here
            yield _band(memory, query, scope, repeated), len(query.source.split())
        here.add(query.source)


def _band(memory: Memory, query: Query, scope: Scope, repeated: bool) -> str:
    exact = memory.exact(query, scope)
    if not exact and repeated:
        return REPEATED
    best = exact or next(iter(memory.fuzzy(query, scope, most=1)), None)
    return next((name for least, name in BANDS if best and best.score >= least), NEW)


def _units(path: str, job: Analysis) -> tuple[Unit, ...]:
    content = concordance.read(path, job.encoding, job.side, (job.source_column, job.target_column))
    return documents.for_input(path).read(content)


def _counts(units: Sequence[Unit], found: Sequence[Found], seen: set[str]) -> Iterator[Counts]:
    """Count unit by unit and segment by segment; ``seen`` learns what has stood before."""
    done = {unit.id for unit in units if unit.state == "translated"}
    yield Counts(codes=sum(len(unit.codes) for unit in units))
    for each in found:
        text = each.segment.source
        again = text in seen
        seen.add(text)
        words = len(text.split())
        yield Counts(
            segments=1,
            words=words,
            characters=len(text),
            repeated=int(again),
            repeated_words=words if again else 0,
            translated=int(each.segment.unit in done),
            other=int(not arabic.has_arabic(text)),
            placeholders=len(placeholders.kept(text, each.matches)),
            terms=len(each.matches),
        )
