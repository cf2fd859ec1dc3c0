"""Memories as TMX 1.4b: written whole with what they know of an entry, read one translation unit after the other.

A memory of a hundred thousand units is far more than ``documents`` means to hold as units that can be filled.
"""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

import toolkit
from toolkit.documents import languages
from toolkit.documents.contents import Content
from toolkit.documents.tmx.units import REVIEW, STATE, VOCABULARY
from toolkit.documents.xml import elements, markup
from toolkit.errors import InputError, UsageError
from toolkit.memory.entries import Entry

_PROPERTIES = ("context", "client", "domain", "recipe", "origin")
_HEADER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n  <header creationtool="toolkit"'
    f' creationtoolversion="{toolkit.__version__}" segtype="sentence" o-tmf="toolkit" adminlang="en" srclang="ar"'
    ' datatype="plaintext"/>\n  <body>\n'
)


def write(entries: Iterable[Entry]) -> bytes:
    """Spell entries as TMX; what a unit has no place for stands in properties such as ``x-client``."""
    units = (_unit(entry).encode() for entry in entries)
    return b"".join((_HEADER.encode(), *units, b"  </body>\n</tmx>\n"))


def read(content: Content) -> Iterator[Entry]:
    """Yield the translation units that have an Arabic variant; the target is empty where no finished English stands.

    Raises InputError, with the line, for what is no TMX, not well-formed or declares entities.
    """
    for element in _elements(content):
        yield _entry(element)
        _forget(element)


def _unit(entry: Entry) -> str:
    properties = (
        f'<prop type="x-{name}">{elements.escaped(getattr(entry, name))}</prop>'
        for name in _PROPERTIES
        if getattr(entry, name)
    )
    variants = (
        f'<tuv xml:lang="{code}"><seg>{elements.escaped(text)}</seg></tuv>'
        for code, text in (("ar", entry.source), ("en", entry.target))
    )
    return "    <tu>\n" + "".join(f"      {line}\n" for line in (*properties, *variants)) + "    </tu>\n"


def _elements(content: Content) -> Iterator[etree._Element]:
    """Yield the elements ``tu`` as the parser comes to their ends."""
    try:
        parser = etree.iterparse(
            io.BytesIO(content.data),
            events=("start", "end"),
            encoding=content.encoding or None,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        _, root = next(parser)
        _require_tmx(root, content.place)
        yield from (element for event, element in parser if event == "end" and _name(element) == "tu")
    except LookupError as error:
        raise UsageError(f"unknown encoding '{content.encoding}'") from error
    except (etree.XMLSyntaxError, StopIteration) as error:
        reason = (str(getattr(error, "msg", "")) or "no element").partition("\n")[0].partition(", line ")[0].strip()
        raise InputError(
            f"not well-formed XML: {reason}", f"{content.place}:{getattr(error, 'lineno', 0) or 1}"
        ) from error


def _require_tmx(root: etree._Element, place: str) -> None:
    if _name(root) != "tmx":
        raise InputError(f"not TMX: the root element is <{_name(root)}>", f"{place}:{root.sourceline or 1}")
    declared: Any = root.getroottree().docinfo.internalDTD  # lxml-stubs does not know its methods
    if declared is not None and declared.entities():
        raise InputError("declares entities, which it may not", place)


def _entry(element: etree._Element) -> Entry:
    variants = [(_language(each), each) for each in element if _name(each) == "tuv"]
    arabic = next((each for code, each in variants if languages.is_arabic(code)), None)
    english = next((each for code, each in variants if languages.is_english(code)), None)
    known = _properties(element)
    values = {name: known[f"x-{name}"] for name in _PROPERTIES if f"x-{name}" in known}
    target = "" if english is None or _properties(english).get(STATE) == REVIEW else _text(english)
    return Entry("" if arabic is None else _text(arabic), target, **values)


def _properties(element: etree._Element) -> dict[str, str]:
    return {each.get("type", ""): each.text or "" for each in element.iterchildren("{*}prop")}


def _text(variant: etree._Element) -> str:
    segment = next((each for each in variant if _name(each) == "seg"), None)
    return "" if segment is None else "".join(_plain(segment))


def _plain(element: etree._Element) -> Iterator[str]:
    """Yield the text of an element without its codes."""
    yield element.text or ""
    for child in element:
        if _name(child) not in VOCABULARY.opaque:
            yield from _plain(child)
        yield child.tail or ""


def _language(variant: etree._Element) -> str:
    return variant.get(markup.LANGUAGE) or variant.get("lang") or ""


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _forget(element: etree._Element) -> None:
    """Free a unit and what stands before it."""
    element.clear()
    while (before := element.getprevious()) is not None:
        before.getparent().remove(before)  # type: ignore[union-attr]
