"""The table of formats, and plain text."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conformance.bitexts import RECIPE, SAMPLE, bitext
from toolkit import documents
from toolkit.bitext import Bitext, Segment, Translation, Unit
from toolkit.documents import pieces, text
from toolkit.documents.contents import Content, Side
from toolkit.errors import InputError, UsageError

LINES = st.text(
    alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\n") | st.sampled_from(" \tابت.")
)
TEXTS = st.lists(LINES).map("\n".join)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/article.txt", "text"),
        ("ARTICLE.TXT", "text"),
        ("article.text", "text"),
        ("article", "text"),
        ("-", "text"),
        ("/dev/null", "text"),
        ("out.tmx", "tmx"),
        ("out.xlf", "xliff"),
        ("out.xliff", "xliff"),
        ("out.xlf2", "xliff2"),
        ("out.po", "po"),
        ("out.tsv", "tsv"),
        ("out.csv", "csv"),
        ("out.jsonl", "jsonl"),
    ],
)
def test_a_suffix_names_a_format(path: str, name: str) -> None:
    assert name == documents.by_suffix(path).name


def test_every_format_is_found_by_its_name() -> None:
    assert [known.name for known in documents.FORMATS] == [
        documents.by_name(known.name).name for known in documents.FORMATS
    ]


def test_no_suffix_belongs_to_two_formats() -> None:
    suffixes = [suffix for known in documents.FORMATS for suffix in known.suffixes]
    assert sorted(set(suffixes)) == sorted(suffixes)


@pytest.mark.parametrize(
    ("places", "columns", "side", "told"),
    [
        (["a.txt"], ("ar", ""), "source", ["--source-column and --target-column change nothing: a.txt is no table"]),
        (["a.md", "b.po"], ("", "en"), "source", ["the 2 inputs are no table"]),
        (["a.md", "b.CSV"], ("ar", "en"), "target", []),
        (["stdin"], ("", ""), "target", ["--source-side changes nothing: stdin is not bilingual"]),
        (["a.html"], ("ar", "en"), "target", ["no table", "not bilingual"]),
        (["a.po"], ("", ""), "target", []),
        (["a.jsonl"], ("ar", "en"), "source", []),
        (["a.html"], ("", ""), "source", []),
    ],
)
def test_options_that_no_input_has_a_use_for_are_told(
    places: list[str], columns: tuple[str, str], side: Side, told: list[str]
) -> None:
    lines = list(documents.unused([Content(place, b"", "", side, columns) for place in places]))
    assert len(lines) == len(told)
    assert all(end in line for line, end in zip(lines, told, strict=True))


def test_an_unknown_name_is_a_usage_error_that_lists_the_names() -> None:
    with pytest.raises(UsageError, match="'odt'; known are text, tmx, xliff, xliff2, po, tsv, csv, jsonl"):
        documents.by_name("odt")


def test_an_unknown_output_suffix_is_a_usage_error_that_lists_the_suffixes() -> None:
    with pytest.raises(UsageError, match=r"out\.odt: no format has the suffix \.odt; known are \.txt, \.text, \.tmx"):
        documents.by_suffix("out.odt")


@pytest.mark.parametrize("path", ["page.pdf", "old.doc"])
def test_an_input_that_no_format_reads_is_an_input_error(path: str) -> None:
    with pytest.raises(InputError, match=r"toolkit cannot read \.\w+; it reads \.txt, \.text"):
        documents.for_input(path)


@pytest.mark.parametrize("path", ["-", "article", "article.txt"])
def test_text_can_be_an_input(path: str) -> None:
    assert documents.for_input(path).read(Content(path, "سطر".encode())) == (Unit("p1", "سطر", line=1),)


def test_the_table_imports_no_library() -> None:
    program = "import sys, toolkit.documents; sys.exit(bool({'lxml', 'polib'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], check=False, cwd=Path(__file__).parents[1]).returncode == 0


def test_every_line_is_a_unit_blank_ones_too() -> None:
    assert text.units("أ\n\r\n  \rب\n") == (
        Unit("p1", "أ", line=1),
        Unit("p2", "", line=2),
        Unit("p3", "  ", line=3),
        Unit("p4", "ب", line=4),
        Unit("p5", "", line=5),
    )


@given(TEXTS)
def test_the_lines_joined_are_the_text(source: str) -> None:
    assert source == "\n".join(unit.source for unit in text.units(source))


@given(TEXTS)
def test_a_translation_that_changes_nothing_gives_the_text_back(source: str) -> None:
    visible = pieces.INVISIBLE.sub("", source)
    assert visible == text.write(_copied(text.units(visible)))


@given(TEXTS)
def test_a_text_has_as_many_lines_as_its_translation(source: str) -> None:
    units = text.units(source)
    assert len(units) == len(text.write(_copied(units, before="\n")).split("\n"))


def test_gaps_keep_their_spaces() -> None:
    line = [("نعم.", "Yes."), ("لا.", "No.")]
    assert text.write(bitext([line], gap=" \t ")) == "Yes. \t No."


def test_sentences_without_a_gap_get_a_space() -> None:
    assert text.write(bitext([[("نعم.", "Yes."), ("لا.", "No.")]], gap="")) == "Yes. No."


def test_a_gap_of_invisible_characters_is_a_space() -> None:
    assert text.write(bitext([[("نعم.", "Yes."), ("لا.", "No.")]], gap="\u200f\u200b")) == "Yes. No."


def test_a_blank_line_stays_as_it_is() -> None:
    assert text.write(Bitext("-", (Unit("p1", " \t"), Unit("p2", "\u200f")), (), RECIPE)) == " \t\n"


def test_a_line_break_in_the_english_does_not_make_a_line() -> None:
    assert text.write(bitext([[("نعم", "Yes,\r\nyes")]])) == "Yes, yes"


def test_the_space_around_a_line_stays_and_its_marks_go() -> None:
    assert text.write(SAMPLE).split("\n")[2] == "\tThank you. "


def test_pieces_tile_a_unit() -> None:
    groups = SAMPLE.by_unit()
    assert [unit.source for unit in SAMPLE.units] == [
        "".join(piece.source for piece in pieces.cut(unit, groups[unit.id])) for unit in SAMPLE.units
    ]


def test_stretches_tile_a_segment() -> None:
    assert [translation.segment.source for translation in SAMPLE.translations] == [
        "".join(stretch.source for stretch in pieces.mark(translation)) for translation in SAMPLE.translations
    ]


def _copied(units: tuple[Unit, ...], before: str = "") -> Bitext:
    """Translate each word into itself."""
    return Bitext("-", units, tuple(copy for unit in units for copy in _copies(unit, before)), RECIPE)


def _copies(unit: Unit, before: str) -> list[Translation]:
    copies, start = [], 0
    for number, word in enumerate(unit.source.split(), 1):
        start = unit.source.index(word, start)
        copies.append(Translation(Segment(unit.id, number, start, start + len(word), word), before + word))
        start += len(word)
    return copies
