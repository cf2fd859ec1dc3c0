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
from toolkit.documents.markdown import front_matter, titles
from toolkit.documents.markdown import items as markdown_items
from toolkit.documents.markdown import text as markdown_text
from toolkit.documents.runs import Slot


@dataclass(frozen=True, slots=True)
class _Page:
    """A file's text, the length of its front matter, its slots and the ids of those that are cells of a table."""

    text: str
    start: int
    slots: tuple[Slot, ...]
    cells: frozenset[str]


def read(content: Content) -> tuple[Unit, ...]:
    """Take a Markdown file apart into its headings, paragraphs, list items and cells.

    What an image says in the place of itself and the titles of links and images are units of their own.
    """
    return tuple(slot.unit for slot in _parsed(content).slots)


def fill(content: Content, targets: Targets) -> bytes:
    """Put English into a Markdown file, each unit in a line of its own as far as it has no hard line breaks.

    Where some of it is new, a front matter that declares Arabic declares English.
    """
    page = _parsed(content)
    changed = [slot for slot in page.slots if runs.changes(slot, targets)]
    made = _edits(page, changed, targets)
    if changed:
        made += front_matter.to_english(page.text[: page.start])
    return edits.encode(edits.apply(page.text, made), content)


def _parsed(content: Content) -> _Page:
    text = content.text()
    start = front_matter.length(text)
    found = [(slot, False) for slot in front_matter.slots(text[:start])]
    found += _slots(text, start)
    places = edits.lines(text)
    named = [(_named(slot, number, places), cell) for number, (slot, cell) in enumerate(found, start=1)]
    cells = frozenset(slot.unit.id for slot, cell in named if cell)
    return _Page(text, start, tuple(slot for slot, _ in named), cells)


def _named(slot: Slot, number: int, places: edits.Lines) -> Slot:
    name = f"p{number}.{slot.name}" if slot.name else f"p{number}"
    return replace(slot, unit=replace(slot.unit, id=name, line=places.at(slot.start)))


def _slots(text: str, start: int) -> Iterator[tuple[Slot, bool]]:
    body = LINE_BREAK.sub("\n", text[start:])
    places = _Places(start, _long_breaks(text, start))
    for block in markdown_blocks.blocks(body):
        for slot in markdown_items.slots(block, text, places.at):
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


def _edits(page: _Page, changed: Sequence[Slot], targets: Targets) -> list[Edit]:
    """Make the edits of slots, from the last to the first: one that holds others takes their edits into its codes."""
    made: list[Edit] = []
    for slot in reversed(changed):
        inside: list[Edit] = []
        while made and made[-1].start < slot.end:
            inside.append(made.pop())
        made.append(Edit(slot.start, slot.end, _spelled(page, slot, targets[slot.unit.id], inside)))
    return made


def _spelled(page: _Page, slot: Slot, filled: Filled, inside: Sequence[Edit]) -> str:
    cell = slot.unit.id in page.cells
    if slot.quote is not None and slot.start < page.start:
        return front_matter.escape(filled.text, slot.quote)
    if slot.quote is not None:
        return titles.escape(filled.text, slot.quote, cell)
    spans = runs.Spans(slot)
    mixed = markdown_text.spell(runs.unbroken(filled.pieces, slot), cell)
    return "".join(
        _code(page.text, piece, spans.take(piece), inside) if isinstance(piece, Code) else piece for piece in mixed
    )


def _code(text: str, code: Code, span: tuple[int, int] | None, small: Sequence[Edit]) -> str:
    """Spell a code with the edits that it holds."""
    start, end = span or (0, 0)
    inside = [Edit(edit.start - start, edit.end - start, edit.text) for edit in small if start <= edit.start < end]
    return edits.apply(text[start:end], inside) if inside else code.text
