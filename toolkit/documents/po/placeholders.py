"""The placeholders that a PO message says it has: msgfmt refuses a translation with others."""

import re
from collections.abc import Mapping

from toolkit.documents.po.catalogues import Message
from toolkit.placeholders import QT, QT_PLACEHOLDER

_PERCENT = re.compile(
    r"%%|%(?:\(\w+\)|<\w+>|\d+\$)?[-+ #0']*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|q|j|z|t|L)?[@A-Za-z]|%"
)
_BRACED = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]")
_DOUBLED = ("%%", "{{", "}}")
_BROKEN = ("%", "{", "}")


def are_kept(message: Message, texts: Mapping[int, str]) -> bool:
    """Tell whether English texts, by their plural forms, have the placeholders of their source.

    A singular (form 0) may have fewer. A message without a flag such as ``c-format`` has no placeholders, nor has one
    whose flag is wrong, as of ``50% من``: msgfmt looks at none of these.
    """
    return all(_are_kept(message, form, text, kind) for form, text in texts.items() if text for kind in message.kinds)


def _are_kept(message: Message, form: int, text: str, kind: str) -> bool:
    pattern = _pattern(kind)
    wanted = _placeholders(message.text("msgid_plural" if form >= 0 else "msgid") or "", pattern)
    found = _placeholders(text, pattern)
    return found == wanted or (form == 0 and set(found) < set(wanted)) or not set(_BROKEN).isdisjoint(wanted)


def _pattern(kind: str) -> re.Pattern[str]:
    if kind in QT:
        return QT_PLACEHOLDER
    return _BRACED if "brace" in kind or kind == "csharp-format" else _PERCENT


def _placeholders(text: str, pattern: re.Pattern[str]) -> list[str]:
    return sorted(found for found in pattern.findall(text) if found not in _DOUBLED)
