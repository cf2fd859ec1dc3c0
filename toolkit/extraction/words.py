"""Cut a text into words, those with a hyphen whole; tags, placeholders and addresses are none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from toolkit.arabic import HIDDEN, LETTERS, MARKS, TATWEEL

_ARABIC = f"[{LETTERS}](?:[{HIDDEN}]*[{LETTERS}])*[{MARKS}{TATWEEL}]*"
_OTHER_LETTER = f"[^\\W_{LETTERS}]"
_APOSTROPHE = f"['’](?=[^\\W\\d_{LETTERS}])"
_POINT = r"(?<=\d)\.(?=\d)|(?<=\b[A-Za-z])\.(?=[A-Za-z]\b)"
_OTHER = f"{_OTHER_LETTER}(?:[\u0300-\u036f]*{_OTHER_LETTER}|{_APOSTROPHE}|{_POINT})*"
_PIECE = f"(?:{_ARABIC}|{_OTHER})"
_CODE = r"<[^<>]*>|%\(\w+\)[sd]|%(?:\d\$)?[sd]|\{[^{}]*\}|&#?\w+;"
_ADDRESS = r"\b(?:https?://|www\.)\S+|\S{1,99}@\S{1,99}\.\w+|\S{1,99}[/\\]\S{1,99}[/\\]\S+"
_TOKEN = re.compile(f"(?P<code>{_CODE}|{_ADDRESS})|{_PIECE}(?:[-‐‑]{_PIECE})*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, ``text[start:end]``; ``apart`` says that no term can go on from the word before it."""

    written: str
    start: int
    end: int
    apart: bool


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text in order.

    >>> [word.written for word in words("The <b>U.N.</b> COVID-19 task-force's %s")]
    ['The', 'U.N', 'COVID-19', "task-force's"]
    """
    end, apart = 0, True
    for found in _TOKEN.finditer(text):
        if found["code"]:
            apart = True
            continue
        apart = apart or bool(text[end : found.start()].strip())
        yield Word(found[0], found.start(), found.end(), apart)
        end, apart = found.end(), False


def exceeds(text: str, most: int) -> bool:
    """Tell whether a text has more words than so many.

    >>> exceeds("one two", 1), exceeds("one two", 2)
    (True, False)
    """
    return len(text) > most and any(islice(words(text), most, None))
