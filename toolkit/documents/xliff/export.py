"""XLIFF 1.2, strict: every unit a trans-unit, its sentences aligned by ``mrk`` elements of the same ``mid``."""

from collections.abc import Sequence

from lxml import etree

from toolkit.bitext import Bitext, Recipe, Translation, Unit
from toolkit.documents import pieces, records
from toolkit.documents.xml import markup

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
TOOL = "toolkit"


def write(bitext: Bitext) -> str:
    """Spell a bitext as XLIFF 1.2."""
    root = etree.XML(f'<xliff xmlns="{NAMESPACE}" version="1.2"/>')
    file = markup.add(root, "file", _file_attributes(bitext))
    _add_header(file, bitext.recipe)
    body = markup.add(file, "body", {})
    groups = bitext.by_unit()
    for unit in bitext.units:
        if groups[unit.id]:
            _add_unit(body, unit, groups[unit.id])
    return markup.render(root)


def _file_attributes(bitext: Bitext) -> dict[str, str]:
    return {
        "original": bitext.original or "-",
        "source-language": "ar",
        "target-language": "en",
        "datatype": "plaintext",
        "tool-id": TOOL,
        "date": records.stamp(bitext.recipe, "%Y-%m-%dT%H:%M:%SZ"),
    }


def _add_header(file: etree._Element, recipe: Recipe) -> None:
    header = markup.add(file, "header", {})
    markup.add(header, "tool", {"tool-id": TOOL, "tool-name": TOOL, "tool-version": recipe.tool})
    markup.add(header, "note", {"from": TOOL}, recipe.signature)


def _add_unit(body: etree._Element, unit: Unit, translations: Sequence[Translation]) -> None:
    element = markup.add(body, "trans-unit", {"id": unit.id, markup.SPACE: "preserve", "approved": "no"})
    parts = pieces.cut(unit, translations)
    _add_source(markup.add(element, "source", {}), parts, segmented=False)
    _add_source(markup.add(element, "seg-source", {}), parts, segmented=True)
    _add_target(markup.add(element, "target", _state(translations)), parts)
    for translation in translations:
        _add_suggestions(element, translation)
    for translation in translations:
        for note in records.notes(translation):
            markup.add(element, "note", {"from": TOOL}, f"{translation.segment.id}: {note}")


def _state(translations: Sequence[Translation]) -> dict[str, str]:
    review = any(translation.needs_review for translation in translations)
    remembered = all(translation.method == "memory" for translation in translations)
    return {
        "state": "needs-review-translation" if review else "translated",
        "state-qualifier": "leveraged-tm" if remembered else "mt-suggestion",
    }


def _add_source(element: etree._Element, parts: Sequence[pieces.Piece], segmented: bool) -> None:
    for piece in parts:
        if piece.translation is None:
            markup.add_text(element, piece.source)
        else:
            _add_terms(_sentence(element, piece.translation) if segmented else element, piece.translation)


def _add_target(element: etree._Element, parts: Sequence[pieces.Piece]) -> None:
    for piece in parts:
        place = element if piece.translation is None else _sentence(element, piece.translation)
        markup.add_text(place, piece.target)


def _sentence(element: etree._Element, translation: Translation) -> etree._Element:
    return markup.add(element, "mrk", {"mtype": "seg", "mid": str(translation.segment.number)})


def _add_suggestions(unit: etree._Element, translation: Translation) -> None:
    for each in translation.suggestions:
        attributes = {"mid": str(translation.segment.number), "match-quality": str(each.score), "origin": each.origin}
        element = markup.add(unit, "alt-trans", attributes)
        markup.add(element, "source", {}, each.source)
        markup.add(element, "target", {}, each.target)


def _add_terms(element: etree._Element, translation: Translation) -> None:
    for stretch in pieces.mark(translation):
        if stretch.outcome is None:
            markup.add_text(element, stretch.source)
        else:
            comment = f"{stretch.outcome.match.entry.target}: {stretch.outcome.verdict.value}"
            markup.add(element, "mrk", {"mtype": "term", "comment": comment}, stretch.source)
