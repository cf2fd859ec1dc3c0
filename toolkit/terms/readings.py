"""Read a written word in every way that leads to a stem of the glossary."""

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.arabic import Vowels, key, vowels, vowels_agree, weak_letters
from toolkit.terms.grammar import BARE, LONGEST_ENDING, PROCLITICS, SHORTEST_GUESS, Ending, Proclitic, skeleton
from toolkit.terms.index import Index, Reading, Stem
from toolkit.terms.words import Word

MEMO_SIZE = 100_000


@dataclass(frozen=True, slots=True)
class _Split:
    """A word cut in three: proclitic, ``letters`` of a stem with their written ``signs``, and the ``rest``."""

    proclitic: Proclitic
    letters: str
    rest: str
    signs: Vowels


def readings(index: Index, word: Word) -> tuple[Reading, ...]:
    """List the readings of a word; a guess by its consonants only where it has no other."""
    known = index.memo.get(word.written)
    if known is None:
        if len(index.memo) >= MEMO_SIZE:
            index.memo.clear()
        known = index.memo[word.written] = tuple(_readings(index, word)) or tuple(_guesses(index, word))
    return known


def _readings(index: Index, word: Word) -> Iterator[Reading]:
    for split in _splits(index, word):
        for base in index.bases[key(split.letters)]:
            ending = base.endings.get(split.rest)
            if ending and (ending.free or not split.proclitic.article):
                weak = _weakness(split, index.stems[base.stem], base.letters, ending)
                if weak is not None:
                    yield Reading(base.stem, split.proclitic.count, split.proclitic.article, ending, weak)


def _splits(index: Index, word: Word) -> Iterator[_Split]:
    """Cut a word wherever the letters between the cuts may be of the glossary."""
    keyed = key(word.spelled)
    signs = vowels(word.written) if len(word.written) != len(word.spelled) else ()
    for proclitic in PROCLITICS:
        if word.spelled.startswith(proclitic.letters):
            shifted = tuple((letter - proclitic.cut, sign) for letter, sign in signs)
            shortest = proclitic.cut + (2 if proclitic.cut else 1)
            for end in range(max(shortest, len(keyed) - LONGEST_ENDING), len(keyed) + 1):
                if keyed[proclitic.cut : end] in index.bases:
                    yield _Split(proclitic, word.spelled[proclitic.cut : end], word.spelled[end:], shifted)


def _weakness(split: _Split, stem: Stem, letters: str, ending: Ending) -> int | None:
    """Count the letters in which a word departs from the stem, or from what an ending leaves of it."""
    if not vowels_agree(split.signs, stem.vowels, len(stem.spelled)):
        return None
    affixed = split.proclitic.count > 0 or ending is not BARE
    return weak_letters(split.letters, letters, name=stem.name, affixed=affixed, article=split.proclitic.article)


def _guesses(index: Index, word: Word) -> Iterator[Reading]:
    for proclitic in PROCLITICS:
        rest = key(word.spelled[proclitic.cut :])
        if word.spelled.startswith(proclitic.letters) and len(rest) >= SHORTEST_GUESS:
            for stem in index.skeletons.get(skeleton(rest), ()):
                yield Reading(stem, proclitic.count, proclitic.article, BARE, 1, guess=True)
