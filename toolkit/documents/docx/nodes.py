"""What a Word paragraph holds: text, what is no text, pairs around both; a pair for what looks unlike the rest."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from toolkit.documents.docx.elements import Element, name, value
from toolkit.documents.docx.properties import marks_blanks

HALVES = ("fldChar", "instrText", "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")


@dataclass(frozen=True, slots=True)
class Atom:
    """A child of a run, or, without a run, one of the paragraph."""

    element: Element
    run: Element | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Text with the properties of its run; ``look`` is equal where these show no difference."""

    text: str
    properties: Element | None
    look: str


@dataclass(frozen=True, slots=True)
class Alone:
    """What is no text: a picture, a note, a field; ``text`` is what it is in the source, a line break or nothing."""

    atoms: tuple[Atom, ...]
    text: str = ""

    @property
    def is_half(self) -> bool:
        """Tell whether this begins or ends something whose other end is elsewhere."""
        whole = len(self.atoms) > 1 and value(self.atoms[-1].element, "fldCharType") != "separate"
        return name(self.atoms[0].element) in HALVES and not whole


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands around text: a ``wrapper``, or atoms before and behind, or nothing but a look."""

    name: str
    inside: tuple["Node", ...]
    wrapper: Element | None = None
    opening: tuple[Atom, ...] = ()
    closing: tuple[Atom, ...] = ()

    def properties(self, around: Element | None) -> Element | None:
        """Give the properties of the most text directly inside; where there is none, those that text around has."""
        held = any(isinstance(each, Text) for each in self.inside)
        return _base(self.inside)[1] if held else around

    @property
    def has_text(self) -> bool:
        """Tell whether there is text inside, at any depth."""
        return any(isinstance(each, Text) or (isinstance(each, Pair) and each.has_text) for each in self.inside)


Node = Text | Alone | Pair


def styled(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Put pairs around the stretches that look unlike most of the text beside them."""
    plain = tuple(_without_blank_looks([node for node in nodes if not isinstance(node, Text) or node.text]))
    base = _base(plain)[0]
    return tuple(node for look, group in groupby(_with_looks(plain), _first) for node in _stretch(look, base, group))


def _first(looked: tuple[str | None, Node]) -> str | None:
    return looked[0]


def _with_looks(nodes: Sequence[Node]) -> Iterator[tuple[str | None, Node]]:
    """Name the look of each node: that of a text, for what stands alone between texts of one look that look."""
    before: str | None = None
    behind: list[str | None] = [None]
    for node in reversed(nodes):
        behind.append(node.look if isinstance(node, Text) else behind[-1] if isinstance(node, Alone) else None)
    for node, after in zip(nodes, reversed(behind[:-1]), strict=True):
        look = node.look if isinstance(node, Text) else before if isinstance(node, Alone) and before == after else None
        yield look, node
        before = look if not isinstance(node, Alone) else before


def _stretch(look: str | None, base: str, group: Iterable[tuple[str | None, Node]]) -> Iterator[Node]:
    nodes = tuple(node for _, node in group)
    if look is None or look == base:
        yield from nodes
    else:
        yield Pair("r", nodes)


def _without_blank_looks(nodes: Sequence[Node]) -> Iterator[Node]:
    """Let a blank look as what stands before it: a bold space is no more than a space."""
    first = next((node for node in nodes if isinstance(node, Text) and node.text.strip()), None)
    for node in nodes:
        if isinstance(node, Text):
            if first and not node.text.strip() and not marks_blanks(node.properties):
                node = replace(node, properties=first.properties, look=first.look)
            first = node
        yield node


def _base(nodes: Sequence[Node]) -> tuple[str, Element | None]:
    """Find the look that most characters have, the earlier of equals, and properties that give it."""
    counts: Counter[str] = Counter()
    first: dict[str, Element | None] = {}
    for node in nodes:
        if isinstance(node, Text):
            counts[node.look] += len(node.text)
            first.setdefault(node.look, node.properties)
    look = max(counts, key=lambda each: counts[each], default="")
    return look, first.get(look)
