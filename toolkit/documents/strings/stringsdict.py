"""The .stringsdict files of iOS and macOS: property lists of messages with plurals, which get the shape of English."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from toolkit.bitext import Unit
from toolkit.documents import edits
from toolkit.documents.contents import Content, Targets
from toolkit.documents.edits import Edit
from toolkit.documents.strings import message_values
from toolkit.documents.strings.message_values import FOR_OTHER, Entry
from toolkit.documents.xml import elements
from toolkit.documents.xml.elements import Document, Element
from toolkit.errors import InputError

_CODES = ("NSStringFormatSpecTypeKey", "NSStringFormatValueTypeKey")
"""The keys whose values are for machines."""
_PLURAL = "NSStringPluralRuleType"
_NOT_ENGLISH = FOR_OTHER
"""The forms of a plural that go where another becomes the English ``other``; iOS reads ``zero`` in English, too."""

Member = tuple[Element, Element]


def read(content: Content) -> tuple[Unit, ...]:
    """Take a .stringsdict file apart into its strings; raise InputError, with the line, for another file."""
    document = elements.parse(content)
    return message_values.units(_entries(document))


def fill(content: Content, targets: Targets) -> bytes:
    """Put targets in the place of the strings, and leave out the plural forms that English lacks."""
    document = elements.parse(content)
    entries = list(_entries(document))
    changed = list(message_values.changes(entries, targets))
    filled = {change.entry.start for change in changed}
    made = [
        Edit(change.entry.start, change.entry.end, elements.escaped(change.text)) for change in changed if change.needed
    ]
    shaped = [edit for plural in _plurals(document, _top(document)) for edit in _shape(document, plural, filled)]
    return elements.edited(document, [*made, *shaped])


def _top(document: Document) -> Element:
    top = document.root.first("dict") if document.root.name == "plist" else None
    if top is None:
        raise InputError("not .stringsdict: no <plist> with a <dict>", document.at(document.root))
    return top


def _entries(document: Document) -> Iterator[Entry]:
    return _strings(document, _top(document), "")


def _strings(document: Document, holder: Element, path: str) -> Iterator[Entry]:
    members = _members(document, holder)
    for key, value, name in _kept(document, members):
        inner = f"{path}/{name}".lstrip("/")
        if value.name == "dict":
            yield from _strings(document, value, inner)
        elif value.name == "string" and "<" not in document.content(value) and value.inner < value.outer:
            yield Entry(inner, value.inner, value.outer, _text(document, value), document.line(key))


def _kept(document: Document, members: Sequence[Member]) -> Iterator[tuple[Element, Element, str]]:
    """Yield the members for people that English needs, and their keys in it."""
    other = _other(document, members)
    for key, value in members:
        name = _text(document, key)
        if other and value is other[1]:
            yield key, value, "other"
        elif name not in _CODES and not (other and name in _NOT_ENGLISH):
            yield key, value, name


def _members(document: Document, holder: Element) -> list[Member]:
    found = list(pairwise(holder.children))[::2]
    for key, value in found:
        if key.name != "key" or value.name == "key":
            raise InputError("not .stringsdict: a <key> and its value do not stand in turn", document.at(key))
    return found


def _other(document: Document, members: Sequence[Member]) -> Member | None:
    """Choose what English has for ``other`` in a plural; give nothing where this is none."""
    named = {_text(document, key): (key, value) for key, value in members}
    if not any(_text(document, value) == _PLURAL for _, value in members if value.name == "string"):
        return None
    return next((named[name] for name in FOR_OTHER if name in named), None)


def _plurals(document: Document, holder: Element) -> Iterator[list[Member]]:
    members = _members(document, holder)
    if _other(document, members):
        yield members
    for _, value in members:
        if value.name == "dict":
            yield from _plurals(document, value)


def _shape(document: Document, members: list[Member], filled: set[int]) -> Iterator[Edit]:
    """Take the forms that English lacks out of a plural that was translated."""
    other = _other(document, members)
    if not any(value.inner in filled for _, value in members):
        return
    for key, value in members:
        if other and value is other[1]:
            yield Edit(key.inner, key.outer, "other")
        elif _text(document, key) in _NOT_ENGLISH:
            yield Edit(edits.blank_before(document.text, key.start), value.end, "")


def _text(document: Document, element: Element) -> str:
    return elements.unescaped(document.content(element))
