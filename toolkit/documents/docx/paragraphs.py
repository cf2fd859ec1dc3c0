"""Take a Word paragraph apart: its text, the stretches that look unlike the rest, links and fields, what is no text.

Runs are taken apart into their children, so that a field may begin and end inside one run; a field, a bookmark or a
commented range that ends in its paragraph, and crosses nothing, is a pair.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.documents.docx import properties as docx_properties
from toolkit.documents.docx.elements import Element, child, name, value
from toolkit.documents.docx.nodes import Alone, Atom, Node, Pair, Text, styled
from toolkit.documents.docx.styles import Style, Styles

DEEPEST = 20
CONTAINERS = ("hyperlink", "ins", "moveTo", "sdt", "customXml")
TRANSPARENT = ("smartTag", "dir", "bdo")
IGNORED = ("pPr", "rPr", "smartTagPr", "customXmlPr", "sdtPr", "sdtEndPr", "proofErr", "lastRenderedPageBreak")
RANGES = {"bookmarkStart": "bookmarkEnd", "commentRangeStart": "commentRangeEnd"}
CHARACTERS = {"noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
BREAKS = ("tab", "ptab", "br", "cr")
CHOSEN = ("checkbox", "comboBox", "date", "dropDownList", "picture", "w14:checkbox")


@dataclass(frozen=True, slots=True)
class _Siblings:
    """What stands side by side; ``ends`` has the number of the atom that ends what another begins."""

    atoms: tuple[Atom, ...]
    ends: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Looks:
    """How the runs of a paragraph look, by what it inherits."""

    inherited: Style
    styles: Styles

    def inherits_rtl(self, properties: Element | None) -> bool:
        """Tell whether a run with these properties is from right to left unless it says otherwise."""
        return docx_properties.inherits_rtl(properties, self.inherited, self.styles)

    def text(self, text: str, properties: Element | None) -> Text:
        """Make a node of some text."""
        return Text(text, properties, docx_properties.look(properties, self.inherits_rtl(properties)))


def take_apart(paragraph: Element, looks: Looks) -> Pair:
    """Give the content of a paragraph, in order; the pair itself stands for the paragraph."""
    return Pair("p", _inside(paragraph, looks, 0))


def spaced(text: str) -> str:
    """Put a space for each tab and line break, as Word does inside a text."""
    return text.translate({ord(each): " " for each in "\t\n\r"})


def _inside(parent: Element, looks: Looks, depth: int) -> tuple[Node, ...]:
    atoms = _without_last_place(tuple(_atoms(parent)))
    siblings = _Siblings(atoms, dict([*_fields(atoms), *_ranges(atoms)]))
    return styled(_nodes(siblings, (0, len(atoms)), looks, depth))


def _atoms(parent: Element, run: Element | None = None) -> Iterator[Atom]:
    for each in parent:
        if name(each) == "r" and run is None:
            yield from _atoms(each, each)
        elif name(each) in TRANSPARENT:
            yield from _atoms(each)
        elif name(each) not in IGNORED:
            yield Atom(each, run)


def _without_last_place(atoms: Sequence[Atom]) -> tuple[Atom, ...]:
    """Leave out the bookmark of the place that was last edited."""
    gone = {value(atom.element, "id") for atom in atoms if value(atom.element, "name") == "_GoBack"}
    marks = ("bookmarkStart", "bookmarkEnd")
    return tuple(atom for atom in atoms if name(atom.element) not in marks or value(atom.element, "id") not in gone)


def _fields(atoms: Sequence[Atom]) -> Iterator[tuple[int, int]]:
    """Find where fields end; of one that goes on in another paragraph, where its instruction does."""
    begun: list[tuple[int, int]] = []
    for number, atom in enumerate(atoms):
        kind = value(atom.element, "fldCharType") if name(atom.element) == "fldChar" else ""
        if kind == "begin":
            begun.append((number, number))
        elif kind == "separate" and begun:
            begun[-1] = begun[-1][0], number
        elif kind == "end" and begun:
            yield begun.pop()[0], number
    yield from begun


def _ranges(atoms: Sequence[Atom]) -> Iterator[tuple[int, int]]:
    begun: dict[tuple[str, str], int] = {}
    for number, atom in enumerate(atoms):
        kind, identity = name(atom.element), value(atom.element, "id")
        if kind in RANGES:
            begun[RANGES[kind], identity] = number
        elif (kind, identity) in begun:
            yield begun.pop((kind, identity)), number


def _nodes(siblings: _Siblings, span: tuple[int, int], looks: Looks, depth: int) -> Iterator[Node]:
    place, end = span
    while place < end:
        atom = siblings.atoms[place]
        last = siblings.ends.get(place, place)
        if last >= end or depth > DEEPEST:
            last = place
        if last > place:
            yield _begun(siblings, (place, last), looks, depth + 1)
        else:
            yield _node(atom, looks, depth)
        place = last + 1


def _begun(siblings: _Siblings, span: tuple[int, int], looks: Looks, depth: int) -> Node:
    """Make a node of a field or a range: a pair where it stands around text to translate."""
    first, last = span
    atoms = siblings.atoms[first : last + 1]
    ends = _instruction(atoms) if name(atoms[0].element) == "fldChar" else 0
    whole = Alone(atoms)
    if ends is None:
        return whole
    inside = styled(_nodes(siblings, (first + ends + 1, last), looks, depth))
    kind = "field" if name(atoms[0].element) == "fldChar" else name(atoms[0].element).removesuffix("Start")
    pair = Pair(kind, inside, None, atoms[: ends + 1], atoms[-1:])
    return pair if pair.has_text else whole


def _instruction(atoms: Sequence[Atom]) -> int | None:
    """Find the end of a link's instruction; None for another field: nobody translates what Word will compute."""
    for number, atom in enumerate(atoms):
        if value(atom.element, "fldCharType") == "separate":
            spelt = "".join(each.element.text or "" for each in atoms[:number] if name(each.element) == "instrText")
            return number if spelt.split()[:1] == ["HYPERLINK"] else None
    return None


def _node(atom: Atom, looks: Looks, depth: int) -> Node:
    kind, element = name(atom.element), atom.element
    if kind == "t" and atom.run is not None:
        return looks.text(spaced(element.text or ""), child(atom.run, "rPr"))
    if kind in CHARACTERS and atom.run is not None:
        return looks.text(CHARACTERS[kind], child(atom.run, "rPr"))
    if kind in CONTAINERS and depth < DEEPEST and not _is_chosen(element):
        content = child(element, "sdtContent") if kind == "sdt" else element
        pair = Pair(kind, () if content is None else _inside(content, looks, depth + 1), element)
        return pair if pair.has_text else Alone((atom,))
    return Alone((atom,), "\n" if kind in BREAKS and atom.run is not None else "")


def _is_chosen(element: Element) -> bool:
    """Tell whether the text of a content control is chosen from what it offers."""
    properties = child(element, "sdtPr")
    return properties is not None and any(name(each) in CHOSEN for each in properties)
