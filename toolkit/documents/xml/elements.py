"""An XML file as text with offsets: every element knows where it stands, so that an edit leaves all else alone."""

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from toolkit.documents import edits
from toolkit.documents.contents import Content
from toolkit.documents.edits import Edit, Lines
from toolkit.documents.encodings import MARKS
from toolkit.documents.xml import markup
from toolkit.errors import InputError, UsageError

_DECLARATION = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_NO_CHARSETS = ("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7")
_WIDE = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_QUOTED = r"\"[^\"]*\"|'[^']*'"
_MARKUP = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    rf"|<!DOCTYPE[^\[>\"']*(?:(?:{_QUOTED})[^\[>\"']*)*(?:\[(?:<!--.*?-->|<\?.*?\?>|{_QUOTED}|[^\]\"'])*\]\s*)?>"
    rf"|</[^>]*>|<(?P<name>[^\s/>]+)(?P<attributes>[^>\"']*(?:(?:{_QUOTED})[^>\"']*)*)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rf"([^\s=]+)\s*=\s*({_QUOTED})")
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its tag from ``start``, what it holds from ``inner`` to ``outer``, all of it up to ``end``.

    ``name`` is without prefix, ``tag`` and the names of the ``attributes`` are as the file spells them. In an element
    that is spelled ``<x/>``, ``inner`` and ``outer`` are its ``end``.
    """

    name: str
    namespace: str
    tag: str
    attributes: Mapping[str, str]
    start: int
    inner: int
    outer: int
    end: int
    children: tuple["Element", ...] = ()

    def all(self, name: str) -> Iterator["Element"]:
        """Yield the children of a name that are in the element's own namespace."""
        return (child for child in self.children if (child.name, child.namespace) == (name, self.namespace))

    def first(self, name: str) -> "Element | None":
        """Give the first child of a name that is in the element's own namespace."""
        return next(self.all(name), None)


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a well-formed XML file, its root, its lines and how they end, and how its bytes are spelled."""

    place: str
    text: str
    root: Element
    codec: str
    mark: bytes
    lines: Lines
    line_break: str

    def line(self, element: Element) -> int:
        """Count the lines up to an element, from 1."""
        return self.lines.at(element.start)

    def at(self, element: Element) -> str:
        """Name the place of an element in error messages."""
        return f"{self.place}:{self.line(element)}"

    def opening(self, element: Element) -> str:
        """Spell an element's start tag."""
        return self.text[element.start : element.inner]

    def content(self, element: Element) -> str:
        """Spell what an element holds."""
        return self.text[element.inner : element.outer]


def parse(content: Content) -> Document:
    """Take an XML file apart; raise InputError, with the line, for what is not well-formed or declares entities."""
    mark, codec = _spelling(content)
    text = _decoded(content, mark, codec)
    markup.parse(text.encode(errors="replace"), "utf-8", content.place)
    line_break = "\r\n" if "\r\n" in text else "\n"
    return Document(content.place, text, _tree(text), codec, mark, edits.lines(text), line_break)


def edited(document: Document, changes: Iterable[Edit]) -> bytes:
    """Spell a document with its changes; what the file's encoding does not have becomes a numeric reference."""
    text = edits.apply(document.text, changes)
    return document.mark + text.encode(document.codec, "xmlcharrefreplace")


def with_attributes(opening: str, values: Mapping[str, str]) -> str:
    """Spell a start tag with other values of attributes; one that is not there is put last."""
    for name, value in values.items():
        spelled = f'{name}="{escaped(value).replace(chr(34), "&quot;")}"'
        found = next((each for each in _ATTRIBUTE.finditer(opening) if each[1] == name), None)
        if found:
            opening = opening[: found.start()] + spelled + opening[found.end() :]
        else:
            end = re.search(r"\s*/?>\Z", opening)
            place = end.start() if end else len(opening)
            opening = f"{opening[:place]} {spelled}{opening[place:]}"
    return opening


def opened(opening: str) -> str:
    """Spell the start tag of an element that is to hold something."""
    return re.sub(r"\s*/>\Z", ">", opening)


def escaped(text: str) -> str:
    """Spell text for an XML file."""
    text = markup.clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def unescaped(text: str) -> str:
    """Read text of an XML file, its references replaced but for those to entities of its own."""
    return _REFERENCE.sub(_referred, text.replace("\r\n", "\n").replace("\r", "\n")) if text else text


def _referred(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3]]
    return chr(int(found[1], 16) if found[1] else int(found[2]))


def _spelling(content: Content) -> tuple[bytes, str]:
    for mark, codec in MARKS:
        if content.data.startswith(mark):
            return mark, codec
    if content.encoding:
        return b"", content.encoding
    for beginning, codec in _WIDE:
        if content.data.startswith(beginning):
            return b"", codec
    declared = _DECLARATION.match(content.data)
    name = declared[1].decode() if declared else "utf-8"
    return b"", "utf-8" if name.lower().startswith(("utf-16", "utf16", "ucs-2")) else name


def _decoded(content: Content, mark: bytes, codec: str) -> str:
    try:
        if codecs.lookup(codec).name in _NO_CHARSETS:
            raise LookupError
        return content.data[len(mark) :].decode(codec)
    except LookupError:
        if content.encoding:
            raise UsageError(f"unknown encoding '{codec}'; try utf-8, windows-1256 or iso-8859-6") from None
        raise InputError(
            f"declares the unknown encoding {codec}; name its own with --encoding", content.place
        ) from None
    except UnicodeDecodeError as error:
        line = content.data[: error.start].count(b"\n") + 1
        message = f"is not {codec} at byte {error.start}; name its encoding with --encoding"
        raise InputError(message, f"{content.place}:{line}") from None
    except UnicodeError as error:
        raise InputError(f"is not {codec}: {error}; name its encoding with --encoding", content.place) from None


@dataclass(frozen=True, slots=True)
class _Open:
    found: re.Match[str]
    scope: Mapping[str, str]
    children: list[Element]


def _tree(text: str) -> Element:
    """Build the elements of a text that is known to be well-formed."""
    bottom: list[Element] = []
    stack: list[_Open] = []
    scope: Mapping[str, str] = {}
    for found in _MARKUP.finditer(text):
        siblings = stack[-1].children if stack else bottom
        if found["name"]:
            inner = _scope(found["attributes"], stack[-1].scope if stack else scope)
            if found["attributes"].endswith("/"):
                siblings.append(_element(_Open(found, inner, []), found.end(), found.end()))
            else:
                stack.append(_Open(found, inner, []))
        elif found[0].startswith("</"):
            closed = stack.pop()
            (stack[-1].children if stack else bottom).append(_element(closed, found.start(), found.end()))
    return bottom[0]


def _scope(attributes: str, scope: Mapping[str, str]) -> Mapping[str, str]:
    if "xmlns" not in attributes:
        return scope
    declared = {name: value for name, value in _attributes(attributes).items() if name.startswith("xmlns")}
    return {**scope, **{name.removeprefix("xmlns").removeprefix(":"): value for name, value in declared.items()}}


def _element(opened: _Open, outer: int, end: int) -> Element:
    tag = opened.found["name"]
    prefix, _, name = tag.rpartition(":")
    namespace, attributes = opened.scope.get(prefix, ""), _attributes(opened.found["attributes"])
    place = opened.found.start(), opened.found.end(), outer, end
    return Element(name, namespace, tag, attributes, *place, tuple(opened.children))


def _attributes(text: str) -> Mapping[str, str]:
    return {found[1]: unescaped(found[2][1:-1]) for found in _ATTRIBUTE.finditer(text)} if text else {}
