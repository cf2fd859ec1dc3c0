"""What is plainly wrong with a translation, whatever its terms: loops, lengths, letters of the source."""

import re
from functools import lru_cache

from toolkit import arabic

LOOP = re.compile(r"(?<!\w)([^\W\d_][^.!?]{0,60}?)(?:\W{1,3}\1){2,}(?!\w)", re.IGNORECASE)
"""A word or a phrase three times in a row."""
DOUBLED = re.compile(r"(?<!\w)(\w+(?:[ ,]+\w+){1,9}?),? (?:and )?\1(?!\w)|(?<!\w)([^\W\d_]{5,}) \2", re.IGNORECASE)
"""A phrase twice in a row, or a word of some length."""
STUTTER = re.compile(r"([^\W\d_]{2,12}?)\1{3,}")
"""A part of a word four times in a row."""
PLACEHOLDER = re.compile(r"[%{<$@]")
"""What a word that stands for another has in it."""
LONGEST = 2.6
SHORTEST = 0.35
SLACK = 6
"""Words that the length of a translation may always differ by."""


def faults(source: str, target: str) -> tuple[str, ...]:
    """Name what is wrong with a target: ``empty``, ``repetition``, ``length``, ``arabic``, ``broken-characters``.

    >>> faults("زار الوزير الكويت", "The minister visited Kuwait Kuwait Kuwait Kuwait")
    ('repetition',)
    """
    if not target.strip() or (arabic.has_arabic(source) and _is_copied(source, target)):
        return ("empty",)
    found = {
        "repetition": loops(target) and not loops(source),
        "length": not _fits(len(source.split()), len(target.split())),
        "arabic": arabic.has_arabic(target),
        "broken-characters": "\ufffd" in target,
    }
    return tuple(name for name, wrong in found.items() if wrong)


@lru_cache(maxsize=4096)
def loops(text: str) -> bool:
    """Tell whether a text says the same again and again."""
    return any(pattern.search(text) for pattern in (LOOP, DOUBLED, STUTTER))


def _is_copied(source: str, target: str) -> bool:
    """Tell whether a target is nothing but placeholders of the source."""
    return all(PLACEHOLDER.search(word) and word in source for word in target.split())


def _fits(source: int, target: int) -> bool:
    return source * SHORTEST - SLACK <= target <= source * LONGEST + SLACK
