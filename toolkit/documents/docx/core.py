"""What a Word document says of itself for those who search: its title, its subject, its keywords."""

from collections.abc import Iterator

from lxml import etree

from toolkit.bitext import Unit
from toolkit.documents.contents import Targets
from toolkit.documents.docx.elements import Element
from toolkit.documents.docx.packages import Package
from toolkit.documents.xml import markup

KIND = "core-properties"
NAMES = ("title", "subject", "keywords")


def units(package: Package) -> Iterator[Unit]:
    """Yield the properties with text; their ids are ``core.title``, ``core.subject``, ``core.keywords``."""
    for root in _roots(package).values():
        for element in _properties(root):
            yield Unit(_id(element), element.text or "")


def fill(package: Package, targets: Targets) -> dict[str, bytes]:
    """Put targets in the place of properties; give the part that changes, by its name."""
    changed: dict[str, bytes] = {}
    for part, root in _roots(package).items():
        for element in _properties(root):
            if _id(element) in targets:
                element.text = markup.clean(targets[_id(element)].text)
                changed[part] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return changed


def _roots(package: Package) -> dict[str, Element]:
    return {part: package.parse(part) for part in package.related().get(KIND, ())[:1]}


def _properties(root: Element) -> Iterator[Element]:
    """Yield the properties, each once; keywords in several languages are elements, and left alone."""
    found = {etree.QName(each).localname: each for each in reversed(root)}
    for name in NAMES:
        if name in found and not len(found[name]) and (found[name].text or "").strip():
            yield found[name]


def _id(element: Element) -> str:
    return f"core.{etree.QName(element).localname}"
