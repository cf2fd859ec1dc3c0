"""Read a written word in every way that leads to a stem of the glossary."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from toolkit.arabic import TANWIN, Vowels, has_arabic, key, vowels, vowels_agree, weak_letters
from toolkit.terms.grammar import (
    BARE,
    BROKEN_ENDINGS,
    ENDINGS,
    LONGEST_ENDING,
    PROCLITICS,
    SHORTEST_GUESS,
    Ending,
    Proclitic,
    skeleton,
)
from toolkit.terms.index import ROOT, Index, Known, Reading, edge
from toolkit.terms.stems import Base, Stem, bases, first_base
from toolkit.terms.words import Word

_FIRST_LETTERS = frozenset(proclitic.letters[0] for proclitic in PROCLITICS if proclitic.letters)
_BARE_PROCLITICS = tuple(proclitic for proclitic in PROCLITICS if not proclitic.letters)
_PROCLITICS: Mapping[str, tuple[Proclitic, ...]] = {
    first: tuple(proclitic for proclitic in PROCLITICS if proclitic.letters[:1] in ("", first))
    for first in _FIRST_LETTERS
}
"""The proclitics that a word may begin with, by its first letter."""
_ENDINGS = frozenset(letters for table in (*ENDINGS.values(), *BROKEN_ENDINGS.values()) for letters in ("", *table))


class _Split(NamedTuple):
    """A word cut in three: proclitic, ``letters`` of a stem and an ending; ``signs`` are those of the word."""

    proclitic: Proclitic
    letters: str
    signs: Vowels
    ending: Ending


def known(index: Index, word: Word) -> Known:
    """Tell what a word may be: its readings, a guess by its consonants only where it has no other."""
    found = index.memo.words.get(word.written)
    if found is None:
        index.memo.limit()
        readings = _distinct(list(_readings(index, word))) or tuple(_guesses(index, word))
        nodes = ((reading, index.children.get(edge(ROOT, reading.number))) for reading in readings)
        found = Known(
            has_arabic(word.spelled), readings, tuple((reading, node) for reading, node in nodes if node is not None)
        )
        index.memo.words[word.written] = found
    return found


def _readings(index: Index, word: Word) -> Iterator[Reading]:
    spelled, keyed = word.spelled, key(word.spelled)
    signs = vowels(word.written) if len(word.written) != len(spelled) else ()
    ends = [end for end in range(max(1, len(spelled) - LONGEST_ENDING), len(spelled) + 1) if spelled[end:] in _ENDINGS]
    for proclitic in _proclitics(spelled):
        for end in ends:
            letters = slice(proclitic.cut, end)
            for number, which in index.stems_of.get(keyed[letters], ()):
                stem = index.stems[number]
                base = bases(stem)[which] if which else first_base(stem)
                ending = _ending(base, spelled[end:], proclitic.article)
                if ending:
                    split = _Split(proclitic, spelled[letters], signs, ending)
                    weak = int(ending.letters != spelled[end:])
                    read = Reading(number, stem, proclitic.count, proclitic.article, ending, weak)
                    yield from _weighed(read, split, base)


def _distinct(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Keep the likeliest of the readings that no rule tells apart, for each doubles the paths through a term."""
    if len({reading.number for reading in readings}) == len(readings):
        return tuple(readings)
    kept: dict[tuple[object, ...], Reading] = {}
    for reading in sorted(readings, key=lambda each: (each.guess, each.weak, each.ending is not BARE)):
        kept.setdefault((*reading[:4], *_signs(reading.ending)), reading)
    return tuple(kept.values())


def _signs(ending: Ending) -> tuple[bool, ...]:
    """List what the rules know of an ending."""
    return ending.plural, ending.pronoun, ending.construct, ending.agrees, ending.doubtful


def _proclitics(spelled: str) -> Iterator[Proclitic]:
    for proclitic in _PROCLITICS.get(spelled[:1], _BARE_PROCLITICS):
        if spelled.startswith(proclitic.letters):
            yield proclitic


def _ending(base: Base, rest: str, article: bool) -> Ending | None:
    """Give the ending that a rest is; behind an article ه is no pronoun, but may be written for ة."""
    ending = base.endings.get(rest)
    if article and rest == "ه":
        ending = base.endings.get("ة")
    return ending if ending and (ending.free or not article) else None


def _weighed(read: Reading, split: _Split, base: Base) -> Iterator[Reading]:
    """Yield a reading with the letters counted in which a word departs from the base; a guess where too many do."""
    if split.signs and not _signs_agree(read.stem, split, base):
        return
    if split.letters == base.letters:
        yield read
        return
    if split.ending.broken and base.letters[-1] == "ى":
        return
    affixed = split.proclitic.count > 0 or split.ending is not BARE
    article = split.proclitic.article
    weak = weak_letters(split.letters, base.letters, name=read.stem.name, affixed=affixed, article=article)
    if weak is not None:
        yield read._replace(weak=read.weak + weak)
    elif split.letters[:-1] == base.letters[:-1] and split.letters[-1] + base.letters[-1] == "هة":
        yield read._replace(weak=1, guess=True)


def _signs_agree(stem: Stem, split: _Split, base: Base) -> bool:
    """Hold the vowel signs of a word against a stem's; no name in a long alef has a tanwin: تركيًّا is an adjective."""
    if stem.name and base.letters[-1] == "ا" and any(sign == TANWIN for _, sign in split.signs):
        return False
    return vowels_agree(_shifted(split), base.vowels, len(stem.spelled))


def _shifted(split: _Split) -> Vowels:
    return tuple((letter - split.proclitic.cut, sign) for letter, sign in split.signs)


def _guesses(index: Index, word: Word) -> Iterator[Reading]:
    for proclitic in _proclitics(word.spelled):
        rest = key(word.spelled[proclitic.cut :])
        if len(rest) >= SHORTEST_GUESS:
            for number in index.skeletons.get(skeleton(rest), ()):
                stem = index.stems[number]
                yield Reading(number, stem, proclitic.count, proclitic.article, BARE, 1, guess=True)
