"""The summary of a run, for a person and for a machine."""

import json
from dataclasses import replace
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from tests.conformance.bitexts import RECIPE, SAMPLE, bitext
from toolkit.bitext import Verdict
from toolkit.reports import json_report, summary, text

GOLDEN = Path(__file__).parent / "cases" / "exports" / "report.json"
SCHEMA = json.loads(resources.files("toolkit.reports").joinpath("report.schema.json").read_text(encoding="utf-8"))
OTHER = replace(bitext([[("نعم", "Yes")]]), original="other.txt")


def _report() -> str:
    counted = summary.count((*SAMPLE.translations, *OTHER.translations))
    return json_report.render(RECIPE, counted, [SAMPLE, OTHER])


def test_a_summary_counts_segments_and_words() -> None:
    counted = summary.count(SAMPLE.translations)
    assert (counted.segments, counted.words) == (3, 12)


def test_a_summary_has_every_verdict_once() -> None:
    counted = summary.count(SAMPLE.translations)
    assert list(Verdict) == [verdict for verdict, _ in counted.verdicts]
    assert {verdict: number for verdict, number in counted.verdicts if number} == {
        Verdict.BY_SEARCH: 1,
        Verdict.MISSED: 2,
    }


def test_only_enforced_terms_count_as_missed() -> None:
    assert summary.count(SAMPLE.translations).missed == 1


def test_flagged_are_the_segments_to_review() -> None:
    assert summary.count(SAMPLE.translations).flagged == 1


def test_nothing_translated_counts_as_nothing() -> None:
    counted = summary.count(())
    assert (counted.segments, counted.words, counted.terms, counted.missed, counted.flagged) == (0, 0, 0, 0, 0)


def test_the_json_report_is_spelled_as_before() -> None:
    assert GOLDEN.read_text(encoding="utf-8") == _report()


def test_the_schema_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_json_report_is_valid_against_its_schema() -> None:
    jsonschema.validate(json.loads(_report()), SCHEMA, jsonschema.Draft202012Validator)


def test_an_empty_report_is_valid_against_the_schema() -> None:
    report = json_report.render(RECIPE, summary.count(()), [])
    jsonschema.validate(json.loads(report), SCHEMA, jsonschema.Draft202012Validator)


@pytest.mark.parametrize("key", ["verdict", "kind", "source", "enforced"])
def test_the_schema_misses_no_key_of_a_term(key: str) -> None:
    report = json.loads(_report())
    del report["segments"][0]["terms"][0][key]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, SCHEMA, jsonschema.Draft202012Validator)


def test_the_schema_allows_no_key_that_it_does_not_describe() -> None:
    report = json.loads(_report())
    report["segments"][0]["terms"][0]["nested"][0]["verdict"] = "MISSED"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, SCHEMA, jsonschema.Draft202012Validator)


def test_the_schema_knows_every_verdict() -> None:
    assert [verdict.value for verdict in Verdict] == SCHEMA["$defs"]["verdict"]["enum"]


def test_segments_of_several_files_are_told_apart_by_file() -> None:
    segments = json.loads(_report())["segments"]
    same = [segment["file"] for segment in segments if segment["id"] == "p1.s1"]
    assert same == ["article.txt", "other.txt"]


def test_a_term_inside_another_is_nested_in_it_and_has_no_verdict() -> None:
    terms = json.loads(_report())["segments"][0]["terms"]
    assert [term["source"] for term in terms] == ["ميناء الحاويات"]
    assert [(inner["source"], inner["start"], inner["end"]) for inner in terms[0]["nested"]] == [("الحاويات", 13, 21)]


def test_a_person_reads_four_lines() -> None:
    expected = (
        "segments: 3 in 2.3 s, 1 to review\n"
        "terms:    3 (1 BY_SEARCH, 2 MISSED); 1 missed that had to be honoured\n"
        "model:    ar_en-1.2:4f1c\n"
        "glossary: core:9a00\n"
    )
    assert expected == text.render(summary.count(SAMPLE.translations), RECIPE, 2.31)


def test_a_person_reads_that_there_was_no_term() -> None:
    assert "terms:    none found\n" in text.render(summary.count(OTHER.translations), RECIPE, 0.1)
