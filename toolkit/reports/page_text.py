"""Text as a web page may have it, and how verdicts are named there."""

import re
import unicodedata
from collections.abc import Mapping
from html import escape
from pathlib import PurePath

from toolkit.bitext import Outcome, TermEntry, Verdict
from toolkit.findings import Severity

VERDICTS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.BY_MODEL: ("model", "the model wrote it"),
    Verdict.BY_NBEST: ("n-best", "another hypothesis of the beam had it"),
    Verdict.BY_ANNOTATION: ("annotation", "the model was given it inline"),
    Verdict.BY_SEARCH: ("search", "the decoder was made to write it"),
    Verdict.BY_SPLICE: ("splice", "it was put into the finished sentence: look at it"),
    Verdict.BY_MEMORY: ("memory", "the translation memory had it"),
    Verdict.MISSED: ("missed", "it is not there"),
}
"""The name of each verdict on the page, which is its class too, and what it means."""
CHECKED: Mapping[Verdict, tuple[str, str]] = {
    **VERDICTS,
    Verdict.BY_MODEL: ("present", "it is in the English"),
    Verdict.MISSED: ("missing", "it is not in the English"),
}
"""The same for a file that was checked and not translated."""

SEVERITY_NAMES: Mapping[Severity, tuple[str, str]] = {
    "error": ("error", "errors"),
    "warning": ("warning", "warnings"),
    "info": ("note", "notes"),
}
"""What one and several findings of a severity are called."""

FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
CONTROLS: Mapping[str, str] = {
    "\u061c": "ALM",
    "\u200b": "ZWSP",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\ufeff": "BOM",
}
"""What changes the direction of text (UAX #9), and two that hide in it, as they are called for short."""
CONTROL = re.compile(f"[{''.join(CONTROLS)}]")


def text(value: str) -> str:
    """Escape a text for an element or a quoted attribute; what HTML forbids becomes U+FFFD."""
    return escape(FORBIDDEN.sub("\ufffd", value))


def visible(value: str) -> str:
    """Escape a text for an element, with a mark for each invisible character that changes how it is read.

    The character itself is left out, so that it cannot turn the page around it.
    """
    return CONTROL.sub(_sign, text(value))


def verdict_class(verdict: Verdict) -> str:
    """Name the style of a verdict."""
    return f"v-{VERDICTS[verdict][0]}"


def title(outcome: Outcome, names: Mapping[Verdict, tuple[str, str]]) -> str:
    """Spell all that is known of a term, for its title; not escaped."""
    entry = outcome.match.entry
    name, meaning = names[outcome.verdict]
    sure = "" if outcome.confidence is None else f", its place sure to {outcome.confidence:.2f}"
    enforced = "" if outcome.match.enforced else ", not enforced"
    return f"{entry.source} → {entry.target}\n{name}: {meaning}{sure}\n{outcome.match.kind}{enforced}  {place(entry)}"


def place(entry: TermEntry) -> str:
    """Name the place of an entry: as its file was named, but without the folders of this machine."""
    path = PurePath(entry.place)
    return path.name if path.is_absolute() else entry.place


def _sign(found: re.Match[str]) -> str:
    name = unicodedata.name(found[0])
    return f'<span class="control" title="U+{ord(found[0]):04X} {name}">{CONTROLS[found[0]]}</span>'
