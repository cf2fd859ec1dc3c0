"""What a Markdown block gives to translate: its words, with its marks as codes between them, and what images say."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it.token import Token

from toolkit.bitext import Unit
from toolkit.documents import runs
from toolkit.documents.html.tree import VOID
from toolkit.documents.markdown import titles
from toolkit.documents.markdown.blocks import LABEL, SPAN, TITLE, Block
from toolkit.documents.runs import Item, Slot

Place = Callable[[int], int]
"""The offset in the file of one in the parsed text."""

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_BEGINNING = re.compile(r"\[[ xX]\](?=\s)|\[![A-Za-z]+\]|\[\^[^\]\s]+\]:")
"""What only the beginning of a block may be: a task, a kind of remark, a footnote."""
_FOREIGN = re.compile(r"\[\^[^\]\s]{1,200}\]|\{\{[<%].{0,300}?[>%]\}\}|\{%.{0,300}?%\}")
"""What is no Markdown, yet no text: references to footnotes, instructions of site generators."""
_HIDING = frozenset(("code", "kbd", "samp", "tt"))
_ATTRIBUTES = re.compile(r"\{[#.:][^{}]{1,200}\}\s*\Z")


def slots(block: Block, text: str, place: Place) -> list[Slot]:
    """Find what a block gives to translate: its words, and of each link and image what only it says."""
    items = _items(block.content, block.tokens, 0, len(block.content))
    found = (*_slots(items, block, text, place), *_said(block, block.tokens, 0, text, place))
    return sorted(found, key=lambda slot: (slot.start, -slot.end))


def _said(block: Block, tokens: Sequence[Token], base: int, text: str, place: Place) -> Iterator[Slot]:
    """Yield the titles of links and images, and what an image says to those who do not see it."""
    for token in tokens:
        if TITLE in token.meta:
            yield from _title(block, token, base, place)
        if token.type == "image" and LABEL in token.meta:
            yield from _alternative(block, token, base, text, place)
            yield from _said(block, token.children or (), base + token.meta[LABEL][0], text, place)


def _title(block: Block, token: Token, base: int, place: Place) -> Iterator[Slot]:
    start, end = (base + offset for offset in token.meta[TITLE])
    title = " ".join(titles.decoded(block.content[start:end]).split())
    if any(character.isalnum() for character in title):
        first, last = place(block.origins[start]), place(block.origins[end])
        yield Slot(Unit("", title), first, last, quote=block.content[start - 1], name="title")


def _alternative(block: Block, token: Token, base: int, text: str, place: Place) -> Iterator[Slot]:
    start, end = (base + offset for offset in token.meta[LABEL])
    stop = base + token.meta[SPAN][1]
    items = [*_items(block.content, token.children or (), start, end)]
    if reference := _reference(block.content, start, end, stop):
        items.append(Item("alone", end, stop, reference, shown=True))
    return (replace(slot, name="alt") for slot in _slots(items, block, text, place))


def _slots(items: Iterable[Item], block: Block, text: str, place: Place) -> Iterator[Slot]:
    return runs.slots(_whole([_placed(item, block, text, place) for item in items], text), text)


def _whole(found: Sequence[Item], text: str) -> list[Item]:
    """Make one code of each HTML element that holds no words to translate."""
    result: list[Item] = []
    opened: dict[str, int] = {}
    for item in found:
        if item.kind == "open" and item.name in _HIDING:
            opened.setdefault(item.name, len(result))
        elif item.kind == "close" and item.name in opened:
            first = opened[item.name]
            start = result[first].start
            item = Item("alone", start, item.end, text[start : item.end], shown=True)
            del result[first:]
            opened = {name: place for name, place in opened.items() if place < first}
        result.append(item)
    return result


def _placed(item: Item, block: Block, text: str, place: Place) -> Item:
    start, end = place(block.origins[item.start]), place(block.origins[item.end])
    words = item.text if item.kind == "text" or item.text else text[start:end]
    return Item(item.kind, start, end, words, item.name, item.shown, item.breaks)


def _items(content: str, tokens: Sequence[Token], start: int, end: int) -> Iterator[Item]:
    """Cut a part of a block into words and marks; the tokens are counted from its start."""
    for mark in sorted(_marks(content, tokens, start), key=lambda mark: (mark.start, mark.end)):
        yield from _words(content, start, mark.start)
        yield mark
        start = mark.end
    yield from _words(content, start, end)


def _words(content: str, start: int, end: int) -> Iterator[Item]:
    beginning = _BEGINNING.match(content, start, end) if start == 0 else None
    last = _ATTRIBUTES.search(content, start, end) if end == len(content) else None
    stop = last.start() if last else end
    if beginning:
        yield Item("alone", start, beginning.end(), "")
        start = beginning.end()
    for found in _FOREIGN.finditer(content, start, stop):
        if found.start() > start:
            yield Item("text", start, found.start(), content[start : found.start()])
        yield Item("alone", found.start(), found.end(), "", shown=True)
        start = found.end()
    if stop > start:
        yield Item("text", start, stop, content[start:stop])
    if last:
        yield Item("alone", stop, end, "")


def _marks(content: str, tokens: Sequence[Token], base: int) -> Iterator[Item]:
    """Yield what is no plain text; the text of a code is empty where it is as in the file."""
    for token in tokens:
        if SPAN in token.meta and token.type != "text":
            start, end = token.meta[SPAN]
            yield from _mark(content, token, base + start, base + end)


def _mark(content: str, token: Token, start: int, end: int) -> Iterator[Item]:
    if token.type == "text_special":
        yield Item("text", start, end, token.content)
    elif token.type == "softbreak":
        yield Item("text", start, end, " ")
    elif token.type == "hardbreak":
        yield Item("alone", start, end, "", breaks=True)
    elif token.type == "html_inline":
        yield _tag(token.content, start, end)
    elif token.nesting and token.markup != "autolink":
        yield _half(content, token, start, end)
    else:
        yield Item("alone", start, end, "", shown=True)


def _half(content: str, token: Token, start: int, end: int) -> Item:
    if token.type == "strong_open":  # its token is the second of the two signs, that of its end the first
        start = end - 2
    elif token.type == "strong_close":
        end = start + 2
    elif token.type == "link_close":
        first, last = (place + start - token.meta[SPAN][0] for place in token.meta[LABEL])
        return Item("close", start, end, _reference(content, first, last, end), "a")
    return Item("open" if token.nesting > 0 else "close", start, end, "", token.markup or token.tag)


def _reference(content: str, start: int, closing: int, end: int) -> str:
    """Spell the end of a link that is named by its own words with the name, for the words will be others."""
    return f"][{content[start:closing]}]" if content[closing:end] in ("]", "][]") else ""


def _tag(code: str, start: int, end: int) -> Item:
    found = _TAG.match(code)
    name = found[2].lower() if found else ""
    if not found or name in VOID or code.endswith("/>"):
        return Item("alone", start, end, "", shown=not found and code.startswith("<?"), breaks=name == "br")
    if found[1]:
        return Item("close", start, end, "", name)
    return Item("open", start, end, "", name)
