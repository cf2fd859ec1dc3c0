"""Read TBX: TBX-Basic v3 in both its styles (DCA, DCT), and the martif of TBX v2, which OmegaT and Weblate read.

A concept becomes an entry. Of its Arabic and of its English terms the preferred one, or else the first that is not
deprecated, is the term; the others are variants; English that is deprecated or superseded is forbidden. TBX-Basic has
no name for what the other columns say, and its core no room for a type of one's own, so ``tbx_writer`` puts them into
notes ``toolkit:COLUMN=VALUE``, one for each column that would read differently without, and they are read back here.
ISO 30042:2019; https://www.tbxinfo.net
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from toolkit.documents.xml import markup
from toolkit.errors import InputError
from toolkit.glossaries import tables
from toolkit.glossaries.contents import Content, Languages, Reading
from toolkit.glossaries.tables import COLUMNS, Row

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
PREFIX = "toolkit:"
ROOTS = ("tbx", "martif")
CONCEPTS = ("conceptEntry", "termEntry")
SECTIONS = ("langSec", "langSet")
TERMS = ("termSec", "tig", "ntig")
TYPED = ("termNote", "descrip", "admin")

DOMAIN, CLIENT, DEFINITION, NOTE = "subjectField", "customerSubset", "definition", "note"
STATUS, PART = "administrativeStatus", "partOfSpeech"
KNOWN = (DOMAIN, CLIENT, DEFINITION, NOTE, STATUS, "normativeAuthorization", PART)

DEPRECATED = ("deprecated", "superseded", "obsolete")
PARTS: Mapping[str, str] = {"noun": "", "propernoun": "proper noun", "adjective": "adjective", "verb": "verb", "": ""}
"""What a part of speech says to us: a noun of TBX-Basic may be a name, so the target's capital decides."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a language; ``status`` is admitted, deprecated, or preferred, or empty where nothing is said."""

    text: str
    status: str
    part: str

    @property
    def rank(self) -> int:
        """Say how fit the term is to stand for its concept, 0 for the fittest."""
        return {"preferred": 0, "": 1, "admitted": 1}.get(self.status, 2)


def read(content: Content) -> Reading:
    """Read the concepts that have a term in both languages, and count what no column holds.

    Raises InputError with file and line for what is no TBX, declares entities, or has no such concept.
    """
    root = _root(content)
    concepts = [element for element in root.iter("*") if name(element) in CONCEPTS]
    rows = [row(concept, content) for concept in concepts]
    paired = [each for each in rows if each.cells["source"] and each.cells["target"]]
    if concepts and not paired:
        raise InputError(_unpaired(root, content.languages), str(content.path))
    entries = tuple(tables.entry(each) for each in paired)
    return Reading(entries, (*_skipped(len(rows) - len(paired), content.languages), *_unknown(concepts)))


def row(concept: etree._Element, content: Content) -> Row:
    """Fill the columns from a concept; ``source`` or ``target`` is empty where it has no term in the language."""
    sources = sorted(_terms(concept, content.languages.source), key=lambda term: term.rank)
    targets = sorted(_terms(concept, content.languages.target), key=lambda term: term.rank)
    values = list(_values(concept))
    cells = {
        "source": _join(sources[:1]),
        "target": _join(targets[:1]),
        "source_variants": _join(sources[1:]),
        "target_variants": _join([term for term in targets[1:] if term.status != "deprecated"]),
        "forbidden": _join([term for term in targets[1:] if term.status == "deprecated"]),
        "status": targets[0].status if targets else "",
        "pos": next((PARTS.get(term.part, "other") for term in (*targets, *sources) if term.part), ""),
        "domain": next((_tidy(value) for kind, value in values if kind == DOMAIN), ""),
        "client": next((_tidy(value) for kind, value in values if kind == CLIENT), ""),
        "note": _note(values),
    }
    return Row(cells | dict(_carried(values)), f"{content.path}:{concept.sourceline}")


def name(element: etree._Element) -> str:
    """Give the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _root(content: Content) -> etree._Element:
    root = markup.parse(content.data, content.encoding or "", str(content.path))
    if name(root) not in ROOTS:
        raise InputError(f"not TBX: the root element is <{name(root)}>", f"{content.path}:{root.sourceline}")
    return root


def _terms(concept: etree._Element, language: str) -> Iterator[Term]:
    for section in concept.iter("*"):
        if name(section) in SECTIONS and _speaks(section, language):
            yield from (_term(unit) for unit in section.iter("*") if name(unit) in TERMS)


def _speaks(section: etree._Element, language: str) -> bool:
    code = (section.get(markup.LANGUAGE) or section.get("lang") or "").replace("_", "-").lower()
    return f"{code}-".startswith(f"{language.lower()}-")


def _term(unit: etree._Element) -> Term:
    text = next((_text(element) for element in unit.iter("*") if name(element) == "term"), "")
    values = dict(_values(unit))
    status = values.get(STATUS, values.get("normativeAuthorization", ""))
    return Term(_tidy(text), _status(status.strip().lower()), _tidy(values.get(PART, "")).lower().replace(" ", ""))


def _status(value: str) -> str:
    if value.startswith(DEPRECATED):
        return "deprecated"
    if value.startswith("admitted"):
        return "admitted"
    return "preferred" if value else ""


def _values(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield what an element says: the data category of TBX, which DCT spells as a name of its own, and the text."""
    for each in element.iter("*"):
        namespace, _, local = str(each.tag).rpartition("}")
        if local in TYPED:
            yield each.get("type", ""), _text(each)
        elif local == NOTE or namespace not in ("", f"{{{NAMESPACE}"):
            yield local, _text(each)


def _note(values: Sequence[tuple[str, str]]) -> str:
    texts = (_tidy(value) for kind, value in values if kind in (DEFINITION, NOTE) and not _is_carried(value))
    return " ".join(dict.fromkeys(filter(None, texts)))


def _carried(values: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for kind, value in values:
        if kind == NOTE and _is_carried(value):
            column, _, cell = value.removeprefix(PREFIX).partition("=")
            yield column, cell


def _is_carried(value: str) -> bool:
    column, equals, _ = value.removeprefix(PREFIX).partition("=")
    return value.startswith(PREFIX) and bool(equals) and column in COLUMNS


def _join(terms: Sequence[Term]) -> str:
    return "|".join(dict.fromkeys(term.text for term in terms))


def _text(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _unpaired(root: etree._Element, languages: Languages) -> str:
    sections = (element for element in root.iter("*") if name(element) in SECTIONS)
    codes = sorted({section.get(markup.LANGUAGE) or section.get("lang") or "" for section in sections})
    return f"no concept with a term in {languages.source} and one in {languages.target}; it has: {', '.join(codes)}"


def _skipped(count: int, languages: Languages) -> Iterator[str]:
    if count:
        yield f"left out for want of a term in {languages.source} or in {languages.target}: {count} of the concepts"


def _unknown(concepts: Sequence[etree._Element]) -> Iterator[str]:
    kinds = Counter(kind for concept in concepts for kind, _ in _values(concept) if kind not in KNOWN)
    for kind, count in sorted(kinds.items()):
        yield f"left out, for no column holds it: {kind} ({count} times)"
