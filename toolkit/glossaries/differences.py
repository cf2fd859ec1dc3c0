"""Compare two glossaries: which entries one of them lacks, and in which columns the others differ."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.arabic import key, spelling
from toolkit.bitext import TermEntry
from toolkit.glossaries.tables import COLUMNS, cells


@dataclass(frozen=True, slots=True)
class Cell:
    """What a column held before and holds now, spelt as in a table."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of which some cells differ."""

    old: TermEntry
    new: TermEntry

    @property
    def altered(self) -> tuple[Cell, ...]:
        """List the columns that differ, in the order of the term table."""
        old, new = cells(self.old), cells(self.new)
        return tuple(Cell(column, old[column], new[column]) for column in COLUMNS if old[column] != new[column])


@dataclass(frozen=True, slots=True)
class Differences:
    """Entries in the order of their files: those added and removed, and those that changed."""

    added: tuple[TermEntry, ...]
    removed: tuple[TermEntry, ...]
    changed: tuple[Change, ...]


def compare(old: Sequence[TermEntry], new: Sequence[TermEntry]) -> Differences:
    """Find what turns one glossary into the other; the order of the entries does not count.

    Entries with the same folded source are one that changed: those with the same target are paired first, then those
    of the same client and domain, then the others.
    """
    before = _partners(old, new)
    kept = set(before.values())
    both = ((old[before[number]], entry) for number, entry in enumerate(new) if number in before)
    return Differences(
        added=tuple(entry for number, entry in enumerate(new) if number not in before),
        removed=tuple(entry for number, entry in enumerate(old) if number not in kept),
        changed=tuple(Change(earlier, later) for earlier, later in both if earlier != later),
    )


def _partners(old: Sequence[TermEntry], new: Sequence[TermEntry]) -> Mapping[int, int]:
    """Find for the numbers of new entries those of the old ones that they were, each once."""
    partners: dict[int, int] = {}
    for likeness in _LIKENESSES:
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for number in sorted(set(range(len(old))).difference(partners.values())):
            waiting[likeness(old[number])].append(number)
        for number in sorted(set(range(len(new))).difference(partners)):
            if likes := waiting.get(likeness(new[number])):
                partners[number] = likes.popleft()
    return partners


def _source(entry: TermEntry) -> str:
    return key(" ".join(spelling(entry.source).split()))


_LIKENESSES: tuple[Callable[[TermEntry], Hashable], ...] = (
    lambda entry: entry,
    lambda entry: (_source(entry), entry.target),
    lambda entry: (_source(entry), entry.client.casefold(), entry.domain.casefold()),
    _source,
)
"""What makes two entries the same one, the surest first."""
