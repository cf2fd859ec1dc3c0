"""XLIFF 1.2 taken apart and filled: a unit is a trans-unit, or each of its sentences where they are marked.

https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html; the files of Trados, memoQ and Phrase are XLIFF 1.2 too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.bitext import State, Unit
from toolkit.documents import bilingual, edits, languages
from toolkit.documents.bilingual import Languages
from toolkit.documents.contents import Content, Filled, Targets
from toolkit.documents.edits import Edit
from toolkit.documents.xliff import suggestions
from toolkit.documents.xml import elements, inline
from toolkit.documents.xml.elements import Document, Element
from toolkit.documents.xml.inline import Half, Vocabulary

VOCABULARY = Vocabulary(
    opaque=frozenset(("x", "bx", "ex", "bpt", "ept", "ph", "it", "sub")),
    halves={
        "bx": Half("open", "x", ("rid", "id")),
        "ex": Half("close", "x", ("rid", "id")),
        "bpt": Half("open", "pt", ("rid", "id")),
        "ept": Half("close", "pt", ("rid", "id")),
    },
    hides=lambda element: element.name == "mrk" and element.attributes.get("mtype") == "protected",
)
CONTAINERS = ("body", "group", "bin-unit")
UNSURE = ("new", "needs-", "Draft", "Rejected")
"""How the states begin that a person has to look at: of a target, and of a sentence of Trados."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    unit: Unit
    mark: str
    holder: Element | None


@dataclass(frozen=True, slots=True)
class _Parts:
    """A trans-unit; ``marked`` is its source, cut into sentences, if it is; Trados defines these by their ``mid``."""

    element: Element
    source: Element
    marked: Element
    target: Element | None
    definitions: Mapping[str, Element]
    file: Element


def read(content: Content, document: Document) -> tuple[Unit, ...]:
    """Take a file apart into its trans-units or their sentences."""
    return tuple(sentence.unit for _, sentence in _sentences(content, document))


def fill(content: Content, document: Document, targets: Targets) -> bytes:
    """Put targets into a file; a trans-unit with a new target is approved no more."""
    groups: dict[int, tuple[_Parts, list[_Sentence]]] = {}
    for parts, sentence in _sentences(content, document):
        groups.setdefault(parts.element.start, (parts, []))[1].append(sentence)
    changes: list[Edit] = []
    files: dict[int, Element] = {}
    for parts, sentences in groups.values():
        changed = [
            (sentence, targets[sentence.unit.id])
            for sentence in sentences
            if sentence.unit.id in targets and _is_new(document, parts, sentence, targets[sentence.unit.id])
        ]
        if changed:
            files[parts.file.start] = parts.file
            changes += _changes(document, parts, sentences, changed)
    return elements.edited(document, (*changes, *(_language(document, file) for file in files.values())))


def _sentences(content: Content, document: Document) -> list[tuple[_Parts, _Sentence]]:
    found = [
        (parts, sentence)
        for parts in _trans_units(document, content)
        for sentence in _cut(document, parts, content.side == "target")
    ]
    units = bilingual.renamed(sentence.unit for _, sentence in found)
    return [(parts, replace(sentence, unit=unit)) for (parts, sentence), unit in zip(found, units, strict=True)]


def _trans_units(document: Document, content: Content) -> Iterator[_Parts]:
    for file in document.root.all("file"):
        languages = Languages(file.attributes.get("source-language", ""), file.attributes.get("target-language", ""))
        bilingual.require(languages, content, document.at(file))
        for element in _translatable(file, file.attributes.get("translate", "yes")):
            source = element.first("source")
            if source:
                marked = element.first("seg-source") or source
                yield _Parts(element, source, marked, element.first("target"), _definitions(element), file)


def _translatable(element: Element, inherited: str) -> Iterator[Element]:
    for child in element.children:
        translate = child.attributes.get("translate", inherited)
        if child.name in CONTAINERS:
            yield from _translatable(child, translate)
        elif child.name == "trans-unit" and translate != "no" and not _is_locked(child):
            yield child


def _is_locked(element: Element) -> bool:
    """Tell whether a tool forbids changes: ``mq:locked``, ``m:locked``, Trados' ``locked``."""
    return any(
        name.rpartition(":")[2] == "locked" and value.lower() in ("true", "yes", "locked")
        for name, value in element.attributes.items()
    )


def _cut(document: Document, parts: _Parts, from_target: bool) -> Iterator[_Sentence]:
    if from_target and parts.target is None:
        return
    name = parts.element.attributes.get("id", "") or f"u{document.line(parts.element)}"
    notes = tuple(bilingual.plain(document, note) for note in parts.element.all("note"))
    originals = _marks(parts.marked)
    sources = _marks(parts.target) if from_target and parts.target else originals
    holders = {} if parts.target is None else _marks(parts.target)
    for mark, source in sources.items() or (("", parts.target if from_target and parts.target else parts.source),):
        if mark not in parts.definitions or not _is_locked(parts.definitions[mark]):
            holder = holders.get(mark) if mark else parts.target
            own = f"{name}/{mark}" if mark else name
            unit = Unit(own, "", state=_state(parts, mark), notes=notes, line=document.line(source))
            others = (None, originals.get(mark) if mark else parts.source) if from_target else (holder, None)
            texts = [inline.read(document, element, VOCABULARY) for element in (source, *others)]
            yield _Sentence(bilingual.with_texts(unit, *texts), mark, holder)


def _definitions(element: Element) -> Mapping[str, Element]:
    """Find what Trados says of the sentences of a trans-unit."""
    found = (seg for group in element.children if group.name == "seg-defs" for seg in group.children)
    return {seg.attributes.get("id", ""): seg for seg in found}


def _state(parts: _Parts, mark: str) -> State:
    state = parts.target.attributes.get("state", "") if parts.target else ""
    definition = parts.definitions.get(mark)
    state = definition.attributes.get("conf", state) if definition else state
    approved = parts.element.attributes.get("approved") == "yes"
    return "fuzzy" if state.startswith(UNSURE) and not approved else "translated"


def _marks(element: Element) -> Mapping[str, Element]:
    """Find the marked sentences in an element by their ``mid``; none where two have the same or one has none."""
    found = tuple(_marked(element))
    marks = {mark.attributes.get("mid", ""): mark for mark in found}
    return marks if len(marks) == len(found) and "" not in marks else {}


def _marked(element: Element) -> Iterator[Element]:
    for child in element.children:
        if child.name == "mrk" and child.attributes.get("mtype") == "seg":
            yield child
        else:
            yield from _marked(child)


def _is_new(document: Document, parts: _Parts, sentence: _Sentence, filled: Filled) -> bool:
    held = bilingual.holds(document, sentence.holder, filled, VOCABULARY)
    return not held or filled.review != (_state(parts, sentence.mark) == "fuzzy")


def _changes(
    document: Document, parts: _Parts, sentences: Sequence[_Sentence], changed: Sequence[tuple[_Sentence, Filled]]
) -> Iterator[Edit]:
    if parts.element.attributes.get("approved") == "yes":
        opening = elements.with_attributes(document.opening(parts.element), {"approved": "no"})
        yield Edit(parts.element.start, parts.element.inner, opening)
    names = {sentence.unit.id for sentence, _ in changed}
    kept = (sentence.unit.state for sentence in sentences if sentence.unit.id not in names)
    review = any(filled.review for _, filled in changed) or "fuzzy" in kept
    state = "needs-review-translation" if review else "translated"
    remembered = all(filled.remembered for _, filled in changed)
    attributes = {"state": state, "state-qualifier": "leveraged-tm" if remembered else "mt-suggestion"}
    texts = {sentence.mark: inline.spell(filled.pieces, document.line_break) for sentence, filled in changed}
    if parts.target is None:
        text = texts[""] if "" in texts else _marked_text(document, parts, texts)
        prefix = parts.source.tag.removesuffix("source")
        opening = elements.with_attributes(f"<{prefix}target>", attributes)
        place = parts.marked.end
        new = f"{bilingual.margin(document, parts.marked)}{opening}{text}</{prefix}target>"
        yield Edit(place, place, new)
    else:
        yield from _refilled(document, parts, parts.target, texts, attributes)
        place = parts.target.end
    offered = [(sentence.mark, filled.suggestions) for sentence, filled in changed]
    alternatives = suggestions.alternatives(document, parts.element, parts.source, offered)
    yield Edit(place, place, alternatives + _notes(document, parts, changed))
    yield from _redefined(document, parts, changed)


def _refilled(
    document: Document, parts: _Parts, target: Element, texts: Mapping[str, str], attributes: Mapping[str, str]
) -> Iterator[Edit]:
    if "xml:lang" in target.attributes and not languages.is_english(target.attributes["xml:lang"]):
        attributes = {**attributes, "xml:lang": "en"}
    holders = _marks(target)
    if "" in texts or not texts.keys() <= holders.keys():
        text = texts[""] if "" in texts else _marked_text(document, parts, texts)
        yield Edit(target.start, target.end, bilingual.holding(document, target, text, attributes))
        return
    yield Edit(target.start, target.inner, elements.with_attributes(document.opening(target), attributes))
    for mark, text in texts.items():
        holder = holders[mark]
        yield Edit(holder.start, holder.end, bilingual.holding(document, holder, text))


def _marked_text(document: Document, parts: _Parts, texts: Mapping[str, str]) -> str:
    """Spell a target that is marked like the source: new sentences, those that it had, and empty ones."""
    holders = _marks(parts.target) if parts.target else {}
    held = {**{mark: document.content(holder) for mark, holder in holders.items()}, **texts}
    start = parts.marked.inner
    marks = [
        Edit(mark.start - start, mark.end - start, bilingual.holding(document, mark, held.get(name, "")))
        for name, mark in _marks(parts.marked).items()
    ]
    return edits.apply(document.content(parts.marked), marks)


def _notes(document: Document, parts: _Parts, changed: Sequence[tuple[_Sentence, Filled]]) -> str:
    known = {bilingual.plain(document, note) for note in parts.element.all("note")}
    notes = [f"{sentence.unit.id}: {note}" for sentence, filled in changed for note in filled.notes]
    margin, prefix = bilingual.margin(document, parts.source), parts.source.tag.removesuffix("source")
    spelled = (elements.escaped(note) for note in notes if note not in known)
    return "".join(f'{margin}<{prefix}note from="toolkit">{note}</{prefix}note>' for note in spelled)


def _redefined(document: Document, parts: _Parts, changed: Sequence[tuple[_Sentence, Filled]]) -> Iterator[Edit]:
    """Tell Trados what a sentence is worth."""
    for sentence, filled in changed:
        definition = parts.definitions.get(sentence.mark)
        if definition:
            attributes = {"conf": "Draft" if filled.review else "Translated", "origin": "mt"}
            opening = elements.with_attributes(document.opening(definition), attributes)
            yield Edit(definition.start, definition.inner, opening)


def _language(document: Document, file: Element) -> Edit:
    opening = document.opening(file)
    if not languages.is_english(file.attributes.get("target-language", "")):
        opening = elements.with_attributes(opening, {"target-language": "en"})
    return Edit(file.start, file.inner, opening)
