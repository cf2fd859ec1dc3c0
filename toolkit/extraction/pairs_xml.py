"""Pairs from TMX and XLIFF, the codes inside them left out.

TMX 1.4b: https://www.gala-global.org/tmx-14b; XLIFF 1.2 and 2.1: https://docs.oasis-open.org/xliff
"""

from collections.abc import Callable, Iterator

from lxml import etree

from toolkit.documents import languages
from toolkit.documents.contents import Content
from toolkit.documents.xml import markup
from toolkit.errors import InputError
from toolkit.extraction.pairs import Pair

CODES = frozenset({"bpt", "ept", "it", "ph", "ut", "x", "bx", "ex", "cp", "sc", "ec", "sm", "em"})
"""Inline elements that stand for codes of the original: what they hold is no text."""
UNTRANSLATED = frozenset({"new", "needs-translation", "initial"})
"""The states of an XLIFF 1.2 target, and of an XLIFF 2 segment, that is not translated."""


def read_tmx(content: Content) -> Iterator[Pair]:
    """Yield the translation units that have a variant in Arabic and one in English, of whichever region."""
    for unit in _root(content, "tmx").iter("{*}tu"):
        arabic, english = (_variant(unit, wanted) for wanted in (languages.is_arabic, languages.is_english))
        if arabic is not None and english is not None:
            yield Pair(_text(arabic.find("{*}seg")), _text(english.find("{*}seg")))


def read_xliff(content: Content) -> Iterator[Pair]:
    """Yield the segments of XLIFF 1.2 or 2.x; units of 1.2 are cut where their sentences are marked."""
    root = _root(content, "xliff")
    for unit in root.iter("{*}trans-unit", "{*}segment"):
        target = unit.find("{*}target")
        if target is None or not UNTRANSLATED.isdisjoint((unit.get("state"), target.get("state"))):
            yield Pair(_text(unit.find("{*}source")), "")
        else:
            yield from _sentences(unit, target)


def _sentences(unit: etree._Element, target: etree._Element) -> Iterator[Pair]:
    sources, targets = _marked(unit.find("{*}seg-source")), _marked(target)
    if sources and sources.keys() == targets.keys():
        yield from (Pair(text, targets[number]) for number, text in sources.items())
    else:
        yield Pair(_text(unit.find("{*}source")), _text(target))


def _marked(element: etree._Element | None) -> dict[str, str]:
    marks = element.iter("{*}mrk") if element is not None else ()
    return {mark.get("mid", ""): _text(mark) for mark in marks if mark.get("mtype") == "seg"}


def _text(element: etree._Element | None) -> str:
    """Give the text of an element, in one line."""
    return " ".join("".join(_pieces(element)).split()) if element is not None else ""


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if etree.QName(child).localname not in CODES:
            yield from _pieces(child)
        yield child.tail or ""


def _variant(unit: etree._Element, wanted: Callable[[str], bool]) -> etree._Element | None:
    found = unit.iterfind("{*}tuv")
    return next((each for each in found if wanted(each.get(markup.LANGUAGE) or each.get("lang") or "")), None)


def _root(content: Content, name: str) -> etree._Element:
    root = markup.parse(content.data, content.encoding, content.place)
    if etree.QName(root).localname != name:
        raise InputError(f"not {name.upper()}: the root element is <{etree.QName(root).localname}>", content.place)
    return root
