"""What a memory suggests, as alternatives of a sentence in XLIFF 1.2."""

from collections.abc import Sequence

from toolkit.bitext import Suggestion
from toolkit.documents import bilingual
from toolkit.documents.xml import elements
from toolkit.documents.xml.elements import Document, Element


def alternatives(
    document: Document, unit: Element, source: Element, offered: Sequence[tuple[str, Sequence[Suggestion]]]
) -> str:
    """Spell the suggestions of a unit's sentences, by their marks, as ``alt-trans``; what stands there is left out."""
    old = [target for each in unit.all("alt-trans") for target in each.all("target")]
    known = {bilingual.plain(document, target) for target in old}
    margin, prefix = bilingual.margin(document, source), source.tag.removesuffix("source")
    new = [(mark, each) for mark, suggestions in offered for each in suggestions if each.target not in known]
    return "".join(f"{margin}{_spelled(each, mark, prefix)}" for mark, each in new)


def _spelled(suggestion: Suggestion, mark: str, prefix: str) -> str:
    attributes = {"mid": mark, "match-quality": str(suggestion.score), "origin": suggestion.origin}
    opening = elements.with_attributes(
        f"<{prefix}alt-trans>", {name: each for name, each in attributes.items() if each}
    )
    source, target = (elements.escaped(text) for text in (suggestion.source, suggestion.target))
    texts = f"<{prefix}source>{source}</{prefix}source><{prefix}target>{target}</{prefix}target>"
    return f"{opening}{texts}</{prefix}alt-trans>"
