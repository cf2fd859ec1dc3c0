"""Checks of entries beside each other: which say the same, contradict each other, or stand in each other's way."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit import arabic, terms
from toolkit.bitext import TermEntry
from toolkit.glossaries import Glossary, stacking
from toolkit.glossaries.capitals import capitals
from toolkit.linting.subjects import Remark, Subject, forms

QUALIFYING = ("admitted", "deprecated")
"""The statuses of entries that add to another of the same source."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """A form of an entry."""

    entry: TermEntry
    form: str

    @property
    def key(self) -> str:
        return arabic.key(" ".join(arabic.spelling(self.form).split()))


def conflicting_targets(subject: Subject) -> Iterator[Remark]:
    """Find the preferred entries that give one source two targets inside the same client and domain."""
    for earlier, later in stacking.conflicts(subject.entries):
        targets = f"{earlier.target}, {later.target}"
        yield Remark(later.place, f"two preferred targets for «{later.source}»: {targets} (also {earlier.place})")


def duplicates(subject: Subject) -> Iterator[Remark]:
    """Find the forms that a second entry claims with equal rights: a match is ambiguous, or one of them in vain."""
    conflicts = {(earlier.place, later.place) for earlier, later in stacking.conflicts(subject.entries)}
    for claims in _by_key(subject.entries).values():
        for earlier, later in pairwise(claims):
            pair = (earlier.entry.place, later.entry.place)
            if pair not in conflicts and _same(earlier, later):
                yield Remark(pair[1], f"«{later.form}» stands a second time (also {pair[0]})")


def unreachable(subject: Subject) -> Iterator[Remark]:
    """Find the entries of which no form is ever found as itself, for another entry always covers it."""
    clients: defaultdict[str, list[TermEntry]] = defaultdict(list)
    for entry in subject.entries:
        clients[entry.client.casefold()].append(entry)
    for level in clients.values():
        yield from _unreachable(level)


def _unreachable(level: Sequence[TermEntry]) -> Iterator[Remark]:
    index = terms.index(Glossary(levels=(tuple(level),)))
    claims = _by_key(level)
    for entry in level:
        rivals = [claim for form in forms(entry) for claim in claims[_Claim(entry, form).key]]
        if all(claim.entry is entry for claim in rivals):
            found = [match for form in forms(entry) for match in terms.find(index, form)]
            if all(match.entry is not entry for match in found):
                yield Remark(entry.place, f"«{entry.source}» is never found{_instead(found)}")


def _instead(found: Sequence[terms.TermMatch]) -> str:
    return f"; «{found[0].entry.source}» is (see {found[0].entry.place})" if found else ""


def _by_key(entries: Sequence[TermEntry]) -> Mapping[str, Sequence[_Claim]]:
    claims: defaultdict[str, list[_Claim]] = defaultdict(list)
    for entry in entries:
        for form in forms(entry):
            claims[_Claim(entry, form).key].append(_Claim(entry, form))
    return claims


def _same(one: _Claim, other: _Claim) -> bool:
    """Tell whether two claims are to one form, and neither is there to add to the other."""
    if one.entry.client.casefold() != other.entry.client.casefold():
        return False
    sources = one.form == one.entry.source and other.form == other.entry.source
    if one.entry is not other.entry and sources and _qualifies(one.entry, other.entry):
        return False
    return arabic.same_spelling(one.form, other.form) and capitals(one.form) == capitals(other.form)


def _qualifies(one: TermEntry, other: TermEntry) -> bool:
    return one.status != other.status and (one.status in QUALIFYING or other.status in QUALIFYING)
