"""Bitexts for the tests of exports and reports, and the official grammars where the checkout has them beside it."""

from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

import pytest

from toolkit import documents
from toolkit.bitext import (
    Bitext,
    Outcome,
    Recipe,
    Segment,
    TermEntry,
    TermMatch,
    Translation,
    Unit,
    Verdict,
)

SCHEMAS = Path(__file__).parents[3] / "shared" / "schemas"
RECIPE = Recipe("0.1.0", "ar_en-1.2:4f1c", "core:9a00", beam=5, enforce=True)
DATED = Recipe(
    "0.1.0", "ar_en-1.2:4f1c", "core:9a00", beam=5, enforce=True, date=datetime(2026, 3, 1, tzinfo=timezone.utc)
)


def schema(name: str) -> Path:
    """Find an official grammar, or skip the test where there is none."""
    path = SCHEMAS / name
    if not path.exists():
        pytest.skip(f"no {path}")
    return path


def bitext(lines: Sequence[Sequence[tuple[str, str]]], recipe: Recipe = RECIPE, gap: str = " ") -> Bitext:
    """Make a bitext of lines, each of them (Arabic, English) sentences with a gap between them."""
    units = tuple(Unit(f"p{number}", gap.join(arabic for arabic, _ in line)) for number, line in enumerate(lines, 1))
    translations: list[Translation] = []
    for unit, line in zip(units, lines, strict=True):
        start = 0
        for number, (arabic, english) in enumerate(line, 1):
            segment = Segment(unit.id, number, start, start + len(arabic), arabic)
            translations.append(Translation(segment, english))
            start += len(arabic) + len(gap)
    return Bitext("article.txt", units, tuple(translations), recipe)


def written(name: str, made: Bitext) -> str:
    """Spell a bitext in the format of a name."""
    return documents.by_name(name).write(made)


def pairs(made: Bitext) -> list[tuple[str, str]]:
    """List what a reader of an export should find."""
    return [(translation.segment.source, translation.target) for translation in made.translations]


def _sample() -> Bitext:
    port = TermEntry("ميناء الحاويات", "container terminal")
    quay = TermEntry("الحاويات", "containers")
    customs = TermEntry("الجمارك", "customs")
    crane = TermEntry("رافعة", "crane", status="proposed")
    first = Segment("p1", 1, 0, 29, "افتُتح ميناء الحاويات الجديد.")
    second = Segment("p1", 2, 30, 61, "قالت الجمارك إن «رافعة» تكفي &.")
    third = Segment("p3", 1, 2, 12, "شكرا لكم\u200f.")
    covering = TermMatch(port, 7, 21, nested=(TermMatch(quay, 13, 21),))
    translations = (
        Translation(
            first,
            "The new container terminal has opened.",
            (Outcome(covering, Verdict.BY_SEARCH, 8, 26),),
            score=-0.43217,
            method="search",
        ),
        Translation(
            second,
            "They said that a <crane> is enough &.",
            (
                Outcome(TermMatch(customs, 5, 12), Verdict.MISSED),
                Outcome(TermMatch(crane, 17, 22, "variant"), Verdict.MISSED),
            ),
            score=-1.5,
            flags=("term-missed", "length"),
        ),
        Translation(third, "Thank you."),
    )
    text = "افتُتح ميناء الحاويات الجديد. قالت الجمارك إن «رافعة» تكفي &."
    units = (Unit("p1", text), Unit("p2", ""), Unit("p3", "\t\u200fشكرا لكم\u200f. "), Unit("p4", ""))
    return Bitext("article.txt", units, translations, RECIPE)


SAMPLE = _sample()
AWKWARD = bitext(
    [
        [
            ("ينابيع «<ب>» & 'ب' \"ب\"", "Springs \"<&>\" ]]> 'b'"),
            ("\u200fعمّان\u200e (Amman) ٣٫٥٪", "Amman\u00a0(3.5%)"),
        ],
        [("سطر\nثانٍ\tوعمود", "line\nsecond\tcolumn")],
        [("=جمع(أ)", "=SUM(A)"), ("=جمع(أ)", "=SUM(A)")],
        [("\\n ليس سطرا|", "\\n is no line|")],
    ],
    recipe=DATED,
)
EMPTY = Bitext("empty.txt", (Unit("p1", ""), Unit("p2", "")), (), RECIPE)
