"""The English side of a term: which forms honour it, where they stand in a text, how they are spelt there."""

import re
from collections import deque
from collections.abc import Iterable, Sequence
from functools import lru_cache

from toolkit import arabic, english
from toolkit.bitext import TermMatch

Span = tuple[int, int]

TITLED = re.compile(r" [A-Z]")
"""What follows a title: in «Ambassador Mary Smith» the capital is right."""


def wanted(match: TermMatch) -> str:
    """Give the form to ask for: the target, in the plural where the Arabic is and the target is a common noun."""
    return english.plural(match.entry.target) if _counts(match) else match.entry.target


def forms(match: TermMatch) -> tuple[str, ...]:
    """List the forms that honour a match, longest first: target, variants, plurals where the Arabic is plural."""
    accepted = [match.entry.target, *match.entry.target_variants]
    plurals = [english.plural(form) for form in accepted] if _counts(match) else []
    return tuple(sorted({*accepted, *plurals}, key=lambda form: (-len(form), form != match.entry.target, form)))


def _counts(match: TermMatch) -> bool:
    return match.plural and match.entry.pos == "noun" and match.entry.case == "sentence"


@lru_cache(maxsize=65536)
def _pattern(form: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, form.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def occurrences(form: str, text: str) -> list[Span]:
    """Find a form as whole words. Case is not held against it, but «who» is not WHO and «turkey» is not Turkey."""
    return [found.span() for found in _pattern(form).finditer(text) if _same_word(form, found[0])]


def _same_word(form: str, found: str) -> bool:
    letters, others = ([letter for letter in each if letter.isalpha()] for each in (form, found))
    if form == found or not letters or letters[0].islower():
        return True
    return others[0].isupper() and not (form.isupper() and len(form) <= 3)


def locate(matches: Sequence[TermMatch], text: str) -> tuple[Span | None, ...]:
    """Find the place of each match's term in a text, no place twice.

    Long terms choose first, so that «Kuwait» is not counted inside «Kuwait News Agency»; equal terms are taken from
    left to right; what is only reported chooses last.
    """
    order = sorted(range(len(matches)), key=lambda i: (not matches[i].enforced, -len(matches[i].entry.target), i))
    waiting: dict[str, deque[Span]] = {}
    taken = bytearray(len(text))
    places: dict[int, Span] = {}
    for index in order:
        for form in forms(matches[index]):
            if form not in waiting:
                waiting[form] = deque(occurrences(form, text))
            if place := _next_free(waiting[form], taken):
                places[index] = place
                taken[slice(*place)] = b"\1" * (place[1] - place[0])
                break
    return tuple(places.get(index) for index in range(len(matches)))


def _next_free(spans: deque[Span], taken: bytearray) -> Span | None:
    """Take the first span that nobody has; a span that somebody has is never free again."""
    while spans:
        span = spans.popleft()
        if not any(taken[slice(*span)]):
            return span
    return None


def forbidden(matches: Sequence[TermMatch], text: str) -> tuple[str, ...]:
    """List the renderings in a text that the entries of its terms forbid, outside the terms themselves."""
    banned = dict.fromkeys(form for match in matches for form in match.entry.forbidden)
    placed = _placed(matches, text) if banned else []
    return tuple(form for form in banned if any(_outside(span, placed) for span in in_any_number(form, text)))


def in_any_number(form: str, text: str) -> list[Span]:
    """Find a form and its plural as whole words."""
    return [span for each in dict.fromkeys((form, english.plural(form))) for span in occurrences(each, text)]


def without_arabic_terms(matches: Sequence[TermMatch], text: str) -> str:
    """Leave out the terms that are to stand in Arabic letters, so that the rest can be judged."""
    placed = _placed(matches, text) if arabic.has_arabic(text) else []
    for start, end in sorted(placed, reverse=True):
        if arabic.has_arabic(text[start:end]):
            text = text[:start] + text[end:]
    return text


def _placed(matches: Sequence[TermMatch], text: str) -> list[Span]:
    return [span for span in locate(matches, text) if span]


def _outside(span: Span, placed: Iterable[Span]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in placed)


def respell(matches: Sequence[TermMatch], text: str) -> str:
    """Spell each term in a text as its entry does: names as they are, other terms with a capital at a start only."""
    places = [(span, match) for match, span in zip(matches, locate(matches, text), strict=True) if span]
    for span, match in sorted(places, key=lambda place: place[0], reverse=True):
        if match.enforced:
            before, found, after = text[: span[0]], text[slice(*span)], text[span[1] :]
            text = english.with_article(before, _spelt(match, before, found, after)) + after
    return text


def _spelt(match: TermMatch, before: str, found: str, after: str) -> str:
    if match.entry.case == "sentence" and TITLED.match(after):
        return found
    form = next((form for form in forms(match) if _pattern(form).fullmatch(found)), found)
    return in_place(match, form, before)


def in_place(match: TermMatch, form: str, before: str) -> str:
    """Give a form its initial capital where it begins a sentence and its entry lets it."""
    starts = match.entry.case == "sentence" and english.starts_sentence(before)
    return english.capitalised(form) if starts else form
