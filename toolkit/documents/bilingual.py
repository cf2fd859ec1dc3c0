"""What XLIFF and TMX share when a target is put in: languages, elements that hold it, notes beside it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from toolkit.arabic import BLANKS, has_arabic
from toolkit.bitext import State, Unit
from toolkit.documents import edits, languages
from toolkit.documents.contents import Content, Filled
from toolkit.documents.messages import messages
from toolkit.documents.xml import elements, inline
from toolkit.documents.xml.elements import Document, Element
from toolkit.documents.xml.inline import Inline, Vocabulary
from toolkit.errors import InputError

_MARGIN = re.compile(r"[ \t\r\n]*\Z")
WIDEST_MARGIN = 200


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages that a file declares, empty where it does not."""

    source: str
    target: str


def require(declared: Languages, content: Content, place: str) -> None:
    """Raise InputError for another language than Arabic where the Arabic is, or than English where that is to be."""
    if content.side == "target":
        languages.require_arabic(declared.target, place)
        return
    languages.require_arabic(declared.source, place)
    target = declared.target
    if target.strip() and not languages.is_english(target) and not languages.is_arabic(target):
        raise InputError(f"declares targets in the language «{target}»; toolkit translates to English (en)", place)


NOTHING = Inline()


def with_texts(unit: Unit, source: Inline, target: Inline, beside: Inline = NOTHING) -> Unit:
    """Give a unit its texts; a target that is blank is none, one that is the Arabic source again has no state."""
    if not target.text.strip(BLANKS):
        target = NOTHING
    again = target.text == source.text and has_arabic(target.text)
    state: State = unit.state if target.text and not again else ""
    unit = replace(unit, source=source.text, codes=source.codes, beside=beside.text, beside_codes=beside.codes)
    return replace(unit, target=target.text, target_codes=target.codes, state=state)


def renamed(units: Iterable[Unit]) -> Iterator[Unit]:
    """Make the names of units unique."""
    found = tuple(units)
    names = edits.unique(unit.id for unit in found)
    return (replace(unit, id=name) for unit, name in zip(found, names, strict=True))


def holds(document: Document, element: Element | None, filled: Filled, vocabulary: Vocabulary) -> bool:
    """Tell whether an element already is what a target would make of it."""
    if element is None or filled.notes:
        return False
    found = inline.read(document, element, vocabulary)
    return inline.spell(messages.woven(found.text, found.codes)) == inline.spell(filled.pieces)


def holding(document: Document, element: Element, text: str, attributes: Mapping[str, str] | None = None) -> str:
    """Spell an element that holds another text, and has other values of attributes."""
    opening = elements.with_attributes(document.opening(element), attributes or {})
    return f"{elements.opened(opening)}{text}</{element.tag}>"


def margin(document: Document, element: Element) -> str:
    """Give the white space before an element, so that another one can stand below it."""
    found = _MARGIN.search(document.text[max(element.start - WIDEST_MARGIN, 0) : element.start])
    return found[0] if found else ""


def plain(document: Document, element: Element) -> str:
    """Give the text of an element that holds no other."""
    return elements.unescaped(document.content(element)).strip()
