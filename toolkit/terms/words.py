"""Cut a text into the words that a term is made of, and say where a term cannot go on."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from toolkit.arabic import CONTROLS, HIDDEN, LETTERS, MARKS, TATWEEL, spelling

_ARABIC = f"[{LETTERS}]+(?:[{HIDDEN}]+[{LETTERS}]+)*[{MARKS}{TATWEEL}]*"
_NUMBER = "\\d+(?:[.,٫٬]\\d+)+(?![^\\W_])"
_OTHER = f"[^\\W_{LETTERS}]+(?:[\u0300-\u036f{CONTROLS}]+[^\\W_{LETTERS}]+)*[\u0300-\u036f]*"
_WORD = re.compile(f"{_ARABIC}|{_NUMBER}|{_OTHER}")

_QUOTES = "«»“”„‹›‘’\"'()\\[\\]{}"
_INSIDE = f"[ \xa0\u2000-\u200a\u202f\u3000{_QUOTES}{HIDDEN}]*"
_JOIN = re.compile(f"{_INSIDE}(?:\r?\n{_INSIDE})?|[{HIDDEN}]*[-‐‑–_][{HIDDEN}]*")

DETACHED = frozenset({"ال", "ل", "ب", "ك", "و", "ف", "وال", "بال", "كال", "فال", "لل", "ولل", "وب", "ول", "وك"})
"""Clitics that are written apart from a word in brackets or in another script: لـ (كونا), الـ NATO."""


class Word(NamedTuple):
    """A word, ``text[start:end]``; ``apart`` says that a term cannot go on from the word before it.

    A tuple, for it is made for every word of a text, in less than half the time of a dataclass.
    """

    written: str
    spelled: str
    start: int
    end: int
    apart: bool


def words(text: str) -> tuple[Word, ...]:
    """List the words of a text; letters of other scripts and digits make words of their own.

    Quotation marks, brackets, a hyphen, the underscore of a hashtag, one line break and invisible marks may stand
    inside a term; any other punctuation and a blank line set words apart. Detached clitics are no words.

    >>> [word.written for word in words("وكالة الـ (ناتو)، 2030")], [word.apart for word in words("نعم (كلا). لا")]
    (['وكالة', 'ناتو', '2030'], [True, False, True])
    """
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    end = 0
    apart = True
    for found in _WORD.finditer(text):
        start = found.start()
        apart = apart or (text[end:start] != " " and not _JOIN.fullmatch(text, end, start))
        end = found.end()
        spelled = _spelled(found[0])
        if not (spelled in DETACHED and _is_detached(text, end)):
            yield Word(found[0], spelled, start, end, apart)
            apart = False


def _is_detached(text: str, end: int) -> bool:
    following = text[end : end + 2].lstrip()[:1]
    return text[end - 1] == TATWEEL or following in tuple('(«"“[') or text[end : end + 1].isalnum()


@lru_cache(maxsize=1 << 16)
def _spelled(written: str) -> str:
    return spelling(written).replace("مائة", "مئة").replace("مائت", "مئت")
