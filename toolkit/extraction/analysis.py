"""Read the texts of a language as stems, with marks for the words that can only link, join or end terms."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from sys import intern

from toolkit.arabic import HIDDEN, key, spelling
from toolkit.extraction import stems
from toolkit.extraction.stopwords import (
    ARABIC_BREAKS,
    ARABIC_LINKS,
    ENGLISH_ACRONYMS,
    ENGLISH_BREAKS,
    ENGLISH_JOINTS,
    ENGLISH_LINKS,
)
from toolkit.extraction.words import Word, words
from toolkit.terms.grammar import split_article

LINK, JOINT, BREAK = "*", "&", "|"
"""What stands for a preposition or an article; for a conjunction; for what ends a term."""

NUMBER = "#"
"""What a number begins with, which may end a term and not begin one."""

MARKERS = frozenset({LINK, JOINT, BREAK})

Stems = tuple[str, ...]

_HIDDEN = re.compile(f"[{HIDDEN}]")


@dataclass(frozen=True, slots=True)
class Form:
    """A written word: its stem or mark, what is left of it without proclitics, whether a conjunction is among them.

    ``owned`` says that a pronoun hangs on it.
    """

    stem: str
    bare: str
    joined: bool = False
    owned: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A stem, or a mark, in a text; a mark that stands for no word has none."""

    stem: str
    form: Form | None = None
    word: Word | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Analyser:
    """Reads words of one language by the ``counts`` of all words of a bitext; ``memo`` saves reading one twice."""

    counts: Counter[str]
    read: Callable[[str, Counter[str]], Form]
    memo: dict[str, Form] = field(default_factory=dict, repr=False)

    def form(self, written: str) -> Form:
        """Read a written word."""
        known = self.memo.get(written)
        if known is None:
            known = self.memo[written] = self.read(written, self.counts)
        return known


def arabic(texts: Iterable[str]) -> Analyser:
    """Make the reader of the Arabic of a bitext."""
    return Analyser(Counter(key(spelling(word.written)) for text in texts for word in words(text)), _arabic_form)


def english(texts: Iterable[str]) -> Analyser:
    """Make the reader of the English of a bitext."""
    return Analyser(Counter(lower(word.written) for text in texts for word in words(text)), _english_form)


def _arabic_form(written: str, counts: Counter[str]) -> Form:
    spelled = spelling(written)
    if not any(map(str.isalpha, spelled)):
        return Form(intern(NUMBER + spelled), visible(written))
    cut = stems.cut(spelled, counts) if key(spelled) not in ARABIC_BREAKS | ARABIC_LINKS else stems.Cut(spelled)
    bare = visible(written) if cut.rest == spelled else cut.rest
    if {key(cut.rest), key(split_article(cut.rest)[1])} & ARABIC_BREAKS:
        return Form(BREAK, bare)
    if key(cut.rest) in ARABIC_LINKS:
        return Form(LINK, bare, cut.joined)
    stem = stems.arabic_stem(cut.rest, counts)
    return Form(intern(stem), bare, cut.joined, stems.has_pronoun(cut.rest, stem))


def visible(text: str) -> str:
    """Take vowel signs, tatweel and invisible controls off a text."""
    return _HIDDEN.sub("", text)


def _english_form(written: str, counts: Counter[str]) -> Form:
    lowered = lower(written)
    if written in ENGLISH_ACRONYMS:
        return Form(written, written)
    if not any(map(str.isalpha, lowered)):
        return Form(intern(NUMBER + lowered), written)
    for mark, listed in ((BREAK, ENGLISH_BREAKS), (JOINT, ENGLISH_JOINTS), (LINK, ENGLISH_LINKS)):
        if lowered in listed:
            return Form(mark, written)
    return Form(intern(stems.english_stem(lowered, counts)), written)


def lower(written: str) -> str:
    """Spell an English word in small letters, its apostrophe straight."""
    return written.lower().replace("’", "'")


def tokens(text: str, analyser: Analyser) -> Iterator[Token]:
    """Read a text; a break stands wherever no term can go on, a joint where a conjunction hangs on a word.

    >>> text = "Food and drugs, of course"
    >>> [token.stem for token in tokens(text, english([text]))]
    ['|', 'food', '&', 'drugs', '|', '*', 'course']
    """
    for word in words(text):
        form = analyser.form(word.written)
        if word.apart:
            yield Token(BREAK)
        elif form.joined:
            yield Token(JOINT)
        yield Token(form.stem, form, word)


def reduce(text: str, analyser: Analyser) -> Stems:
    """Give the stems and marks of a text, as ``tokens`` yields them."""
    return tuple(token.stem for token in tokens(text, analyser))
