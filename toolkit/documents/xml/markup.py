"""What the XML formats share: a parser that trusts nothing, clean text, a layout that leaves text alone."""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from toolkit.errors import InputError, UsageError

XML = "http://www.w3.org/XML/1998/namespace"
LANGUAGE, SPACE = f"{{{XML}}}lang", f"{{{XML}}}space"
# The complement of Char in XML 1.0, production 2.
FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MIXED_CONTENT = ("seg", "source", "seg-source", "target")


def parse(data: bytes, encoding: str, place: str) -> etree._Element:
    """Give the root of a document, without comments; the encoding is the document's own where it is empty.

    No entity is expanded, no other file read, no network asked. Raises InputError with the line for what is not
    well-formed or declares entities, UsageError for an unknown encoding.
    """
    root = _parsed(data, encoding, place)
    document_type: Any = root.getroottree().docinfo.internalDTD  # lxml-stubs does not know its methods
    if document_type is not None and document_type.entities():
        line = data.partition(b"<!ENTITY")[0].count(b"\n") + 1
        raise InputError("declares entities, which it may not", f"{place}:{line}")
    return root


def _parsed(data: bytes, encoding: str, place: str) -> etree._Element:
    try:
        parser = etree.XMLParser(
            encoding=encoding or None,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        return etree.fromstring(data, parser)
    except LookupError as error:
        raise UsageError(f"unknown encoding '{encoding}'") from error
    except etree.XMLSyntaxError as error:
        reason = (error.msg or "").partition("\n")[0].partition(", line ")[0].strip()
        raise InputError(f"not well-formed XML: {reason}", f"{place}:{error.lineno or 1}") from error


def clean(text: str) -> str:
    """Put U+FFFD for each character that XML forbids: one for one, so that offsets still hold.

    Every text and attribute of an XML export goes through here.
    """
    return FORBIDDEN.sub("\ufffd", text)


def add(parent: etree._Element, tag: str, attributes: Mapping[str, str], text: str = "") -> etree._Element:
    """Add an element as the last child, in the parent's namespace unless the tag names another.

    An attribute without a value is left out.
    """
    namespace = etree.QName(parent).namespace
    name = f"{{{namespace}}}{tag}" if namespace and not tag.startswith("{") else tag
    element = etree.SubElement(parent, name, _clean_values(attributes))
    add_text(element, text)
    return element


def add_text(element: etree._Element, text: str) -> None:
    """Add text after all that the element holds."""
    if not len(element):
        element.text = (element.text or "") + clean(text) or None
    else:
        element[-1].tail = (element[-1].tail or "") + clean(text) or None


def render(element: etree._Element) -> str:
    """Spell a document, indented everywhere but where text and elements mix."""
    _indent(element, "\n")
    text = etree.tostring(element, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _clean_values(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: clean(value) for name, value in attributes.items() if value}


def _indent(element: etree._Element, margin: str) -> None:
    if not len(element) or etree.QName(element).localname in MIXED_CONTENT:
        return
    element.text = margin + "  "
    for child in element:
        _indent(child, margin + "  ")
        child.tail = margin + "  "
    element[-1].tail = margin
