"""The words that terms are made of: how each declines, and under which letters a text may show it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from toolkit.arabic import Vowels, has_arabic, vowels
from toolkit.bitext import TermEntry
from toolkit.terms.grammar import (
    BARE_ENDINGS,
    BROKEN_ENDINGS,
    CASE_ENDINGS,
    CASES,
    CUT,
    DEFECTIVE,
    DOUBTFUL_ENDINGS,
    ENDINGS,
    LIKE_VERBS,
    SHORTEST_STEM,
    VERBAL_NOUN,
    Declension,
    Ending,
    split_article,
)
from toolkit.terms.words import Word

LEXICON = Path(__file__).with_name("broken_plurals.txt")
"""A singular and its broken plurals a line; ``?`` follows one that is often another word, so that only a second word
of the term settles what is meant."""

_PATTERNS: tuple[tuple[re.Pattern[str], Declension], ...] = (
    (re.compile(VERBAL_NOUN), "verbal noun"),
    (re.compile(DEFECTIVE), "defective"),
    (re.compile(".{3,}ون"), "plural"),
)


@dataclass(frozen=True, slots=True)
class Stem:
    """A word of a term, without its article; ``declension`` is empty for a word that takes no ending."""

    spelled: str
    vowels: Vowels
    name: bool
    declension: Declension | None


class Base(NamedTuple):
    """Letters that a stem shows in a text, without clitics and ending, their vowels, the endings that may follow."""

    letters: str
    vowels: Vowels
    endings: Mapping[str, Ending]


def stem(entry: TermEntry, word: Word) -> Stem:
    """Give the stem of a word of an entry's form."""
    article, spelled = split_article(word.spelled)
    shift = 2 if article else 0
    signs = tuple((letter - shift, sign) for letter, sign in vowels(word.written))
    return Stem(spelled, signs, entry.pos == "proper noun", _declension(entry, spelled))


def bases(stem: Stem) -> tuple[Base, ...]:
    """List what a text may show of a stem.

    >>> [base.letters for base in bases(Stem("لجنة", (), name=False, declension="feminine"))]
    ['لجنة', 'لجن', 'لجان']
    """
    return first_base(stem), *_others(stem)


def first_base(stem: Stem) -> Base:
    """Give the first of a stem's bases, its own letters, which alone most words show."""
    if not stem.declension or (stem.declension in CUT and stem.declension != "defective"):
        return Base(stem.spelled, stem.vowels, BARE_ENDINGS)
    return Base(stem.spelled, stem.vowels, ENDINGS["consonant" if stem.declension == "defective" else stem.declension])


def is_word(spelled: str) -> bool:
    """Tell whether the lexicon knows letters as a word of its own."""
    return spelled in _words()


def plurals(spelled: str) -> tuple[str, ...]:
    """List the broken plurals of a word.

    >>> plurals("لجنة"), plurals("كتاب")
    (('لجان',), ('كتب',))
    """
    return tuple(plural.rstrip("?") for plural in _lexicon().get(spelled, ()))


def _others(stem: Stem) -> Iterator[Base]:
    for letters in CASES.get(stem.spelled, ()):
        yield Base(letters, (), CASE_ENDINGS)
    if stem.declension and stem.declension in CUT:
        yield Base(stem.spelled[: -CUT[stem.declension]], stem.vowels, ENDINGS[stem.declension])
    if stem.declension:
        for plural in _lexicon().get(stem.spelled, ()):
            yield from _plural(plural)


def _plural(plural: str) -> Iterator[Base]:
    letters = plural.rstrip("?")
    endings = DOUBTFUL_ENDINGS if plural.endswith("?") else BROKEN_ENDINGS
    yield Base(letters, (), endings["consonant"])
    if letters[-1] == "ى":
        yield Base(letters[:-1], (), endings["maqsura"])
    if letters[-1] == "ة":
        sure = endings if len(letters) > LIKE_VERBS else DOUBTFUL_ENDINGS
        yield Base(letters[:-1], (), sure["feminine"])


def _declension(entry: TermEntry, spelled: str) -> Declension | None:
    if entry.match not in ("inflected", "stem") or not has_arabic(spelled):
        return None
    if len(spelled) < SHORTEST_STEM:
        return "short" if is_word(spelled) else None
    if spelled[-1] == "ة":
        return "feminine"
    if spelled[-1] == "ى":
        return "maqsura"
    if entry.pos == "adjective" or entry.match == "stem":
        return "adjective"
    return next((declension for pattern, declension in _PATTERNS if pattern.fullmatch(spelled)), "consonant")


@cache
def _words() -> frozenset[str]:
    plurals = (plural for known in _lexicon().values() for plural in known if not plural.endswith("?"))
    return frozenset((*_lexicon(), *plurals))


@cache
def _lexicon() -> Mapping[str, tuple[str, ...]]:
    lines = (line.split() for line in LEXICON.read_text("utf-8").splitlines())
    return {singular: tuple(plurals) for singular, *plurals in lines}
