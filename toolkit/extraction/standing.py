"""Tell whole terms from pieces of terms and from words that only qualify others, by what stands around them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from toolkit.extraction.alignment import Aligned, Occurrence, matches
from toolkit.extraction.analysis import MARKERS, Stems
from toolkit.extraction.candidates import Candidate

INDEPENDENT = 0.3
"""The share of its occurrences in which a term must stand outside longer ones."""
ALWAYS, MOSTLY = 0.9, 0.7
"""How often a qualifier has a word behind it in English: always, or mostly and, in Arabic, OFTEN one before it."""
OFTEN = 0.75


@dataclass(frozen=True, slots=True)
class _Tally:
    """Count, for each source: the occurrences, those in no longer term, those that a word follows or goes before."""

    total: Counter[Stems] = field(default_factory=Counter)
    independent: Counter[Stems] = field(default_factory=Counter)
    followed: Counter[Stems] = field(default_factory=Counter)
    preceded: Counter[Stems] = field(default_factory=Counter)


def whole(found: Sequence[Candidate], aligned: Iterable[Aligned], longest: int) -> list[Candidate]:
    """Keep the candidates that are terms by themselves."""
    tally = _Tally()
    targets = {one.source: one.target for one in found}
    for one in aligned:
        _add(tally, one, tuple(matches(one, targets, longest)))
    return [one for one in found if _stands(tally, one.source)]


def _add(tally: _Tally, aligned: Aligned, found: Sequence[Occurrence]) -> None:
    for one in found:
        source = aligned.source[slice(*one.source)]
        tally.total[source] += 1
        tally.independent[source] += not any(other.covers(one) for other in found)
        tally.followed[source] += _is_word(aligned.target, one.target[1])
        tally.preceded[source] += _is_word(aligned.source, one.source[0] - 1)


def _is_word(text: Stems, place: int) -> bool:
    return 0 <= place < len(text) and text[place] not in MARKERS


def _stands(tally: _Tally, source: Stems) -> bool:
    count = tally.total[source]
    followed, preceded = tally.followed[source] / count, tally.preceded[source] / count
    qualifies = followed >= ALWAYS or (len(source) == 1 and followed >= MOSTLY and preceded >= OFTEN)
    return tally.independent[source] >= INDEPENDENT * count and not qualifies
