"""TMX 1.4b: every segment a translation unit, for a translation memory."""

from lxml import etree

from toolkit.bitext import Bitext, Recipe, Translation
from toolkit.documents import records
from toolkit.documents.xml import markup


def write(bitext: Bitext) -> str:
    """Spell a bitext as TMX."""
    root = etree.XML('<tmx version="1.4"/>')
    _add_header(root, bitext.recipe)
    body = markup.add(root, "body", {})
    for translation in bitext.translations:
        _add_unit(body, translation)
    return markup.render(root)


def _add_header(root: etree._Element, recipe: Recipe) -> None:
    attributes = {
        "creationtool": "toolkit",
        "creationtoolversion": recipe.tool,
        "segtype": "sentence",
        "o-tmf": "toolkit",
        "adminlang": "en",
        "srclang": "ar",
        "datatype": "plaintext",
        "creationdate": records.stamp(recipe, "%Y%m%dT%H%M%SZ"),
    }
    header = markup.add(root, "header", attributes)
    _add_property(header, "x-recipe", recipe.signature)


def _add_unit(body: etree._Element, translation: Translation) -> None:
    unit = markup.add(body, "tu", {"tuid": translation.segment.id})
    for outcome in translation.outcomes:
        markup.add(unit, "note", {}, records.term_note(outcome))
    _add_property(unit, "x-method", translation.method)
    _add_property(unit, "x-score", str(records.score(translation)))
    _add_property(unit, "x-flags", " ".join(translation.flags))
    _add_variant(unit, "ar", translation.segment.source)
    _add_variant(unit, "en", translation.target)


def _add_property(parent: etree._Element, name: str, value: str) -> None:
    if value:
        markup.add(parent, "prop", {"type": name}, value)


def _add_variant(unit: etree._Element, language: str, text: str) -> None:
    variant = markup.add(unit, "tuv", {markup.LANGUAGE: language})
    markup.add(variant, "seg", {}, text)
