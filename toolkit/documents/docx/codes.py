"""Between the nodes of a Word paragraph and a unit: its source and codes, and the English put in the place of both."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count, groupby

from toolkit.bitext import Code
from toolkit.documents.contents import Pieces
from toolkit.documents.docx import properties as docx_properties
from toolkit.documents.docx.elements import Element, child, drop, made, name
from toolkit.documents.docx.nodes import Alone, Atom, Node, Pair, Text
from toolkit.documents.docx.paragraphs import Looks, spaced
from toolkit.documents.docx.properties import BINDINGS
from toolkit.documents.xml import markup
from toolkit.documents.xml.markup import SPACE

WRAPPER_PROPERTIES = ("sdtPr", "sdtEndPr", "customXmlPr")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A paragraph as a unit has it; ``nodes`` are what its codes stand for, by their texts, unique in the paragraph."""

    source: str
    codes: tuple[Code, ...]
    nodes: dict[str, Node] = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where content goes: into an element, with properties for text, and what is put behind when the pair is closed."""

    element: Element
    properties: Element | None
    pair: int = -1
    closing: tuple[Atom, ...] = ()


@dataclass(slots=True)
class _Spelt:
    """A spelling in the making."""

    texts: list[str] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    nodes: dict[str, Node] = field(default_factory=dict)
    length: int = 0

    def add(self, text: str) -> None:
        self.texts.append(text)
        self.length += len(text)


def spell(paragraph: Pair) -> Spelling:
    """Spell a paragraph: a code is named by what it is and a number, ``<hyperlink1>``."""
    spelt = _Spelt()
    _spell(paragraph.inside, spelt, count(1))
    return Spelling("".join(spelt.texts), tuple(spelt.codes), spelt.nodes)


def _spell(nodes: Sequence[Node], spelt: _Spelt, numbers: "count[int]") -> None:
    for node in nodes:
        if isinstance(node, Text):
            spelt.add(node.text)
        elif isinstance(node, Alone):
            code = Code(spelt.length, f"<{_kind(node)}{next(numbers)}/>")
            spelt.codes.append(code)
            spelt.nodes[code.text] = node
            spelt.add(node.text)
        else:
            number = next(numbers)
            spelt.codes.append(Code(spelt.length, f"<{node.name}{number}>", "open", number))
            spelt.nodes[spelt.codes[-1].text] = node
            _spell(node.inside, spelt, numbers)
            spelt.codes.append(Code(spelt.length, f"</{node.name}{number}>", "close", number))


def _kind(node: Alone) -> str:
    kind = name(node.atoms[0].element)
    return "field" if kind == "fldChar" else kind


def write(paragraph: Element, content: Pair, pieces: Pieces, looks: Looks) -> None:
    """Put text and codes in the place of a paragraph's content; what a paragraph says of itself stays."""
    nodes = spell(content).nodes
    own = child(paragraph, "pPr")
    paragraph[:] = [] if own is None else [own]
    places = [_Place(paragraph, content.properties(None))]
    for piece in _without_doubled_blanks(_with_halves_in_order(pieces, nodes), nodes):
        if isinstance(piece, str):
            _write_text(places[-1], piece, looks)
        elif piece.kind == "close":
            _close(places, piece, looks)
        elif piece.text in nodes:
            _write_node(places, piece, nodes[piece.text], looks)
    while len(places) > 1:
        _end(places, looks)


def _with_halves_in_order(pieces: Pieces, nodes: dict[str, Node]) -> Pieces:
    """Let nothing end before it begins: halves take each other's places, in the order of the source."""
    order = {
        text: place for place, (text, node) in enumerate(nodes.items()) if isinstance(node, Alone) and node.is_half
    }
    halves = [piece for piece in pieces if isinstance(piece, Code) and piece.text in order]
    sorted_halves = iter(sorted(halves, key=lambda code: order[code.text]))
    return tuple(next(sorted_halves) if isinstance(each, Code) and each.text in order else each for each in pieces)


def _without_doubled_blanks(pieces: Pieces, nodes: dict[str, Node]) -> list[str | Code]:
    """Leave out the white space that stands for a tab or a break: that behind it, else that before it."""
    left = list(pieces)
    for number, piece in enumerate(left):
        node = nodes.get(piece.text) if isinstance(piece, Code) else None
        if isinstance(node, Alone) and node.text:
            behind = next(_texts(left, nodes, range(number + 1, len(left))), None)
            before = next(_texts(left, nodes, range(number - 1, -1, -1)), None)
            if behind is not None and str(left[behind])[:1].isspace():
                left[behind] = str(left[behind])[1:]
            elif before is not None and str(left[before])[-1:].isspace():
                left[before] = str(left[before])[:-1]
    return left


def _texts(pieces: Sequence[str | Code], nodes: dict[str, Node], places: range) -> Iterator[int]:
    """Find the texts from a place on, up to the next tab or break."""
    for place in places:
        piece = pieces[place]
        if isinstance(piece, str):
            if piece:
                yield place
        elif isinstance(node := nodes.get(piece.text), Alone) and node.text:
            return


def _write_text(place: _Place, text: str, looks: Looks) -> None:
    if text:
        run = _run(place.element, place.properties, looks)
        docx_properties.speak_english(run)
        element = made(run, "t")
        element.text = markup.clean(spaced(text))
        element.set(SPACE, "preserve")
        run.append(element)


def _write_node(places: list[_Place], code: Code, node: Node, looks: Looks) -> None:
    here = places[-1]
    if isinstance(node, Alone):
        _write_atoms(here.element, node.atoms, looks)
    elif isinstance(node, Pair):
        _write_atoms(here.element, node.opening, looks)
        inner = here.element if node.wrapper is None else _wrapper(here.element, node.wrapper)
        places.append(_Place(inner, node.properties(here.properties), code.pair, node.closing))


def _write_atoms(parent: Element, atoms: Sequence[Atom], looks: Looks) -> None:
    """Move atoms into an element; those of one run stay in one run."""
    for _, group in groupby(atoms, lambda atom: id(atom.element if atom.run is None else atom.run)):
        together = list(group)
        run = together[0].run
        home = parent if run is None else _run(parent, child(run, "rPr"), looks)
        for atom in together:
            atom.element.tail = None
            home.append(atom.element)


def _run(parent: Element, properties: Element | None, looks: Looks) -> Element:
    run = made(parent, "r")
    parent.append(run)
    docx_properties.english_run(run, properties, looks.inherits_rtl(properties))
    return run


def _wrapper(parent: Element, original: Element) -> Element:
    """Put what stands around text into an element, without its content; give what the content goes into."""
    wrapper = made(parent, name(original))
    wrapper.attrib.update(original.attrib)
    parent.append(wrapper)
    for each in original:
        if name(each) in WRAPPER_PROPERTIES:
            wrapper.append(deepcopy(each))
            drop(wrapper[-1], *BINDINGS)
    if name(original) != "sdt":
        return wrapper
    wrapper.append(made(wrapper, "sdtContent"))
    return wrapper[-1]


def _close(places: list[_Place], code: Code, looks: Looks) -> None:
    """Close a pair with all that was opened inside it; what was never opened closes nothing."""
    if any(place.pair == code.pair for place in places[1:]):
        while places[-1].pair != code.pair:
            _end(places, looks)
        _end(places, looks)


def _end(places: list[_Place], looks: Looks) -> None:
    place = places.pop()
    _write_atoms(places[-1].element, place.closing, looks)
