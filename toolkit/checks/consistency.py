"""Checks over a whole file: one source, one target; one term, one rendering."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit import arabic, english
from toolkit.bitext import TermEntry
from toolkit.checks.language import shown
from toolkit.checks.subjects import Pair, Remark
from toolkit.checks.traces import relatives


@dataclass(frozen=True, slots=True)
class _Use:
    """A term where it stands in a target, and its form there without number, article and capitals."""

    pair: Pair
    entry: TermEntry
    form: str


def two_targets(pairs: Sequence[Pair]) -> Iterator[Remark]:
    """Find the segments whose source was translated otherwise earlier in the file."""
    first: dict[str, Pair] = {}
    for pair in pairs:
        if pair.translated and arabic.has_arabic(pair.source):
            earlier = first.setdefault(_plain(pair.source), pair)
            if _plain(earlier.target) != _plain(pair.target):
                yield Remark(pair, f"{earlier.segment} has the same source and the target «{shown(earlier.target)}»")


def mixed_terms(pairs: Sequence[Pair]) -> Iterator[Remark]:
    """Find the terms that are rendered in another of their accepted ways than mostly, where each way is first met."""
    for uses in _by_entry(pairs).values():
        usual = _usual(uses)
        first = {use.form: use for use in reversed(uses) if not _is_alike(use.form, usual)}
        for form, use in sorted(first.items(), key=lambda each: uses.index(each[1])):
            yield Remark(use.pair, f"«{use.entry.source}» is «{form}» here and mostly «{usual}» in the file")


def _is_alike(form: str, usual: str) -> bool:
    """Tell whether two renderings are the same words in other forms: virus, viral."""
    words, others = form.split(), usual.split()
    return len(words) == len(others) and all(
        relatives(word, other) or relatives(other, word) for word, other in zip(words, others, strict=True)
    )


def _by_entry(pairs: Sequence[Pair]) -> Mapping[TermEntry, Sequence[_Use]]:
    uses: defaultdict[TermEntry, list[_Use]] = defaultdict(list)
    for pair in pairs:
        for outcome in pair.outcomes:
            if outcome.match.enforced and outcome.end:
                form = _singular(outcome.match.entry, pair.target[outcome.start : outcome.end])
                uses[outcome.match.entry].append(_Use(pair, outcome.match.entry, form))
    return uses


def _usual(uses: Sequence[_Use]) -> str:
    """Choose the form that most have, of equals the glossary's target."""
    counts = Counter(use.form for use in uses)
    target = _singular(uses[0].entry, uses[0].entry.target)
    return max(counts, key=lambda form: (counts[form], form == target, form))


def _singular(entry: TermEntry, written: str) -> str:
    """Give the accepted form that a rendering is, whatever its capitals; a plural is its singular if that is one."""
    accepted = (entry.target, *entry.target_variants)
    folded = " ".join(written.casefold().split())
    singular = next((form for form in accepted if english.plural(form).casefold() == folded), "")
    same = next((form for form in accepted if form.casefold() == folded), "")
    return singular or same or written


def _plain(text: str) -> str:
    return " ".join(arabic.spelling(text).split())
