"""A unit's sentences, gaps and inline codes become one target."""

from dataclasses import replace

import pytest

from tests.fakes import PhraseBook
from toolkit import segmentation
from toolkit.bitext import Code, Translation, Unit
from toolkit.filling import Mark, fill

TEXT = "زار الوزير الكويت. ثم عاد."
BOOK = {"زار الوزير الكويت.": ["The minister visited Kuwait."], "ثم عاد.": ["Then he returned."]}
EYES = {"The": 1, "minister": 1, "visited": 0, "Kuwait.": 2, "Then": 0, "he": 1, "returned.": 1}


def filled(unit: Unit, mark: Mark = "review", flags: tuple[str, ...] = (), method: str = "model") -> tuple[str, bool]:
    translations = [
        Translation(segment, BOOK.get(segment.source, [segment.source])[0], method=method, flags=flags)
        for segment in segmentation.segments(unit)
    ]
    made = fill(PhraseBook(BOOK, eyes=EYES), [(unit, translations)], mark)[unit.id]
    return made.text, made.review


def coded(text: str = TEXT) -> Unit:
    """Make a unit of a text with tags: ``<b>`` and ``</b>`` are a pair, others stand alone."""
    codes: list[Code] = []
    plain = ""
    rest = text
    while "<" in rest:
        before, _, tail = rest.partition("<")
        name, _, rest = tail.partition(">")
        plain += before
        kind = "close" if name.startswith("/") else "alone" if name.endswith("/") else "open"
        codes.append(Code(len(plain), f"<{name}>", kind, -1 if kind == "alone" else ord(name.strip("/"))))
    return Unit("m1", plain + rest, codes=tuple(codes))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXT, "The minister visited Kuwait. Then he returned."),
        ("زار الوزير <b>الكويت</b>. ثم عاد.", "The minister visited <b>Kuwait</b>. Then he returned."),
        ("<b>زار الوزير الكويت.</b> ثم عاد.", "<b>The minister visited Kuwait.</b> Then he returned."),
        ("<b>زار الوزير الكويت. ثم عاد.</b>", "<b>The minister visited Kuwait. Then he returned.</b>"),
        ("زار الوزير <b>الكويت. ثم</b> عاد.", "The minister visited <b>Kuwait. Then</b> he returned."),
        ("زار الوزير الكويت.<x/> ثم عاد.", "The minister visited Kuwait.<x/> Then he returned."),
        ("زار الوزير الكويت. <x/>ثم عاد.<y/>", "The minister visited Kuwait. <x/>Then he returned.<y/>"),
        ("<x/> زار الوزير الكويت.  <b></b>ثم عاد. ", "<x/> The minister visited Kuwait.  <b></b>Then he returned. "),
    ],
)
def test_codes_come_out_in_sentences_and_gaps(text: str, expected: str) -> None:
    assert filled(coded(text))[0] == expected


def test_a_copy_keeps_its_codes_where_they_are() -> None:
    assert filled(coded("NA<b>TO</b> 2030"), method="copy")[0] == "NA<b>TO</b> 2030"


@pytest.mark.parametrize(
    ("mark", "flags", "expected"),
    [
        ("review", (), False),
        ("review", ("spliced",), True),
        ("review", ("split",), False),
        ("all", (), True),
        ("none", ("spliced",), False),
    ],
)
def test_what_is_marked_for_review(mark: Mark, flags: tuple[str, ...], expected: bool) -> None:
    assert filled(coded(), mark, flags)[1] is expected


def test_only_units_with_codes_inside_sentences_are_looked_at_again() -> None:
    engine = PhraseBook(BOOK, eyes=EYES)
    units = [coded(), coded("<b>زار الوزير الكويت.</b>"), replace(coded("زار <b>الوزير</b> الكويت."), id="m2")]
    done = [
        (
            replace(unit, id=f"m{number}"),
            [Translation(each, BOOK[each.source][0]) for each in segmentation.segments(unit)],
        )
        for number, unit in enumerate(units)
    ]
    fill(engine, done)
    assert [request.prefix for request in engine.looks] == ["The minister visited Kuwait."]
