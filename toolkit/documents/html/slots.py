"""Find what an HTML file gives to translate, and where it declares Arabic."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from toolkit.documents import runs
from toolkit.documents.edits import Edit, lines
from toolkit.documents.html import attributes as html_attributes
from toolkit.documents.html import text as html_text
from toolkit.documents.html.tokens import RAW, TEXT_ONLY, Token, tokens
from toolkit.documents.html.tree import BLOCK, VOID, Element, Tree
from toolkit.documents.runs import Item, Slot

_INVISIBLE = frozenset(("script", "style", "svg"))


@dataclass(frozen=True, slots=True)
class Declaration:
    """An element that declares Arabic, ``file[start:end]``, and the edits that make it declare English."""

    start: int
    end: int
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML file: its text, the slots in its order, and what it declares."""

    text: str
    slots: tuple[Slot, ...]
    declarations: tuple[Declaration, ...]


def parse(text: str, xml: bool = False) -> Page:
    """Take an HTML file apart, however broken its markup is; in XML every tag may close itself."""
    reader = _Reader(text, xml)
    for token in tokens(text):
        reader.read(token)
    reader.finish()
    found = sorted(reader.slots, key=lambda slot: (slot.start, slot.end))
    return Page(text, tuple(_numbered(found, text)), tuple(reader.declarations))


def _numbered(found: Sequence[Slot], text: str) -> Iterator[Slot]:
    places = lines(text)
    for number, slot in enumerate(found, start=1):
        name = f"p{number}.{slot.name}" if slot.name else f"p{number}"
        yield replace(slot, unit=replace(slot.unit, id=name, line=places.at(slot.start)))


@dataclass(slots=True)
class _Reader:
    """What was found so far; ``run`` is the text since the last block, ``hidden`` an element that is one code in it."""

    text: str
    xml: bool
    tree: Tree = field(default_factory=Tree)
    run: list[Item] = field(default_factory=list)
    name: str = ""
    hidden: Element | None = None
    edits: dict[Element, tuple[Edit, ...]] = field(default_factory=dict)
    slots: list[Slot] = field(default_factory=list)
    declarations: list[Declaration] = field(default_factory=list)

    def read(self, token: Token) -> None:
        """Take the next token."""
        if token.kind == "open":
            self._open(token)
        elif token.kind == "close":
            self._close(token)
        elif self.tree.translated:
            self._text(token)

    def finish(self) -> None:
        """Close what is open at the end of the file."""
        self._closed(self.tree.close_all(), len(self.text), len(self.text))
        self._flush()

    def _text(self, token: Token) -> None:
        if token.kind == "other":
            self._add(token, shown=self.text.startswith("<?", token.start))
        else:
            collapse = not self.tree.names["textarea"]
            self.run.extend(html_text.items(self.text, token.start, token.end, collapse))

    def _open(self, token: Token) -> None:
        self._closed(self.tree.implied(token.name), token.start, token.start)
        inherited = self.tree.translated
        translated = html_attributes.translated(token, inherited)
        element = Element(token.name, token.start, token.name in BLOCK, translated)
        if self.hidden is None and (element.block or (translated and not inherited)):
            self._flush()
        if translated and self.hidden is None:
            self.slots.extend(html_attributes.slots(self.text, token))
        self._begin(token, element)
        if inherited and not element.block and self.hidden is None:
            self._add_opening(token, element)

    def _begin(self, token: Token, element: Element) -> None:
        edits = tuple(html_attributes.to_english(token))
        if not self._alone(token):
            self.tree.push(element)
            self.edits[element] = edits
            self.name = "title" if token.name == "title" else ""
        elif edits:
            self.declarations.append(Declaration(token.start, token.end, edits))

    def _alone(self, token: Token) -> bool:
        """Tell whether a tag is all there is of its element."""
        if token.name in VOID:
            return True
        return token.empty and (self.xml or self.tree.foreign or token.name in RAW | TEXT_ONLY)

    def _add_opening(self, token: Token, element: Element) -> None:
        if self._alone(token):
            self._add(token, breaks=token.name == "br")
        elif element.translated:
            self.run.append(Item("open", token.start, token.end, self._spelled(token), token.name))
        else:
            self.hidden = element

    def _close(self, token: Token) -> None:
        hidden, translated = self.hidden, self.tree.translated
        self._closed(self.tree.close(token.name), token.start, token.end)
        if self.hidden is not None:
            return
        if token.name in BLOCK or (hidden is None and self.tree.translated != translated):
            self._flush()
        elif hidden is None and translated and token.name != "br":
            self.run.append(Item("close", token.start, token.end, self._spelled(token), token.name))

    def _closed(self, elements: Sequence[Element], start: int, end: int) -> None:
        """Note that elements end, the outermost of them with the tag from ``start`` to ``end``."""
        for element in elements:
            edits = self.edits.pop(element)
            if edits:
                self.declarations.append(Declaration(element.start, end, edits))
            if element is self.hidden:
                stop = end if element is elements[-1] else start
                code = self.text[element.start : stop]
                self.run.append(Item("alone", element.start, stop, code, shown=element.name not in _INVISIBLE))
                self.hidden = None

    def _add(self, token: Token, shown: bool = False, breaks: bool = False) -> None:
        self.run.append(Item("alone", token.start, token.end, self._spelled(token), shown=shown, breaks=breaks))

    def _spelled(self, token: Token) -> str:
        return self.text[token.start : token.end]

    def _flush(self) -> None:
        run = _with_numbers(self.run, self.text)
        self.slots.extend(replace(slot, name=self.name) for slot in runs.slots(run, self.text))
        self.run = []
        self.name = ""


def _with_numbers(run: Sequence[Item], text: str) -> list[Item]:
    """Make one code of what is raised and holds no letters, as the number of a footnote."""
    result: list[Item] = []
    opened = -1
    for item in run:
        if item.name == "sup" and item.kind == "open":
            opened = len(result)
        elif item.name == "sup" and item.kind == "close" and opened >= 0:
            if _is_number(result[opened:]):
                start = result[opened].start
                item = Item("alone", start, item.end, text[start : item.end], shown=True)
                del result[opened:]
            opened = -1
        result.append(item)
    return result


def _is_number(run: Sequence[Item]) -> bool:
    words = "".join(item.text for item in run if item.kind == "text")
    return any(map(str.isdecimal, words)) and not any(map(str.isalpha, words))
