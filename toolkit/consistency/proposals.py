"""Propose terms for one document from how its translation renders what recurs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.bitext import TermEntry
from toolkit.consistency import names
from toolkit.consistency.phrases import Occurrence, Phrase
from toolkit.consistency.readings import Reading
from toolkit.english import FUNCTION_WORDS

ALIKE = 0.87
"""The likeness to its Arabic that a name must exceed: of four consonants or fewer none may be wrong."""
VERBAL = ("ing", "ed")
"""The endings of a word that may be a verb, which no phrase may turn upon."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term of one document, the folded ``words`` of its phrase, and the occurrences that it holds for, in text order.

    Those ``alike`` have the term already, ``first`` gave it; the ``differing`` have another rendering.
    ``entry.place`` names the segment of the first: ``news.ar.txt:p1.s2``.
    """

    entry: TermEntry
    words: tuple[str, ...]
    first: Occurrence
    alike: tuple[Occurrence, ...]
    differing: tuple[Occurrence, ...]

    @property
    def is_name(self) -> bool:
        """Tell whether the term is a name that is spelt as in Arabic."""
        return self.entry.pos == "proper noun"


def proposals(
    phrases: Sequence[Phrase], found: Mapping[Occurrence, Reading], places: Sequence[str]
) -> tuple[Proposal, ...]:
    """Propose a term for each phrase that has two renderings; ``places`` name the segments.

    A phrase of one word must be a name, and the term is the rendering that spells it best, the first of equals. Of a
    longer one it is the rendering of the first occurrence, which must come out so twice; the others must share a word
    with it, and none may be as frequent. One that says a name inside it in another way is dropped.
    """
    made = [each for phrase in phrases for each in _proposed(phrase, found, places)]
    return tuple(each for each in made if not any(_contradicts(each, other) for other in made))


def _proposed(phrase: Phrase, found: Mapping[Occurrence, Reading], places: Sequence[str]) -> Iterator[Proposal]:
    readings = [found[place] for place in phrase.occurrences if place in found]
    single = len(phrase.words) == 1
    if not single and phrase.occurrences[0] not in found:
        return
    first = _best_name(readings) if single else readings[0]
    if first is None or not (single or _is_clear(first)):
        return
    alike = [reading for reading in readings if names.same(first.words, reading.words)]
    differing = [each for each in readings if each not in alike and (single or names.akin(first.words, each.words))]
    if differing and (single or (len(alike) > 1 and not _rivalled(differing, len(alike)))):
        entry = _entry(first, alike, single, places[first.occurrence.number])
        groups = (tuple(each.occurrence for each in group) for group in (alike, differing))
        yield Proposal(entry, phrase.words, first.occurrence, *groups)


def _best_name(readings: Sequence[Reading]) -> Reading | None:
    """Take the rendering that spells a name best, the first of equals.

    It is one if it comes out with a capital inside a sentence, where capitals tell, twice or behind another capital,
    and more often than without: a fever that is «Hama» here and «fever» there is none.
    """
    spelt = [each for each in readings if names.is_name(_without_article(each.words))]
    inside = [each for each in spelt if not each.first]
    small = [each for each in readings if all(word.islower() for word in each.words)]
    best = max(spelt, key=_likeness, default=None)
    capitals = len(inside) + any(each.titled for each in inside)
    is_name = capitals > max(1, len(small))
    return best if best and is_name and _likeness(best) > ALIKE else None


def _likeness(reading: Reading) -> float:
    return names.likeness(" ".join(_without_article(reading.words)), reading.occurrence.bare)


def _is_clear(reading: Reading) -> bool:
    """Tell whether a rendering may be a term: it turns upon no verb and says nothing twice."""
    return bool(_without_article(reading.words)) and not _is_verbal(reading.head) and not names.repeats(reading.words)


def _rivalled(differing: Sequence[Reading], votes: int) -> bool:
    """Tell whether another rendering is as frequent."""
    return any(sum(names.same(one.words, other.words) for other in differing) >= votes for one in differing)


def _entry(first: Reading, alike: Sequence[Reading], single: bool, place: str) -> TermEntry:
    words = _without_article(first.words)
    target = " ".join(words if single else _in_sentence(words, first.first))
    return TermEntry(
        first.occurrence.bare,
        target,
        target_variants=_variants(target, alike),
        pos="proper noun" if single else "noun",
        match="clitic" if single else "inflected",
        case="as-is" if target[:1].isupper() else "sentence",
        place=place,
    )


def _without_article(words: Sequence[str]) -> tuple[str, ...]:
    start = next((place for place, word in enumerate(words) if word.lower() not in FUNCTION_WORDS), len(words))
    return tuple(words[start:])


def _in_sentence(words: tuple[str, ...], starts: bool) -> tuple[str, ...]:
    """Take the capital off a rendering that begins a sentence, unless the others show that it is a name."""
    others = [word for word in words[1:] if word.lower() not in FUNCTION_WORDS]
    if starts and words and not all(word[:1].isupper() for word in others):
        return (words[0][:1].lower() + words[0][1:], *words[1:])
    return words


def _is_verbal(word: str) -> bool:
    return word.islower() and word.endswith(VERBAL)


def _variants(target: str, alike: Sequence[Reading]) -> tuple[str, ...]:
    """List the other forms of the rendering that the document has, with as many words."""
    forms = dict.fromkeys(" ".join(_without_article(reading.words)) for reading in alike)
    size = len(target.split())
    return tuple(form for form in forms if form.lower() != target.lower() and len(form.split()) == size)


def _contradicts(one: Proposal, other: Proposal) -> bool:
    """Tell whether a phrase says a shorter one inside it in another way."""
    outer, inner = one.words, other.words
    starts = range(len(outer) - len(inner) + 1)
    inside = len(inner) < len(outer) and any(outer[start : start + len(inner)] == inner for start in starts)
    return inside and other.entry.target.lower() not in one.entry.target.lower()
