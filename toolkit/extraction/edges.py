"""Complete the candidates that lack a word: one that nearly always stands beside them, translated nowhere else."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.extraction.alignment import Aligned, Span, matches
from toolkit.extraction.analysis import JOINT, LINK, MARKERS, Stems
from toolkit.extraction.candidates import WHOLE, Candidate, counted, length, without_rivals

ROUNDS = 2
UNCLAIMED = 0.5
"""The share of its occurrences in which a missing word is linked with none outside the candidate."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What stands beside a candidate, in the source or the target, before it or behind it: a word, linked or not."""

    in_source: bool
    before: bool
    stems: Stems

    def added(self, one: Candidate) -> Candidate:
        """Put the word to its phrase."""
        phrase = one.source if self.in_source else one.target
        longer = self.stems + phrase if self.before else phrase + self.stems
        return replace(one, source=longer) if self.in_source else replace(one, target=longer)


Seen = tuple[Neighbour, bool]


def complete(found: Sequence[Candidate], aligned: Sequence[Aligned], least: int, longest: int) -> list[Candidate]:
    """Put to each candidate the words that it lacks; drop it where they belong elsewhere or make it another one."""
    grown = found
    for _ in range(ROUNDS):
        grown = _completed(grown, aligned, longest)
    kept = {(one.source, one.target): one for one in found}
    changed = {one.source: one.target for one in grown if (one.source, one.target) not in kept}
    counts = Counter((source, changed[source]) for source in _sources(aligned, changed, longest))
    frequent = {match: count for match, count in counts.items() if count >= least}
    recounted = {one.source: one for one in counted(frequent, aligned, longest)}
    complete = (one for one in grown if one.source not in changed)
    return list(without_rivals([*complete, *recounted.values()]))


def _sources(aligned: Iterable[Aligned], targets: Mapping[Stems, Stems], longest: int) -> Iterator[Stems]:
    return (one.source[slice(*place.source)] for one in aligned for place in matches(one, targets, longest))


def _completed(found: Sequence[Candidate], aligned: Iterable[Aligned], longest: int) -> list[Candidate]:
    targets = {one.source: one.target for one in found}
    seen: defaultdict[Stems, Counter[Seen]] = defaultdict(Counter)
    counts: Counter[Stems] = Counter()
    for one in aligned:
        for place in matches(one, targets, longest):
            source = one.source[slice(*place.source)]
            counts[source] += 1
            seen[source].update(_neighbours(one, place.source, place.target))
    grown = (_grown(one, seen[one.source], counts[one.source], longest) for one in found)
    return list(_distinct([one for one in grown if one]))


def _neighbours(aligned: Aligned, source: Span, target: Span) -> Iterator[Seen]:
    """Yield the words beside an occurrence, each with whether it is linked with none, or with a word of it."""
    for in_source, text, span, other in (
        (True, aligned.source, source, target),
        (False, aligned.target, target, source),
    ):
        for step, edge in ((-1, span[0] - 1), (1, span[1])):
            place = edge + step * (0 <= edge < len(text) and text[edge] in (LINK, JOINT))
            if 0 <= place < len(text) and text[place] not in MARKERS:
                links = [link[in_source] for link in aligned.links if link[not in_source] == place]
                beside = text[min(edge, place) : max(edge, place) + 1]
                yield Neighbour(in_source, step < 0, beside), all(other[0] <= each < other[1] for each in links)


def _grown(one: Candidate, seen: Counter[Seen], count: int, longest: int) -> Candidate | None:
    constant = _constant(seen, count)
    for neighbour, unclaimed in constant.items():
        one = neighbour.added(one)
        if unclaimed < UNCLAIMED * count and {each.in_source for each in constant} != {True, False}:
            return None
    return one if max(length(one.source), length(one.target)) <= longest else None


def _constant(seen: Counter[Seen], count: int) -> Mapping[Neighbour, int]:
    """List the words that nearly always stand beside a candidate, and how often nothing outside claims them."""
    totals: Counter[Neighbour] = Counter()
    for (neighbour, _), times in seen.items():
        totals[neighbour] += times
    return {
        neighbour: seen[neighbour, True]
        for neighbour, times in sorted(totals.items(), key=str)
        if times >= WHOLE * count
    }


def _distinct(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Keep the most frequent candidate of each source."""
    best: dict[Stems, Candidate] = {}
    for one in sorted(found, key=lambda one: (-one.together, one.source, one.target)):
        best.setdefault(one.source, one)
    yield from best.values()
