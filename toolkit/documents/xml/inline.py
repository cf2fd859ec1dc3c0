"""What stands between an element's tags, as text and inline codes, and back: what XLIFF and TMX share."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from toolkit.bitext import Code, CodeKind
from toolkit.documents.contents import Pieces
from toolkit.documents.messages import messages
from toolkit.documents.nesting import nested
from toolkit.documents.xml import elements
from toolkit.documents.xml.elements import Document, Element

_TOKEN = re.compile(r"<!\[CDATA\[(.*?)\]\]>|(<!--.*?-->|<\?.*?\?>|&(?!#|(?:lt|gt|amp|quot|apos);)[^;]*;)", re.DOTALL)
_CODE = re.compile(r"(<[^<>]*>)([^<>]*)(?:<[^<>]*>)?")
_LINE_BREAK = re.compile(r"\s(?:ctype|type|subType)\s*=\s*[\"'](?:xlf:)?lb[\"']")


@dataclass(frozen=True, slots=True)
class Half:
    """How an element that is one half of a pair names it: by the first of the attributes that it has."""

    kind: CodeKind
    family: str
    attributes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The inline elements of a format: those that hold no text, those that are halves, those that hide their text.

    All others are pairs of tags around text, or stand alone where they are empty.
    """

    opaque: frozenset[str]
    halves: Mapping[str, Half]
    hides: Callable[[Element], bool]


@dataclass(frozen=True, slots=True)
class Inline:
    """Text without its codes, and the codes, spelled as the file has them; a line break leaves a newline behind."""

    text: str = ""
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class _Draft:
    text: str
    kind: CodeKind = "alone"
    key: tuple[str, str] = ("", "")


_Stretch = tuple[int, int, _Draft]
"""A draft in the place of a stretch of text, which is empty for an element."""


def read(document: Document, element: Element | None, vocabulary: Vocabulary) -> Inline:
    """Give the text and the codes of an element; formatting that is escaped (``&lt;b&gt;``) is codes too."""
    if element is None:
        return Inline()
    pieces = tuple(_pieces(document, element, vocabulary))
    text = "".join(piece for piece in pieces if isinstance(piece, str))
    return _inline(text, _merged(tuple(_placed(pieces)), tuple(_formatting(text))))


def spell(pieces: Pieces, line_break: str = "\n") -> str:
    """Spell text and codes for the place between two tags, so that their tags nest."""
    return "".join(
        elements.escaped(piece).replace("\n", line_break) if isinstance(piece, str) else piece.text
        for piece in nested(_without_breaks(pieces))
    )


def _pieces(document: Document, element: Element, vocabulary: Vocabulary) -> Iterator[str | _Draft]:
    start = element.inner
    closings = {child.attributes["startRef"]: child.end for child in element.children if "startRef" in child.attributes}
    for child in element.children:
        if child.start < start:
            continue
        yield from _texts(document.text[start : child.start])
        start = child.end
        if vocabulary.hides(child):
            start = max(start, closings.get(child.attributes.get("id", ""), 0))
            yield _Draft(document.text[child.start : start])
        elif child.name in vocabulary.opaque or child.inner == child.end:
            yield _whole(document.text[child.start : start], child, vocabulary)
        else:
            key = "", str(child.start)
            yield _Draft(document.opening(child), "open", key)
            yield from _pieces(document, child, vocabulary)
            yield _Draft(document.text[child.outer : start], "close", key)
    yield from _texts(document.text[start : element.outer])


def _whole(spelled: str, element: Element, vocabulary: Vocabulary) -> _Draft:
    half = vocabulary.halves.get(element.name)
    names = [element.attributes[name] for name in half.attributes if name in element.attributes] if half else []
    return _Draft(spelled, half.kind, (half.family, names[0])) if half and names else _Draft(spelled)


def _texts(spelled: str) -> Iterator[str | _Draft]:
    start = 0
    for found in _TOKEN.finditer(spelled):
        yield elements.unescaped(spelled[start : found.start()])
        yield _Draft(found[0]) if found[2] else found[1].replace("\r\n", "\n")
        start = found.end()
    yield elements.unescaped(spelled[start:])


def _placed(pieces: Sequence[str | _Draft]) -> Iterator[_Stretch]:
    length = 0
    for piece in pieces:
        if isinstance(piece, str):
            length += len(piece)
        else:
            yield length, length, piece


def _formatting(text: str) -> Iterator[_Stretch]:
    """Find formatting tags and spelled line breaks in text that has no elements."""
    rest, codes = messages.take_apart(text)
    start = end = 0
    for code in codes:
        start += code.offset - end
        end = code.offset + (rest.startswith("\n", code.offset) and _parts(code.text))
        key = ("message", str(code.pair))
        yield start, start + len(code.text), _Draft(elements.escaped(code.text), code.kind, key)
        start += len(code.text)


def _merged(drafts: Sequence[_Stretch], formatting: Sequence[_Stretch]) -> list[_Stretch]:
    """Put two kinds of codes in order; leave formatting in the text where an element stands inside such a tag."""
    merged = sorted((*drafts, *formatting), key=lambda stretch: stretch[:2])
    apart = all(one[1] <= other[0] for one, other in pairwise(merged))
    return merged if apart else list(drafts)


def _inline(text: str, stretches: Sequence[_Stretch]) -> Inline:
    pairs = _pairs([draft for *_, draft in stretches])
    parts, codes = [], []
    length = end = 0
    for place, (start, stop, draft) in enumerate(stretches):
        parts.append(text[end:start])
        length += start - end
        end = stop
        codes.append(Code(length, draft.text, draft.kind if place in pairs else "alone", pairs.get(place, -1)))
        if draft.kind == "alone" and _is_break(draft.text):
            parts.append("\n")
            length += 1
    return Inline("".join((*parts, text[end:])), tuple(codes))


def _pairs(drafts: Sequence[_Draft]) -> Mapping[int, int]:
    """Number the pairs in the order of their opening codes; a half without the other is none."""
    partners: dict[int, int] = {}
    waiting: dict[tuple[str, str], int] = {}
    for place, draft in enumerate(drafts):
        if draft.kind == "open":
            waiting[draft.key] = place
        elif draft.kind == "close" and draft.key in waiting:
            partners[place] = waiting.pop(draft.key)
    numbers = {place: number for number, place in enumerate(sorted(partners.values()))}
    return numbers | {place: numbers[partner] for place, partner in partners.items()}


@lru_cache(maxsize=4096)
def _is_break(spelled: str) -> bool:
    """Tell whether a code breaks the line: by its type, or by what it stands for."""
    found = _CODE.fullmatch(spelled)
    if found and _LINE_BREAK.search(found[1]):
        return True
    return _parts(elements.unescaped(found[2] if found else spelled))


def _parts(formatting: str) -> bool:
    """Tell whether a tag or an escape of a message parts two lines or blocks."""
    return messages.take_apart(formatting)[0] == "\n" != formatting


def _without_breaks(pieces: Pieces) -> Pieces:
    """Take away the newline that stands for a line break, behind it or else before."""
    rest = list(pieces)
    for place, piece in enumerate(pieces):
        if isinstance(piece, Code) and piece.kind == "alone" and _is_break(piece.text):
            behind, before = (rest[other] if 0 <= other < len(rest) else "" for other in (place + 1, place - 1))
            if isinstance(behind, str) and behind.startswith("\n"):
                rest[place + 1] = behind[1:]
            elif isinstance(before, str) and before.endswith("\n"):
                rest[place - 1] = before[:-1]
    return tuple(rest)
