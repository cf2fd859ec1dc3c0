"""Count what a glossary is made of."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.bitext import TermEntry

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counted from entries: those of each domain, status and part of speech, the most frequent first.

    ``source_variants``, ``target_variants`` and ``forbidden`` count forms, not entries.
    """

    entries: int
    domain: Counts
    status: Counts
    pos: Counts
    source_variants: int
    target_variants: int
    forbidden: int


def count(entries: Iterable[TermEntry]) -> Statistics:
    """Count entries, of one glossary or of many."""
    counted = tuple(entries)
    return Statistics(
        entries=len(counted),
        domain=_counts(entry.domain for entry in counted),
        status=_counts(entry.status for entry in counted),
        pos=_counts(entry.pos for entry in counted),
        source_variants=sum(len(entry.source_variants) for entry in counted),
        target_variants=sum(len(entry.target_variants) for entry in counted),
        forbidden=sum(len(entry.forbidden) for entry in counted),
    )


def _counts(values: Iterable[str]) -> Counts:
    return tuple(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))
