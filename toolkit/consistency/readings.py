"""Read off a finished translation how it renders a phrase: the English words that look at the phrase's words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from toolkit import arabic, chunks, english, placement
from toolkit.bitext import TermEntry, TermMatch, Translation
from toolkit.chunks import Chunk
from toolkit.consistency.phrases import Occurrence
from toolkit.drafts import Task
from toolkit.engines import Engine, Hypothesis
from toolkit.english import FUNCTION_WORDS, SIGNS
from toolkit.extraction.stopwords import ENGLISH_BREAKS

ALIGNED = 0.3
"""Attention on a phrase above which a word counts as its rendering."""
PEAK = 0.6
"""What the word that looks most at a phrase must reach."""
COVERED = 0.25
"""The attention that each word of a phrase must get from its rendering."""
LONGER = 3
"""How many words more than its phrase a rendering may have."""
TITLED = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][\w.'’-]* $")
STOPS = tuple(".,;:!?…()[]")


@dataclass(frozen=True, slots=True)
class Reading:
    """The rendering of an occurrence, ``words`` without signs; ``first`` tells that it begins a sentence.

    ``head`` is the word that looks most at the phrase's first word; ``titled`` says that a word with a capital stands
    right before the rendering.
    """

    occurrence: Occurrence
    words: tuple[str, ...]
    head: str = ""
    first: bool = False
    titled: bool = False


def read(
    engine: Engine, tasks: Sequence[Task], translations: Sequence[Translation], occurrences: Iterable[Occurrence]
) -> dict[Occurrence, Reading]:
    """Read off how each occurrence is rendered; those of which it is not sure are left out.

    Texts are looked at with the attention that the model by itself has, those that are too long for it not at all.
    """
    grouped: defaultdict[int, list[Occurrence]] = defaultdict(list)
    for occurrence in sorted(occurrences, key=lambda one: (one.number, one.start, one.end)):
        grouped[occurrence.number].append(occurrence)
    parts = [(number, found, _chunks(engine, tasks[number], found)) for number, found in grouped.items()]
    whole = [(number, found, cut[0]) for number, found, cut in parts if _is_whole(translations[number], cut)]
    looked = placement.aligned(engine, [(chunk, Hypothesis(translations[i].target, 0.0)) for i, _, chunk in whole])
    return {
        reading.occurrence: reading
        for (number, found, chunk), hypothesis in zip(whole, looked, strict=True)
        for reading in _readings(found, chunk, hypothesis, translations[number])
    }


def _chunks(engine: Engine, task: Task, occurrences: Sequence[Occurrence]) -> tuple[Chunk, ...]:
    entry = TermEntry("?", "?", status="proposed")
    return chunks.cut(engine, task.segment, [TermMatch(entry, each.start, each.end) for each in occurrences])


def _is_whole(translation: Translation, cut: Sequence[Chunk]) -> bool:
    return len(cut) == 1 and translation.method != "copy"


def _readings(
    occurrences: Sequence[Occurrence], chunk: Chunk, hypothesis: Hypothesis, translation: Translation
) -> Iterator[Reading]:
    text = hypothesis.text
    if len(hypothesis.attention) < len(text.split()):
        return
    terms = [(outcome.start, outcome.end) for outcome in translation.outcomes if outcome.end]
    for index, occurrence in enumerate(occurrences):
        span = _span(chunk, hypothesis, index)
        if span and _is_apart(text, span, terms):
            yield _reading(occurrence, chunk, hypothesis, index, span)


def _span(chunk: Chunk, hypothesis: Hypothesis, index: int) -> range | None:
    """Give the words that render a phrase, if they stand together, are the phrase's alone and render all of it."""
    words = hypothesis.text.split()
    weights = placement.focus(chunk, hypothesis, index)
    bare = [word.strip(SIGNS).lower() for word in words]
    means = [word not in FUNCTION_WORDS for word in bare]
    looking = [place for place, weight in enumerate(weights) if weight > ALIGNED and means[place]]
    while looking and bare[looking[0]] in ENGLISH_BREAKS:
        del looking[0]
    while looking and bare[looking[-1]] in ENGLISH_BREAKS:
        del looking[-1]
    if not looking or max(weights[place] for place in looking) < PEAK:
        return None
    span = range(looking[0], looking[-1] + 1)
    together = all(place in looking or not means[place] for place in span)
    short = len(span) <= len(chunk.words(index)) + LONGER
    plain = not any(words[place].endswith(STOPS) for place in span[:-1])
    readable = all(_is_readable(words[place]) for place in looking)
    covered = all(_look(hypothesis, span, word) >= COVERED for word in chunk.words(index))
    return span if together and short and plain and readable and covered else None


def _is_readable(word: str) -> bool:
    return any(map(str.isalpha, word)) and not arabic.has_arabic(word)


def _look(hypothesis: Hypothesis, span: range, word: int) -> float:
    return max(hypothesis.attention[place][word] for place in span)


def _is_apart(text: str, span: range, terms: Sequence[tuple[int, int]]) -> bool:
    start, end = _offset(text, span[0]), _offset(text, span[-1]) + len(text.split()[span[-1]])
    return all(end <= first or last <= start for first, last in terms)


def _offset(text: str, place: int) -> int:
    """Give where the word with a number begins."""
    end = 0
    for word in text.split()[: place + 1]:
        start = text.index(word, end)
        end = start + len(word)
    return start


def _reading(occurrence: Occurrence, chunk: Chunk, hypothesis: Hypothesis, index: int, span: range) -> Reading:
    words = hypothesis.text.split()
    head = max(span, key=lambda place: hypothesis.attention[place][chunk.words(index)[0]])
    before = hypothesis.text[: _offset(hypothesis.text, span[0])]
    first = english.starts_sentence(before)
    titled = bool(TITLED.search(before)) and not first
    return Reading(occurrence, tuple(_bare(words[place]) for place in span), _bare(words[head]), first, titled)


def _bare(word: str) -> str:
    """Take the signs and the possessive off a word."""
    stripped = word.strip(SIGNS)
    return stripped[:-2] if stripped.endswith(("'s", "’s")) else stripped
