"""Text as HTML spells it: references decoded with their places, and put back where they are needed."""

import re
from collections.abc import Iterator
from html import unescape

from toolkit.documents.runs import SPACE, Item

_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);?")
_FOREIGN = re.compile(r"&[A-Za-z][A-Za-z0-9]*;|<%.{0,300}?%>|\{%.{0,300}?%\}", re.DOTALL)
"""What may be no text: a reference, instructions of templates."""
_QUOTES = {'"': "&quot;", "'": "&#39;"}
_BLANKS = re.compile(f"[{SPACE}]+")


def items(text: str, start: int, end: int, collapse: bool = True) -> Iterator[Item]:
    """Cut text into words and what stands for content: instructions of templates, references that nobody knows.

    Blanks collapse into a space.
    """
    place = start
    for found in _FOREIGN.finditer(text, start, end):
        if unescape(found[0]) == found[0]:
            if found.start() > place:
                yield _words(text, place, found.start(), collapse)
            yield Item("alone", found.start(), found.end(), found[0], shown=True)
            place = found.end()
    if end > place:
        yield _words(text, place, end, collapse)


def escape(text: str, raw: str, quote: str | None = None) -> str:
    """Spell text for HTML: what must be a reference is one, and what was one in the ``raw`` text before it.

    ``quote`` is the quotation mark of an attribute, which may be empty.
    """
    spelled: dict[str, str | int | None] = {**_spelled(raw), "&": "&amp;", "<": "&lt;"}
    if quote is not None:
        mark = quote or '"'
        spelled[mark] = _QUOTES[mark]
    text = text.translate(str.maketrans(spelled))
    return text.replace("]]>", "]]&gt;")


def _words(text: str, start: int, end: int, collapse: bool) -> Item:
    raw = text[start:end]
    return Item("text", start, end, unescape(_BLANKS.sub(" ", raw) if collapse else raw))


def _spelled(raw: str) -> dict[str, str]:
    """Tell how a text spells signs by references; letters, digits and blanks need none."""
    spelled: dict[str, str] = {}
    for found in _REFERENCE.finditer(raw):
        sign = unescape(found[0])
        if len(sign) == 1 and not sign.isalnum() and sign not in SPACE and found[0].endswith(";"):
            spelled.setdefault(sign, found[0])
    return spelled
