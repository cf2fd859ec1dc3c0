"""A concordance as a web page of its own: the texts from right to left, each term marked by its kind."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import get_args

from toolkit.bitext import MatchKind, TermMatch
from toolkit.concordance import Concordance, Found, Text

STYLE = """
body { font: 1.2rem/2 serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem; }
h1, footer { font: 1rem/1.5 sans-serif; direction: ltr; text-align: left; }
p { white-space: pre-wrap; }
mark { color: inherit; padding: 0.1rem 0; border-bottom: 2px solid; }
mark.exact { background: #d8f0d8; border-color: #2e7d32; }
mark.inflected { background: #dbe9fb; border-color: #1565c0; }
mark.variant { background: #fdf0cf; border-color: #b26a00; }
mark.ambiguous { background: #fbdede; border-color: #c62828; }
mark.reported { border-bottom-style: dotted; }
@media (prefers-color-scheme: dark) { mark { color: #000; } }
"""

KINDS: tuple[MatchKind, ...] = get_args(MatchKind)


def render(concordance: Concordance) -> str:
    """Spell a page without scripts or anything from elsewhere; a mark's title tells entry, kind and place."""
    title = escape(", ".join(text.name for text in concordance.texts))
    body = "".join(line for text in concordance.texts for line in _text(text))
    legend = " ".join(f'<mark class="{kind}">{concordance.kinds[kind]} {kind}</mark>' for kind in KINDS)
    return (
        f'<!DOCTYPE html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n{body}"
        f'<footer lang="en">{legend}<br>dotted: not enforced · glossary: {escape(concordance.glossary)}</footer>\n'
        "</body>\n</html>\n"
    )


def _text(text: Text) -> Iterator[str]:
    yield f'<h1 lang="en">{escape(text.name)}</h1>\n'
    sources = {unit.id: unit.source for unit in text.units}
    for unit, found in groupby(text.found, key=lambda each: each.segment.unit):
        yield f"<p>{_unit(sources[unit], tuple(found))}</p>\n"


def _unit(source: str, found: Sequence[Found]) -> str:
    """Spell a unit whole: its segments with their marks, and the gaps between them."""
    pieces: list[str] = []
    end = 0
    for each in found:
        pieces += [escape(source[end : each.segment.start]), _marked(each.segment.source, each.matches)]
        end = each.segment.end
    return "".join(pieces) + escape(source[end:])


def _marked(source: str, matches: Sequence[TermMatch], start: int = 0, end: int | None = None) -> str:
    """Spell ``source[start:end]`` with its matches marked, and those nested in each inside it."""
    pieces: list[str] = []
    for match in matches:
        pieces += [escape(source[start : match.start]), _mark(source, match)]
        start = match.end
    return "".join(pieces) + escape(source[start:end])


def _mark(source: str, match: TermMatch) -> str:
    classes = match.kind if match.enforced else f"{match.kind} reported"
    note = "" if match.enforced else ", not enforced"
    title = f"{match.entry.source} → {match.entry.target} ({match.kind}{note}) {match.entry.place}"
    inside = _marked(source, match.nested, match.start, match.end)
    return f'<mark class="{classes}" title="{escape(title)}">{inside}</mark>'
