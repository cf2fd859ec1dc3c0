"""Find the quotations and parentheses of a text, in which a full stop ends no sentence."""

import re
from collections import deque
from collections.abc import Iterable

Span = tuple[int, int]

PAIRS = {"«": "»", "“": "”", "‹": "›", "(": ")", "[": "]", "{": "}", "﴿": "﴾", "﴾": "﴿", '"': '"'}

LONGEST = 400
"""A quotation or parenthesis of more characters than this is a text like any other."""

NEWLINE = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
"""The inside of a regular-expression class: what ends a line, and with it every enclosure."""

_BRACKET = re.compile(f'[{NEWLINE}«»“”‹›()\\[\\]{{}}﴿﴾"]')


def outermost(text: str) -> list[Span]:
    """Find the outermost enclosures of each line, from bracket to bracket; a bracket that nothing closes opens none.

    >>> outermost("قال: «لا (أبدا)» ثم (")
    [(5, 15)]
    """
    found: list[Span] = []
    waiting: deque[int] = deque(maxlen=8)
    for bracket in _BRACKET.finditer(text):
        place, character = bracket.start(), bracket[0]
        if any(PAIRS[text[opening]] == character for opening in waiting):
            while PAIRS[text[opening := waiting.pop()]] != character:
                pass
            found.append((opening, place))
        elif character in PAIRS:
            waiting.append(place)
        elif character.isspace():
            waiting.clear()
    return _outermost(span for span in found if span[1] - span[0] <= LONGEST)


def _outermost(spans: Iterable[Span]) -> list[Span]:
    outer: list[Span] = []
    for start, end in sorted(spans):
        if not outer or start > outer[-1][1]:
            outer.append((start, end))
    return outer
