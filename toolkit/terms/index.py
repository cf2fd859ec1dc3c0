"""Index a glossary: a trie over the stems of its terms, and the way from a written word to its stems."""

import gc
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from toolkit.arabic import Vowels, has_arabic, key, vowels
from toolkit.bitext import TermEntry
from toolkit.errors import InputError
from toolkit.glossaries import Glossary
from toolkit.glossaries.capitals import capitals
from toolkit.terms.grammar import (
    BARE,
    ENDINGS,
    SHORTEST_GUESS,
    SHORTEST_STEM,
    VERBAL_NOUN,
    Declension,
    Ending,
    skeleton,
    split_article,
)
from toolkit.terms.words import Word, words

_BARE_ENDINGS: Mapping[str, Ending] = {"": BARE}
_VERBAL_NOUN = re.compile(VERBAL_NOUN)
_WEAK = re.compile("^ال|[اأإآويىئؤءة]")
_SOUND_PLURAL = re.compile("(?:ات|ون|ين|ان)$")


@dataclass(frozen=True, slots=True)
class Stem:
    """A word of a term, without its article; ``declension`` is empty for a word that takes no ending."""

    spelled: str
    vowels: Vowels
    name: bool
    declension: Declension | None


@dataclass(frozen=True, slots=True)
class Base:
    """What is left of a written word without clitics and ending: ``letters`` of a stem, and the endings they take."""

    stem: int
    letters: str
    endings: Mapping[str, Ending]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a written word: how many ``clitics``, the ``article``, a stem, an ``ending``.

    ``weak`` counts the letters that depart from the stem's; ``guess`` says that only the consonants agree.
    """

    stem: int
    clitics: int
    article: bool
    ending: Ending
    weak: int
    guess: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """One form of an entry: which words have the article, before which a break stands, and their capital letters.

    ``level`` is the precedence of its entry, ``variant`` says that the form is not the source itself, ``plural`` that
    it may be the source's plural.
    """

    entry: TermEntry
    form: str
    articles: tuple[bool, ...]
    apart: tuple[bool, ...]
    capitals: tuple[tuple[int, ...], ...]
    level: int
    variant: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the trie: the forms that end here, where each next stem leads, how many words a form may skip here."""

    patterns: list[Pattern] = field(default_factory=list)
    children: dict[int, "Node"] = field(default_factory=dict)
    gaps: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """What ``find`` looks terms up in. ``memo`` only saves reading the same written word twice."""

    stems: tuple[Stem, ...]
    bases: Mapping[str, list[Base]]
    skeletons: Mapping[str, list[int]]
    root: Node
    memo: dict[str, tuple[Reading, ...]] = field(default_factory=dict, repr=False)


def index(glossary: Glossary) -> Index:
    """Index the entries of a glossary; raise InputError for a form in which no word stands."""
    with _without_collector():
        return _index(glossary)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the garbage collector from walking again and again over a growing index, which takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _index(glossary: Glossary) -> Index:
    stems: dict[Stem, int] = {}
    root = Node()
    for level, entries in enumerate(glossary.levels):
        for entry in entries:
            for form in dict.fromkeys((entry.source, *entry.source_variants)):
                found = _words(entry, form)
                _add(root, stems, found, _pattern(entry, form, found, level))
    return Index(tuple(stems), _bases(stems), _skeletons(stems), root)


def _words(entry: TermEntry, form: str) -> tuple[Word, ...]:
    found = words(form)
    if not found:
        raise InputError(f"no word stands in the term «{form}»", entry.place)
    return found


def _pattern(entry: TermEntry, form: str, found: tuple[Word, ...], level: int) -> Pattern:
    articles = tuple(split_article(word.spelled)[0] for word in found)
    apart = tuple(word.apart for word in found)
    large = tuple(capitals(word.written) for word in found)
    return Pattern(entry, form, articles, apart, large, level, form != entry.source, _may_be_plural(entry, form))


def _add(root: Node, stems: dict[Stem, int], found: tuple[Word, ...], pattern: Pattern) -> None:
    node = root
    for place, word in enumerate(found):
        if place == 1 and len(found) == 2 and pattern.entry.gap:
            node.gaps.append(pattern.entry.gap)
        stem = stems.setdefault(_stem(pattern.entry, word), len(stems))
        node = node.children.setdefault(stem, Node())
    node.patterns.append(pattern)


def _stem(entry: TermEntry, word: Word) -> Stem:
    article, spelled = split_article(word.spelled)
    shift = 2 if article else 0
    signs = tuple((letter - shift, sign) for letter, sign in vowels(word.written))
    return Stem(spelled, signs, entry.pos == "proper noun", _declension(entry, spelled))


def _declension(entry: TermEntry, spelled: str) -> Declension | None:
    if entry.match not in ("inflected", "stem") or len(spelled) < SHORTEST_STEM or not has_arabic(spelled):
        return None
    if spelled.endswith("ة"):
        return "feminine"
    if spelled.endswith("ى"):
        return "maqsura"
    if entry.pos == "adjective" or entry.match == "stem":
        return "adjective"
    return "verbal noun" if _VERBAL_NOUN.fullmatch(spelled) else "consonant"


def _bases(stems: Mapping[Stem, int]) -> Mapping[str, list[Base]]:
    bases: defaultdict[str, list[Base]] = defaultdict(list)
    for stem, number in stems.items():
        bases[key(stem.spelled)].append(Base(number, stem.spelled, _BARE_ENDINGS))
        if stem.declension:
            letters = stem.spelled[:-1] if stem.declension in ("feminine", "maqsura") else stem.spelled
            bases[key(letters)].append(Base(number, letters, ENDINGS[stem.declension]))
    return dict(bases)


def _skeletons(stems: Mapping[Stem, int]) -> Mapping[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for stem, number in stems.items():
        consonants = skeleton(key(stem.spelled))
        if consonants and len(stem.spelled) >= SHORTEST_GUESS:
            found[consonants].append(number)
    return dict(found)


def _may_be_plural(entry: TermEntry, form: str) -> bool:
    """Tell whether a form may be the plural of the source: its ending, or the same consonants in another pattern."""
    if entry.pos != "noun" or form == entry.source:
        return False
    own, other = (split_article(words(each)[0].spelled)[1] for each in (entry.source, form))
    if _SOUND_PLURAL.search(other) and not _SOUND_PLURAL.search(own):
        return True
    singular = key(other) in (key(own), key(own + "ا"), key(own + "ة")) or own[-1] == other[-1] == "ة"
    return not singular and _root(own) == _root(other)


def _root(spelled: str) -> str:
    """Give the consonants of a word, doubled ones once."""
    consonants = _WEAK.sub("", spelled)
    return "".join(letter for place, letter in enumerate(consonants) if letter != consonants[place - 1 : place])
