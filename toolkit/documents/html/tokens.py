"""Cut HTML into tags, text and what is neither, as a browser does: every token says where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_MARKUP = re.compile(r"<(?:[A-Za-z]|/|!|\?)")
_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"[\s/]*(?P<name>[^\s/>][^\s/>=]*)"
    r"(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>\"'][^\s>]*))?)?"
)
_REST = re.compile(r"[\s/]*")
_COMMENT_END = re.compile("--!?>")
RAW = frozenset("script style xmp iframe noembed noframes plaintext".split())
"""Elements that hold no markup and no text of the page."""
TEXT_ONLY = frozenset(("title", "textarea"))
"""Elements that hold text and no tags."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute, its name in small letters; the raw value is ``file[start:end]``, without the ``quote``."""

    name: str
    value: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the file, ``file[start:end]``; together the tokens are the file.

    ``other`` is a comment, a declaration, a processing instruction, a broken tag or what a script holds. ``empty`` is a
    start tag that closes itself (``<g/>``), which HTML heeds in few places.
    """

    kind: Literal["text", "open", "close", "other"]
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()
    empty: bool = False

    def get(self, name: str) -> str:
        """Give the raw value of an attribute, empty where there is none."""
        return next((attribute.value for attribute in self.attributes if attribute.name == name), "")


def tokens(text: str) -> Iterator[Token]:
    """Cut a file into its tokens; takes time in proportion to its length."""
    place = 0
    while place < len(text):
        found = _MARKUP.search(text, place)
        start = found.start() if found else len(text)
        if start > place:
            yield Token("text", place, start)
        if not found:
            return
        token = _token(text, start)
        yield token
        place = token.end
        if token.kind == "open" and not token.empty and (token.name in RAW or token.name in TEXT_ONLY):
            end = _end_of(token.name, text, place)
            if end > place:
                yield Token("other" if token.name in RAW else "text", place, end)
            place = end


def _token(text: str, start: int) -> Token:
    named = _NAME.match(text, start)
    if named:
        return _tag(text, start, named)
    return Token("other", start, _end_of_declaration(text, start))


def _tag(text: str, start: int, named: re.Match[str]) -> Token:
    attributes: list[Attribute] = []
    place = named.end()
    while found := _ATTRIBUTE.match(text, place):
        attributes.append(_attribute(found))
        place = found.end()
    rest = _REST.match(text, place)
    end = rest.end() if rest else place
    if end >= len(text):
        return Token("other", start, len(text))
    if text[start + 1] == "/":
        return Token("close", start, end + 1, named[1].lower())
    return Token("open", start, end + 1, named[1].lower(), tuple(attributes), "/" in text[place:end])


def _attribute(found: re.Match[str]) -> Attribute:
    name = found["name"].lower()
    for group, quote in (("double", '"'), ("single", "'"), ("bare", "")):
        if found[group] is not None:
            return Attribute(name, found[group], found.start(group), found.end(group), quote)
    return Attribute(name, "", found.end(), found.end(), "")


def _end_of_declaration(text: str, start: int) -> int:
    if text.startswith(("<!-->", "<!--->"), start):
        return text.index(">", start) + 1
    if text.startswith("<!--", start):
        found = _COMMENT_END.search(text, start + 4)
        return found.end() if found else len(text)
    for opening, closing in (("<![CDATA[", "]]>"), ("<?", "?>")):
        end = text.find(closing, start) if text.startswith(opening, start) else -1
        if end >= 0:
            return end + len(closing)
        if text.startswith(opening, start):
            return len(text)
    end = text.find(">", start)
    return end + 1 if end >= 0 else len(text)


def _end_of(name: str, text: str, start: int) -> int:
    if name == "plaintext":
        return len(text)
    found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, start)
    return found.start() if found else len(text)
