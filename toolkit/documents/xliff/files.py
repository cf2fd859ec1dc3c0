"""XLIFF of whichever version: its namespace or its version tells who reads and fills it."""

from toolkit.bitext import Unit
from toolkit.documents.contents import Content, Targets
from toolkit.documents.xliff import branches as xliff_branches
from toolkit.documents.xliff import units as xliff_units
from toolkit.documents.xliff import units2 as xliff2_units
from toolkit.documents.xml import elements
from toolkit.documents.xml.elements import Document
from toolkit.errors import InputError

SECOND = "urn:oasis:names:tc:xliff:document:2"


def read(content: Content) -> tuple[Unit, ...]:
    """Take an XLIFF file apart; raise InputError where it is none, or not from Arabic."""
    return xliff_branches.units(_segments(content, elements.parse(content)))


def fill(content: Content, targets: Targets) -> bytes:
    """Put targets into an XLIFF file; all else stays as it is, byte for byte."""
    document = elements.parse(content)
    whole = xliff_branches.whole(_segments(content, document), targets)
    filler = xliff2_units.fill if _is_second(document) else xliff_units.fill
    return filler(content, document, whole)


def _segments(content: Content, document: Document) -> tuple[Unit, ...]:
    reader = xliff2_units.read if _is_second(document) else xliff_units.read
    return reader(content, document)


def _is_second(document: Document) -> bool:
    root = document.root
    if root.name != "xliff":
        message = f"not XLIFF: the root element is <{root.tag}>; name the format that it is in"
        raise InputError(message, document.at(root))
    return root.namespace.startswith(SECOND) or root.attributes.get("version", "").startswith("2")
