"""HTML: what people read of a page is translated, the rest stays byte for byte."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.bitext import Code, Unit
from toolkit.documents import edits, runs
from toolkit.documents.contents import Content, Filled, Targets
from toolkit.documents.edits import Edit
from toolkit.documents.encodings import MARKS
from toolkit.documents.html import slots as html_slots
from toolkit.documents.html import text as html_text
from toolkit.documents.html.slots import Page
from toolkit.documents.nesting import nested
from toolkit.documents.runs import Slot

_DECLARED = re.compile(
    rb"<meta[^>]+?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)|<\?xml[^>]+?encoding\s*=\s*[\"']([\w-]+)", re.I
)
_CHARSET = re.compile(r"(?:windows-|cp)125[0-8]|iso-?8859-?\d{1,2}", re.IGNORECASE)
_HEAD = 4096
"""How far into a file its declaration of a charset is looked for; the standard says 1024."""


def read(content: Content) -> tuple[Unit, ...]:
    """Take a page apart into its paragraphs, headings, cells …, its title and the attributes that people read."""
    return tuple(slot.unit for slot in _parsed(_with_charset(content)).slots)


def fill(content: Content, targets: Targets) -> bytes:
    """Put English into a page; where some of it is new, what declares Arabic around it declares English.

    What the file's encoding cannot spell becomes a numeric reference.
    """
    content = _with_charset(content)
    page = _parsed(content)
    changed = {slot.unit.id: targets[slot.unit.id] for slot in page.slots if runs.changes(slot, targets)}
    text = edits.apply(page.text, _edits(page, changed))
    return edits.encode(text, content, "xmlcharrefreplace")


def _parsed(content: Content) -> Page:
    text = content.text()
    return html_slots.parse(text, content.place.lower().endswith(".xhtml") or text.startswith("<?xml"))


def _with_charset(content: Content) -> Content:
    """Name the encoding that a page declares, where nothing better is known: a byte order mark, or that it is UTF-8."""
    declared = _DECLARED.search(content.data[:_HEAD])
    name = (declared[1] or declared[2]).decode() if declared else ""
    marked = any(content.data.startswith(mark) for mark, _ in MARKS)
    if content.encoding or marked or not _CHARSET.fullmatch(name) or _fits(content.data, "utf-8"):
        return content
    name = "windows-1252" if name.lower() == "iso-8859-1" else name
    return replace(content, encoding=name) if _fits(content.data, name) else content


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (LookupError, UnicodeError):
        return False
    return True


def _edits(page: Page, changed: Mapping[str, Filled]) -> Iterator[Edit]:
    slots = [slot for slot in page.slots if slot.unit.id in changed]
    small = sorted(
        [*_declarations(page, slots), *_attributes(page, slots, changed)], key=lambda edit: (edit.start, edit.end)
    )
    end = 0
    for slot in slots:
        if slot.quote is None:
            yield from _between(small, end, slot.start)
            yield Edit(slot.start, slot.end, _spelled(page.text, slot, changed[slot.unit.id], small))
            end = slot.end
    yield from _between(small, end, len(page.text))


def _declarations(page: Page, slots: Sequence[Slot]) -> Iterator[Edit]:
    starts = sorted(slot.start for slot in slots)
    for declaration in page.declarations:
        first = bisect_left(starts, declaration.start)
        if first < len(starts) and starts[first] < declaration.end:
            yield from declaration.edits


def _attributes(page: Page, slots: Sequence[Slot], changed: Mapping[str, Filled]) -> Iterator[Edit]:
    for slot in slots:
        if slot.quote is not None:
            value = _spelled(page.text, slot, changed[slot.unit.id], ())
            yield Edit(slot.start, slot.end, value if slot.quote else f'"{value}"')


def _between(small: Sequence[Edit], start: int, end: int) -> Iterable[Edit]:
    """Give the edits of a stretch; they are sorted and none reaches over its ends."""
    return small[
        bisect_left(small, start, key=lambda edit: edit.start) : bisect_left(small, end, key=lambda edit: edit.start)
    ]


def _spelled(text: str, slot: Slot, filled: Filled, small: Sequence[Edit]) -> str:
    """Spell a target for the file, with the edits that its codes hold."""
    raw = text[slot.start : slot.end]
    spans = runs.Spans(slot)
    mixed = nested(runs.unbroken(filled.pieces, slot))
    return "".join(
        _code(text, piece, spans.take(piece), small)
        if isinstance(piece, Code)
        else html_text.escape(piece, raw, slot.quote)
        for piece in mixed
    )


def _code(text: str, code: Code, span: tuple[int, int] | None, small: Sequence[Edit]) -> str:
    if span is None:
        return code.text
    start, end = span
    inside = (Edit(edit.start - start, edit.end - start, edit.text) for edit in _between(small, start, end))
    return edits.apply(text[start:end], inside)
