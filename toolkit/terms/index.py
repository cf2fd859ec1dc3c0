"""Index a glossary: a trie over the stems of its terms, flat, so that it is small and quickly stored and loaded."""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from toolkit.arabic import key
from toolkit.bitext import MatchKind, TermEntry
from toolkit.glossaries import Glossary
from toolkit.terms.grammar import SHORTEST_GUESS, Ending, skeleton
from toolkit.terms.patterns import Pattern, form_words, other_spellings, pattern
from toolkit.terms.stems import Stem, bases, stem
from toolkit.terms.words import Word

Form = tuple[int, int, str]
"""The level of an entry, its place there, and one of its forms."""

Value = TypeVar("Value")

ROOT = 0
_MEMO_SIZE = 100_000


class Reading(NamedTuple):
    """One way to read a written word: how many ``clitics``, the ``article``, a stem, an ``ending``.

    ``number`` is the stem's in the index, ``weak`` counts the letters that depart from the stem's; ``guess`` says that
    another word of the term must confirm it, for only the consonants agree, or ه stands for the ة of a short word.
    """

    number: int
    stem: Stem
    clitics: int
    article: bool
    ending: Ending
    weak: int
    guess: bool = False


class Known(NamedTuple):
    """What is known of a written word: its readings, and those that begin a term, with the node each leads to."""

    arabic: bool
    readings: tuple[Reading, ...]
    beginnings: tuple[tuple[Reading, int], ...]


@dataclass(frozen=True, slots=True)
class Lone:
    """The term that a word by itself is: a match without its place."""

    entry: TermEntry
    kind: MatchKind
    plural: bool


UNKNOWN = Lone(TermEntry("?", "?"), "ambiguous", plural=False)
"""Stands for a word of which it was not yet worked out whether it is a term."""


@dataclass(frozen=True, slots=True)
class Memo:
    """What was worked out and would be again: saved work, no knowledge."""

    words: dict[str, Known] = field(default_factory=dict)
    lone: dict[tuple[str, str], Lone | None] = field(default_factory=dict)
    patterns: dict[int, Pattern] = field(default_factory=dict)

    def limit(self) -> None:
        """Forget the words once there are very many."""
        if len(self.words) >= _MEMO_SIZE:
            self.words.clear()
            self.lone.clear()


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """What ``find`` looks terms up in.

    ``stems_of`` gives the numbers of the stems that may show certain folded letters, and which of their bases does;
    ``skeletons`` gives those of the stems that share consonants. Nodes of the trie are numbers: ``children`` leads on
    by ``edge``, ``ends`` lists the numbers of the forms that end at a node, ``gaps`` counts the words that a form may
    skip there.
    """

    glossary: Glossary
    stems: tuple[Stem, ...]
    forms: tuple[Form, ...]
    stems_of: Mapping[str, tuple[tuple[int, int], ...]]
    skeletons: Mapping[str, tuple[int, ...]]
    children: Mapping[int, int]
    ends: Mapping[int, tuple[int, ...]]
    gaps: Mapping[int, int]
    memo: Memo = field(default_factory=Memo, repr=False)

    def patterns(self, node: int) -> Iterator[Pattern]:
        """Yield the forms that end at a node."""
        for number in self.ends.get(node, ()):
            made = self.memo.patterns.get(number)
            if made is None:
                level, place, form = self.forms[number]
                made = self.memo.patterns[number] = pattern(self.glossary.levels[level][place], form, level)
            yield made


def edge(node: int, number: int) -> int:
    """Number the edge by which a stem leaves a node."""
    return node << 32 | number


def index(glossary: Glossary) -> Index:
    """Index the entries of a glossary; raise InputError for a form in which no word stands."""
    with without_collector():
        return _index(glossary)


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the garbage collector from walking again and again over growing tables, which takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _index(glossary: Glossary) -> Index:
    stems: dict[Stem, int] = {}
    children: dict[int, int] = {}
    ends: defaultdict[int, tuple[int, ...]] = defaultdict(tuple)
    gaps: dict[int, int] = {}
    forms = tuple(_forms(glossary))
    for number, (level, place, form) in enumerate(forms):
        entry = glossary.levels[level][place]
        path = _path(children, stems, entry, form_words(entry, form))
        ends[path[-1]] += (number,)
        if entry.gap and len(path) == 2:
            gaps[path[0]] = max(gaps.get(path[0], 0), entry.gap)
    return Index(glossary, tuple(stems), forms, _stems_of(stems), _skeletons(stems), children, dict(ends), gaps)


def _forms(glossary: Glossary) -> Iterator[Form]:
    for level, entries in enumerate(glossary.levels):
        for place, entry in enumerate(entries):
            for form in dict.fromkeys((entry.source, *entry.source_variants)):
                for written in (form, *other_spellings(form)):
                    yield level, place, written


def _path(children: dict[int, int], stems: dict[Stem, int], entry: TermEntry, found: Iterable[Word]) -> list[int]:
    """List the nodes that the words of a form lead to from the root; make those that are missing."""
    node = ROOT
    path: list[int] = []
    for word in found:
        number = stems.setdefault(stem(entry, word), len(stems))
        node = children.setdefault(edge(node, number), len(children) + 1)
        path.append(node)
    return path


def _stems_of(stems: Iterable[Stem]) -> Mapping[str, tuple[tuple[int, int], ...]]:
    shown = ((number, *shown) for number, one in enumerate(stems) for shown in enumerate(bases(one)))
    return _grouped((key(base.letters), (number, which)) for number, which, base in shown)


def _skeletons(stems: Iterable[Stem]) -> Mapping[str, tuple[int, ...]]:
    long = ((key(one.spelled), number) for number, one in enumerate(stems) if len(one.spelled) >= SHORTEST_GUESS)
    return _grouped((consonants, number) for keyed, number in long if (consonants := skeleton(keyed)))


def _grouped(pairs: Iterable[tuple[str, Value]]) -> Mapping[str, tuple[Value, ...]]:
    groups: dict[str, tuple[Value, ...]] = {}
    for letters, value in pairs:
        known = groups.get(letters)
        groups[letters] = (*known, value) if known else (value,)
    return groups
