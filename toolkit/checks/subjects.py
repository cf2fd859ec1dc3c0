"""What a check looks at: a segment with its translation and its terms; and what it has to say of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from toolkit import arabic, renderings, terms
from toolkit.bitext import Code, Outcome, Segment, State, TermMatch, Unit, Verdict


@dataclass(frozen=True, slots=True)
class Pair:
    """A unit of a bilingual file: ``source`` is Arabic, ``target`` English, both without their codes.

    ``outcomes`` has each term of the source in text order, and where it stands in the target.
    """

    file: str
    segment: str
    line: int
    source: str
    target: str
    source_codes: tuple[Code, ...] = ()
    target_codes: tuple[Code, ...] = ()
    state: State = ""
    outcomes: tuple[Outcome, ...] = ()

    @property
    def translated(self) -> bool:
        """Tell whether there is a target to judge."""
        return bool(self.target.strip())

    @property
    def matches(self) -> tuple[TermMatch, ...]:
        """List the terms of the source."""
        return tuple(outcome.match for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check has to say of a segment; what it is about stands between « and », so that waivers can name it."""

    pair: Pair
    message: str


FileCheck = Callable[[Sequence[Pair]], Iterator[Remark]]
PairCheck = Callable[[Pair], Iterator[str]]


def pair(file: str, unit: Unit, index: terms.Index) -> Pair:
    """Make a pair of a unit, its terms found once."""
    return Pair(
        file,
        segment(unit).id,
        unit.line,
        unit.source,
        unit.target,
        unit.codes,
        unit.target_codes,
        unit.state,
        _outcomes(unit, index),
    )


def segment(unit: Unit) -> Segment:
    """Take a whole unit for a segment: nobody can tell which sentence of a target renders which of its source."""
    return Segment(unit.id, 1, 0, len(unit.source), unit.source)


def each(find: PairCheck) -> FileCheck:
    """Make a check of a whole file of one that looks at a translated segment by itself."""

    def find_all(pairs: Sequence[Pair]) -> Iterator[Remark]:
        return (Remark(one, message) for one in pairs if one.translated for message in find(one))

    return find_all


def _outcomes(unit: Unit, index: terms.Index) -> tuple[Outcome, ...]:
    matches = terms.find(index, unit.source) if arabic.has_arabic(unit.source) else ()
    places = renderings.locate(matches, unit.target)
    return tuple(
        Outcome(match, Verdict.BY_MODEL, *place) if place else Outcome(match, Verdict.MISSED)
        for match, place in zip(matches, places, strict=True)
    )
