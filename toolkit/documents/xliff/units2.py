"""XLIFF 2.0 to 2.2 taken apart and filled: a unit is a segment.

https://docs.oasis-open.org/xliff/xliff-core/v2.1/os/xliff-core-v2.1-os.html
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.bitext import State, Unit
from toolkit.documents import bilingual, languages
from toolkit.documents.bilingual import Languages
from toolkit.documents.contents import Content, Filled, Targets
from toolkit.documents.edits import Edit
from toolkit.documents.xml import elements, inline
from toolkit.documents.xml.elements import Document, Element
from toolkit.documents.xml.inline import Half, Vocabulary

VOCABULARY = Vocabulary(
    opaque=frozenset(("ph", "cp", "sc", "ec", "sm", "em")),
    halves={
        "sc": Half("open", "c", ("id",)),
        "ec": Half("close", "c", ("startRef", "id")),
        "sm": Half("open", "m", ("id",)),
        "em": Half("close", "m", ("startRef",)),
    },
    hides=lambda element: element.name in ("mrk", "sm") and element.attributes.get("translate") == "no",
)
REVIEW = "toolkit:needs-review"


@dataclass(frozen=True, slots=True)
class _Segment:
    """A segment in the element of its unit; ``target`` is the place of the English, if there is one."""

    unit: Unit
    parent: Element
    element: Element
    source: Element
    target: Element | None


def read(content: Content, document: Document) -> tuple[Unit, ...]:
    """Take a file apart into its segments."""
    return tuple(segment.unit for segment in _segments(content, document))


def fill(content: Content, document: Document, targets: Targets) -> bytes:
    """Put targets into a file; a segment with a new target is ``translated``, or ``initial`` if it needs a review."""
    changed = [
        (segment, targets[segment.unit.id])
        for segment in _segments(content, document)
        if segment.unit.id in targets and _is_new(document, segment, targets[segment.unit.id])
    ]
    changes = [edit for segment, filled in changed for edit in _changes(document, segment, filled)]
    if changes and not languages.is_english(document.root.attributes.get("trgLang", "")):
        opening = elements.with_attributes(document.opening(document.root), {"trgLang": "en"})
        changes.append(Edit(document.root.start, document.root.inner, opening))
    return elements.edited(document, (*changes, *_notes(document, changed)))


def _segments(content: Content, document: Document) -> list[_Segment]:
    root = document.root
    languages = Languages(root.attributes.get("srcLang", ""), root.attributes.get("trgLang", ""))
    bilingual.require(languages, content, document.at(root))
    from_target = content.side == "target"
    found = [segment for unit in _units(root, "yes") for segment in _cut(document, unit, from_target)]
    units = bilingual.renamed(segment.unit for segment in found)
    return [replace(segment, unit=unit) for segment, unit in zip(found, units, strict=True)]


def _units(element: Element, inherited: str) -> Iterator[Element]:
    for child in element.children:
        if child.namespace == element.namespace:
            translate = child.attributes.get("translate", inherited)
            if child.name in ("file", "group"):
                yield from _units(child, translate)
            elif child.name == "unit" and translate != "no":
                yield child


def _cut(document: Document, parent: Element, from_target: bool) -> Iterator[_Segment]:
    name = parent.attributes.get("id", "") or f"u{document.line(parent)}"
    notes = tuple(bilingual.plain(document, note) for group in parent.all("notes") for note in group.all("note"))
    segments = tuple(parent.all("segment"))
    for number, element in enumerate(segments, start=1):
        source, target = element.first("source"), element.first("target")
        arabic = target if from_target else source
        if source and arabic:
            own = f"{name}/{element.attributes.get('id', number)}" if len(segments) > 1 else name
            unit = Unit(own, "", state=_state(element), notes=notes, line=document.line(arabic))
            others = (None, source) if from_target else (target, None)
            texts = [inline.read(document, each, VOCABULARY) for each in (arabic, *others)]
            yield _Segment(bilingual.with_texts(unit, *texts), parent, element, source, target)


def _state(element: Element) -> State:
    """Tell the state of a segment; where none is given, one with a target counts as translated."""
    return "fuzzy" if element.attributes.get("state") == "initial" else "translated"


def _is_new(document: Document, segment: _Segment, filled: Filled) -> bool:
    held = bilingual.holds(document, segment.target, filled, VOCABULARY)
    return not held or filled.review != (_state(segment.element) == "fuzzy")


def _changes(document: Document, segment: _Segment, filled: Filled) -> Iterator[Edit]:
    state = (
        {"state": "initial", "subState": REVIEW} if filled.review else {"state": "translated", "subState": "toolkit:mt"}
    )
    opening = elements.with_attributes(document.opening(segment.element), state)
    yield Edit(segment.element.start, segment.element.inner, opening)
    text = inline.spell(filled.pieces, document.line_break)
    if segment.target is None:
        tag = segment.source.tag.removesuffix("source") + "target"
        new = f"{bilingual.margin(document, segment.source)}<{tag}>{text}</{tag}>"
        yield Edit(segment.source.end, segment.source.end, new)
    else:
        language = segment.target.attributes.get("xml:lang", "en")
        attributes = {} if languages.is_english(language) else {"xml:lang": "en"}
        yield Edit(
            segment.target.start, segment.target.end, bilingual.holding(document, segment.target, text, attributes)
        )


def _notes(document: Document, changed: Sequence[tuple[_Segment, Filled]]) -> Iterator[Edit]:
    """Put notes where a unit has its own, or before its first segment, where the schema wants them."""
    groups: dict[int, tuple[Element, list[str]]] = {}
    for segment, filled in changed:
        _, texts = groups.setdefault(segment.parent.start, (segment.parent, []))
        texts += [f"{segment.unit.id}: {note}" for note in filled.notes if note not in segment.unit.notes]
    for parent, texts in groups.values():
        known = parent.first("notes")
        held = {bilingual.plain(document, note) for note in known.all("note")} if known else set()
        following = parent.first("originalData") or next(
            child for child in parent.children if child.name in ("segment", "ignorable")
        )
        margin, prefix = bilingual.margin(document, following), parent.tag.removesuffix("unit")
        indent = margin + "  " if "\n" in margin else margin
        notes = "".join(
            f'{indent}<{prefix}note category="check">{elements.escaped(text)}</{prefix}note>'
            for text in dict.fromkeys(texts)
            if text not in held
        )
        if notes and known:
            yield Edit(known.children[-1].end, known.children[-1].end, notes)
        elif notes:
            place = following.start
            yield Edit(place, place, f"<{prefix}notes>{notes}{margin}</{prefix}notes>{margin}")
