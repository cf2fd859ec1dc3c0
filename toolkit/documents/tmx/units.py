"""TMX taken apart and filled: a unit is a translation unit with an Arabic variant, its target the English one.

TMX names the language of each text, so ``Content.side`` means nothing here. https://www.gala-global.org/tmx-14b
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.bitext import State, Unit
from toolkit.documents import bilingual, languages
from toolkit.documents.contents import Content, Filled, Targets
from toolkit.documents.edits import Edit
from toolkit.documents.xml import elements, inline
from toolkit.documents.xml.elements import Document, Element
from toolkit.documents.xml.inline import Half, Vocabulary
from toolkit.errors import InputError

VOCABULARY = Vocabulary(
    opaque=frozenset(("bpt", "ept", "ph", "it", "ut")),
    halves={"bpt": Half("open", "pt", ("i",)), "ept": Half("close", "pt", ("i",))},
    hides=lambda element: False,
)
STATE, REVIEW = "x-state", "needs-review"
"""The property of a variant that needs a review; TMX has no other place to say it."""


@dataclass(frozen=True, slots=True)
class _Pair:
    unit: Unit
    arabic: Element
    english: Element | None


def read(content: Content) -> tuple[Unit, ...]:
    """Take a memory apart; raise InputError where it is no TMX, or holds no Arabic and does not claim to."""
    return tuple(pair.unit for pair in _pairs(elements.parse(content)))


def fill(content: Content, targets: Targets) -> bytes:
    """Put English variants into a memory; all else stays as it is, byte for byte."""
    document = elements.parse(content)
    changes: list[Edit] = []
    for pair in _pairs(document):
        filled = targets.get(pair.unit.id)
        if filled and _is_new(document, pair, filled):
            changes += _changes(document, pair, filled)
    return elements.edited(document, changes)


def _pairs(document: Document) -> list[_Pair]:
    if document.root.name != "tmx":
        message = f"not TMX: the root element is <{document.root.tag}>; name the format that it is in"
        raise InputError(message, document.at(document.root))
    body = document.root.first("body")
    found = [
        pair
        for number, element in enumerate(body.all("tu") if body else (), start=1)
        for pair in _pair(document, element, number)
    ]
    if not found:
        _require_arabic(document)
    units = bilingual.renamed(pair.unit for pair in found)
    return [replace(pair, unit=unit) for pair, unit in zip(found, units, strict=True)]


def _require_arabic(document: Document) -> None:
    header = document.root.first("header")
    language = header.attributes.get("srclang", "") if header else ""
    if header and language.lower() != "*all*":
        languages.require_arabic(language, document.at(header))


def _pair(document: Document, element: Element, number: int) -> Iterator[_Pair]:
    variants = [(_language(variant), variant) for variant in element.all("tuv")]
    arabic = next((variant for code, variant in variants if languages.is_arabic(code)), None)
    english = next((variant for code, variant in variants if languages.is_english(code)), None)
    source = arabic.first("seg") if arabic else None
    if arabic and source:
        target = inline.read(document, english.first("seg") if english else None, VOCABULARY)
        name = element.attributes.get("tuid", "") or f"tu{number}"
        notes = tuple(bilingual.plain(document, note) for note in element.all("note"))
        state: State = "fuzzy" if english and _review(document, english) else "translated"
        unit = Unit(name, "", state=state, notes=notes, line=document.line(source))
        yield _Pair(bilingual.with_texts(unit, inline.read(document, source, VOCABULARY), target), arabic, english)


def _language(variant: Element) -> str:
    return variant.attributes.get("xml:lang") or variant.attributes.get("lang", "")


def _review(document: Document, variant: Element) -> Element | None:
    """Find the property of a variant that says that it needs a review."""
    states = (each for each in variant.all("prop") if each.attributes.get("type") == STATE)
    return next((each for each in states if bilingual.plain(document, each) == REVIEW), None)


def _is_new(document: Document, pair: _Pair, filled: Filled) -> bool:
    segment = pair.english.first("seg") if pair.english else None
    return not bilingual.holds(document, segment, filled, VOCABULARY) or filled.review != (pair.unit.state == "fuzzy")


def _changes(document: Document, pair: _Pair, filled: Filled) -> Iterator[Edit]:
    text = inline.spell(filled.pieces, document.line_break)
    segment = pair.english.first("seg") if pair.english else None
    if pair.english is None or segment is None:
        yield _variant(document, pair, filled, text)
        return
    known = _review(document, pair.english)
    if known and not filled.review:
        yield Edit(known.start - len(bilingual.margin(document, known)), known.end, "")
    yield Edit(segment.start, segment.start, _details(document, pair.english, segment, filled, known is None))
    yield Edit(segment.start, segment.end, bilingual.holding(document, segment, text))


def _variant(document: Document, pair: _Pair, filled: Filled, text: str) -> Edit:
    """Make an English variant in the likeness of the Arabic one, or fill one that holds no segment."""
    segment = pair.arabic.first("seg") or pair.arabic
    details = _details(document, pair.arabic, segment, filled, True)
    inner, outer = bilingual.margin(document, segment), bilingual.margin(document, pair.arabic)
    held = f"{inner}{details}<{segment.tag}>{text}</{segment.tag}>{outer if inner.strip(' ') else ''}"
    if pair.english:
        return Edit(pair.english.start, pair.english.end, bilingual.holding(document, pair.english, held))
    name = "xml:lang" if "xml:lang" in pair.arabic.attributes else "lang"
    new = f'{outer}<{pair.arabic.tag} {name}="en">{held}</{pair.arabic.tag}>'
    return Edit(pair.arabic.end, pair.arabic.end, new)


def _details(document: Document, variant: Element, segment: Element, filled: Filled, with_review: bool) -> str:
    """Spell the notes and the state that stand before a segment."""
    margin, prefix = bilingual.margin(document, segment), segment.tag.removesuffix("seg")
    known = {bilingual.plain(document, note) for note in variant.all("note")}
    notes = [note for note in filled.notes if note not in known]
    spelled = [f"<{prefix}note>{elements.escaped(note)}</{prefix}note>" for note in notes]
    if filled.review and with_review:
        spelled.append(f'<{prefix}prop type="{STATE}">{REVIEW}</{prefix}prop>')
    return "".join(f"{each}{margin}" for each in spelled)
