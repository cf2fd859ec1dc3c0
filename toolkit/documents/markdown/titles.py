"""The titles of links and images, ``[…](address "title")``: where they stand, and how they are spelled."""

import re
from html import unescape

from markdown_it.common.utils import unescapeAll
from markdown_it.helpers import parseLinkDestination, parseLinkTitle

_BLANKS = re.compile(r"[ \t\n]*")
_SIGNS = re.compile(r"(?P<slash>\\(?=[!-/:-@\[-`{-~]|\Z))|(?P<tick>`)|(?P<reference>&(?:#\w+|[A-Za-z]\w*);)")


def span(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find the title in ``text[start:end]``, which is an address and a title, without its quotation marks.

    None where there is no title, or something behind it.
    """
    address = parseLinkDestination(text, _behind_blanks(text, start), end)
    place = _behind_blanks(text, address.pos)
    if not address.ok or place == address.pos:
        return None
    title = parseLinkTitle(text, place, end)
    if not title.ok or _behind_blanks(text, title.pos) < end:
        return None
    return place + 1, title.pos - 1


def decoded(raw: str) -> str:
    """Give what a title says."""
    return str(unescapeAll(raw))


def escape(text: str, quote: str, cell: bool) -> str:
    """Spell a title between quotation marks, of which ``quote`` is the first, in a ``cell`` of a table or not."""
    spelled = _SIGNS.sub(_sign, " ".join(text.split()))
    for mark in "()" if quote == "(" else quote:
        spelled = spelled.replace(mark, f"\\{mark}")
    return spelled.replace("|", "\\|") if cell else spelled


def _sign(found: re.Match[str]) -> str:
    if found["slash"]:
        return "\\\\"
    if found["tick"]:
        return "&#96;"  # a backslash would not keep it from ending code that an earlier one begins
    return found[0] if unescape(found[0]) == found[0] else f"&amp;{found[0][1:]}"


def _behind_blanks(text: str, place: int) -> int:
    found = _BLANKS.match(text, place)
    return found.end() if found else place
