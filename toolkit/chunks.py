"""From a segment to what an engine takes, and back: clean text, terms in its coordinates, over-long segments cut."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from toolkit import arabic, renderings, segmentation
from toolkit.bitext import Segment, TermMatch
from toolkit.connectives import begins_with_and
from toolkit.engines import Engine, Inline, Request

BRACKETS = re.compile(r"[()\[\]«»“”\"]")
WORD = re.compile(r"\S+")
MARKS = 3
"""Pieces that the marks of one inline term take."""
SPACING = (
    (re.compile(r"([(\[]) +"), r"\1"),
    (re.compile(r"(?<=[a-z])\((?=[A-Z0-9]\w)"), " ("),
    (re.compile(r" +([)\],.;:!?])(?=[\s).,]|$)"), r"\1"),
)
ENDED = re.compile(r"(?<=\w\w)(?<!\.\w\w)[.;]$")
"""A full stop that a model put behind a part of a sentence; that of «U.S.» is none."""
STOPS, CLOSING = frozenset(".!?؟؛…۔"), "»”’)]}\"' "
CONJUNCTIONS = frozenset(["and", "but", "or", "as", "while", "with"])
FUNCTION_WORDS = frozenset(
    "A About After All An And As At Because Before But By During For From He Her His However If In Into It Its Of On"
    " Or Our She That The Their Then There These They This Those Through To Under We When Where Which While Who With"
    " You".split()
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a segment that the engine takes at once. ``matches`` point into ``request.source``.

    ``old`` says of each match how the model by itself renders it, empty where that is right or not known.
    """

    request: Request
    matches: tuple[TermMatch, ...] = ()
    old: tuple[str, ...] = ()

    def words(self, index: int) -> range:
        """Give the numbers of the source's words that a match covers."""
        match, source = self.matches[index], self.request.source
        return range(len(source[: match.start + 1].split()) - 1, len(source[: match.end].split()))

    def annotated(self, indexes: Sequence[int]) -> "Chunk":
        """Write the terms of some matches into the request."""
        chosen = (self.matches[index] for index in indexes)
        terms = tuple(Inline(match.start, match.end, renderings.wanted(match)) for match in chosen)
        return replace(self, request=replace(self.request, inline=terms))


def cut(engine: Engine, segment: Segment, matches: Sequence[TermMatch]) -> tuple[Chunk, ...]:
    """Cut a segment that is too long for the engine, at the best place and through no term.

    Terms that may be asked for inline count too, up to half of the limit, since most are never missed.
    """
    text = segment.source
    starts, ends = [match.start for match in matches], [match.end for match in matches]
    asked = (MARKS + engine.size(renderings.wanted(match)) if match.enforced else 0 for match in matches)
    sums = [0, *accumulate(asked if engine.annotates else [0] * len(matches))]

    def fits(start: int, end: int) -> bool:
        written = sums[bisect_right(ends, end)] - sums[bisect_left(starts, start)]
        return engine.size(arabic.clean(text[start:end]).text) + min(written, engine.limit // 2) <= engine.limit

    spans = segmentation.split(text, fits, list(zip(starts, ends, strict=True)))
    return tuple(_chunk(text, span, matches) for span in spans)


def whole(segment: Segment) -> Chunk:
    """Make one chunk of a segment, however long, without terms."""
    return _chunk(segment.source, (0, len(segment.source)), ())


def _chunk(text: str, span: tuple[int, int], matches: Sequence[TermMatch]) -> Chunk:
    inside = [match for match in matches if span[0] <= match.start and match.end <= span[1]]
    source, place = _cleaned(text[slice(*span)], [(match.start - span[0], match.end - span[0]) for match in inside])
    moved = [replace(match, start=place(match.start - span[0]), end=place(match.end - span[0])) for match in inside]
    return Chunk(Request(source), tuple(_trimmed(source, match) for match in moved))


def _cleaned(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, Callable[[int], int]]:
    """Clean a text, brackets inside its terms blanked and white space collapsed; give also the map of offsets."""
    for start, end in spans:
        text = text[:start] + BRACKETS.sub(" ", text[start:end]) + text[end:]
    cleaned = arabic.clean(text)
    words = [found.span() for found in WORD.finditer(cleaned.text)]
    origins = [origin for start, end in words for origin in cleaned.origins[start : end + 1]][:-1]
    source = " ".join(cleaned.text[slice(*word)] for word in words)
    return source, lambda offset: bisect_left(origins, offset)


def _trimmed(source: str, match: TermMatch) -> TermMatch:
    start, end = match.start, match.end
    while start < end and not source[start].isalnum():
        start += 1
    while end > start and not source[end - 1].isalnum():
        end -= 1
    return replace(match, start=start, end=end)


def join(parts: Sequence[tuple[str, str]], matches: Sequence[TermMatch]) -> str:
    """Join the chunks of a segment, each a source and its translation, to one sentence.

    >>> join([("قال", "The minister said."), ("والخطة جاهزة", "The plan is ready.")], ())
    'The minister said and the plan is ready.'
    """
    names = {match.entry.target.split()[0] for match in matches if match.entry.case == "as-is"}
    joined, closed = "", True
    for source, text in parts:
        if closed:
            joined = f"{joined} {text.strip()}".strip()
        else:
            joined = f"{ENDED.sub('', joined)} {_continued(source, text.strip(), names)}"
        closed = source.rstrip(CLOSING)[-1:] in STOPS
    return joined


def _continued(source: str, text: str, names: set[str]) -> str:
    word = text.split(" ", 1)[0]
    text = text[:1].lower() + text[1:] if word in FUNCTION_WORDS and word not in names else text
    joining = begins_with_and(source) and word.lower() not in CONJUNCTIONS
    return f"and {text}" if joining else text


def spaced(text: str) -> str:
    """Mend the spaces around brackets that models get wrong.

    >>> spaced("Kuwait and( NATO) met ( in 2017 ) .")
    'Kuwait and (NATO) met (in 2017).'
    """
    for pattern, mended in SPACING:
        text = pattern.sub(mended, text)
    return text
