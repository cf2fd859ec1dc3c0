"""XLIFF 2.1: every unit a unit, its sentences segments, its gaps ignorables, its terms and suggestions in modules."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from toolkit.bitext import Bitext, Outcome, Translation, Unit
from toolkit.documents import pieces, records
from toolkit.documents.xml import markup

CORE = "urn:oasis:names:tc:xliff:document:2.0"  # 2.1 kept it
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
NOT_NMTOKEN = re.compile("[^A-Za-z0-9._-]")


@dataclass(frozen=True, slots=True)
class _Term:
    mark: str
    form: str
    outcome: Outcome


def write(bitext: Bitext) -> str:
    """Spell a bitext as XLIFF 2.1."""
    root = etree.XML(f'<xliff xmlns="{CORE}" xmlns:gls="{GLOSSARY}" version="2.1" srcLang="ar" trgLang="en"/>')
    attributes = {"id": "f1", "original": bitext.original, "srcDir": "rtl", "trgDir": "ltr"}
    file = markup.add(root, "file", {**attributes, markup.SPACE: "preserve"})
    markup.add(markup.add(file, "notes", {}), "note", {"category": "recipe"}, bitext.recipe.signature)
    groups = bitext.by_unit()
    for unit in bitext.units:
        if groups[unit.id]:
            _add_unit(file, unit, groups[unit.id])
    if not bitext.translations:
        markup.add(file, "group", {"id": "g1"})  # a file must hold a unit or a group
    return markup.render(root)


def _add_unit(file: etree._Element, unit: Unit, translations: Sequence[Translation]) -> None:
    name = _token(unit.id)
    element = markup.add(file, "unit", {"id": name, "name": unit.id if name != unit.id else ""})
    _add_matches(element, translations)
    terms = tuple(_terms(translations))
    _add_glossary(element, terms)
    _add_notes(element, translations)
    marks = iter(terms)
    for piece in pieces.cut(unit, translations):
        if piece.translation is None:
            _add_pair(markup.add(element, "ignorable", {}), piece)
        else:
            _add_segment(element, piece.translation, marks)


def _add_matches(unit: etree._Element, translations: Sequence[Translation]) -> None:
    """Add what a memory has that is near; its texts are in the namespace of the core."""
    found = [(translation, each) for translation in translations for each in translation.suggestions]
    if not found:
        return
    matches = etree.SubElement(unit, f"{{{MATCHES}}}matches", nsmap={"mtc": MATCHES})
    for translation, each in found:
        values = {"type": "tm", "matchQuality": str(min(each.score, 100)), "origin": each.origin}
        match = markup.add(matches, "match", {"ref": f"#{_name(translation)}", **values})
        markup.add(match, f"{{{CORE}}}source", {}, each.source)
        markup.add(match, f"{{{CORE}}}target", {}, each.target)


def _name(translation: Translation) -> str:
    return f"s{translation.segment.number}"


def _terms(translations: Sequence[Translation]) -> Iterator[_Term]:
    stretches = (stretch for translation in translations for stretch in pieces.mark(translation))
    found = ((stretch.source, stretch.outcome) for stretch in stretches if stretch.outcome)
    for number, (form, outcome) in enumerate(found, start=1):
        yield _Term(f"m{number}", form, outcome)


def _add_glossary(element: etree._Element, terms: Sequence[_Term]) -> None:
    if not terms:
        return
    glossary = markup.add(element, f"{{{GLOSSARY}}}glossary", {})
    for term in terms:
        entry = markup.add(glossary, "glossEntry", {"ref": f"#{term.mark}"})
        markup.add(entry, "term", {}, term.outcome.match.entry.source)
        markup.add(entry, "translation", {}, term.outcome.match.entry.target)


def _add_notes(element: etree._Element, translations: Sequence[Translation]) -> None:
    texts = [(translation, note) for translation in translations for note in records.notes(translation)]
    if not texts:
        return
    notes = markup.add(element, "notes", {})
    for translation, note in texts:
        markup.add(notes, "note", {"category": "check"}, f"{translation.segment.id}: {note}")


def _add_segment(element: etree._Element, translation: Translation, marks: Iterator[_Term]) -> None:
    state = {"state": "initial", "subState": "toolkit:needs-review"}
    done = {"state": "translated", "subState": f"toolkit:{'tm' if translation.method == 'memory' else 'mt'}"}
    attributes = {"id": _name(translation), **(state if translation.needs_review else done)}
    segment = markup.add(element, "segment", attributes)
    source = markup.add(segment, "source", {})
    for stretch in pieces.mark(translation):
        if stretch.outcome is None:
            markup.add_text(source, stretch.source)
        else:
            markup.add(source, "mrk", {"id": next(marks).mark, "type": "term"}, stretch.source)
    markup.add(segment, "target", {}, translation.target)


def _add_pair(ignorable: etree._Element, piece: pieces.Piece) -> None:
    markup.add(ignorable, "source", {}, piece.source)
    markup.add(ignorable, "target", {}, piece.target)


def _token(text: str) -> str:
    """Make an NMTOKEN of an id: what it may not hold becomes its code point between underscores."""
    return NOT_NMTOKEN.sub(lambda found: f"_{ord(found[0]):x}_", text)
