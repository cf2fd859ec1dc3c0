"""The reports of a run, for a person and for machines."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.conformance.bitexts import RECIPE, SAMPLE, bitext
from toolkit import reports
from toolkit.bitext import Bitext, Suggestion, Verdict
from toolkit.errors import UsageError
from toolkit.findings import Finding
from toolkit.reports import Report, Rule, json_report, junit, remarks, sarif, summary, text

GOLDEN = Path(__file__).parent / "cases" / "exports" / "report.json"
SCHEMA = json.loads(resources.files("toolkit.reports").joinpath("report.schema.json").read_text(encoding="utf-8"))
OTHER = replace(bitext([[("نعم", "Yes")]]), original="other.txt")

REPORT = Report(
    "0.1.0", RECIPE.signature, summary.count((*SAMPLE.translations, *OTHER.translations)), bitexts=(SAMPLE, OTHER)
)
LEVELS = ("error", "warning", "note")


def _report() -> str:
    return json_report.render(REPORT)


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
    report = json_report.render(Report("0.1.0", RECIPE.signature, summary.count(()), ()))
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


def _checked(*findings: Finding) -> Report:
    rules = (Rule("term-missing", "error", "A term is not in the target."), Rule("length", "warning", ""))
    return replace(REPORT, findings=findings, rules=rules)


LOST = Finding("term-missing", "error", "article.txt", 1, "p1.s2", "«customs» is missing for «الجمارك»")
LONG = Finding("length", "info", "article.txt", 3, "p3.s1", "rather {long}, see [this](that)")
ELSEWHERE = Finding("unused-waiver", "info", ".toolkit-waivers", 4, "", "waives nothing")


def _json(report: Report) -> Any:
    made = json.loads(json_report.render(report))
    jsonschema.validate(made, SCHEMA, jsonschema.Draft202012Validator)
    return made


def _as_checked(report: Report) -> Report:
    """Give the translations the method that those of ``check`` have."""
    return replace(
        report,
        bitexts=tuple(
            replace(made, translations=tuple(replace(each, method="check") for each in made.translations))
            for made in report.bitexts
        ),
    )


def test_only_check_reports_findings() -> None:
    assert "findings" not in _json(REPORT)
    assert _json(_as_checked(_checked()))["findings"] == []
    assert _json(_as_checked(_checked(LOST, ELSEWHERE)))["findings"][0] == {
        "check": "term-missing",
        "severity": "error",
        "file": "article.txt",
        "line": 1,
        "segment": "p1.s2",
        "message": "«customs» is missing for «الجمارك»",
    }


def test_only_a_report_with_a_baseline_tells_which_findings_are_known() -> None:
    report = _as_checked(_checked(LOST, LOST, LONG))
    assert not any("known" in each for each in _json(report)["findings"])
    assert [each["known"] for each in _json(replace(report, known=()))["findings"]] == [False] * 3
    assert [each["known"] for each in _json(replace(report, known=(LOST,)))["findings"]] == [True, False, False]


@pytest.mark.parametrize("report", [_checked(LOST), _as_checked(replace(_checked(), findings=None))])
def test_the_schema_wants_findings_where_and_only_where_something_was_checked(report: Report) -> None:
    with pytest.raises(jsonschema.ValidationError):
        _json(report)


def test_a_finding_is_laid_at_its_segment_whether_its_file_is_named_with_its_folder_or_not() -> None:
    for file in ("article.txt", "site/article.txt"):
        found = remarks.by_file(_checked(replace(LOST, file=file)))
        assert [len(segment.remarks) for segment in found[0].segments] == [0, 1, 0]


@given(st.lists(st.sampled_from([LOST, LONG, ELSEWHERE, replace(LOST, segment="nowhere"), replace(LONG, file="x")])))
def test_no_finding_is_lost_or_told_twice(findings: list[Finding]) -> None:
    report = replace(_checked(*findings), bitexts=(SAMPLE, OTHER, SAMPLE))
    told = remarks.remarks(remarks.by_file(report))
    assert sorted(map(repr, findings)) == sorted(map(repr, told))


FOUND = [LOST, LONG, ELSEWHERE, replace(LOST, segment="nowhere"), replace(LONG, file="x")]


@given(st.lists(st.sampled_from(FOUND)), st.lists(st.sampled_from(FOUND)))
def test_a_baseline_takes_out_each_finding_as_often_as_it_has_it(findings: list[Finding], known: list[Finding]) -> None:
    report = replace(_checked(*findings), known=tuple(known))
    files = remarks.by_file(report)
    new, old = Counter(remarks.remarks(files)), Counter(remarks.known(files))

    assert new == Counter(findings) - Counter(known)
    assert old == Counter(findings) & Counter(known)
    assert [finding for finding, _ in remarks.marked(report)] == findings


def test_what_only_the_baseline_has_wants_no_review() -> None:
    told = remarks.by_file(replace(_checked(LOST), known=(LOST,)))[0].segments[1]
    assert (told.remarks, told.known) == ((), (LOST,))
    assert not replace(told, translation=remarks.BLANK).needs_review


def test_flags_and_missed_terms_are_the_findings_of_a_translation() -> None:
    told = [(each.check, each.severity, each.segment, each.line) for each in remarks.remarks(remarks.by_file(REPORT))]
    assert told == [("term-missed", "error", "p1.s2", 0), ("length", "warning", "p1.s2", 0)]


def test_a_flag_that_only_informs_is_a_note() -> None:
    made = replace(SAMPLE, translations=(replace(SAMPLE.translations[2], flags=("split", "no-such-flag")),))
    told = remarks.remarks(remarks.by_file(replace(REPORT, bitexts=(made,))))
    assert [(each.check, each.severity, each.message) for each in told] == [
        ("split", "info", remarks.FLAGS["split"]),
        ("no-such-flag", "warning", "no-such-flag"),
    ]


def _junit(report: Report) -> etree._Element:
    """Parse a report, and hold it against the form that servers read."""
    root = etree.fromstring(junit.render(report).encode("utf-8"))
    assert root.tag == "testsuites"
    for suite in root:
        assert suite.tag == "testsuite" and {"name", "tests", "failures", "errors", "skipped"} == set(suite.keys())
        assert [each.tag for each in suite] == ["properties"] + ["testcase"] * int(suite.get("tests", ""))
        assert len({case.get("name") for case in suite.iter("testcase")}) == int(suite.get("tests", ""))
        for case in suite.iter("testcase"):
            assert set(case.keys()) == {"name", "classname"} and case.get("classname") == suite.get("name")
            assert [each.tag for each in case][1:] == [] and case[0].tag in ("failure", "skipped", "system-out")
    for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
        assert root.get(name) == str(len(list(root.iter(tag))))
        assert [suite.get(name) for suite in root] == [str(len(list(suite.iter(tag)))) for suite in root]
    return root


def test_a_missed_term_fails_and_a_segment_to_review_is_skipped() -> None:
    spliced = replace(
        SAMPLE, translations=(replace(SAMPLE.translations[0], flags=("spliced",)), *SAMPLE.translations[1:])
    )
    root = _junit(replace(REPORT, bitexts=(spliced, OTHER)))
    told = {case.get("name"): (case[0].tag, case[0].get("type")) for case in root.iter("testcase")}
    assert told == {
        "p1.s1": ("skipped", "spliced"),
        "p1.s2": ("failure", "term-missed length"),
        "other.txt": ("system-out", None),
    }


def test_errors_and_warnings_of_a_check_fail_and_notes_do_not() -> None:
    root = _junit(_checked(LOST, replace(LOST, check="length", severity="warning", message="x"), LONG, ELSEWHERE))
    failure, note = root.findall(".//testcase[@name='p1.s2']/failure"), root.find(".//testcase[@name='p3.s1']")
    assert failure[0].get("message") == "«customs» is missing for «الجمارك»; x"
    assert "article.txt:1: error: «customs» is missing for «الجمارك» [term-missing]" in (failure[0].text or "")
    assert note is not None and note[0].tag == "system-out"
    assert root[-1].get("name") == ".toolkit-waivers" and len(root[-1].findall("testcase")) == 1


def test_a_known_finding_is_skipped_and_fails_only_beside_a_new_one() -> None:
    long = replace(LONG, severity="warning", segment="p1.s2", message="long")
    known = _junit(replace(_checked(LOST), known=(LOST,))).find(".//testcase[@name='p1.s2']")
    both = _junit(replace(_checked(LOST, long), known=(LOST,))).find(".//testcase[@name='p1.s2']")
    note = _junit(replace(_checked(LONG), known=(LONG,))).find(".//testcase[@name='p3.s1']")

    assert known is not None and both is not None and note is not None
    assert (known[0].tag, known[0].get("message")) == ("skipped", f"in the baseline: {LOST.message}")
    assert (both[0].tag, both[0].get("type"), both[0].get("message")) == ("failure", "length", "long")
    assert f"{LOST.message} [term-missing] (in the baseline)\n" in (both[0].text or "")
    assert note[0].tag == "system-out"


def test_a_file_whose_own_findings_are_known_is_skipped() -> None:
    loose = replace(ELSEWHERE, severity="warning")
    root = _junit(replace(_checked(loose), known=(loose,)))
    assert root.get("failures") == "0" and root[-1].find("testcase/skipped") is not None


def test_a_report_for_a_server_tells_no_time_and_no_host_and_no_broken_characters() -> None:
    made = bitext([[("نص\x00", "text \ufffe<&>")]])
    report = replace(_checked(Finding("length", "error", "article.txt", 0, "p1.s1", "]]>\x01")), bitexts=(made,))
    assert "timestamp" not in junit.render(report) and "hostname" not in junit.render(report)
    assert _junit(report).find(".//failure").get("message") == "]]>\ufffd"  # type: ignore[union-attr]


def _sarif(report: Report) -> Any:
    """Parse a report, and hold it against what SARIF 2.1.0 requires of the objects that it has."""
    log = json.loads(sarif.render(report))
    assert log["version"] == "2.1.0" and len(log["runs"]) == 1
    run = log["runs"][0]
    driver = run["tool"]["driver"]
    ids = [rule["id"] for rule in driver["rules"]]
    assert driver["name"] == "toolkit" and driver["semanticVersion"] == "0.1.0" and len(ids) == len(set(ids))
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"] and rule["defaultConfiguration"]["level"] in LEVELS
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"] and result["level"] in LEVELS and result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert re.fullmatch(r"[\w.~%/-]+", place["artifactLocation"]["uri"], re.ASCII)
        assert place.get("region", {"startLine": 1})["startLine"] >= 1
    return run


def test_findings_are_results_at_their_lines() -> None:
    results = _sarif(_checked(LOST, LONG, ELSEWHERE))["results"]
    assert [(each["ruleId"], each["level"]) for each in results] == [
        ("term-missing", "error"),
        ("length", "note"),
        ("unused-waiver", "note"),
    ]
    assert results[0]["locations"] == [
        {
            "physicalLocation": {"artifactLocation": {"uri": "article.txt"}, "region": {"startLine": 1}},
            "logicalLocations": [{"fullyQualifiedName": "p1.s2"}],
        }
    ]


def test_only_a_baseline_gives_results_a_state() -> None:
    assert not any("baselineState" in each for each in _sarif(_checked(LOST))["results"])
    results = _sarif(replace(_checked(LOST, LONG, ELSEWHERE), known=(LOST, ELSEWHERE)))["results"]
    assert {each["ruleId"]: each["baselineState"] for each in results} == {
        "term-missing": "unchanged",
        "length": "new",
        "unused-waiver": "unchanged",
    }


def test_the_fingerprint_of_a_known_result_stays_when_a_twin_comes_before_it() -> None:
    known, new = (replace(LONG, message=f"{number} words more") for number in (2, 3))
    before = _sarif(_checked(known))["results"]
    after = _sarif(replace(_checked(new, known), known=(known,)))["results"]
    assert before[0]["partialFingerprints"] == after[0]["partialFingerprints"] != after[1]["partialFingerprints"]
    assert (after[0]["message"]["text"], after[0]["baselineState"]) == ("2 words more", "unchanged")


def test_flags_and_missed_terms_are_results_and_every_flag_is_a_rule() -> None:
    run = _sarif(REPORT)
    assert [(each["ruleId"], each["level"]) for each in run["results"]] == [
        ("term-missed", "error"),
        ("length", "warning"),
    ]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(remarks.FLAGS)
    assert "region" not in run["results"][0]["locations"][0]["physicalLocation"]


def test_nothing_in_a_message_is_a_placeholder_or_a_link() -> None:
    assert _sarif(_checked(LONG))["results"][0]["message"]["text"] == "rather {{long}}, see \\[this\\](that)"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("site/ar en.po", "site/ar%20en.po"),
        ("./أخبار.po", "%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1.po"),
        ("a:b#c?.po", "a%3Ab%23c%3F.po"),
        ("old\udce9.po", "old%E9.po"),
        ("/srv/a.po", "file:///srv/a.po"),
    ],
)
def test_a_path_is_spelled_as_a_uri(path: str, uri: str) -> None:
    results = json.loads(sarif.render(_checked(replace(LOST, file=path))))["runs"][0]["results"]
    assert results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_a_fingerprint_stays_when_lines_move_and_tells_twins_apart() -> None:
    def fingerprints(report: Report) -> list[str]:
        return [each["partialFingerprints"]["segment/v1"] for each in _sarif(report)["results"]]

    twice = bitext([[("نعم", "Yes")], [("لا", "No")], [("نعم", "Yes")]])
    moved = bitext([[("قبل", "Before")], [("نعم", "Yes")], [("لا", "No")], [("نعم", "Yes")]])

    def report(made: Bitext, units: Sequence[int]) -> Report:
        found = (Finding("length", "info", "article.txt", unit, f"p{unit}.s1", f"as p{unit}.s1") for unit in units)
        return replace(_checked(*found), bitexts=(made,))

    before, after = fingerprints(report(twice, (1, 2, 3))), fingerprints(report(moved, (2, 3, 4)))
    assert before == after
    assert len(set(before)) == 3


def test_what_a_memory_suggests_stands_in_the_report_of_its_segment() -> None:
    first, *rest = SAMPLE.translations
    near = (Suggestion("نعم", "Yes", 87, "old.tmx"), Suggestion("بلى", "Yes indeed", 80))
    made = replace(SAMPLE, translations=(replace(first, suggestions=near), *rest))
    record = json.loads(json_report.render(replace(REPORT, bitexts=(made,))))
    jsonschema.validate(record, SCHEMA)

    assert record["segments"][0]["suggestions"] == [
        {"source": "نعم", "target": "Yes", "score": 87, "origin": "old.tmx"},
        {"source": "بلى", "target": "Yes indeed", "score": 80, "origin": ""},
    ]
    assert not any("suggestions" in segment for segment in record["segments"][1:])


@pytest.mark.parametrize("suffix", reports.REPORTS)
def test_a_report_is_chosen_by_suffix_and_gives_the_same_bytes_again(suffix: str) -> None:
    render = reports.by_suffix(f"report{suffix.upper()}")
    assert render(REPORT) == render(REPORT)


def test_an_unknown_suffix_tells_those_there_are() -> None:
    with pytest.raises(UsageError, match="known are .json, .xml, .sarif, .html"):
        reports.by_suffix("report.doc")
