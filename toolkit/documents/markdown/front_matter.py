"""The front matter of a Markdown file: YAML or TOML before the text, of which a title is to be translated."""

import json
import re
from collections.abc import Iterator

from toolkit.bitext import Unit
from toolkit.documents.edits import Edit
from toolkit.documents.languages import is_arabic
from toolkit.documents.runs import Slot

_BLOCK = re.compile(r"(---|\+\+\+)[ \t]*\r?\n(?:.*\r?\n)*?(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_VALUE = re.compile(
    r"^(?P<name>title|subtitle|description|summary|excerpt)[ \t]*[:=][ \t]*"
    r"(?:\"(?P<double>(?:[^\"\\\r\n]|\\.)*)\"|'(?P<single>(?:[^'\r\n]|'')*)'|(?P<plain>\w(?:[^\r\n]*\S)?))"
    r"[ \t]*(?=\r?\n)(?!\r?\n[ \t])",
    re.MULTILINE,
)
_DECLARED = re.compile(
    r"^(?:(?P<language>lang|language|locale)|dir|direction)[ \t]*[:=][ \t]*(?P<quote>[\"']?)(?P<value>[\w-]+)(?P=quote)"
    r"[ \t]*(?=\r?\n)",
    re.MULTILINE,
)
_PLAIN = re.compile(
    r"(?!(?:true|false|yes|no|on|off|null|y|n)\Z)(?![\d.]+\Z)\w(?:[^:#]|:(?=\S)|(?<=\S)#)*", re.IGNORECASE
)
"""A value that YAML reads as text without quotation marks."""


def length(text: str) -> int:
    """Count the characters of the front matter, 0 where there is none."""
    found = _BLOCK.match(text) if text.startswith(("---", "+++")) else None
    return found.end() if found else 0


def slots(text: str) -> Iterator[Slot]:
    """Yield the slots of a front matter: titles and descriptions that are one line of text."""
    for found in _VALUE.finditer(text):
        yield from _slot(found, toml=text.startswith("+++"))


def to_english(text: str) -> Iterator[Edit]:
    """Yield the edits that make a front matter declare English where it declares Arabic, and its direction."""
    for found in _DECLARED.finditer(text):
        if found["language"] and is_arabic(found["value"]):
            yield Edit(*found.span("value"), "en")
        elif not found["language"] and found["value"].lower() == "rtl":
            yield Edit(*found.span("value"), "ltr")


def escape(text: str, quote: str) -> str:
    """Spell a value as it was quoted, a plain one in quotation marks where it has to be."""
    text = " ".join(text.split())
    if quote == "'":
        return text.replace("'", "''")
    if quote == '"':
        return json.dumps(text, ensure_ascii=False)[1:-1]
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _slot(found: re.Match[str], toml: bool) -> Iterator[Slot]:
    group, quote = next(
        (group, quote) for group, quote in (("double", '"'), ("single", "'"), ("plain", "")) if found[group] is not None
    )
    value = _decoded(found[group], quote)
    if value is None or (toml and quote != '"') or not any(character.isalpha() for character in value):
        return
    yield Slot(Unit("", value), found.start(group), found.end(group), quote=quote, name=found["name"])


def _decoded(raw: str, quote: str) -> str | None:
    """Read a value; None for one that says more than its words."""
    if quote == "'":
        return raw.replace("''", "'")
    if quote == '"':
        try:
            return str(json.loads(f'"{raw}"'))
        except ValueError:
            return None
    return raw if _PLAIN.fullmatch(raw) else None
