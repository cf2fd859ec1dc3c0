"""The elements of WordprocessingML by their local names, in its transitional and its strict namespace."""

from collections.abc import Sequence

from lxml import etree

Element = etree._Element

NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
OFF = ("0", "false", "off")


def name(element: Element) -> str:
    """Give the local name of an element of WordprocessingML; that of another with its prefix."""
    namespace, _, local = element.tag[1:].rpartition("}")
    return local if namespace in NAMESPACES else f"{element.prefix}:{local}"


def child(element: Element | None, wanted: str) -> Element | None:
    """Find the first child of a name in the namespace of its parent; None where there is none."""
    return None if element is None else element.find(qualified(element, wanted))


def value(element: Element | None, attribute: str = "val") -> str:
    """Give an attribute of an element; empty where either is missing."""
    return "" if element is None else element.get(qualified(element, attribute), "")


def toggle(element: Element | None) -> bool | None:
    """Tell whether a property is on; None where nothing is said (17.17.4 of ISO/IEC 29500-1)."""
    return None if element is None else value(element) not in OFF


def qualified(element: Element, local: str) -> str:
    """Spell a name in the namespace of an element."""
    namespace, brace, _ = element.tag.rpartition("}")
    return f"{namespace}{brace}{local}"


def made(near: Element, local: str) -> Element:
    """Make an empty element in the namespace of another, with its prefix."""
    return etree.Element(qualified(near, local), nsmap={near.prefix: etree.QName(near).namespace or ""})


def drop(parent: Element, *names: str) -> None:
    """Remove the children of some names."""
    for each in [each for each in parent if name(each) in names]:
        parent.remove(each)


def put(properties: Element, local: str, said: str, order: Sequence[str]) -> None:
    """Say a property, in the place where the schema's order wants it; a toggle that is on says nothing."""
    element = child(properties, local)
    if element is None:
        element = made(properties, local)
        before = order[: order.index(local)]
        places = [place for place, each in enumerate(properties, start=1) if name(each) in before]
        properties.insert(max(places, default=0), element)
    if said:
        element.set(qualified(element, "val"), said)
    else:
        element.attrib.pop(qualified(element, "val"), "")
