"""Runs of text and codes in a file: pair the codes, leave out those at the ends, make units of the rest."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from toolkit.bitext import Code, Unit
from toolkit.documents.contents import Pieces, Targets

SPACE = " \t\n\r\f"

Run = Sequence["Item"]
Partners = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of a file, ``file[start:end]``: words, decoded, or a code as it is spelled.

    ``name`` pairs an opening with its closing code; ``a`` is a link. A code that is ``shown`` stands for content and
    moves with the words beside it; one that ``breaks`` the line has a newline in the source.
    """

    kind: Literal["text", "open", "close", "alone"]
    start: int
    end: int
    text: str
    name: str = ""
    shown: bool = False
    breaks: bool = False

    @property
    def counts(self) -> bool:
        """Tell whether this is content, which no unit leaves out."""
        return self.shown or (self.kind == "text" and bool(self.text.strip(SPACE)))


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a unit stands: ``file[start:end]``; the ``spans`` of its codes in the file, and those that break a line.

    ``quote`` is how an attribute or a scalar is quoted, None for other text; ``name`` is that of the attribute.
    """

    unit: Unit
    start: int
    end: int
    spans: tuple[tuple[int, int], ...] = ()
    breaks: frozenset[Code] = frozenset()
    quote: str | None = None
    name: str = ""


class Spans:
    """Where the codes of a slot stand in its file; each is given once, of equal codes the first first."""

    def __init__(self, slot: Slot) -> None:
        self._spans: dict[Code, list[tuple[int, int]]] = {}
        for code, span in zip(reversed(slot.unit.codes), reversed(slot.spans), strict=True):
            self._spans.setdefault(code, []).append(span)

    def take(self, code: Code) -> tuple[int, int] | None:
        """Give the span of a code, None for one that the unit does not have or that was given already."""
        spans = self._spans.get(code)
        return spans.pop() if spans else None


def slots(run: Run, text: str) -> Iterator[Slot]:
    """Make a slot of a run, one for each link of a run of nothing but links; none of a run without words."""
    for part in _links(run) or [run]:
        partners = _partners(part)
        start, end = _bounds(part, partners)
        if start < end:
            yield from _slot(_settled(part, partners, range(start, end), text))


def changes(slot: Slot, targets: Targets) -> bool:
    """Tell whether there is a target for a slot that is not what the slot holds."""
    filled = targets.get(slot.unit.id)
    return filled is not None and _joined(filled.pieces) != pieces(slot.unit)


def pieces(unit: Unit) -> Pieces:
    """Give a unit as a target that changes nothing."""
    cuts = [0, *(code.offset for code in unit.codes), len(unit.source)]
    mixed: list[str | Code] = []
    for (start, end), code in zip(pairwise(cuts), [*unit.codes, None], strict=True):
        mixed.append(unit.source[start:end])
        if code:
            mixed.append(code)
    return _joined(tuple(mixed))


def unbroken(mixed: Pieces, slot: Slot) -> Pieces:
    """Join the texts that stand side by side, without the newlines that stand for codes that break a line."""
    parts = _joined(mixed)
    return tuple(_unbroken(parts, place, slot) for place in range(len(parts)))


def _joined(mixed: Pieces) -> Pieces:
    texts: list[str] = []
    result: list[str | Code] = []
    for piece in (*mixed, None):
        if isinstance(piece, str):
            texts.append(piece)
            continue
        if any(texts):
            result.append("".join(texts))
        texts = []
        if piece is not None:
            result.append(piece)
    return tuple(result)


def _unbroken(parts: Pieces, place: int, slot: Slot) -> str | Code:
    piece = parts[place]
    if isinstance(piece, Code):
        return piece
    if place and parts[place - 1] in slot.breaks:
        piece = piece.lstrip(SPACE)
    if place + 1 < len(parts) and parts[place + 1] in slot.breaks:
        piece = piece.rstrip("\n")
    return piece


def _partners(run: Run) -> Partners:
    """Map each code of a pair to the place of its other half; pairs that would overlap are none."""
    partners: dict[int, int] = {}
    waiting: list[int] = []
    names: Counter[str] = Counter()
    for place, item in enumerate(run):
        if item.kind == "open":
            waiting.append(place)
            names[item.name] += 1
        elif item.kind == "close" and names[item.name]:
            while run[waiting[-1]].name != item.name:
                names[run[waiting.pop()].name] -= 1
            names[item.name] -= 1
            opening = waiting.pop()
            partners[opening], partners[place] = place, opening
    return partners


def _bounds(run: Run, partners: Partners) -> tuple[int, int]:
    """Leave out what stands before and behind the content, and the pairs around it; 0, 0 where there is none."""
    content = [place for place, item in enumerate(run) if item.counts]
    if not content:
        return 0, 0
    start, end, first, last = 0, len(run), content[0], content[-1]
    while start < first:
        partner = partners.get(start, start)
        if first < partner <= last:
            break
        if partner > last:
            end = min(end, partner)
        start += 1
    while end - 1 > last and partners.get(end - 1, end) > last:
        end -= 1
    return start, end


def _links(run: Run) -> list[Run]:
    """List the insides of two links or more with no words and no other pair beside them, else nothing."""
    found: list[Run] = []
    partners = _partners(run)
    place, end = _bounds(run, partners)
    while place < end:
        item, partner = run[place], partners.get(place)
        if partner is not None and item.name == "a":
            found.append(run[place + 1 : partner])
            place = partner
        elif partner is not None or item.shown or (item.kind == "text" and _worded(item.text)):
            return []
        place += 1
    return found if len(found) > 1 else []


def _settled(run: Run, partners: Partners, places: range, text: str) -> list[tuple[Item, int]]:
    """Give the items of a unit with the number of their pair, -1 for none, and no blanks at the ends of lines."""
    numbers: dict[int, int] = {}
    pairs = 0
    result: list[tuple[Item, int]] = []
    for place in places:
        item, partner = run[place], partners.get(place)
        if partner is not None:
            numbers[place] = numbers.get(partner, pairs)
            pairs += item.kind == "open"
        elif item.kind != "text":
            item = replace(item, kind="alone")
        elif not result:
            item = _begun(item, text)
        elif result[-1][0].breaks:  # the blanks behind a line break belong to it
            item = _begun(item, text)
            before = result[-1][0]
            result[-1] = (replace(before, end=item.start, text=before.text + text[before.end : item.start]), -1)
        result.append((item, numbers.get(place, -1)))
    result[-1] = (_ended(result[-1][0], text), result[-1][1])
    return result


def _begun(item: Item, text: str) -> Item:
    start = item.end - len(text[item.start : item.end].lstrip(SPACE))
    return replace(item, start=start, text=item.text.lstrip(SPACE))


def _ended(item: Item, text: str) -> Item:
    if item.kind != "text":
        return item
    end = item.start + len(text[item.start : item.end].rstrip(SPACE))
    return replace(item, end=end, text=item.text.rstrip(SPACE))


def _slot(items: Sequence[tuple[Item, int]]) -> Iterator[Slot]:
    source: list[str] = []
    codes: list[tuple[Code, Item]] = []
    offset = 0
    for item, pair in items:
        words = item.text
        if item.kind != "text":
            codes.append((Code(offset, item.text, item.kind, pair), item))
            words = "\n" if item.breaks else ""
        source.append(words)
        offset += len(words)
    unit = Unit("", "".join(source), codes=tuple(code for code, _ in codes))
    if _worded(unit.source):
        spans = tuple((item.start, item.end) for _, item in codes)
        breaks = frozenset(code for code, item in codes if item.breaks)
        yield Slot(unit, items[0][0].start, items[-1][0].end, spans, breaks)


def _worded(text: str) -> bool:
    return any(character.isalnum() for character in text)
