"""The English side of a term: which forms honour it, where they stand in a text, how they are spelt there."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from toolkit.bitext import TermMatch

Span = tuple[int, int]

IRREGULAR = {"man": "men", "woman": "women", "child": "children", "person": "people", "crisis": "crises"}
TITLED = re.compile(r" [A-Z]")
"""What follows a title: in «Ambassador Mary Smith» the capital is right."""
ARTICLE = re.compile(r"\b(an?)(\s+)$", re.IGNORECASE)
CONSONANT = re.compile(r"eu|uni|one|use|ubi", re.IGNORECASE)
"""Beginnings that are written with a vowel and spoken with a consonant."""
SENTENCE_START = re.compile(r"(?:^|[.!?:…])[\s\W]*$")


def plural(term: str) -> str:
    """Give the plural of an English noun phrase, its head before «of» or at the end.

    >>> plural("ministry of defense"), plural("action plan"), plural("cyber threats"), plural("crisis")
    ('ministries of defense', 'action plans', 'cyber threats', 'crises')
    """
    head, of, rest = term.partition(" of ")
    stem, last = head[: head.rfind(" ") + 1], head[head.rfind(" ") + 1 :]
    return stem + _plural_word(last) + of + rest


def _plural_word(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
    if re.search(r"[^su]s$", word) or word in IRREGULAR.values():
        return word
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(s|x|z|ch|sh)$", word) else "s")


def wanted(match: TermMatch) -> str:
    """Give the form to ask for: the target, in the plural where the Arabic is and the target is no name."""
    return plural(match.entry.target) if _counts(match) else match.entry.target


def _counts(match: TermMatch) -> bool:
    return match.plural and match.entry.pos == "noun" and match.entry.case == "sentence"


def forms(match: TermMatch) -> tuple[str, ...]:
    """List the forms that honour a match, longest first: target, variants, plurals where the Arabic is plural."""
    entry = match.entry
    accepted = [entry.target, *entry.target_variants]
    plurals = [plural(form) for form in accepted] if _counts(match) else []
    return tuple(sorted({*accepted, *plurals}, key=lambda form: (-len(form), form)))


@lru_cache(maxsize=65536)
def _pattern(form: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, form.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def occurrences(form: str, text: str) -> list[Span]:
    """Find a form as whole words. Case is not held against it, but «who» is not WHO and «turkey» is not Turkey."""
    spans = [found.span() for found in _pattern(form).finditer(text)]
    return [span for span in spans if _same_word(form, text[slice(*span)])]


def _same_word(form: str, found: str) -> bool:
    if form == found or form[:1].islower():
        return True
    return found[:1].isupper() and not (form.isupper() and len(form) <= 3)


def locate(matches: Sequence[TermMatch], text: str) -> tuple[Span | None, ...]:
    """Find the place of each match's term in a text, no place twice.

    Long terms choose first, so that «Kuwait» is not counted inside «Kuwait News Agency»; equal terms are taken from
    left to right; what is only reported chooses last.
    """
    order = sorted(range(len(matches)), key=lambda i: (not matches[i].enforced, -len(matches[i].entry.target), i))
    taken: dict[int, Span] = {}
    for index in order:
        free = _first_free(matches[index], text, taken.values())
        if free:
            taken[index] = free
    return tuple(taken.get(index) for index in range(len(matches)))


def _first_free(match: TermMatch, text: str, taken: Iterable[Span]) -> Span | None:
    used = list(taken)
    for form in forms(match):
        for start, end in occurrences(form, text):
            if all(end <= first or last <= start for first, last in used):
                return start, end
    return None


def surplus(matches: Sequence[TermMatch], text: str) -> int:
    """Count the places where the text has a term more often than the source."""
    wanted_times: dict[tuple[str, ...], int] = {}
    for match in matches:
        wanted_times[forms(match)] = wanted_times.get(forms(match), 0) + 1
    return sum(max(0, _times(each, text) - times) for each, times in wanted_times.items())


def _times(accepted: Sequence[str], text: str) -> int:
    return len({start for form in accepted for start, _ in occurrences(form, text)})


def forbidden(matches: Sequence[TermMatch], text: str) -> tuple[str, ...]:
    """List the renderings in a text that the entries of its terms forbid, outside the terms themselves."""
    spans = [span for span in locate(matches, text) if span]
    found = []
    for form in dict.fromkeys(form for match in matches for form in match.entry.forbidden):
        places = occurrences(form, text)
        if any(all(end <= first or last <= start for first, last in spans) for start, end in places):
            found.append(form)
    return tuple(found)


def respell(matches: Sequence[TermMatch], text: str) -> str:
    """Spell each term in a text as its entry does: names as they are, other terms with a capital at a start only."""
    places = [(span, match) for match, span in zip(matches, locate(matches, text), strict=True) if span]
    for span, match in sorted(places, key=lambda place: place[0], reverse=True):
        if match.enforced:
            text = with_article(text[: span[0]], _spelt(match, text, span)) + text[span[1] :]
    return text


def with_article(before: str, term: str) -> str:
    """Go on from a text with a term, after «a» or «an» as its first sound wants it; acronyms are left alone.

    >>> with_article("develop a ", "action plan"), with_article("an ", "European state"), with_article("a ", "MoU")
    ('develop an action plan', 'a European state', 'a MoU')
    """
    article = ARTICLE.search(before)
    if not article or not term[1:2].islower():
        return before + term
    vowel = term[:1].lower() in "aeiou" and not CONSONANT.match(term)
    return before[: article.start()] + article[1][0] + ("n" if vowel else "") + article[2] + term


def _spelt(match: TermMatch, text: str, span: Span) -> str:
    found = text[slice(*span)]
    form = next(form for form in forms(match) if form.casefold().split() == found.casefold().split())
    if match.entry.case == "sentence" and TITLED.match(text, span[1]):
        return found
    return in_place(form, text[: span[0]], match.entry.case)


def in_place(form: str, before: str, case: str) -> str:
    """Give a form its initial capital where it begins a sentence and its entry lets it.

    >>> in_place("cyber defense", "", "sentence"), in_place("cyber defense", "on ", "sentence")
    ('Cyber defense', 'cyber defense')
    """
    starts = case == "sentence" and SENTENCE_START.search(before)
    return form[:1].upper() + form[1:] if starts else form
