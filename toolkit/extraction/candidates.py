"""Count the phrases that translate each other, and of those that compete keep the one that explains most."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.extraction.alignment import Aligned, occurrences, spans
from toolkit.extraction.analysis import JOINT, MARKERS, Stems
from toolkit.extraction.lexicon import association

Match = tuple[Stems, Stems]

PLACES = 20
"""The places of a segment where a term may stand, for the odds that two terms meet by chance."""
LOOSEST, LEAST_SOURCE, LEAST_TARGET = 0.35, 0.25, 0.15
"""What a candidate must reach of ``closeness``, and of the shares of its source's and its target's occurrences."""
WHOLE = 0.8
"""The share of a phrase's occurrences from which on the longer one around it is the whole term."""
GLUED = 0.5
"""The share of a part's occurrences that a term joined by «and» must have."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two phrases as stems, and how often they stand: ``together``, linked, and each in all the segments."""

    source: Stems
    target: Stems
    together: int
    sources: int
    targets: int
    segments: int

    @property
    def closeness(self) -> float:
        """Tell how far the two stand together alone, from 0 to 1: Dice's coefficient."""
        return 2 * self.together / (self.sources + self.targets)

    @property
    def weight(self) -> float:
        """Tell how sure and how frequent the candidate is: the log-likelihood ratio, as far as the two are close."""
        return self.closeness * association(self.together, self.sources, self.targets, self.segments * PLACES)


def candidates(aligned: Sequence[Aligned], least: int, longest: int) -> list[Candidate]:
    """List the candidates that stand together often enough and apart seldom enough, each source with one target."""
    found = counted(_together(aligned, least, longest), aligned, longest)
    return list(without_rivals(_best_targets(found)))


def counted(together: Mapping[Match, int], aligned: Sequence[Aligned], longest: int) -> list[Candidate]:
    """Count each side of phrases that stand together so often, and keep the close ones."""
    sources = _counted((one.source for one in aligned), {source for source, _ in together}, longest)
    targets = _counted((one.target for one in aligned), {target for _, target in together}, longest)
    found = (
        Candidate(*pair, count, max(count, sources[pair[0]]), max(count, targets[pair[1]]), len(aligned))
        for pair, count in together.items()
        if _glued(pair[0], sources) and _glued(pair[1], targets)
    )
    return [one for one in found if _is_close(one)]


def _together(aligned: Iterable[Aligned], least: int, longest: int) -> Mapping[Match, int]:
    counts: Counter[Match] = Counter()
    for one in aligned:
        for found in occurrences(one, longest):
            counts[one.source[slice(*found.source)], one.target[slice(*found.target)]] += 1
    return {pair: count for pair, count in counts.items() if count >= least}


def _counted(texts: Iterable[Stems], phrases: set[Stems], longest: int) -> Mapping[Stems, int]:
    """Count phrases, and the parts of those that a conjunction joins, in all the texts."""
    wanted = phrases | {part for phrase in phrases for part in _parts(phrase)}
    counts: Counter[Stems] = Counter()
    for text in texts:
        counts.update(phrase for span in spans(text, longest) if (phrase := text[slice(*span)]) in wanted)
    return counts


def _parts(phrase: Stems) -> Iterator[Stems]:
    for place, stem in enumerate(phrase):
        if stem == JOINT:
            yield phrase[:place]
            yield phrase[place + 1 :]


def _glued(phrase: Stems, counts: Mapping[Stems, int]) -> bool:
    """Tell whether a phrase joined by «and» is one term: one of its parts seldom stands elsewhere."""
    parts = [counts.get(part, 0) for part in _parts(phrase)]
    return not parts or counts.get(phrase, 0) >= GLUED * min(parts)


def _is_close(one: Candidate) -> bool:
    return (
        one.closeness >= LOOSEST
        and one.together >= LEAST_SOURCE * one.sources
        and one.together >= LEAST_TARGET * one.targets
    )


def _best_targets(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Give each source its weightiest target, or a longer one around that which is nearly as frequent."""
    groups: defaultdict[Stems, list[Candidate]] = defaultdict(list)
    for one in found:
        groups[one.source].append(one)
    for group in groups.values():
        best = max(group, key=_rank)
        whole = [one for one in group if contains(one.target, best.target) and one.together >= WHOLE * best.together]
        yield max(whole, key=lambda one: (length(one.target), _rank(one)), default=best)


def without_rivals(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Of sources that overlap and share a target, keep the weightiest, or the longer where it is nearly as frequent."""
    groups: defaultdict[Stems, list[Candidate]] = defaultdict(list)
    for one in found:
        groups[one.target].append(one)
    for group in groups.values():
        lost = {loser.source for one in group for other in group for loser in _loser(one, other)}
        yield from (one for one in group if one.source not in lost)


def _loser(one: Candidate, other: Candidate) -> Iterator[Candidate]:
    if contains(other.source, one.source):
        yield one if other.together >= WHOLE * one.together else other
    elif _overlap(one.source, other.source):
        yield min(one, other, key=_rank)


def _overlap(phrase: Stems, other: Stems) -> bool:
    """Tell whether one phrase goes on with more than half of another."""
    sizes = range(min(len(phrase), len(other)) // 2 + 1, min(len(phrase), len(other)))
    return any(phrase[-size:] == other[:size] for size in sizes)


def _rank(one: Candidate) -> tuple[float, Stems, Stems]:
    return one.weight, one.target, one.source


def length(phrase: Stems) -> int:
    """Count the words of a phrase that are no links."""
    return sum(stem not in MARKERS for stem in phrase)


def contains(phrase: Stems, other: Stems) -> bool:
    """Tell whether a phrase holds another one and more."""
    size = len(other)
    return len(phrase) > size and any(phrase[start : start + size] == other for start in range(len(phrase) - size + 1))
