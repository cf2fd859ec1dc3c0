"""What the XML formats share: clean text, elements in a line, a layout that leaves text alone."""

import re
from collections.abc import Mapping

from lxml import etree

XML = "http://www.w3.org/XML/1998/namespace"
LANGUAGE, SPACE = f"{{{XML}}}lang", f"{{{XML}}}space"
# The complement of Char in XML 1.0, production 2.
FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MIXED_CONTENT = ("seg", "source", "seg-source", "target")


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
