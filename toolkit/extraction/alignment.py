"""Align the words of a segment with those of its translation, and list the phrases that translate each other."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.extraction.analysis import BREAK, MARKERS, NUMBER, Stems
from toolkit.extraction.lexicon import Lexicon, learn

Span = tuple[int, int]
Links = tuple[Span, ...]

FAINTEST_LINK = 0.003
"""The product of both probabilities below which two words are not linked."""
STRAYING = 1.5
"""How fast the chance of a link falls with the distance between the places of its words, both from 0 to 1."""
MOST_WORDS = 500
"""The words of a text beyond which it is not to be aligned, for that takes time by the square of them."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A segment and its translation as stems and marks; each link joins a place of one with a place of the other."""

    source: Stems
    target: Stems
    links: Links


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Two phrases that translate each other in a segment, as the places of their words."""

    source: Span
    target: Span

    def covers(self, other: "Occurrence") -> bool:
        """Tell whether another occurrence lies in this one on both sides, and is not it."""
        return self != other and _inside(other.source, self.source) and _inside(other.target, self.target)


def align(sources: Sequence[Stems], targets: Sequence[Stems]) -> list[Aligned]:
    """Align segments, each word with one at most, by what all of them teach."""
    forward, backward = learn(sources, targets), learn(targets, sources)
    shared: dict[Span, Span] = {}
    return [
        Aligned(
            source, target, tuple(shared.setdefault(link, link) for link in _links(source, target, forward, backward))
        )
        for source, target in zip(sources, targets, strict=True)
    ]


def _links(source: Stems, target: Stems, forward: Lexicon, backward: Lexicon) -> Iterator[Span]:
    """Link words from the likeliest pair on, in both directions at once (Melamed's competitive linking)."""
    taken: tuple[set[int], set[int]] = set(), set()
    for _, place, other in sorted(_likely(source, target, forward, backward)):
        if place not in taken[0] and other not in taken[1]:
            taken[0].add(place)
            taken[1].add(other)
            yield place, other


def _likely(source: Stems, target: Stems, forward: Lexicon, backward: Lexicon) -> Iterator[tuple[float, int, int]]:
    places = _places(target)
    for place, word in enumerate(source):
        for translation, chance in forward.get(word, {}).items():
            strength = chance * backward.get(translation, {}).get(word, 0.0)
            for other in places.get(translation, ()) if strength > FAINTEST_LINK else ():
                distance = abs(place / len(source) - other / len(target))
                likelihood = strength * math.exp(-STRAYING * distance)
                if likelihood > FAINTEST_LINK:
                    yield -likelihood, place, other


def _places(text: Stems) -> Mapping[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, stem in enumerate(text):
        places[stem].append(place)
    return places


def spans(text: Stems, longest: int) -> Iterator[Span]:
    """Yield the places of all phrases: from one word to another, without a break, of at most so many words.

    >>> list(spans(("|", "right", "*", "child"), 2))
    [(1, 2), (1, 4), (3, 4)]
    """
    for start, first in enumerate(text):
        if first in MARKERS or first[0] == NUMBER:
            continue
        words = 0
        for end in range(start, min(start + 2 * longest, len(text))):
            if text[end] == BREAK or words == longest:
                break
            if text[end] not in MARKERS:
                words += 1
                yield start, end + 1


def occurrences(aligned: Aligned, longest: int) -> Iterator[Occurrence]:
    """Yield the pairs of phrases that hold a link, and whose words are linked with none outside.

    Och and Ney, The Alignment Template Approach to Statistical Machine Translation, 2004.
    """
    forward, backward = dict(aligned.links), {other: place for place, other in aligned.links}
    reached = _reached(aligned.source, forward, longest)
    for start, end in spans(aligned.target, longest):
        places = [backward[other] for other in range(start, end) if other in backward]
        if places:
            lowest, highest = min(places), max(places)
            for span, others in reached.get((lowest, highest), {}).items():
                if others[0] >= start and others[1] < end:
                    yield Occurrence(span, (start, end))


def matches(aligned: Aligned, targets: Mapping[Stems, Stems], longest: int) -> Iterator[Occurrence]:
    """Yield those of the ``occurrences`` that hold a chosen source and its target."""
    forward, backward = dict(aligned.links), {other: place for place, other in aligned.links}
    for span in spans(aligned.source, longest):
        target = targets.get(aligned.source[slice(*span)])
        if target:
            linked = [forward[place] for place in range(*span) if place in forward]
            for start in _starts(aligned.target, target) if linked else ():
                end = start + len(target)
                if start <= min(linked) and max(linked) < end and _lead_back(backward, (start, end), span):
                    yield Occurrence(span, (start, end))


def _starts(text: Stems, phrase: Stems) -> Iterator[int]:
    first, size = phrase[0], len(phrase)
    return (start for start, stem in enumerate(text) if stem == first and text[start : start + size] == phrase)


def _lead_back(links: Mapping[int, int], span: Span, other: Span) -> bool:
    return all(other[0] <= links.get(place, other[0]) < other[1] for place in range(*span))


def _reached(text: Stems, links: Mapping[int, int], longest: int) -> Mapping[Span, dict[Span, Span]]:
    """Group phrases by their first and last linked place; for each, give the lowest and highest place linked there."""
    reached: defaultdict[Span, dict[Span, Span]] = defaultdict(dict)
    for start, end in spans(text, longest):
        places = [place for place in range(start, end) if place in links]
        if places:
            others = [links[place] for place in places]
            reached[places[0], places[-1]][start, end] = min(others), max(others)
    return reached


def _inside(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]
