"""Markdown: its words are translated; code, addresses, definitions and the signs around stay byte for byte."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.bitext import Code, Unit
from toolkit.documents import edits, runs
from toolkit.documents.contents import Content, Filled, Targets
from toolkit.documents.edits import Edit
from toolkit.documents.encodings import LINE_BREAK
from toolkit.documents.markdown import blocks as markdown_blocks
from toolkit.documents.markdown import front_matter
from toolkit.documents.markdown import items as markdown_items
from toolkit.documents.markdown import text as markdown_text
from toolkit.documents.runs import Slot


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    slots: tuple[Slot, ...]
    cells: frozenset[str]


def read(content: Content) -> tuple[Unit, ...]:
    """Take a Markdown file apart into its headings, paragraphs, list items and cells."""
    return tuple(slot.unit for slot in _parsed(content).slots)


def fill(content: Content, targets: Targets) -> bytes:
    """Put English into a Markdown file, each unit in a line of its own as far as it has no hard line breaks."""
    page = _parsed(content)
    changed = (slot for slot in page.slots if runs.changes(slot, targets))
    made = (Edit(slot.start, slot.end, _spelled(page, slot, targets[slot.unit.id])) for slot in changed)
    return edits.encode(edits.apply(page.text, made), content)


def _parsed(content: Content) -> _Page:
    text = content.text()
    start = front_matter.length(text)
    found = [(slot, False) for slot in front_matter.slots(text[:start])]
    found += _slots(text, start)
    places = edits.lines(text)
    named = [(_named(slot, number, places), cell) for number, (slot, cell) in enumerate(found, start=1)]
    cells = frozenset(slot.unit.id for slot, cell in named if cell)
    return _Page(text, tuple(slot for slot, _ in named), cells)


def _named(slot: Slot, number: int, places: edits.Lines) -> Slot:
    name = f"p{number}.{slot.name}" if slot.name else f"p{number}"
    return replace(slot, unit=replace(slot.unit, id=name, line=places.at(slot.start)))


def _slots(text: str, start: int) -> Iterator[tuple[Slot, bool]]:
    body = LINE_BREAK.sub("\n", text[start:])
    places = _Places(start, _long_breaks(text, start))
    for block in markdown_blocks.blocks(body):
        for slot in runs.slots(markdown_items.items(block, text, places.at), text):
            yield slot, block.cell


@dataclass(frozen=True, slots=True)
class _Places:
    r"""Where characters stood before each ``\r\n`` became one: ``breaks`` are the offsets behind it."""

    start: int
    breaks: Sequence[int]

    def at(self, offset: int) -> int:
        r"""Give the offset in the file of one in the text behind the front matter."""
        return self.start + offset + bisect_right(self.breaks, offset)


def _long_breaks(text: str, start: int) -> list[int]:
    found = (match.end() for match in LINE_BREAK.finditer(text, start) if match[0] == "\r\n")
    return [end - start - number for number, end in enumerate(found, start=1)]


def _spelled(page: _Page, slot: Slot, filled: Filled) -> str:
    if slot.quote is not None:
        return front_matter.escape(filled.text, slot.quote)
    mixed = runs.unbroken(filled.pieces, slot)
    return "".join(
        piece.text if isinstance(piece, Code) else piece
        for piece in markdown_text.spell(mixed, slot.unit.id in page.cells)
    )
