"""Write TBX-Basic v3 in its DCA style, and the martif of TBX v2; what TBX cannot say goes into notes (see ``tbx``)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

import toolkit
from toolkit.bitext import Status, TermEntry
from toolkit.documents.xml import markup
from toolkit.glossaries import remainders, tbx
from toolkit.glossaries.contents import Content, Languages

NAMES: Mapping[Status, str] = {
    "preferred": "preferredTerm-admn-sts",
    "do-not-translate": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "deprecated": "deprecatedTerm-admn-sts",
    "proposed": "",
}
"""How TBX-Basic spells a status; nothing is said of a term that nobody has approved."""

PARTS = {"proper noun": "noun"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a version of TBX names its elements."""

    namespace: str
    root: str
    attributes: Mapping[str, str]
    header: str
    concept: str
    section: str
    term: str
    encoding: str = ""


BASIC = Dialect(
    tbx.NAMESPACE, "tbx", {"type": "TBX-Basic", "style": "dca"}, "tbxHeader", "conceptEntry", "langSec", "termSec"
)
MARTIF = Dialect("", "martif", {"type": "TBX"}, "martifHeader", "termEntry", "langSet", "tig", "TBXXCS.xcs")


def write(entries: Sequence[TermEntry], languages: Languages) -> str:
    """Spell entries as TBX-Basic v3, one concept for each, numbered from c1."""
    return _write(entries, languages, BASIC)


def write_v2(entries: Sequence[TermEntry], languages: Languages) -> str:
    """Spell entries as TBX v2."""
    return _write(entries, languages, MARTIF)


def _write(entries: Sequence[TermEntry], languages: Languages, dialect: Dialect) -> str:
    root = _element(dialect, dialect.root)
    root.set(markup.LANGUAGE, languages.source)
    for key, value in dialect.attributes.items():
        root.set(key, value)
    _add_header(root, dialect)
    text = markup.add(root, "text", {})
    if entries:
        body = markup.add(text, "body", {})
        body.extend(_concept(entry, f"c{number}", languages, dialect) for number, entry in enumerate(entries, start=1))
    return markup.render(root)


def _add_header(root: etree._Element, dialect: Dialect) -> None:
    header = markup.add(root, dialect.header, {})
    source = markup.add(markup.add(header, "fileDesc", {}), "sourceDesc", {})
    markup.add(source, "p", {}, f"Converted by toolkit {toolkit.__version__}")
    if dialect.encoding:
        markup.add(markup.add(header, "encodingDesc", {}), "p", {"type": "XCSURI"}, dialect.encoding)


def _concept(entry: TermEntry, identity: str, languages: Languages, dialect: Dialect) -> etree._Element:
    """Make a concept, read it, and add what came back otherwise: so nothing is lost, whatever TBX has no name for."""
    said = _said(entry, identity, languages, dialect)
    back = tbx.row(said, Content(Path(entry.place), b"", languages=languages))
    notes = [f"{tbx.PREFIX}{column}={cell}" for column, cell in remainders.of(entry, back.cells).items()]
    first = next(place for place, child in enumerate(said) if tbx.name(child) == dialect.section)
    for note in reversed(notes):
        said.insert(first, _note(note, dialect))
    return said


def _said(entry: TermEntry, identity: str, languages: Languages, dialect: Dialect) -> etree._Element:
    concept = _element(dialect, dialect.concept)
    concept.set("id", identity)
    for tag, kind, text in (("descrip", tbx.DOMAIN, entry.domain), ("admin", tbx.CLIENT, entry.client)):
        if text:
            markup.add(concept, tag, {"type": kind}, text)
    if entry.note:
        concept.append(_note(entry.note, dialect))
    _add_terms(markup.add(concept, dialect.section, {markup.LANGUAGE: languages.source}), _sources(entry), dialect)
    _add_terms(markup.add(concept, dialect.section, {markup.LANGUAGE: languages.target}), _targets(entry), dialect)
    return concept


def _sources(entry: TermEntry) -> Iterator[tbx.Term]:
    yield tbx.Term(entry.source, NAMES["preferred"], PARTS.get(entry.pos, entry.pos))
    yield from (tbx.Term(form, NAMES["admitted"], "") for form in entry.source_variants)


def _targets(entry: TermEntry) -> Iterator[tbx.Term]:
    yield tbx.Term(entry.target, NAMES[entry.status], PARTS.get(entry.pos, entry.pos))
    yield from (tbx.Term(form, NAMES["admitted"], "") for form in entry.target_variants)
    yield from (tbx.Term(form, NAMES["deprecated"], "") for form in entry.forbidden)


def _add_terms(section: etree._Element, terms: Iterator[tbx.Term], dialect: Dialect) -> None:
    for term in terms:
        unit = markup.add(section, dialect.term, {})
        markup.add(unit, "term", {}, term.text)
        for kind, value in ((tbx.PART, term.part), (tbx.STATUS, term.status)):
            if value:
                markup.add(unit, "termNote", {"type": kind}, value)


def _note(text: str, dialect: Dialect) -> etree._Element:
    note = _element(dialect, "note")
    markup.add_text(note, text)
    return note


def _element(dialect: Dialect, tag: str) -> etree._Element:
    if not dialect.namespace:
        return etree.Element(tag)
    return etree.fromstring(f'<{tag} xmlns="{dialect.namespace}"/>')
