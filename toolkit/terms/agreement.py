"""Judge whether words that spell a term are the term: article, endings, clitics and breaks must agree."""

import re
from dataclasses import dataclass
from typing import Literal

from toolkit.bitext import MatchKind
from toolkit.glossaries.capitals import capitals
from toolkit.lookalikes import looks_like_clitic, looks_like_ending
from toolkit.terms.grammar import BARE, HAS_SOUND_PLURAL, NO_ADJECTIVE, SHORTEST_STEM, split_article
from toolkit.terms.index import Reading
from toolkit.terms.patterns import Pattern
from toolkit.terms.stems import is_word, plurals
from toolkit.terms.words import Word

_HAS_SOUND_PLURAL = re.compile(HAS_SOUND_PLURAL)
_NO_ADJECTIVE = re.compile(NO_ADJECTIVE)

Follower = Literal["nothing", "indefinite", "definite"]
"""What stands behind a word or a term without a break: all that a term's surroundings decide."""

DOUBTFUL_STEM = 3
"""A bare stem of at most so many letters behind a clitic is a doubtful match."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form of an entry that may stand in a text: its words' places in ``words``, and how each of them is read."""

    pattern: Pattern
    words: tuple[Word, ...]
    places: tuple[int, ...]
    readings: tuple[Reading, ...]

    @property
    def skipped(self) -> int:
        """Count the words that stand inside the term and are no part of it."""
        return self.places[-1] - self.places[0] + 1 - len(self.places)

    @property
    def articles(self) -> tuple[bool, ...]:
        """Tell which words have the article."""
        return tuple(reading.article for reading in self.readings)

    @property
    def same_case(self) -> bool:
        """Tell whether the capital letters are those of the form."""
        written = tuple(capitals(self.words[place].written) for place in self.places)
        return written == self.pattern.capitals

    @property
    def cost(self) -> int:
        """Weigh what had to be explained away; the cheapest candidate for the same words is the likeliest."""
        affixes = sum(4 * reading.clitics + 6 * (reading.ending is not BARE) for reading in self.readings)
        letters = sum(6 * reading.weak + 12 * reading.guess for reading in self.readings)
        return affixes + letters + self.skipped - len(self.readings[0].stem.spelled)


def accepts(candidate: Candidate) -> bool:
    """Tell whether the entry's rules allow a candidate."""
    return (
        _breaks_agree(candidate)
        and _clitics_agree(candidate)
        and _capitals_agree(candidate)
        and _is_no_lookalike(candidate)
        and _articles_agree(candidate)
        and _constructs_agree(candidate)
        and _adjectives_agree(candidate)
        and _guesses_are_confirmed(candidate)
    )


def kind(candidate: Candidate) -> MatchKind:
    """Say how close the written form is to the entry's, and whether form alone can decide."""
    head = candidate.readings[0]
    if len(candidate.places) == 1 and _is_too_short(head):
        return "ambiguous"
    if candidate.pattern.variant or any(reading.weak or reading.guess for reading in candidate.readings):
        return "variant"
    if head.clitics or candidate.articles != candidate.pattern.articles:
        return "inflected"
    return "exact" if all(reading.ending is BARE for reading in candidate.readings) else "inflected"


def _is_too_short(head: Reading) -> bool:
    short = len(head.stem.spelled) <= DOUBTFUL_STEM
    return short and head.clitics > 0 and not head.article and head.ending is BARE


def is_plural(candidate: Candidate) -> bool:
    """Tell whether the head of the term is dual or plural."""
    ending = candidate.readings[0].ending
    return candidate.pattern.plural or ending.plural or (ending.letters == "ا" and _is_dual(candidate))


def _is_dual(candidate: Candidate) -> bool:
    """Tell a dual head (وزيرا دفاع) from an accusative (وزيرا سابقا), in which an adjective has the same ending."""
    if len(candidate.readings) > 1:
        return candidate.readings[1].ending.letters != "ا"
    return follower(candidate.words, candidate.places[0] + 1) == "definite"


def _breaks_agree(candidate: Candidate) -> bool:
    inner = zip(candidate.places[1:], candidate.pattern.apart[1:], strict=True)
    return candidate.skipped <= candidate.pattern.entry.gap and all(
        allowed or not candidate.words[place].apart for place, allowed in inner
    )


def _clitics_agree(candidate: Candidate) -> bool:
    return not candidate.readings[0].clitics or candidate.pattern.entry.match != "exact"


def _capitals_agree(candidate: Candidate) -> bool:
    """A form in small letters stands for every case, one with capitals (GCC) for itself alone."""
    return not any(candidate.pattern.capitals) or candidate.same_case


def _is_no_lookalike(candidate: Candidate) -> bool:
    """A term of one word is none where the whole word is another one; two letters behind a clitic are too few."""
    if len(candidate.places) > 1:
        return True
    (reading,) = candidate.readings
    if reading.ending.doubtful:
        return False
    if reading.ending is not BARE and _has_no_ending(reading):
        return False
    if not reading.clitics or reading.article:
        return True
    word = candidate.words[candidate.places[0]].spelled[reading.clitics - 1 :]
    long_enough = len(reading.stem.spelled) >= SHORTEST_STEM or reading.ending.pronoun
    return long_enough and not looks_like_clitic(word) and not is_word(word)


def _has_no_ending(reading: Reading) -> bool:
    """Tell whether what looks like a stem with an ending is another word."""
    stem, ending = reading.stem.spelled, reading.ending.letters
    if not ending or reading.ending.broken:
        return False
    other = ending not in ("ة", "ات", "ا") and is_word(stem + ending) and stem + ending not in plurals(stem)
    return other or looks_like_ending(stem, ending, reading.article)


def _articles_agree(candidate: Candidate) -> bool:
    """Hold the article against the form: definite and indefinite pairs are the same term, a predicate is none.

    المركز الإقليمي is also مركز إقليمي and مركزنا الإقليمي, not المركز إقليمي; خطة عمل is also خطة العمل.
    """
    if candidate.articles == candidate.pattern.articles:
        return True
    if candidate.pattern.entry.match in ("exact", "clitic"):
        return False
    taking = [place for place, takes in enumerate(candidate.pattern.takes_article) if takes]
    wanted = tuple(candidate.pattern.articles[place] for place in taking)
    found = tuple(candidate.articles[place] for place in taking)
    return found == wanted or len(wanted) == 1 or (len(wanted) > 1 and _definiteness_agrees(candidate, wanted, found))


def _definiteness_agrees(candidate: Candidate, wanted: tuple[bool, ...], found: tuple[bool, ...]) -> bool:
    construct = not found[0] and all(found[1:])
    if all(wanted):
        return not any(found) or (construct and candidate.readings[0].ending.pronoun)
    if wanted[0]:
        return found[1:] == wanted[1:]
    if any(wanted):
        return not found[0] or (candidate.pattern.entry.pos == "adjective" and all(found))
    return all(found) or construct


def _constructs_agree(candidate: Candidate) -> bool:
    """A bare ي or و of the plural needs a noun behind it: the next of the term, or one that a person may belong to."""
    last = candidate.readings[-1]
    if not last.ending.construct:
        return True
    following = follower(candidate.words, candidate.places[-1] + 1)
    if _NO_ADJECTIVE.fullmatch(last.stem.spelled):
        return following != "nothing"
    sound = last.ending.letters == "و" or _HAS_SOUND_PLURAL.fullmatch(last.stem.spelled)
    return bool(sound) and following == "definite"


def _guesses_are_confirmed(candidate: Candidate) -> bool:
    return any(not reading.guess for reading in candidate.readings)


def _adjectives_agree(candidate: Candidate) -> bool:
    """An adjective takes the feminine for the plural of a thing: مكتب إقليمي, مكاتب إقليمية."""
    head, *others = candidate.readings
    return not head.ending.agrees and (head.ending.plural or not any(reading.ending.agrees for reading in others))


def follower(words: tuple[Word, ...], place: int) -> Follower:
    """Say what goes on at a place where the words before it stop."""
    if place >= len(words) or words[place].apart:
        return "nothing"
    return "definite" if split_article(words[place].spelled)[0] else "indefinite"
