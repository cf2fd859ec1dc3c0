"""What the attributes of HTML say: what people read, what is not translated, which language and direction it has."""

from collections.abc import Iterator

from toolkit.bitext import Unit
from toolkit.documents import runs
from toolkit.documents.edits import Edit
from toolkit.documents.html import text as html_text
from toolkit.documents.html.tokens import RAW, Attribute, Token
from toolkit.documents.languages import is_arabic
from toolkit.documents.runs import Slot

_UNTRANSLATED = RAW | frozenset("pre listing code kbd samp tt svg math".split())
_READ = frozenset(
    "title alt placeholder label aria-label aria-description aria-placeholder aria-roledescription"
    " aria-valuetext".split()
)
_PRESERVED = frozenset(("title", "placeholder", "value"))
"""Attributes in which a line break is one."""
_BUTTONS = frozenset(("submit", "button", "reset"))
_META = frozenset(
    "description keywords application-name apple-mobile-web-app-title og:title og:description og:site_name og:image:alt"
    " twitter:title twitter:description twitter:image:alt twitter:label1 twitter:data1 twitter:label2"
    " twitter:data2".split()
)
_ISOLATED = frozenset(("bdo", "bdi"))
"""Elements that have a direction for its own sake."""


def translated(token: Token, inherited: bool) -> bool:
    """Tell whether what an element holds is to be translated."""
    value = next((attribute.value for attribute in token.attributes if attribute.name == "translate"), None)
    if token.name in _UNTRANSLATED or "notranslate" in token.get("class").split():
        return False
    if value is None or value.strip().lower() not in ("yes", "no", ""):
        return inherited
    return value.strip().lower() != "no"


def slots(text: str, token: Token) -> Iterator[Slot]:
    """Yield the attributes of a tag that people read, of each name the first."""
    names: set[str] = set()
    for attribute in token.attributes:
        if attribute.name not in names and _is_read(token, attribute):
            yield from _slot(text, token, attribute)
        names.add(attribute.name)


def to_english(token: Token) -> Iterator[Edit]:
    """Yield the edits that make a tag declare English where it declares Arabic, and its direction where that is so."""
    languages = [attribute for attribute in token.attributes if attribute.name in ("lang", "xml:lang")]
    arabic = [attribute for attribute in languages if is_arabic(attribute.value)]
    for attribute in arabic:
        yield Edit(attribute.start, attribute.end, "en")
    if (languages and not arabic) or token.name in _ISOLATED:
        return
    for attribute in token.attributes:
        if attribute.name == "dir" and attribute.value.strip().lower() == "rtl":
            yield Edit(attribute.start, attribute.end, "ltr")


def _is_read(token: Token, attribute: Attribute) -> bool:
    if not any(character.isalpha() for character in attribute.value):
        return False
    if attribute.name == "value":
        return token.name == "input" and token.get("type").strip().lower() in _BUTTONS
    if attribute.name == "content":
        return token.name == "meta" and (token.get("name") or token.get("property")).strip().lower() in _META
    if attribute.name == "title" and token.name in ("link", "style"):
        return "stylesheet" not in token.get("rel").lower() and token.name == "link"
    return attribute.name in _READ


def _slot(text: str, token: Token, attribute: Attribute) -> Iterator[Slot]:
    collapse = attribute.name not in _PRESERVED
    name = attribute.name
    if name == "content":
        name = (token.get("name") or token.get("property")).strip().lower()
    start, end = attribute.start, attribute.end
    for slot in runs.slots(list(html_text.items(text, start, end, collapse)), text):
        yield Slot(
            Unit("", slot.unit.source, codes=slot.unit.codes),
            slot.start,
            slot.end,
            slot.spans,
            quote=attribute.quote,
            name=name,
        )
