"""What ``terms-honoured`` translates: segments whose terms are settled, from TICO-19 and FLORES."""

import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import terms as finding
from _term_metrics import Span, Term, occurrences

from toolkit import arabic, glossaries, renderings, terms
from toolkit.bitext import Segment, TermEntry, TermMatch
from toolkit.drafts import Task

Pair = tuple[str, str]

ARABIC_WORD = re.compile(r"(?<!\w)[ء-غف-ي]{3,}(?!\w)")
ENGLISH_WORD = re.compile(r"(?<![\w'-])[a-z]{4,}(?![\w'-])")
GRAMMAR = frozenset(
    "about above according after again against almost along already also although always among another anyone around"
    " based became because become been before began behind being below between both came cannot come could despite"
    " does done during each either else especially even ever every example following from further gave generally given"
    " hand have having hence here however include included includes including instead into just kind known least less"
    " like likely made mainly make making many might more most much must near nearly neither never next none often"
    " once only onto other others over part particularly perhaps possible quite rather same seem several shall should"
    " simply since some something sometimes soon still such taken than that their them themselves then there therefore"
    " these they this those though through throughout thus together took toward towards under unless unlike until upon"
    " used using usually various very well went were what when where whether which while whose will with within"
    " without would your".split()
)
"""Words of four letters or more that are no content words, or could hardly be a term."""
SEEN, ALIKE = 4, 0.5
"""How often, and with which Dice coefficient, two words must stand together to count as translations."""
SEED = 7


@dataclass(frozen=True, slots=True)
class Item:
    """A segment, its reference, and its terms: as the toolkit takes them and as the metrics do, in one order."""

    task: Task
    reference: str
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class TestSet:
    """Segments with terms, and segments of the same text in which no term was found; ``total`` counts all."""

    name: str
    items: tuple[Item, ...]
    plain: tuple[Item, ...]
    ordinary: tuple[Item, ...]
    total: int


def read(folder: Path, name: str, limit: int) -> TestSet:
    """Read ``tico-dev``, ``tico-test`` or ``flores-dev``; at most ``limit`` segments with terms, 0 for all."""
    corpus, part = name.split("-")
    pairs, others = _pairs(folder, corpus, part), _pairs(folder, corpus, _other(corpus, part))
    index = _tico_index(folder) if corpus == "tico" else terms.index(glossaries.stack((), default=True))
    choose = _confirmed if corpus == "tico" else _enforced
    found = [(number, pair, terms.find(index, pair[0])) for number, pair in enumerate(pairs, 1)]
    items = [choose(_segment(number, pair[0]), pair[1], matches) for number, pair, matches in found if matches]
    plain = [Item(Task(_segment(number, pair[0])), pair[1]) for number, pair, matches in found if not matches]
    kept = tuple(item for item in items if item.terms)[: limit or None]
    return TestSet(name, kept, tuple(plain), _ordinary(kept, _dictionary(others)), len(pairs))


def _other(corpus: str, part: str) -> str:
    """Name the split that words are learnt from: the one that is not translated."""
    return ("devtest" if corpus == "flores" else "test") if part == "dev" else "dev"


def _pairs(folder: Path, corpus: str, part: str) -> list[Pair]:
    stem = {"tico": "tico19", "flores": "flores200"}[corpus]
    sides = (folder.joinpath(f"{stem}_{part}.{side}").read_text("utf-8").splitlines() for side in ("ar", "en"))
    return list(zip(*sides, strict=True))


def _segment(number: int, source: str) -> Segment:
    return Segment(f"p{number}", 1, 0, len(source), source)


def _tico_index(folder: Path) -> terms.Index:
    with tempfile.TemporaryDirectory() as scratch:
        return terms.index(finding._glossary(Path(scratch) / "list.tsv", finding._list(folder)))


def _confirmed(segment: Segment, reference: str, matches: Sequence[TermMatch]) -> Item:
    """Keep the finds whose English stands in the reference, each with the form that stands there as its target.

    A form that stands there once confirms one find, the longest. Its spelling stays that of the list.
    """
    taken: list[Span] = []
    settled: dict[int, TermMatch] = {}
    for index in sorted(range(len(matches)), key=lambda i: matches[i].start - matches[i].end):
        form = _standing(matches[index], reference, taken)
        if form:
            settled[index] = _settled(matches[index], form)
    chosen = [settled[index] for index in sorted(settled)]
    wanted = tuple(_term(match, (match.entry.target,), matches) for match in chosen)
    return Item(Task(segment, tuple(chosen)), reference, wanted)


def _standing(match: TermMatch, reference: str, taken: list[Span]) -> str:
    """Give the form of a find's English that stands in the reference, in whatever case, and take its place there."""
    for form in renderings.forms(match):
        for span in occurrences(form, reference):
            if all(span[1] <= start or end <= span[0] for start, end in taken):
                taken.append(span)
                return form
    return ""


def _settled(match: TermMatch, form: str) -> TermMatch:
    named = any(letter.isupper() for letter in form[:2])
    entry = TermEntry(match.entry.source, form, case="as-is" if named else "sentence", place=match.entry.place)
    return TermMatch(entry, match.start, match.end)


def _enforced(segment: Segment, reference: str, matches: Sequence[TermMatch]) -> Item:
    """Keep the finds that the toolkit enforces, as they are."""
    chosen = tuple(match for match in matches if match.enforced)
    wanted = tuple(_term(match, _forms(match), matches) for match in chosen)
    return Item(Task(segment, chosen), reference, wanted)


def _forms(match: TermMatch) -> tuple[str, ...]:
    return tuple(dict.fromkeys((renderings.wanted(match), match.entry.target, *renderings.forms(match))))


def _term(match: TermMatch, forms: tuple[str, ...], matches: Sequence[TermMatch]) -> Term:
    """Say what is wanted of a match; the finds whose English may hold the term count as its occurrences."""
    english = [" | ".join(renderings.forms(each)) for each in matches]
    holding = sum(any(occurrences(form, each) for form in forms) for each in english)
    return Term(forms, match.entry.case == "as-is", holding)


def alternating(test_set: TestSet, length: int) -> tuple[Item, ...]:
    """Make a text in which every second segment has a term, of at most ``length`` segments."""
    both = zip(test_set.items[: length // 2], test_set.plain, strict=False)
    return tuple(item for pair in both for item in pair)


def _dictionary(pairs: Iterable[Pair]) -> dict[str, str]:
    """Learn ordinary words, both ways: an Arabic and an English word that stand together more than with any other."""
    together: Counter[Pair] = Counter()
    alone: Counter[str] = Counter()
    for source, target in pairs:
        sides = {arabic.key(word) for word in ARABIC_WORD.findall(source)}, set(ENGLISH_WORD.findall(target))
        together.update(product(*sides))
        alone.update(sides[0] | sides[1])
    alike = {
        pair: 2 * count / (alone[pair[0]] + alone[pair[1]])
        for pair, count in together.items()
        if count >= SEEN and pair[1] not in GRAMMAR
    }
    best: dict[str, str] = {}
    for word, english in sorted(alike, key=lambda pair: (-alike[pair], pair)):
        if word not in best and english not in best and alike[word, english] >= ALIKE:
            best |= {word: english, english: word}
    return best


def _ordinary(items: Sequence[Item], dictionary: Mapping[str, str]) -> tuple[Item, ...]:
    """Take ordinary words for terms, as many in a segment as it has terms: the control of the WMT tasks."""
    chance = random.Random(SEED)
    known = {form for item in items for term in item.terms for form in term.forms}
    ordinary = {word: english for word, english in dictionary.items() if english not in known}
    chosen = (_with_ordinary(item, ordinary, chance) for item in items)
    return tuple(item for item in chosen if item.terms)


def _with_ordinary(item: Item, dictionary: Mapping[str, str], chance: random.Random) -> Item:
    source, taken = item.task.segment.source, [(match.start, match.end) for match in item.task.matches]
    spans = [word.span() for word in ARABIC_WORD.finditer(source)]
    free = [span for span in spans if all(span[1] <= start or end <= span[0] for start, end in taken)]
    fitting: dict[str, TermMatch] = {}
    for span in free:
        english = dictionary.get(arabic.key(source[slice(*span)]), "")
        if english and _has_word(item.reference, english):
            fitting.setdefault(english, TermMatch(TermEntry(source[slice(*span)], english), *span))
    chosen = chance.sample(sorted(fitting), min(len(fitting), len(item.terms)))
    matches = tuple(sorted((fitting[english] for english in chosen), key=lambda match: match.start))
    wanted = tuple(Term((match.entry.target,)) for match in matches)
    return replace(item, task=replace(item.task, matches=matches), terms=wanted)


def _has_word(reference: str, english: str) -> bool:
    return english in ENGLISH_WORD.findall(reference)
