"""SubRip and WebVTT taken apart and filled, through somebody else's reader."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conformance.localised import case, filled, own_source, units
from tests.strategies import arabic_text
from toolkit.documents.contents import Content, Filled
from toolkit.documents.subtitles import lines as subtitle_lines
from toolkit.errors import InputError

FILM, LESSON = case("film.ar.srt"), case("lesson.vtt")
FILES = pytest.mark.parametrize("content", [FILM, LESSON], ids=["srt", "vtt"])
LONG = "We went to the market early in the morning to buy bread and olives."


def srt(text: str) -> Content:
    return Content("a.srt", f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n".encode())


def vtt(text: str, header: str = "WEBVTT") -> Content:
    return Content("a.vtt", f"{header}\n\n00:01.000 --> 00:02.000\n{text}\n".encode())


def text_of(content: Content) -> str:
    """Give what a small file holds below its times."""
    return content.data.decode().partition("-->")[2].partition("\n")[2].rstrip("\n")


def test_a_sentence_runs_over_lines_and_a_speaker_begins_one() -> None:
    assert [(unit.id, unit.source, unit.line) for unit in units(FILM).values()] == [
        ("c1", "ذهبنا إلى السوق لشراء الخبز.", 3),
        ("c2", "- من هناك؟\n- أنا، سامي.", 8),
        ("c3", "1984", 13),
        ("c4", "كان عام الكتب. ثم جاءت الأفلام", 17),
    ]


def test_tags_are_codes_with_their_pairs() -> None:
    found = [*units(FILM)["c1"].codes, *units(LESSON)["c1"].codes]
    assert [(code.offset, code.text, code.kind, code.pair) for code in found] == [
        (0, "{\\an8}", "alone", -1),
        (0, "<i>", "open", 1),
        (28, "</i>", "close", 1),
        (0, "<v المعلم>", "alone", -1),
        (20, "<c.term>", "open", 1),
        (31, "</c>", "close", 1),
    ]


def test_notes_styles_and_entities_of_webvtt_are_no_text() -> None:
    assert [unit.source for unit in units(LESSON).values()] == [
        "أهلا بكم & مرحبا في درس القراءة.",
        "نقرأ اليوم صفحة واحدة\u200e",
    ]


@FILES
def test_a_file_that_is_filled_with_itself_stays_byte_for_byte(content: Content) -> None:
    own = {unit.id: own_source(unit) for unit in units(content).values()}
    result = filled(content, own).data.replace(b"Language: en", b"Language: ar")
    assert content.data == result == filled(content, {}).data


def test_english_is_wrapped_and_all_else_stays() -> None:
    _, opening, closing = units(FILM)["c1"].codes
    result = filled(FILM, {"c1": Filled((opening, LONG, closing))})
    lines = "<i>We went to the market early in the\r\nmorning to buy bread and olives.</i>"
    old = "{\\an8}<i>ذهبنا إلى السوق\r\nلشراء الخبز.</i>"
    assert FILM.data == result.data.replace(lines.encode(), old.encode())


def test_lines_are_no_longer_than_a_screen_unless_they_were() -> None:
    short, wide = filled(srt("نص"), {"c1": Filled((LONG,))}), filled(srt("ن" * 80), {"c1": Filled((LONG,))})
    assert max(map(len, text_of(short).split("\n"))) <= subtitle_lines.WIDTH
    assert text_of(wide) == LONG


def test_an_empty_line_or_times_in_the_english_break_no_cue() -> None:
    target = Filled(("One.\n\nTwo\r\n00:00:01,000 --> 00:00:02,000",))
    assert text_of(filled(srt("نص"), {"c1": target})) == "One.\nTwo\n00:00:01,000 -> 00:00:02,000"


def test_signs_that_webvtt_reads_are_spelled_as_entities() -> None:
    assert text_of(filled(vtt("نص"), {"c1": Filled(("a < b & c --> d",))})) == "a &lt; b &amp; c --&gt; d"


def test_codes_may_change_their_places() -> None:
    content = srt("قال <b>نعم</b> <i>لا</i>")
    bold, bold_end, italic, italic_end = units(content)["c1"].codes
    target = Filled((italic, "No", italic_end, " and ", bold, "yes", bold_end))
    assert text_of(filled(content, {"c1": target})) == "<i>No</i> and <b>yes</b>"


def test_a_blank_line_inside_a_cue_of_subrip_belongs_to_it() -> None:
    content = Content("a.srt", srt("نعم\n\nلا").data + srt("ثم").data.replace(b"1\n", b"\n2\n", 1))
    assert [unit.source for unit in units(content).values()] == ["نعم\n\nلا", "ثم"]


def test_a_file_in_windows_1256_stays_in_it() -> None:
    content = Content("a.srt", srt("ذهب الولد إلى البيت\n\n").data.decode().encode("windows-1256"))
    assert filled(content, {"c1": Filled(("café",))}).data.endswith("café\n\n\n".encode("windows-1256"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (Content("a.srt", b"hello"), r"^a\.srt: not SubRip"),
        (Content("a.srt", b"1\n00:00:01 --> soon\nx"), r"^a\.srt:2: times that cannot be read"),
        (Content("a.vtt", b"00:01.000 --> 00:02.000\nx"), r"^a\.vtt:1: not WebVTT"),
        (vtt("x", "WEBVTT\nLanguage: fr"), r"^a\.vtt:2: declares the language «fr»"),
    ],
)
def test_another_file_is_an_input_error_with_its_line(content: Content, message: str) -> None:
    with pytest.raises(InputError, match=message):
        units(content)


def test_an_empty_file_has_no_cues() -> None:
    assert units(Content("a.srt", b"\n")) == {}


@FILES
def test_pysubs2_reads_the_same_times_and_the_english(content: Content) -> None:
    pysubs2 = pytest.importorskip("pysubs2")
    plain = Content(content.place, re.sub(rb"<00:0\d.000>", b"", content.data))  # pysubs2 takes them for times of cues
    targets = {name: Filled((f"English {name}",)) for name in units(plain)}
    before, after = (
        pysubs2.SSAFile.from_string(each.text().replace("\r\n", "\n"), format_=content.place.rpartition(".")[2])
        for each in (plain, filled(plain, targets))
    )
    assert [(event.start, event.end) for event in before] == [(event.start, event.end) for event in after]
    assert [event.plaintext.strip() for event in after] == [target.text for target in targets.values()]


@example("aa aaaa a ", 6)
@given(st.text("ab .-", max_size=300), st.integers(3, 60))
def test_wrapping_turns_spaces_into_line_breaks_and_no_more(text: str, width: int) -> None:
    result = subtitle_lines.wrapped(text, width)
    assert text == result.replace("\n", " ")
    assert all(len(line) <= width or " " not in line.strip() for line in result.split("\n"))


@settings(max_examples=60)
@given(st.lists(arabic_text(40) | st.sampled_from(["<i>نص</i>", "</b> {\\an8}", "12", "- لا"]), min_size=1, max_size=4))
def test_units_come_back_from_a_file_that_is_filled_with_them(cues: list[str]) -> None:
    head = "\n00:00:01,000 --> 00:00:02,000\n"
    content = Content("a.srt", "\n\n".join(f"{number}{head}{cue}" for number, cue in enumerate(cues, 1)).encode())
    found = units(content)
    own = {unit.id: own_source(unit) for unit in found.values()}
    assert found == units(filled(content, own))
    other = units(filled(content, {name: Filled(("English",)) for name in found}))
    assert [unit.source for unit in other.values()] == ["English"] * len(found)


def test_tags_that_cross_stand_alone() -> None:
    codes = units(srt("<b>أ<i>ب</b>ج</i>"))["c1"].codes
    assert [(code.text, code.pair) for code in codes] == [("<b>", 0), ("<i>", -1), ("</b>", 0), ("</i>", -1)]


def test_the_sign_of_a_song_is_a_code_at_which_lines_begin_and_end() -> None:
    (unit,) = units(srt("♪ يا ليل\n♪ متى غده ♪\nغنوا\nمعا")).values()
    assert unit.source == " يا ليل\n متى غده \nغنوا معا"
    assert [code.text for code in unit.codes] == ["♪", "♪", "♪"]
