"""What is wrong with how a translation holds its terms: said too often, forbidden, or beside what they replace."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from toolkit import renderings
from toolkit.bitext import TermMatch
from toolkit.chunks import Chunk
from toolkit.engines import Hypothesis
from toolkit.english import FUNCTION_WORDS, SIGNS
from toolkit.placement import focus
from toolkit.renderings import Span

ALIGNED = 0.3
"""Attention on a term's source above which a word counts as its old rendering."""
NEAR = 4
"""Words beside a term in which its old rendering is a leftover."""

Kind = Literal["repeated", "forbidden", "leftover"]


@dataclass(frozen=True, slots=True)
class Flaw:
    """A ``form`` that should not stand at ``text[start:end]``; ``kept`` is the end of the term it repeats, if any."""

    kind: Kind
    start: int
    end: int
    form: str
    kept: int = 0


def flaws(chunk: Chunk, text: str) -> list[Flaw]:
    """List the flaws of a text, in its order."""
    enforced = [match for match in chunk.matches if match.enforced]
    places = renderings.locate(chunk.matches, text)
    taken = [place for place in places if place]
    found: dict[Span, Flaw] = {}
    for flaw in chain(
        _forbidden(enforced, text, taken),
        _repeated(chunk.matches, text, taken),
        _leftovers(chunk, text, places, taken),
    ):
        found.setdefault((flaw.start, flaw.end), flaw)
    return [found[span] for span in sorted(found)]


def remembering(chunk: Chunk, hypothesis: Hypothesis) -> Chunk:
    """Give a chunk that knows how the model itself renders the terms that it misses."""
    places = renderings.locate(chunk.matches, hypothesis.text)
    words = hypothesis.text.split()
    old = (
        "" if place or not match.enforced else _rendering(words, focus(chunk, hypothesis, index))
        for index, (match, place) in enumerate(zip(chunk.matches, places, strict=True))
    )
    return replace(chunk, old=tuple(old))


def _rendering(words: Sequence[str], weights: Sequence[float]) -> str:
    """Give the words around the one that looks most at a term that look at it too; empty where none does."""
    if not weights or max(weights) < ALIGNED:
        return ""
    start = end = weights.index(max(weights))
    while start > 0 and weights[start - 1] > ALIGNED:
        start -= 1
    while end + 1 < len(words) and weights[end + 1] > ALIGNED:
        end += 1
    found = [word.strip(SIGNS) for word in words[start : end + 1]]
    while found and found[0].lower() in FUNCTION_WORDS:
        del found[0]
    while found and found[-1].lower() in FUNCTION_WORDS:
        del found[-1]
    return " ".join(filter(None, found))


def _repeated(matches: Sequence[TermMatch], text: str, taken: Sequence[Span]) -> Iterator[Flaw]:
    for form in dict.fromkeys(form for match in matches for form in renderings.forms(match)):
        spans = renderings.occurrences(form, text)
        for start, end in _outside(spans, taken):
            kept = max((span[1] for span in taken if span in spans and span[1] <= start), default=0)
            yield Flaw("repeated", start, end, form, kept)


def _forbidden(enforced: Sequence[TermMatch], text: str, taken: Sequence[Span]) -> Iterator[Flaw]:
    for form in renderings.forbidden(enforced, text):
        for start, end in _outside(renderings.in_any_number(form, text), taken):
            yield Flaw("forbidden", start, end, form)


def _leftovers(chunk: Chunk, text: str, places: Sequence[Span | None], taken: Sequence[Span]) -> Iterator[Flaw]:
    for old, place in zip(chunk.old, places, strict=False):
        if old and place:
            for start, end in _outside(renderings.occurrences(old, text), taken):
                if _between(text, (start, end), place) <= NEAR:
                    yield Flaw("leftover", start, end, old, place[1] if place[1] <= start else 0)


def _outside(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    return [span for span in spans if all(span[1] <= start or end <= span[0] for start, end in taken)]


def _between(text: str, one: Span, other: Span) -> int:
    first, last = sorted((one, other))
    return len(text[first[1] : last[0]].split())
