"""The last resort: put a term into a finished translation, where its source words were looked at."""

import re
from collections.abc import Sequence

from toolkit import decoding, renderings
from toolkit.chunks import Chunk
from toolkit.engines import Hypothesis
from toolkit.english import FUNCTION_WORDS
from toolkit.flaws import ALIGNED
from toolkit.placement import focus


def splice(chunk: Chunk, hypothesis: Hypothesis, missing: int) -> Hypothesis:
    """Replace the old rendering of a match's term in a hypothesis, or insert the term where none is found."""
    words = hypothesis.text.split()
    start, end = _span(chunk, hypothesis, missing, words)
    before = " ".join(words[:start])
    prefix = decoding.prefix(before, chunk.matches[missing])
    tail = re.search(r"\W*$", words[end - 1]) if end > start else None
    text = " ".join(filter(None, [prefix + (tail[0] if tail else ""), *words[end:]]))
    return Hypothesis(text, hypothesis.score, _respliced(chunk, hypothesis, missing, (start, end), text))


def _respliced(
    chunk: Chunk, hypothesis: Hypothesis, missing: int, replaced: tuple[int, int], text: str
) -> tuple[tuple[float, ...], ...]:
    """Let the new words look at their term's source, so that the next splice still knows its way."""
    if not hypothesis.attention:
        return ()
    start, end = replaced
    rows = hypothesis.attention
    added = len(text.split()) - (len(rows) - (end - start))
    looking = tuple(float(word in chunk.words(missing)) for word in range(len(rows[0])))
    return rows[:start] + (looking,) * added + rows[end:]


def _span(chunk: Chunk, hypothesis: Hypothesis, missing: int, words: Sequence[str]) -> tuple[int, int]:
    """Give the words to replace; an empty span is the place to insert."""
    weights = focus(chunk, hypothesis, missing)
    free = _free(chunk, hypothesis.text, words)
    candidates = [i for i in range(min(len(words), len(weights))) if free[i]]
    if not any(weights[i] for i in candidates):
        return len(words), len(words)
    peak = max(candidates, key=lambda i: weights[i])
    start, end = peak, peak + 1
    while start > 0 and free[start - 1] and weights[start - 1] > ALIGNED:
        start -= 1
    while end < len(words) and free[end] and weights[end] > ALIGNED:
        end += 1
    while start < end - 1 and words[start].lower() in FUNCTION_WORDS:
        start += 1
    return start, end


def _free(chunk: Chunk, text: str, words: Sequence[str]) -> list[bool]:
    """Tell which words belong to no term that is already honoured."""
    taken = [span for span in renderings.locate(chunk.matches, text) if span]
    free, offset = [], 0
    for word in words:
        offset = text.index(word, offset)
        free.append(all(offset + len(word) <= start or end <= offset for start, end in taken))
        offset += len(word)
    return free
