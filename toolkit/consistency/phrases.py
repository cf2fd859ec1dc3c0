"""Find the Arabic phrases that recur in a document outside its terms, each with all its occurrences."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.arabic import has_arabic, key, spelling
from toolkit.bitext import TermMatch
from toolkit.drafts import Task
from toolkit.extraction import analysis
from toolkit.extraction.analysis import LINK, MARKERS, NUMBER, Form, Token
from toolkit.extraction.stopwords import ARABIC_COMMON
from toolkit.extraction.words import Word
from toolkit.terms.grammar import split_article

LONGEST = 4
"""The most words of a phrase that mean something by themselves."""
LEAST = 2
"""The segments in which a phrase must stand."""

SHORTEST = 2
"""The most letters of a word that by itself is no phrase."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a phrase stands in the task ``number``: ``source[start:end]``, proclitics included, ``bare`` without."""

    number: int
    start: int
    end: int
    bare: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """What stands several times in a document, in text order; ``words`` are without article, folded."""

    words: Words
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """A word that may be part of a phrase, its form, and whether it is definite by the article."""

    word: Word
    form: Form

    @property
    def definite(self) -> bool:
        return split_article(spelling(self.form.bare))[0]

    @property
    def edge(self) -> bool:
        """Tell whether a phrase may begin or end with the word."""
        return self.form.stem != LINK and not self.form.stem.startswith(NUMBER) and not self.form.owned


@dataclass(frozen=True, slots=True)
class _Place:
    """A phrase where it stands, with the words beside it that no sign and no term sets apart."""

    number: int
    items: tuple[_Item, ...]
    before: _Item | None
    behind: _Item | None

    @property
    def span(self) -> tuple[int, int]:
        return self.items[0].word.start, self.items[-1].word.end

    @property
    def words(self) -> Words:
        first, *others = self.items
        return tuple(map(_bare, (first.form.bare, *(item.word.written for item in others))))

    @property
    def fits(self) -> bool:
        """Tell whether the phrase may be whole: no adjective of a word before it, no half of a construct."""
        if len(self.items) == 1:
            return True
        adjective = self.before is not None and self.before.definite and self.items[0].definite
        half = self.behind is not None and self.behind.definite and not self.items[-1].definite
        return not adjective and not half


def recurring(tasks: Sequence[Task]) -> tuple[Phrase, ...]:
    """List the phrases that stand in two segments or more, the first to come first.

    A phrase has one to four words that mean something, is in one run without sign, number, term or kept string, and
    is dropped where it always stands inside a longer one that recurs.
    """
    groups: defaultdict[Words, list[_Place]] = defaultdict(list)
    for place in _places(tasks):
        groups[place.words].append(place)
    found = {words: places for words, places in groups.items() if _recurs(places)}
    covered = _covered(found)
    kept = {words: places for words, places in found.items() if not all(_id(place) in covered for place in places)}
    return tuple(Phrase(words, tuple(map(_occurrence, places))) for words, places in kept.items())


def _places(tasks: Sequence[Task]) -> Iterator[_Place]:
    analyser = analysis.arabic(task.segment.source for task in tasks)
    for number, task in enumerate(tasks):
        for run in _runs(analysis.tokens(task.segment.source, analyser), task.wanted):
            yield from _inside(number, run)


def _runs(tokens: Iterable[Token], taken: Sequence[TermMatch]) -> Iterator[tuple[_Item, ...]]:
    """Cut a text into the words that nothing sets apart."""
    run: list[_Item] = []
    for token in tokens:
        item = _item(token, taken)
        if item is None:
            yield tuple(run)
            run = []
        else:
            run.append(item)
    yield tuple(run)


def _item(token: Token, taken: Sequence[TermMatch]) -> _Item | None:
    if token.form is None or token.word is None or token.stem in MARKERS - {LINK}:
        return None
    word = token.word
    free = all(word.end <= match.start or match.end <= word.start for match in taken)
    return _Item(word, token.form) if free and has_arabic(word.written) else None


def _inside(number: int, run: tuple[_Item, ...]) -> Iterator[_Place]:
    """Yield what may be a phrase in a run."""
    for start, first in enumerate(run):
        content = 0
        for end in range(start + 1, len(run) + 1):
            content += run[end - 1].form.stem != LINK
            if content > LONGEST or not first.edge:
                break
            if run[end - 1].edge and _tells(run[start:end]):
                before, behind = run[start - 1 : start], run[end : end + 1]
                yield _Place(number, run[start:end], *(each[0] if each else None for each in (before, behind)))


def _tells(items: tuple[_Item, ...]) -> bool:
    """Tell whether a phrase has a word that tells of a subject, of more than two letters."""
    stems = [item.form.stem for item in items if item.form.stem not in (LINK, *ARABIC_COMMON)]
    return any(len(stem) > SHORTEST for stem in stems)


def _recurs(places: Sequence[_Place]) -> bool:
    return len({place.number for place in places}) >= LEAST and all(place.fits for place in places)


def _covered(found: Mapping[Words, Sequence[_Place]]) -> set[tuple[int, int, int]]:
    """List the places that lie inside a longer phrase that recurs."""
    inner = (
        (place.number, part[0].word.start, part[-1].word.end)
        for places in found.values()
        for place in places
        for start in range(len(place.items))
        for end in range(start + 1, len(place.items) + 1)
        if (part := place.items[start:end]) != place.items
    )
    return set(inner)


def _id(place: _Place) -> tuple[int, int, int]:
    return place.number, *place.span


def _occurrence(place: _Place) -> Occurrence:
    first, *others = place.items
    written = analysis.visible(first.word.written)
    bare = first.form.bare if not spelling(written).endswith(first.form.bare) else written[-len(first.form.bare) :]
    words = (bare, *(analysis.visible(item.word.written) for item in others))
    return Occurrence(place.number, *place.span, " ".join(words))


def _bare(written: str) -> str:
    return key(split_article(spelling(written))[1])
