"""A glossary is linted: each check finds what it is for, and lets pass what is right."""

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from toolkit import glossaries, linting
from toolkit.bitext import TermEntry
from toolkit.errors import InputError
from toolkit.glossaries import formats
from toolkit.glossaries.contents import Languages
from toolkit.linting import CHECKS, Linted
from toolkit.reports import findings

HEADER = "source\ttarget\tsource_variants\ttarget_variants\tstatus\tdomain\tclient\tforbidden\treason"
SCHEMA = json.loads(resources.files("toolkit.reports").joinpath("findings.schema.json").read_text(encoding="utf-8"))


def lint(folder: Path, *lines: str, header: str = HEADER) -> Linted:
    width = header.count("\t")
    padded = [line + "\t" * (width - line.count("\t")) for line in lines]
    (folder / "a.tsv").write_text("\n".join([header, *padded]) + "\n", encoding="utf-8")
    return linting.lint([folder / "a.tsv"], lambda targets: [target.isascii() for target in targets])


def found(folder: Path, *lines: str) -> list[tuple[str, int]]:
    return [(finding.check, finding.line) for finding in lint(folder, *lines).findings]


GOOD = "خطة عمل\taction plan\tخطط عمل\t\t\t\t\tplan of action\tHouse style."


def test_a_good_entry_has_no_finding(tmp_path: Path) -> None:
    assert lint(tmp_path, GOOD) == Linted(1, ())


BAD = [
    ("broken-row", ["قمة\t"]),
    ("broken-row", ["قمة\tsummit\t\t\tfavourite"]),
    ("broken-row", ["!\tsummit"]),
    ("conflicting-targets", ["قمة\tsummit", "قمّة\tpeak"]),
    ("forbidden-target", ["قمة\tsummit\t\t\t\t\t\tpeak|Summit\tWrong."]),
    ("forbidden-variant", ["قمة\tsummit\t\tpeak\t\t\t\tPeak\tWrong."]),
    ("duplicate", ["قمة\tsummit", "قمة\tsummit"]),
    ("duplicate", ["قمة\tsummit\t\t\t\tdiplomacy", "قمة\tpeak\t\t\t\tmountains"]),
    ("duplicate", ["قمة\tsummit\tإدارة", "ادارة\tadministration"]),
    ("duplicate", ["قمة\tsummit\tقمَة"]),
    ("unreachable", ["الناتو\tNATO", "قمة الناتو\tNATO summit\t\t\tproposed"]),
    ("common-word", ["اليوم\ttoday"]),
    ("mixed-scripts", ["قمةx\tsummit"]),
    ("mixed-scripts", ["قمة\tsummit\t\tsum\u043cit"]),
    ("unbalanced", ["قمة (الناتو\tsummit"]),
    ("unbalanced", ["قمة\tsummit\tقمة «الناتو)"]),
    ("unbalanced", ['قمة\tNATO "summit']),
    ("unspellable-target", ["قمة\tsum☃mit"]),
    ("forbidden-without-reason", ["قمة\tsummit\t\t\t\t\t\tpeak"]),
    ("untidy-spaces", ["قمة \tsummit"]),
    ("untidy-spaces", ["قمة الناتو\tNATO  summit"]),
]


@pytest.mark.parametrize(("check", "lines"), BAD, ids=[f"{check}-{lines[-1]}" for check, lines in BAD])
def test_a_bad_entry_is_found_on_its_line_and_nothing_else(check: str, lines: list[str], tmp_path: Path) -> None:
    assert found(tmp_path, GOOD, *lines) == [(check, 2 + len(lines))]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_check_has_an_entry_that_it_finds(check: linting.checks.Check) -> None:
    assert check.id in {name for name, _ in BAD}


@pytest.mark.parametrize(
    "lines",
    [
        ["قمة\tsummit", "قمة\tsummit meeting\t\t\tadmitted", "قمة\tpeak\t\t\tdeprecated"],
        ["قمة\tsummit\t\t\t\t\tAcme", "قمة\tpeak\t\t\t\t\tOther"],
        ["US\tUnited States", "us\tthe firm"],
        ["اليوم\ttoday\t\t\tproposed"],
        ["يوم الأرض\tEarth Day"],
        ["الـNATO\tNATO", "حلف (الناتو)\tAtlantic Alliance", "F16\tF-16"],
        ["قمة\tsum☃mit\t\t\tproposed"],
        ["تركيا\tTurkey\t\t\t\t\t\tturkey\tA bird."],
        ["عَمّان\tAmman", "عُمان\tOman"],
        ["مسقط\tMuscat", "مسقط رأس\tbirthplace"],
    ],
    ids=lambda lines: lines[0],
)
def test_what_looks_alike_and_is_right_passes(lines: list[str], tmp_path: Path) -> None:
    assert found(tmp_path, *lines) == []


def test_what_can_be_read_is_checked_in_spite_of_what_cannot(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('source,target\nقمة\n"ن"x,y\nقمة,summit,x\nأمس,yesterday\n', encoding="utf-8")
    linted = linting.lint([path], lambda targets: [True] * len(targets))

    assert linted.entries == 1
    assert [(finding.check, finding.line) for finding in linted.findings] == [
        ("broken-row", 2),
        ("broken-row", 3),
        ("broken-row", 4),
        ("common-word", 5),
    ]


@pytest.mark.parametrize(
    ("content", "line"), [(b"source,aim\nx,y\n", 1), (b"", 1), (b"source,target\n\xcf,y\n", 2)], ids=str
)
def test_a_table_that_is_none_is_one_finding(content: bytes, line: int, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    linted = linting.lint([tmp_path], lambda targets: [True] * len(targets))

    assert [(finding.check, finding.line) for finding in linted.findings] == [("broken-row", line)]


def test_a_glossary_that_is_no_table_is_linted_too(tmp_path: Path) -> None:
    entries = (TermEntry("اليوم", "today"),)
    path = tmp_path / "a.tbx"
    path.write_text(formats.for_output(path).write(entries, Languages("ar", "en")), encoding="utf-8")
    linted = linting.lint([path], lambda targets: [True] * len(targets))

    assert [finding.check for finding in linted.findings] == ["common-word"]


def test_a_file_that_is_not_there_is_no_finding_but_a_failure(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.tsv: cannot be read"):
        linting.lint([tmp_path / "none.tsv"], lambda targets: [])


def test_the_files_of_a_folder_are_one_glossary_and_other_paths_are_not(tmp_path: Path) -> None:
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    for path in paths:
        path.write_text("source,target\nقمة,summit\n", encoding="utf-8")

    def ids(*linted: Path) -> list[str]:
        result = linting.lint(linted, lambda targets: [True] * len(targets))
        return [finding.check for finding in result.findings]

    assert ids(*paths) == []
    assert ids(tmp_path) == ["duplicate"]


def test_the_shipped_termbase_has_no_error() -> None:
    linted = linting.lint([glossaries.shipped()], lambda targets: [True] * len(targets))

    assert [finding for finding in linted.findings if finding.severity == "error"] == []


def test_a_conflict_of_the_linter_is_one_that_keeps_the_glossary_from_being_used(tmp_path: Path) -> None:
    lint(tmp_path, "قمة\tsummit", "قمّة\tpeak")

    with pytest.raises(InputError, match="two preferred targets"):
        glossaries.stack([tmp_path / "a.tsv"], default=False)


def test_a_person_reads_one_line_for_each_finding(tmp_path: Path) -> None:
    expected = (
        f"{tmp_path}/a.tsv:2: warning: «اليوم» is a common word and would be found too often [common-word]\n"
        "entries: 1, errors: 0, warnings: 1, notes: 0\n"
    )
    assert expected == findings.text(lint(tmp_path, "اليوم\ttoday"))


def test_the_json_report_is_valid_against_its_schema(tmp_path: Path) -> None:
    report = json.loads(findings.json_report(lint(tmp_path, "قمة", "اليوم\ttoday")))

    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(report, SCHEMA, jsonschema.Draft202012Validator)
    assert report["summary"] == {"entries": 1, "error": 1, "warning": 1, "info": 0}
    assert [finding["check"] for finding in report["findings"]] == ["broken-row", "common-word"]
