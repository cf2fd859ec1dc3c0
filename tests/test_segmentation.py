"""Sentences end where a reader ends them, and nothing of a unit is lost."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import CONTROLS, INVISIBLE, arabic_text, arabic_words
from toolkit.bitext import Unit
from toolkit.segmentation import segments, split

CASES = Path(__file__).parent / "cases" / "segmentation.tsv"
RESEARCH = Path(__file__).parents[2] / "shared" / "research" / "segmentation_cases.json"


def cases() -> list[tuple[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return [(row["claim"], row["text"]) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def research_cases() -> list[list[str]]:
    if not RESEARCH.exists():
        return []
    return [case["sentences"] for case in json.loads(RESEARCH.read_text(encoding="utf-8"))]


def sentences(text: str) -> list[str]:
    return [segment.source for segment in segments(Unit("p1", text))]


def blank(text: str) -> bool:
    return not text.strip(INVISIBLE)


def fits(start: int, end: int) -> bool:
    return end - start <= 20


@pytest.mark.parametrize(("claim", "text"), cases())
def test_cases(claim: str, text: str) -> None:
    expected = [sentence.strip(CONTROLS + " ") for sentence in text.split("|")]
    assert expected == sentences(text.replace(" | ", " ").replace("|", "")), claim


@pytest.mark.parametrize("expected", research_cases())
def test_research_cases(expected: list[str]) -> None:
    assert [sentence.strip() for sentence in expected] == sentences(" ".join(expected))


@given(arabic_text(120))
def test_segments_are_verbatim_and_leave_only_blanks_between(text: str) -> None:
    place = 0
    for number, segment in enumerate(segments(Unit("p1", text)), start=1):
        assert number == segment.number
        assert text[segment.start : segment.end] == segment.source
        assert not blank(segment.source[0]) and not blank(segment.source[-1])
        assert blank(text[place : segment.start])
        place = segment.end
    assert blank(text[place:])


@given(arabic_text(120))
def test_a_segment_never_holds_a_line_break(text: str) -> None:
    assert not any("\n" in sentence for sentence in sentences(text))


def test_a_unit_of_blanks_has_no_segment() -> None:
    assert sentences(" \u200f\n\t") == []


def test_a_segment_is_named_after_its_unit() -> None:
    assert [segment.id for segment in segments(Unit("p7", "نعم. لا."))] == ["p7.s1", "p7.s2"]


def test_a_very_long_quotation_is_cut_into_its_sentences() -> None:
    assert len(sentences("قال: «" + "هذه جملة طويلة نوعا ما. " * 30 + "»")) > 20


@pytest.mark.parametrize(
    ("abbreviations", "expected"),
    [
        ({"هـ"}, ["توفي عام 656هـ. ودفن في بغداد.", "رحمه الله."]),
        ({"كلم", "سم"}, ["كتب الوحدات سم. وكلم. بجانب الأرقام.", "ثم جمعها."]),
        ({"كلم"}, ["بلغ طول الطريق 12كَلمـ. تقريبا.", "ثم مددوه."]),
        ({"تلف."}, ["تلف. المكتب 12.", "تلف. المنزل 15."]),
        ({"رقم تس"}, ["سجل تحت رقم\xa0تس. 44.", "ثم ألغي."]),
        ({"Ph.D"}, ["نالت Ph.D. من لندن.", "ثم عادت."]),
        ({"الإحصاء"}, ["نشره جهاز الإحصاء. أمس.", "وقرأناه."]),
        ({"inc"}, ["فازت Acme Inc. بالعقد.", "وخسرت غيرها."]),
        ({"INC", "corp"}, ["فازت Acme Inc. وBeta Corp. بالعقد.", "وخسرت غيرها."]),
    ],
    ids=lambda value: str(value),
)
def test_a_given_abbreviation_ends_no_sentence(abbreviations: set[str], expected: list[str]) -> None:
    text = " ".join(expected)
    found = segments(Unit("p1", text), frozenset(abbreviations))
    assert expected == [segment.source for segment in found]
    assert sentences(text) != expected


@pytest.mark.parametrize(
    ("abbreviations", "expected"),
    [
        ({"كلم"}, ["سمعنا كل ما تكلم.", "ثم غادرنا."]),
        ({"كلم"}, ["سمعنا ا.كلم.", "ثم غادرنا."]),
        ({"كلم"}, ["أهي 12 كلم؟", "نعم، 12 كلم!", "بل 13 كلم…", "نعم."]),
        ({"كلم"}, ["بلغ الطول 12 كلم.", "ثم زاد."]),
        ({"", " ", "."}, ["كتب الدرس.", "ثم خرج."]),
        ({"(", "[a"}, ["كتب الدرس.", "ثم خرج."]),
    ],
    ids=lambda value: str(value),
)
def test_only_the_full_stop_of_a_whole_word_is_an_abbreviations(abbreviations: set[str], expected: list[str]) -> None:
    text = ("\n" if "12 كلم." in expected[0] else " ").join(expected)
    assert expected == [segment.source for segment in segments(Unit("p1", text), frozenset(abbreviations))]


@given(arabic_text(120), st.frozensets(arabic_words(), max_size=3))
def test_abbreviations_only_take_cuts_away(text: str, abbreviations: frozenset[str]) -> None:
    found = segments(Unit("p1", text), abbreviations)
    assert {segment.start for segment in found} <= {segment.start for segment in segments(Unit("p1", text))}


LONG_RUNS = [
    "ا" * 400_000,
    "." * 400_000,
    "(" * 400_000,
    "(ا.) " * 80_000,
    "«" * 200_000 + ")" * 200_000,
    ("@" * 190 + " .ا") * 1000,
]


@pytest.mark.parametrize("text", LONG_RUNS, ids=lambda text: text[:5])
def test_long_runs_keep_their_letters(text: str) -> None:
    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")


@given(arabic_text(120))
def test_split_loses_only_blanks(text: str) -> None:
    place = 0
    for start, end in split(text, fits):
        assert place <= start < end
        assert blank(text[place:start])
        place = end
    assert blank(text[place:])


@given(arabic_text(120), st.lists(st.tuples(st.integers(0, 120), st.integers(1, 20)), max_size=6))
def test_split_cuts_inside_no_kept_span_even_where_they_overlap(text: str, spans: list[tuple[int, int]]) -> None:
    keep = [(start, start + length) for start, length in spans if start + length <= len(text)]
    for place, _ in split(text, fits, keep)[1:]:
        assert not any(start < place < end and not blank(text[start:place]) for start, end in keep)


@given(arabic_text(120), st.integers(0, 200), st.integers(0, 40))
def test_split_leaves_a_kept_span_in_one_piece(text: str, first: int, length: int) -> None:
    visible = [place for place, character in enumerate(text) if not blank(character)]
    if visible:
        start = visible[first % len(visible)]
        end = max(place for place in visible if place <= start + length) + 1
        pieces = split(text, fits, [(start, end)])
        assert any(before <= start and end <= after for before, after in pieces)


@given(arabic_words(), st.integers(0, 30))
def test_every_piece_of_plain_words_fits(word: str, count: int) -> None:
    text = " ".join([word] * count)
    assert all(fits(start, end) for start, end in split(text, fits))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قصير جدا", ["قصير جدا"]),
        ("جاء الأول، ثم الثاني؛ وغاب الثالث", ["جاء الأول،", "ثم الثاني؛", "وغاب الثالث"]),
        ("شرح الأستاذ، وفهم الطلاب", ["شرح الأستاذ،", "وفهم الطلاب"]),
        ("زار الرئيس وارسو والقدس أمس", ["زار الرئيس وارسو", "والقدس أمس"]),
        ("رأس المجلس وزارته والهيئة معا", ["رأس المجلس وزارته", "والهيئة معا"]),
        ("قرأت الكتاب الذي أهديته لي", ["قرأت الكتاب", "الذي أهديته لي"]),
        ("أبجدهوزحطيكلمنسعفصقرشتثخذ", ["أبجدهوزحطيكل", "منسعفصقرشتثخذ"]),
    ],
)
def test_split_cuts_at_the_best_place(text: str, expected: list[str]) -> None:
    assert expected == [text[start:end] for start, end in split(text, fits)]


def test_split_never_cuts_a_kept_span() -> None:
    text = "مجلس التعاون لدول الخليج العربية"
    assert split(text, fits, [(0, len(text))]) == ((0, len(text)),)
