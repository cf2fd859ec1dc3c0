"""Word documents (.docx, ISO/IEC 29500): every paragraph with text is a unit, wherever it stands, and its title.

lxml works on the parts that hold paragraphs; no other part is touched, for whoever opens a package to save it anew
writes more than was translated.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from toolkit.bitext import Unit
from toolkit.documents.contents import Content, Targets
from toolkit.documents.docx import codes as docx_codes
from toolkit.documents.docx import core as docx_core
from toolkit.documents.docx import packages as docx_packages
from toolkit.documents.docx import paragraphs as docx_paragraphs
from toolkit.documents.docx import properties as docx_properties
from toolkit.documents.docx import styles as docx_styles
from toolkit.documents.docx.codes import Spelling
from toolkit.documents.docx.elements import NAMESPACES, Element, name, qualified
from toolkit.documents.docx.nodes import Pair
from toolkit.documents.docx.packages import Package
from toolkit.documents.docx.paragraphs import Looks
from toolkit.documents.docx.styles import Styles
from toolkit.errors import InputError

KINDS = ("footnotes", "endnotes", "header", "footer")
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that holds paragraphs; ``prefix`` begins the ids of its units."""

    name: str
    prefix: str
    root: Element
    styles: Styles

    def looks(self, paragraph: Element) -> Looks:
        """Give what tells how the runs of a paragraph look."""
        return Looks(self.styles.of(paragraph), self.styles)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph with text; its ``copies`` are the element and what repeats it for older programs."""

    id: str
    spelling: Spelling
    copies: tuple[tuple[Element, Pair], ...]

    @property
    def unit(self) -> Unit:
        return Unit(self.id, self.spelling.source, codes=self.spelling.codes)


def read(content: Content) -> tuple[Unit, ...]:
    """Take a document apart: body, footnotes, endnotes, headers, footers, each with its tables and text boxes.

    A unit's id is the number of its paragraph in its part: ``p7``, ``footnotes.p2``; title, subject and keywords in the
    document's properties are units too, ``core.title``. Raises InputError for what is no
    Word document, for one with a password and for one of before 2007.
    """
    package = docx_packages.opened(content.data, content.place)
    paragraphs = (paragraph.unit for part in _parts(package) for paragraph in _paragraphs(part))
    return (*paragraphs, *docx_core.units(package))


def fill(content: Content, targets: Targets) -> bytes:
    """Put targets in the place of paragraphs, each from left to right and in English; other parts keep their bytes."""
    package = docx_packages.opened(content.data, content.place)
    filled = {part.name: _spelt(part) for part in _parts(package) if _fill(part, targets)}
    return package.save({**filled, **docx_core.fill(package, targets)})


def _parts(package: Package) -> Iterator[_Part]:
    main = next(iter(package.related().get("officeDocument", ())), "")
    root = package.parse(main) if main else None
    if root is None or etree.QName(root).namespace not in NAMESPACES or name(root) != "document":
        raise InputError("is no Word document: save it as .docx", package.place)
    related = package.related(main)
    found = docx_styles.read(next((package.parse(each) for each in related.get("styles", ())), None))
    yield _Part(main, "", root, found)
    folder = main.rpartition("/")[0] + "/"
    for part in (each for kind in KINDS for each in related.get(kind, ())):
        prefix = part.removeprefix(folder).removesuffix(".xml") + "."
        yield _Part(part, prefix, package.parse(part), found)


def _paragraphs(part: _Part) -> tuple[_Paragraph, ...]:
    elements = list(part.root.iter(qualified(part.root, "p")))
    contents = {each: docx_paragraphs.take_apart(each, part.looks(each)) for each in elements}
    spellings = {each: docx_codes.spell(content) for each, content in contents.items()}
    first = _first_copies(part.root, spellings)
    copies: dict[Element, list[tuple[Element, Pair]]] = {}
    for each in elements:
        copies.setdefault(first.get(each, each), []).append((each, contents[each]))
    return tuple(
        _Paragraph(f"{part.prefix}p{number}", spellings[each], tuple(copies[each]))
        for number, each in enumerate(elements, start=1)
        if each in copies and spellings[each].source.strip()
    )


def _first_copies(root: Element, spellings: Mapping[Element, Spelling]) -> Mapping[Element, Element]:
    """Find for a paragraph that older programs show the one that it repeats."""
    first: dict[Element, Element] = {}
    for either in root.iter(f"{{{COMPATIBILITY}}}AlternateContent"):
        sides = [[each for each in side.iter() if each in spellings] for side in either]
        if len(sides) > 1 and len(sides[0]) == len(sides[-1]):
            first |= {
                copy: first.get(original, original)
                for original, copy in zip(sides[0], sides[-1], strict=True)
                if spellings[copy] == spellings[original]
            }
    return first


def _fill(part: _Part, targets: Targets) -> bool:
    """Fill the paragraphs of a part; tell whether there was any to fill."""
    filled = [paragraph for paragraph in _paragraphs(part) if paragraph.id in targets]
    for paragraph in filled:
        for element, content in paragraph.copies:
            looks = part.looks(element)
            docx_codes.write(element, content, targets[paragraph.id].pieces, looks)
            docx_properties.turn_paragraph(element, looks.inherited)
            docx_properties.turn_surroundings(element)
    if filled:
        docx_properties.turn_sections(part.root)
    return bool(filled)


def _spelt(part: _Part) -> bytes:
    tree = part.root.getroottree()
    return bytes(etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=bool(tree.docinfo.standalone)))
