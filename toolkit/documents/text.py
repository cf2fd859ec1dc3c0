"""Plain text: every line is a unit, and the translation has the same lines."""

from collections.abc import Sequence
from itertools import starmap

from toolkit.bitext import Bitext, Translation, Unit
from toolkit.documents import pieces
from toolkit.documents.contents import Content
from toolkit.documents.encodings import LINE_BREAK


def read(content: Content) -> tuple[Unit, ...]:
    """Take a text file apart into its lines."""
    return units(content.text())


def units(text: str) -> tuple[Unit, ...]:
    r"""Take a text apart into its lines, blank ones included; joined with ``\n`` they are the text again."""
    return tuple(starmap(_unit, enumerate(LINE_BREAK.split(text), start=1)))


def write(bitext: Bitext) -> str:
    """Spell the English line for line: as many lines as there are units."""
    groups = bitext.by_unit()
    return "\n".join(_line(unit, groups[unit.id]) for unit in bitext.units)


def _unit(number: int, line: str) -> Unit:
    return Unit(f"p{number}", line, line=number)


def _line(unit: Unit, translations: Sequence[Translation]) -> str:
    line = "".join(piece.target for piece in pieces.cut(unit, translations))
    return LINE_BREAK.sub(" ", line)
