"""Tell where a candidate begins and ends in a text, brackets and signs counted, and whether it may stand there."""

import re
from collections.abc import Sequence

from toolkit.addresses import Span, tears
from toolkit.arabic import BLANKS, CONTROLS, has_arabic, spelling
from toolkit.terms.agreement import Candidate
from toolkit.terms.words import words

CLOSING = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”", "‹": "›"}

_HIDDEN = re.compile(f"[{CONTROLS}]")


def extent(candidate: Candidate, text: str) -> Span:
    """Give the offsets of a candidate, a closing bracket that was opened inside included."""
    start, end = _words(candidate)
    if has_arabic(candidate.pattern.form):
        return start, end + _closing(text, start, end)
    before, behind = _edges(candidate.pattern.form)
    return start - _reach(text, range(start - 1, -1, -1), before), end + _reach(text, range(end, len(text)), behind)


def stands(candidate: Candidate, text: str, addresses: Sequence[Span]) -> bool:
    """Tell whether a text has a candidate whole: no bracket open, no address torn, other scripts sign for sign."""
    form = candidate.pattern.form
    start, end = extent(candidate, text)
    if addresses and tears(addresses, start, end):
        return False
    if has_arabic(form):
        return not _open(text[start:end]) or bool(_open(form))
    return _literal(text[start:end]) == _literal(form)


def _words(candidate: Candidate) -> Span:
    return candidate.words[candidate.places[0]].start, candidate.words[candidate.places[-1]].end


def _closing(text: str, start: int, end: int) -> int:
    """Count the brackets right behind a place that close those opened inside."""
    waiting = _open(text[start:end])
    count = 0
    while count < len(waiting) and text[end + count : end + count + 1] == waiting[-1 - count]:
        count += 1
    return count


def _open(text: str) -> list[str]:
    """List the brackets that have to close those left open in a text, the innermost last."""
    waiting: list[str] = []
    for character in text:
        if character in CLOSING:
            waiting.append(CLOSING[character])
        elif waiting and character == waiting[-1]:
            waiting.pop()
    return waiting


def _reach(text: str, places: range, signs: int) -> int:
    """Count the places, in their order, that so many signs of a text take, with the invisible marks among them."""
    taken = 0
    while signs and taken < len(places):
        signs -= not _HIDDEN.match(text, places[taken])
        taken += 1
    return taken


def _edges(form: str) -> tuple[int, int]:
    """Count the visible signs before the first and behind the last word of a form: C++, .NET."""
    found = words(form)
    before, behind = form[: found[0].start].lstrip(BLANKS), form[found[-1].end :].rstrip(BLANKS)
    return len(_HIDDEN.sub("", before)), len(_HIDDEN.sub("", behind))


def _literal(form: str) -> str:
    return " ".join(spelling(form).split())
