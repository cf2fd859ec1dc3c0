"""How sure it is that a term stands in its place: who looks most at what the term translates, the term or another word.

The attention of a model with a supervised alignment head says it well; that of other models is a hint.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit import renderings
from toolkit.chunks import Chunk
from toolkit.engines import Decoding, Engine, Hypothesis, Request
from toolkit.english import FUNCTION_WORDS, SIGNS
from toolkit.renderings import Span

BASE = 0.1
"""What is put to the attention of a term, so that a sentence where nobody looks at its source is no reason to doubt."""
SURE = 0.6
"""The confidence below which a place should be looked at."""


@dataclass(frozen=True, slots=True)
class Place:
    """How much of their attention the term's words pay to its source at most (``own``), and other words (``rival``)."""

    own: float
    rival: float

    @property
    def confidence(self) -> float:
        """Give a number from 0 (another word renders the term's source) to 1 (no other word looks at it)."""
        return (self.own + BASE) / (self.own + self.rival + BASE)


def focus(chunk: Chunk, hypothesis: Hypothesis, index: int) -> list[float]:
    """Give for each word of a hypothesis how much of its attention lies on the source words of a match."""
    words = chunk.words(index)
    return [sum(row[word] for word in words if word < len(row)) for row in hypothesis.attention]


def places(chunk: Chunk, hypothesis: Hypothesis) -> tuple[Place | None, ...]:
    """Weigh where each match's term stands; None where it does not, or where the attention is not known."""
    spans = renderings.locate(chunk.matches, hypothesis.text)
    if len(hypothesis.attention) < len(hypothesis.text.split()):
        return (None,) * len(spans)
    standing = [_words(hypothesis.text, span) if span else range(0) for span in spans]
    taken = {word for words in standing for word in words}
    others = [word for word in _content(hypothesis.text) if word not in taken]
    return tuple(
        _place(focus(chunk, hypothesis, index), words, others) if words else None
        for index, words in enumerate(standing)
    )


def aligned(engine: Engine, hypotheses: Sequence[tuple[Chunk, Hypothesis]]) -> list[Hypothesis]:
    """Give hypotheses the attention that the model by itself would have: each is forced, nothing is written inline."""
    requests = [Request(chunk.request.source, prefix=hypothesis.text) for chunk, hypothesis in hypotheses]
    results = engine.translate(requests, Decoding(beam=1, attention=True))
    return [_looking(hypothesis, result[0]) for (_, hypothesis), result in zip(hypotheses, results, strict=True)]


def _looking(hypothesis: Hypothesis, forced: Hypothesis) -> Hypothesis:
    """Take the attention of what was forced, not what the model wrote on behind; none where words do not fit."""
    words = hypothesis.text.split()
    fits = forced.text.split()[: len(words)] == words
    return replace(hypothesis, attention=forced.attention[: len(words)] if fits else ())


def _place(weights: Sequence[float], words: range, others: Sequence[int]) -> Place:
    return Place(max(weights[word] for word in words), max((weights[word] for word in others), default=0.0))


def _words(text: str, span: Span) -> range:
    """Give the numbers of the words that a span covers."""
    return range(len(text[: span[0] + 1].split()) - 1, len(text[: span[1]].split()))


def _content(text: str) -> list[int]:
    """List the words that mean something by themselves."""
    bare = [word.strip(SIGNS).lower() for word in text.split()]
    return [number for number, word in enumerate(bare) if word not in FUNCTION_WORDS and any(map(str.isalpha, word))]
