"""The placeholders that a PO message says it has: msgfmt refuses a translation with others."""

import re
from collections.abc import Mapping

from toolkit.documents.po.catalogues import Message

_PERCENT = re.compile(
    r"%%|%(?:\(\w+\)|<\w+>|\d+\$)?[-+ #0']*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|q|j|z|t|L)?[@A-Za-z]|%"
)
_BRACED = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]")
_DOUBLED = ("%%", "{{", "}}")


def are_kept(message: Message, texts: Mapping[int, str]) -> bool:
    """Tell whether English texts, by their plural forms, have the placeholders of their source.

    A singular (form 0) may have fewer. A message without a flag such as ``c-format`` has no placeholders.
    """
    kinds = [flag for flag in message.flags if flag.endswith("-format") and not flag.startswith("no-")]
    return all(_are_kept(message, form, text, kind) for form, text in texts.items() if text for kind in kinds)


def _are_kept(message: Message, form: int, text: str, kind: str) -> bool:
    pattern = _BRACED if "brace" in kind or kind == "csharp-format" else _PERCENT
    wanted = _placeholders(message.text("msgid_plural" if form >= 0 else "msgid") or "", pattern)
    found = _placeholders(text, pattern)
    return found == wanted or (form == 0 and set(found) < set(wanted))


def _placeholders(text: str, pattern: re.Pattern[str]) -> list[str]:
    return sorted(found for found in pattern.findall(text) if found not in _DOUBLED)
