"""Tell apart what only capital letters tell apart: the GCC and the compiler gcc."""

import re
from functools import lru_cache
from unicodedata import normalize

from toolkit.arabic import BLANKS, CONTROLS

_HIDDEN = re.compile(f"[{CONTROLS}]")


@lru_cache(maxsize=1 << 16)
def capitals(form: str) -> tuple[int, ...]:
    """List which letters of a form are capital; invisible marks and superfluous spaces do not count.

    Two forms of one spelling are written in the same case if, and only if, these are equal.

    >>> capitals("iPhone"), capitals("gcc"), capitals("الناتو")
    ((1,), (), ())
    """
    if form == form.lower():
        return ()
    visible = _HIDDEN.sub("", normalize("NFKC", form.strip(BLANKS)))
    return tuple(place for place, letter in enumerate(" ".join(visible.split())) if letter.isupper())
