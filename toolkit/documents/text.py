"""Plain text: every line is a unit, and the translation has the same lines."""

from collections.abc import Iterator, Sequence
from itertools import islice, starmap

from toolkit.bitext import Bitext, Translation, Unit
from toolkit.documents import pieces
from toolkit.documents.contents import Content
from toolkit.documents.encodings import LINE_BREAK

PART = 10_000
"""Lines of a part of a long text."""


def read(content: Content) -> tuple[Unit, ...]:
    """Take a text file apart into its lines."""
    return units(content.text())


def parts(content: Content) -> Iterator[tuple[Unit, ...]]:
    r"""Take a long text apart into the lines of one part after the other; joined with ``\n`` the parts are the text."""
    text, start, first = content.text(), 0, 1
    del content  # its bytes are as large as the text
    breaks = LINE_BREAK.finditer(text)
    for last in islice(breaks, PART - 1, None, PART):
        yield units(text[start : last.start()], first)
        start, first = last.end(), first + PART
    yield units(text[start:], first)


def units(text: str, first: int = 1) -> tuple[Unit, ...]:
    r"""Take a text apart into its lines, blank ones included; joined with ``\n`` they are the text again."""
    return tuple(starmap(_unit, enumerate(LINE_BREAK.split(text), start=first)))


def write(bitext: Bitext) -> str:
    """Spell the English line for line: as many lines as there are units."""
    groups = bitext.by_unit()
    return "\n".join(_line(unit, groups[unit.id]) for unit in bitext.units)


def _unit(number: int, line: str) -> Unit:
    return Unit(f"p{number}", line, line=number)


def _line(unit: Unit, translations: Sequence[Translation]) -> str:
    line = "".join(piece.target for piece in pieces.cut(unit, translations))
    return LINE_BREAK.sub(" ", line)
