"""Which elements of an HTML file are open: what a start tag closes before it, what an end tag closes on the way."""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, field
from itertools import islice

VOID = frozenset("area base br col embed hr img input keygen link meta param source track wbr".split())
BLOCK = frozenset(
    "address article aside audio base blockquote body button canvas caption center col colgroup datalist dd details"
    " dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup"
    " hr html iframe label legend li link listing main map menu meta nav noembed noframes noscript object ol optgroup"
    " option p param plaintext pre search section select summary table tbody td template textarea tfoot th thead"
    " title tr track ul video xmp".split()
)
"""What cuts the text around it; everything else stands in a line, as it does in a browser."""

_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_ROOTS = frozenset("html template object marquee applet".split())
_CELLS = frozenset(("td", "th", "caption"))
_PARTS = frozenset("td th tr tbody thead tfoot caption colgroup".split())
_FOREIGN = frozenset(("svg", "math"))
_AFTER_PARAGRAPH = frozenset(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form h1"
    " h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary table"
    " ul xmp".split()
)
_IN_TABLE = _ROOTS | {"table"}
_IMPLIED: dict[str, tuple[Set[str], Set[str]]] = {
    "li": (frozenset(["li"]), _LISTS | _CELLS | _IN_TABLE),
    "dd": (frozenset(("dd", "dt")), _CELLS | _IN_TABLE | {"dl"}),
    "dt": (frozenset(("dd", "dt")), _CELLS | _IN_TABLE | {"dl"}),
    "option": (frozenset(["option"]), frozenset(("select", "datalist", "optgroup"))),
    "optgroup": (frozenset(("optgroup", "option")), frozenset(["select"])),
    "td": (_CELLS, _IN_TABLE | {"tr"}),
    "th": (_CELLS, _IN_TABLE | {"tr"}),
    "tr": (frozenset(["tr", "caption"]), _IN_TABLE),
    "tbody": (_PARTS, _IN_TABLE),
    "thead": (_PARTS, _IN_TABLE),
    "tfoot": (_PARTS, _IN_TABLE),
}
"""What a start tag closes, and how far up it looks for that."""
_DEEPEST = 512
"""Browsers nest no deeper."""


@dataclass(frozen=True, slots=True)
class Element:
    """An open element: where its start tag begins, whether it cuts the text, and whether its text is translated."""

    name: str
    start: int
    block: bool
    translated: bool


@dataclass(slots=True)
class Tree:
    """The elements that are open, the innermost last."""

    elements: list[Element] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)

    @property
    def translated(self) -> bool:
        """Tell whether text at this place is to be translated."""
        return not self.elements or self.elements[-1].translated

    @property
    def foreign(self) -> bool:
        """Tell whether this place is inside a drawing or a formula, where tags may close themselves."""
        return any(self.names[name] for name in _FOREIGN)

    def push(self, element: Element) -> None:
        """Open an element."""
        self.elements.append(element)
        self.names[element.name] += 1

    def implied(self, name: str) -> list[Element]:
        """Close what a start tag closes before it; give what was closed, the innermost first."""
        closed: list[Element] = []
        if name in _AFTER_PARAGRAPH:
            closed += self._close(frozenset(["p"]), _IN_TABLE | _CELLS | {"button"})
        if name in _IMPLIED:
            closed += self._close(*_IMPLIED[name])
        return closed

    def close(self, name: str) -> list[Element]:
        """Close the element that an end tag is for and all inside it; nothing where there is none."""
        if name in ("html", "body"):
            return []
        if name in BLOCK or name in _FOREIGN:
            return self._close(frozenset([name]), _IN_TABLE if name in _PARTS else _IN_TABLE | _CELLS)
        return self._close(frozenset([name]), BLOCK)

    def close_all(self) -> list[Element]:
        """Close what is still open at the end of the file."""
        return self._pop(len(self.elements))

    def _close(self, names: Set[str], barriers: Set[str]) -> list[Element]:
        if not any(self.names[name] for name in names):
            return []
        for depth, element in enumerate(islice(reversed(self.elements), _DEEPEST), start=1):
            if element.name in names:
                return self._pop(depth)
            if element.name in barriers:
                break
        return []

    def _pop(self, depth: int) -> list[Element]:
        closed = [self.elements.pop() for _ in range(depth)]
        self.names.subtract(element.name for element in closed)
        return closed
