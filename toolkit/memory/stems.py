"""Light stems: what is left of a word without what clitics and endings could be, so that its forms meet in an index.

The index need not tell words apart that look alike, for the letters of a text are compared in the end.
"""

import re
from functools import lru_cache

from toolkit import arabic

_WORD = re.compile(r"[^\W_]+")
_BLANKS = re.compile(r"\s+")
_PRONOUNS = "هما|كما|ها|هم|هن|كم|كن|نا|[هيك]"
_AFFIXED = re.compile(
    r"(?:[وف](?=...))?(?:[بكل](?=...))?(?:(?:ال|ل)(?=...))?(?:[وف](?=...))?(?:[بكل](?=...))?(?P<stem>.{2,}?)"
    rf"(?:ات|ان|ون|ين|يه|وا|[هيكتان]|(?:ات|[تيا])?(?:{_PRONOUNS}))?"
)
"""Proclitics, and once more the letters that could be some, so that a word loses them with the article and without."""


def folded(text: str) -> str:
    """Spell a text for comparison: one spelling of each letter, no vowel signs, European digits, single blanks.

    >>> folded(" أُقِرّت  الخُطّة ٢٠٣٠")
    'اقرت الخطه 2030'
    """
    return _BLANKS.sub(" ", arabic.key(arabic.spelling(text))).strip()


def stems(text: str) -> tuple[str, ...]:
    """List the stems of a folded text, each once, in the text's order.

    >>> stems("والوزارات لوزارتهم nato وزاره 15 للوزاره")
    ('زار', 'nato', '15')
    """
    return tuple(dict.fromkeys(_stem(word) for word in _WORD.findall(text)))


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    found = _AFFIXED.fullmatch(word) if arabic.has_arabic(word) else None
    return found["stem"] if found else word
