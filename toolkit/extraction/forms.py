"""Spell a candidate as a dictionary would: the commonest form, without proclitics, article and the start's capital."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit import english
from toolkit.arabic import key, spelling
from toolkit.bitext import PartOfSpeech
from toolkit.extraction.alignment import Aligned, matches
from toolkit.extraction.analysis import Analyser, Stems, Token, lower, tokens, visible
from toolkit.extraction.candidates import Candidate, length
from toolkit.extraction.pairs import Pair
from toolkit.terms.grammar import split_article

INDEFINITE = 0.1
"""The share of its occurrences from which on the form without the article stands for a term."""
CAPITAL = 0.9
"""The share of a name's occurrences inside sentences that have its capitals."""

_BEFORE = re.compile(r"\b[A-Z][\w.]*[ -](?:(?:of|for)(?: the)? )?$")
_BEHIND = re.compile(r"[ -](?:(?:of|for)(?: the)? )?[A-Z]")


@dataclass(frozen=True, slots=True)
class Written:
    """How an occurrence is written: the Arabic without proclitics, the English, and whether that begins a sentence.

    ``owned`` says that a pronoun hangs on a word of the Arabic, ``named`` that the English may be a part of a name.
    """

    source: str
    target: str
    starts: bool
    owned: bool
    named: bool

    @property
    def bare(self) -> str:
        """Give the Arabic without any article, its confusable letters merged: the same for forms of one number."""
        return " ".join(split_article(key(spelling(word)))[1] for word in self.source.split())

    @property
    def definite(self) -> bool:
        """Tell whether the first word has the article."""
        return split_article(spelling(self.source.split()[0]))[0]


@dataclass(frozen=True, slots=True)
class Spelt:
    """Both forms of a term and what the English says of its part of speech; ``piece`` says that it is no whole term."""

    source: str
    target: str
    pos: PartOfSpeech
    piece: bool


@dataclass(frozen=True, slots=True)
class Languages:
    """The readers of both languages of a bitext."""

    arabic: Analyser
    english: Analyser


def spell(
    found: Sequence[Candidate], pairs: Sequence[Pair], aligned: Sequence[Aligned], languages: Languages
) -> dict[Stems, Spelt]:
    """Spell candidates, each by its source's stems."""
    longest = max((length(one.source) for one in found), default=0)
    targets = {one.source: one.target for one in found}
    written: defaultdict[Stems, Counter[Written]] = defaultdict(Counter)
    for pair, one in zip(pairs, aligned, strict=True):
        occurrences = list(matches(one, targets, longest))
        if occurrences:
            source = list(tokens(pair.source, languages.arabic))
            target = list(tokens(pair.target, languages.english))
            for each in occurrences:
                form = _written(pair, source[slice(*each.source)], target[slice(*each.target)])
                written[one.source[slice(*each.source)]][form] += 1
    return {stems: _spelt(forms, languages.english.memo) for stems, forms in written.items()}


def _written(pair: Pair, source: Sequence[Token], target: Sequence[Token]) -> Written:
    forms = [token.form for token in source if token.form]
    places = [token.word for token in source if token.word]
    rest = visible(pair.source[places[0].end : places[-1].end])
    words = [token.word for token in target if token.word]
    english_form = pair.target[words[0].start : words[-1].end]
    return Written(
        " ".join((forms[0].bare + rest).split()),
        " ".join(re.sub("['’]s$", "", english_form).split()),
        english.starts_sentence(pair.target[: words[0].start]),
        any(form.owned for form in forms),
        _in_name(pair.target, words[0].start, words[-1].end),
    )


def _in_name(text: str, start: int, end: int) -> bool:
    """Tell whether a capital stands beside a word, perhaps behind «of», that is no sentence's."""
    before = _BEFORE.search(text[:start])
    ahead = before is not None and not english.starts_sentence(text[: before.start()])
    return text[start].isupper() and (ahead or _BEHIND.match(text, end) is not None)


def _spelt(written: Mapping[Written, int], known: Collection[str]) -> Spelt:
    source = _source(written)
    same = {form: count for form, count in written.items() if form.bare == source.bare}
    return _target(source, same, known)


def _source(written: Mapping[Written, int]) -> Written:
    """Choose the commonest word, then its form without the article if that is ever seen, then the commonest form."""
    words = _counted((form.bare, count * (1 if form.owned else 1000)) for form, count in written.items())
    word = _commonest(words)
    forms = {form: count for form, count in written.items() if form.bare == word}
    total = sum(forms.values())
    free = {form: count for form, count in forms.items() if not form.definite}
    kept = free if sum(free.values()) >= INDEFINITE * total else forms
    spelling_chosen = _commonest(_counted((form.source, count) for form, count in kept.items()))
    return next(form for form in kept if form.source == spelling_chosen)


def _target(source: Written, written: Mapping[Written, int], known: Collection[str]) -> Spelt:
    """Choose the commonest English, as it is written inside sentences: with capitals only if nearly always so."""
    word = _commonest(_counted((lower(form.target), count) for form, count in written.items()))
    forms = {form: count for form, count in written.items() if lower(form.target) == word}
    inside = {form: count for form, count in forms.items() if not form.starts}
    chosen = _commonest(_counted((form.target, count) for form, count in (inside or forms).items()))
    names = sum(count for form, count in inside.items() if _is_name(form.target))
    named = sum(count for form, count in forms.items() if form.named)
    if not inside:
        chosen = _without_capital(chosen, known)
    elif 0 < names < CAPITAL * sum(inside.values()):
        chosen = _commonest(
            _counted((form.target, count) for form, count in inside.items() if not _is_name(form.target))
        )
    name = _has_capital(chosen) if inside else _has_capital(chosen[1:])
    piece = source.owned or (" " not in chosen and 2 * named > sum(forms.values()))
    return Spelt(source.source, chosen, "proper noun" if name and _is_name(chosen) else "noun", piece)


def _without_capital(form: str, known: Collection[str]) -> str:
    """Take the capital off a form that only begins sentences, if the bitext has its first word without."""
    first = form.split()[0]
    small = form[:1].lower() + form[1:]
    return small if first.lower() in known and not _has_capital(form[1:]) else form


def _is_name(form: str) -> bool:
    """Tell whether all longer words of a form have a capital or a digit."""
    return all(_has_capital(word) for word in form.split() if len(word) > 3 or word[:1].isupper()) and _has_capital(
        form
    )


def _has_capital(text: str) -> bool:
    return any(map(str.isupper, text))


def _counted(items: Iterable[tuple[str, int]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for item, count in items:
        counts[item] += count
    return counts


def _commonest(counts: Mapping[str, int]) -> str:
    return min(counts, key=lambda item: (-counts[item], item))
