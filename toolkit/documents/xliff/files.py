"""XLIFF of whichever version: its namespace or its version tells who reads and fills it."""

from toolkit.bitext import Unit
from toolkit.documents.contents import Content, Targets
from toolkit.documents.xliff import units as xliff_units
from toolkit.documents.xliff import units2 as xliff2_units
from toolkit.documents.xml import elements
from toolkit.documents.xml.elements import Document
from toolkit.errors import InputError

SECOND = "urn:oasis:names:tc:xliff:document:2"


def read(content: Content) -> tuple[Unit, ...]:
    """Take an XLIFF file apart; raise InputError where it is none, or not from Arabic."""
    document = elements.parse(content)
    if _is_second(document):
        return xliff2_units.read(content, document)
    return xliff_units.read(content, document)


def fill(content: Content, targets: Targets) -> bytes:
    """Put targets into an XLIFF file; all else stays as it is, byte for byte."""
    document = elements.parse(content)
    if _is_second(document):
        return xliff2_units.fill(content, document, targets)
    return xliff_units.fill(content, document, targets)


def _is_second(document: Document) -> bool:
    root = document.root
    if root.name != "xliff":
        message = f"not XLIFF: the root element is <{root.tag}>; name the format that it is in"
        raise InputError(message, document.at(root))
    return root.namespace.startswith(SECOND) or root.attributes.get("version", "").startswith("2")
