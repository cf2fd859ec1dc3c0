"""What every export holds, and the ones that are not XML."""

import csv
import io
import json
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conformance.bitexts import AWKWARD, EMPTY, RECIPE, SAMPLE, bitext, pairs, written
from toolkit import documents
from toolkit.bitext import Bitext

EXPORTS = Path(__file__).parent / "cases" / "exports"
GOLDEN = [(known.name, EXPORTS / f"sample{known.suffixes[0]}") for known in documents.FORMATS if known.writer]
BILINGUAL = [known.name for known in documents.FORMATS if known.writer and known is not documents.TEXT]


@pytest.mark.parametrize(("name", "golden"), GOLDEN)
def test_the_sample_is_spelled_as_before(name: str, golden: Path) -> None:
    assert golden.read_bytes() == written(name, SAMPLE).encode()


@pytest.mark.parametrize("name", BILINGUAL)
def test_every_export_carries_its_recipe(name: str) -> None:
    assert RECIPE.signature in written(name, SAMPLE)


@pytest.mark.parametrize("name", BILINGUAL)
def test_no_export_has_a_date_unless_the_recipe_has(name: str) -> None:
    assert "202" not in written(name, SAMPLE)


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("tmx", '"20260301T000000Z"'),
        ("xliff", '"2026-03-01T00:00:00Z"'),
        ("po", "PO-Revision-Date: 2026-03-01 00:00+0000"),
    ],
)
def test_the_date_of_the_recipe_stands_in_the_header(name: str, date: str) -> None:
    assert date in written(name, AWKWARD)


@pytest.mark.parametrize("name", BILINGUAL)
def test_every_export_says_how_a_term_fared(name: str) -> None:
    text = written(name, SAMPLE)
    assert "BY_SEARCH" in text
    assert "MISSED" in text


def test_a_flagged_message_is_fuzzy() -> None:
    assert [entry.msgctxt for entry in polib.pofile(written("po", SAMPLE)).fuzzy_entries()] == ["article.txt#p1.s2"]


def test_a_message_is_commented_with_its_terms_and_flags() -> None:
    comments = [entry.comment for entry in polib.pofile(written("po", SAMPLE))]
    assert comments[1] == "الجمارك → customs: MISSED\nرافعة → crane: MISSED (not enforced)\nflags: term-missed length"


def test_the_same_sentence_twice_is_two_messages() -> None:
    catalogue = polib.pofile(written("po", AWKWARD), check_for_duplicates=True)
    assert [entry.msgctxt for entry in catalogue if "جمع" in entry.msgid] == ["article.txt#p3.s1", "article.txt#p3.s2"]


@pytest.mark.parametrize(("name", "dialect"), [("csv", "excel"), ("tsv", "excel-tab")])
@pytest.mark.parametrize("made", [SAMPLE, AWKWARD, EMPTY], ids=["sample", "awkward", "empty"])
def test_a_table_is_read_back_by_the_csv_module(name: str, dialect: str, made: Bitext) -> None:
    assert pairs(made) == _rows(written(name, made), dialect)


@pytest.mark.parametrize(("name", "dialect"), [("csv", "excel"), ("tsv", "excel-tab")])
@given(
    source=st.text(st.characters(exclude_characters="\0"), min_size=1), target=st.text(st.sampled_from("ab\t\r\n\"',|"))
)
def test_any_text_comes_back_from_a_table(name: str, dialect: str, source: str, target: str) -> None:
    assert [(source, target)] == _rows(written(name, bitext([[(source, target)]])), dialect)


def test_a_plain_cell_is_not_quoted() -> None:
    assert "p1.s1\tنعم, لا\tYes, no\t0.0\tmodel\t\t\t" in written("tsv", bitext([[("نعم, لا", "Yes, no")]]))


def test_terms_of_a_table_are_joined_by_bars() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", SAMPLE))))
    assert rows[1]["terms"] == "الجمارك=customs:MISSED|رافعة=crane:MISSED"


@given(source=st.text(min_size=1), target=st.text())
def test_any_text_comes_back_from_json_lines(source: str, target: str) -> None:
    (line,) = written("jsonl", bitext([[(source, target)]])).splitlines()
    assert (source, target) == (json.loads(line)["source"], json.loads(line)["target"])


def test_offsets_of_json_lines_point_into_the_source() -> None:
    rows = [json.loads(line) for line in written("jsonl", SAMPLE).splitlines()]
    marked = [row["source"][term["start"] : term["end"]] for row in rows for term in row["terms"]]
    assert marked == ["ميناء الحاويات", "الجمارك", "رافعة"]


def _rows(text: str, dialect: str) -> list[tuple[str, str]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), dialect=dialect)
    return [(row["source"], row["target"]) for row in reader]
