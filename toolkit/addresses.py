"""Find the addresses in a text, whose letters are no words: of the web, of mail, of files, and names such as @nato."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter

from toolkit.arabic import CONTROLS

Span = tuple[int, int]

_SIGNS = "@#/\\"
_INNER_DOT = re.compile("\\.[A-Za-z]")
"""One of the signs or such a dot stands in every address, and in few sentences."""

_LETTER = "[A-Za-z0-9_%+~-]"
_STOPS = f'\\s<>"«»“”،؛؟{CONTROLS}'
_TAIL = f"(?:[^{_STOPS}]*[^{_STOPS}.,;:!?…'’)\\]}}*])"
"""What follows a beginning that only an address has: up to a blank or a quotation mark, no punctuation at its end."""

_ADDRESS = re.compile(
    "|".join(
        (
            # https://nato.int/cps, www.nato.int
            f"(?:[A-Za-z][A-Za-z0-9+.-]{{0,20}}://|(?<![A-Za-z0-9])[Ww]{{3}}\\.){_TAIL}",
            # press@nato.int
            "(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*",
            # @nato, #NATO; not #20, for digits need no case and no translation
            f"(?<![A-Za-z0-9_])[@#][{CONTROLS}]*[0-9]*[A-Za-z_][A-Za-z0-9_]*",
            # C:\docs\nato, \\server\nato
            f"(?:(?<![A-Za-z0-9])[A-Za-z]:\\\\|\\\\\\\\){_TAIL}",
            # /docs/nato, ~/nato, ../nato; not /NATO/, which is how some write brackets
            f"(?<![\\w/.~])(?:~/|\\.{{1,2}}/|/{_LETTER}+/)(?=\\.?[A-Za-z0-9_]){_TAIL}",
            # nato.int, nato.int/cps, nato/report.pdf; not NATO/EU and not NATO.The
            f"(?<![A-Za-z0-9_%+~./\\\\-])[./]*{_LETTER}+(?:[./\\\\]{_LETTER}+)*\\.[a-z][a-z0-9]+(?![A-Za-z0-9])"
            f"(?::[0-9]+)?(?:[/?#]{_TAIL}?)?",
        )
    )
)


def addresses(text: str) -> tuple[Span, ...]:
    """List where addresses stand in a text; only those of the web and of folders go on in Arabic letters.

    >>> text = "زار الناتو/NATO، راجع www.nato.int/cps. أو press@nato.int"
    >>> [text[start:end] for start, end in addresses(text)]
    ['www.nato.int/cps', 'press@nato.int']
    """
    if not _INNER_DOT.search(text) and not any(sign in text for sign in _SIGNS):
        return ()
    return tuple(found.span() for found in _ADDRESS.finditer(text))


def is_address(text: str) -> bool:
    """Tell whether a text is nothing but an address."""
    return addresses(text) == ((0, len(text)),)


def tears(found: Sequence[Span], start: int, end: int) -> bool:
    """Tell whether a place cuts one of the addresses, which are in order; to hold a whole one is no cut: Node.js."""
    near = found[bisect_right(found, start, key=itemgetter(1)) : bisect_left(found, end, key=itemgetter(0))]
    return any(first < start or end < last for first, last in near)
