"""Android's string resources: strings, arrays and plurals are messages; plurals get the shape of English."""

from collections.abc import Iterator
from functools import partial

from toolkit.bitext import Unit
from toolkit.documents import edits
from toolkit.documents.contents import Content, Targets
from toolkit.documents.edits import Edit
from toolkit.documents.languages import require_arabic
from toolkit.documents.strings import android_values, message_values
from toolkit.documents.strings.message_values import FOR_OTHER, Change, Entry
from toolkit.documents.xml import elements
from toolkit.documents.xml.elements import Document, Element
from toolkit.errors import InputError

_DATA, _DATA_END = "<![CDATA[", "]]>"
_BLANK = " \t\r\n"
_LOCALE = "tools:locale"


def read(content: Content) -> tuple[Unit, ...]:
    """Take string resources apart; raise InputError, with the line, for another file or another language."""
    document = _parsed(content)
    return message_values.units(_entries(document), partial(_shown, document))


def fill(content: Content, targets: Targets) -> bytes:
    """Put targets in the place of the values, and leave out the plural forms that English lacks."""
    document = _parsed(content)
    entries = _entries(document)
    changed = list(message_values.changes(entries, targets, android_values.guarded, partial(_shown, document)))
    made = [_edit(document, change) for change in changed if change.needed]
    places = {change.entry.start for change in changed}
    shaped = [edit for plural in document.root.all("plurals") for edit in _shape(document, plural, places)]
    return elements.edited(document, [*made, *shaped, *(_header_edits(document) if targets else ())])


def _parsed(content: Content) -> Document:
    document = elements.parse(content)
    root = document.root
    if root.name != "resources":
        message = f"not Android's string resources: the root is <{root.tag}>, not <resources>"
        raise InputError(message, document.at(root))
    require_arabic(root.attributes.get(_LOCALE, ""), document.at(root))
    return document


def _header_edits(document: Document) -> Iterator[Edit]:
    root = document.root
    if _LOCALE in root.attributes:
        opening = elements.with_attributes(document.opening(root), {_LOCALE: "en"})
        yield Edit(root.start, root.inner, opening)


def _entries(document: Document) -> Iterator[Entry]:
    for element in document.root.children:
        name = element.attributes.get("name", element.tag)
        if element.attributes.get("translatable") == "false":
            continue
        if element.tag == "string":
            yield from _entry(document, element, name)
        elif element.tag == "string-array":
            for number, item in enumerate(element.all("item")):
                yield from _entry(document, item, f"{name}[{number}]")
        elif element.tag == "plurals":
            for quantity, item in _english(element):
                yield from _entry(document, item, f"{name}#{quantity}")


def _entry(document: Document, element: Element, key: str) -> Iterator[Entry]:
    """Yield the entry of an element, its stretch without the blanks around it and the signs of one CDATA section."""
    raw, start = _stripped(document.content(element), element.inner)
    if raw.startswith(_DATA) and raw.find(_DATA_END) == len(raw) - len(_DATA_END):
        raw, start = _stripped(raw[len(_DATA) : -len(_DATA_END)], start + len(_DATA))
    if raw:
        data = _in_data(document, start)
        yield Entry(key, start, start + len(raw), android_values.decoded(raw, data), document.line(element))


def _stripped(raw: str, start: int) -> tuple[str, int]:
    bare = raw.lstrip(_BLANK)
    return bare.rstrip(_BLANK), start + len(raw) - len(bare)


def _in_data(document: Document, start: int) -> bool:
    return document.text.endswith(_DATA, 0, edits.blank_before(document.text, start))


def _shown(document: Document, text: str, entry: Entry) -> str:
    return android_values.shown(text, _in_data(document, entry.start))


def _edit(document: Document, change: Change) -> Edit:
    entry = change.entry
    return Edit(entry.start, entry.end, android_values.encoded(change.text, _in_data(document, entry.start)))


def _english(plural: Element) -> Iterator[tuple[str, Element]]:
    """Yield the items that the English ``one`` and ``other`` are made of."""
    items = {item.attributes.get("quantity", ""): item for item in plural.all("item")}
    if "one" in items:
        yield "one", items["one"]
    other = next((items[quantity] for quantity in FOR_OTHER if quantity in items), None)
    if other:
        yield "other", other


def _shape(document: Document, plural: Element, filled: set[int]) -> Iterator[Edit]:
    """Leave the forms out of a plural that English lacks, where one of the others was translated."""
    english = list(_english(plural))
    if not any(item.inner <= place <= item.outer for _, item in english for place in filled):
        return
    for item in plural.all("item"):
        kept = next((quantity for quantity, each in english if each is item), "")
        if kept and item.attributes["quantity"] != kept:
            opening = elements.with_attributes(document.opening(item), {"quantity": kept})
            yield Edit(item.start, item.inner, opening)
        elif not kept:
            yield Edit(edits.blank_before(document.text, item.start), item.end, "")
