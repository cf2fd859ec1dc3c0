"""``toolkit glossary``: a termbase is linted, counted, compared, extended, and its terms are found."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import cli, glossaries
from toolkit.bitext import TermEntry
from toolkit.commands import glossary
from toolkit.errors import Exit, InputError, UsageError
from toolkit.glossaries import COLUMNS, additions, differences, statistics, tables
from toolkit.glossaries.additions import Addition
from toolkit.glossaries.differences import Cell, Change, Differences
from toolkit.reports import differences as differences_report
from toolkit.reports import statistics as statistics_report

OLD_MODEL = Path(__file__).parent / "cases" / "old-layout.argosmodel"
ENTRIES = (
    TermEntry("قمة", "summit", ("قمم",), forbidden=("peak", "top"), reason="Wrong.", domain="nato", place="a.tsv:2"),
    TermEntry("ناتو", "NATO", (), ("Alliance",), pos="proper noun", domain="nato", place="a.tsv:3"),
    TermEntry("نفط", "oil", status="proposed", place="a.tsv:4"),
)


def table(folder: Path, *lines: str, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def run(*arguments: object) -> int:
    return cli.run(["glossary", *map(str, arguments)])


def test_every_subcommand_has_help_with_an_example(capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("", *glossary.command.commands):
        assert run(*name.split(), "--help") == Exit.DONE
        assert "Example" in capfd.readouterr().out


def test_lint_without_a_file_finds_no_error_in_the_shipped_termbase(capfd: pytest.CaptureFixture[str]) -> None:
    assert run("lint") == Exit.DONE
    assert f"entries: {len(glossaries.entries_of(glossaries.shipped()))}, errors: 0," in capfd.readouterr().out


def test_lint_ends_with_1_for_an_error_and_with_0_for_warnings(tmp_path: Path) -> None:
    assert run("lint", table(tmp_path, "source,target", "اليوم,today")) == Exit.DONE
    assert run("lint", table(tmp_path, "source,target", "اليوم,")) == Exit.FOUND


def test_lint_asks_the_model_that_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = table(tmp_path, "source,target", "الكويت,K☃wait")

    assert run("lint", path, "--model", OLD_MODEL) == Exit.DONE
    assert "a.csv:2: warning: the model cannot spell «K☃wait»" in capfd.readouterr().out


def test_lint_writes_its_report(tmp_path: Path) -> None:
    report = tmp_path / "r.json"

    assert run("lint", table(tmp_path, "source,target", "اليوم,"), "--report", report) == Exit.FOUND
    assert [finding["check"] for finding in json.loads(report.read_text("utf-8"))["findings"]] == ["broken-row"]


def test_a_report_that_is_no_json_is_refused_before_any_work(tmp_path: Path) -> None:
    assert run("lint", "--report", tmp_path / "r.xml") == Exit.USAGE
    assert run("lint", "--report", tmp_path / "none" / "r.json") == Exit.UNUSABLE


def test_statistics_count_entries_and_forms() -> None:
    counted = statistics.count(ENTRIES)

    assert (counted.entries, counted.source_variants, counted.target_variants, counted.forbidden) == (3, 1, 1, 2)
    assert counted.domain == (("nato", 2), ("", 1))
    assert counted.status == (("preferred", 2), ("proposed", 1))
    assert counted.pos == (("noun", 2), ("proper noun", 1))


def test_a_person_reads_the_statistics_in_six_lines() -> None:
    expected = (
        "entries:         3\n"
        "domains:         2 nato, 1 (none)\n"
        "statuses:        2 preferred, 1 proposed\n"
        "parts of speech: 2 noun, 1 proper noun\n"
        "variants:        1 Arabic, 1 English\n"
        "forbidden:       2\n"
    )
    assert expected == statistics_report.text(statistics.count(ENTRIES))


def test_statistics_of_several_files_are_one_sum(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    paths = [table(tmp_path, "source,target", "قمة,summit", name=name) for name in ("a.csv", "b.csv")]

    assert run("stats", *paths, "--json") == Exit.DONE
    counted = json.loads(capfd.readouterr().out)
    assert (counted["entries"], counted["domain"], counted["status"]) == (2, {"": 2}, {"preferred": 2})


def test_a_glossary_does_not_differ_from_itself_in_another_order() -> None:
    assert differences.compare(ENTRIES, ENTRIES[::-1]) == Differences((), (), ())


@given(st.permutations(ENTRIES), st.integers(0, 3), st.integers(0, 3))
def test_every_entry_is_kept_added_or_removed(entries: list[TermEntry], old: int, new: int) -> None:
    found = differences.compare(entries[:old], entries[:new])

    assert found == Differences(tuple(entries[old:new]), tuple(entries[new:old]), ())


def test_an_entry_of_the_same_folded_source_has_changed_in_the_columns_that_differ() -> None:
    old = TermEntry("اجتماع", "meeting", domain="nato")
    new = TermEntry("إجتماع", "session", ("جلسة", "لقاء"))
    found = differences.compare([old], [new])

    assert found == Differences((), (), (Change(old, new),))
    assert found.changed[0].altered == (
        Cell("source", "اجتماع", "إجتماع"),
        Cell("target", "meeting", "session"),
        Cell("source_variants", "", "جلسة|لقاء"),
        Cell("domain", "nato", ""),
    )


def test_of_entries_with_one_source_those_with_the_same_target_are_the_same() -> None:
    old = [TermEntry("قمة", "summit"), TermEntry("قمة", "peak", status="admitted")]
    new = [TermEntry("قمة", "peak", status="deprecated"), TermEntry("قمة", "summit")]

    assert differences.compare(old, new).changed == (Change(old[1], new[0]),)


def test_a_person_reads_one_line_for_each_difference() -> None:
    old = [TermEntry("قمة", "summit", place="o:2"), TermEntry("نفط", "oil", place="o:3")]
    new = [TermEntry("قمة", "peak", place="n:2"), TermEntry("غاز", "gas", place="n:3")]
    expected = (
        "+ n:3: غاز → gas\n- o:3: نفط → oil\n~ n:2: قمة → peak: target: summit ⇒ peak\n1 added, 1 removed, 1 changed\n"
    )
    assert expected == differences_report.text(differences.compare(old, new))


def test_diff_ends_with_0_and_gives_json(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    old = table(tmp_path, "source,target", "قمة,summit", "نفط,oil", name="old.csv")
    new = table(tmp_path, "source,target", "قمة,peak", "غاز,gas", name="new.csv")

    assert run("diff", old, new, "--json") == Exit.DONE
    found = json.loads(capfd.readouterr().out)
    assert [entry["target"] for entry in (*found["added"], *found["removed"])] == ["gas", "oil"]
    assert [change["columns"] for change in found["changed"]] == [{"target": {"old": "summit", "new": "peak"}}]


def test_an_entry_goes_where_a_sorted_table_has_its_place() -> None:
    text = "source,target\nاجتماع,meeting\nقمة,summit\n"

    assert additions.insert(text, Path("a.csv"), Addition("إدارة", "administration")).text == (
        "source,target\nاجتماع,meeting\nإدارة,administration\nقمة,summit\n"
    )
    assert additions.insert(text, Path("a.csv"), Addition("نفط", "oil")).text == f"{text}نفط,oil\n"
    assert additions.insert(text, Path("a.csv"), Addition("نفط", "oil")).entry.place == "a.csv:4"


def test_an_entry_goes_to_the_end_of_a_table_that_is_not_sorted() -> None:
    text = "source,target\nقمة,summit\nاجتماع,meeting\n"

    assert additions.insert(text, Path("a.csv"), Addition("أمن", "security")).text == f"{text}أمن,security\n"


@given(
    st.lists(st.sampled_from(["أمن", "قمة", "نفط", '"غاز\nطبيعي"', "إدارة"]), min_size=1, unique=True),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.booleans(),
)
def test_every_other_byte_of_a_table_stays(sources: list[str], end: str, ended: bool, blank: bool) -> None:
    lines = ["target;source", *(f"x;{source}" for source in sources), *([""] if blank else [])]
    text = end.join(lines) + (end if ended else "")
    written = additions.insert(text, Path("a.csv"), Addition("خطة; عمل", "action plan"))
    line = 'action plan;"خطة; عمل"'

    assert written.text.replace(line + end, "", 1) == text or written.text.replace(end + line, "", 1) == text
    assert written.entry in tables.parse(written.text, Path("a.csv"))
    assert len(tables.parse(written.text, Path("a.csv"))) == len(sources) + 1


def test_a_new_table_has_all_columns(tmp_path: Path) -> None:
    assert run("add", "قمة", "summit", "--to", tmp_path / "new.tsv") == Exit.DONE
    assert (tmp_path / "new.tsv").read_text("utf-8").split("\n")[0].split("\t") == list(COLUMNS)
    assert [entry.target for entry in glossaries.read(tmp_path / "new.tsv")] == ["summit"]


def test_without_a_file_the_entry_goes_into_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run("add", "قمة", "summit") == Exit.DONE
    assert capfd.readouterr().out == "glossary.tsv:2: قمة → summit\n"
    assert (tmp_path / "glossary.tsv").exists()


def test_the_cells_of_an_entry_are_those_of_the_options(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    run("add", "قمة", "summit", "--to", path, "--pos", "other", "--domain", "nato", "--status", "proposed")
    run("add", "نفط", "oil", "--to", path)
    first, second = glossaries.read(path)

    assert (first.pos, first.domain, first.status) == ("other", "nato", "proposed")
    assert (second.pos, second.domain, second.status) == ("noun", "nato", "preferred")


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("\ufeffsource,target\r\n".encode())
    run("add", "قمة", "summit", "--to", path)

    assert path.read_bytes() == "\ufeffsource,target\r\nقمة,summit\r\n".encode()


@pytest.mark.parametrize("source", ["قمة", "قمّة", "قمم"])
def test_a_duplicate_is_refused_and_the_table_stays(
    source: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path, "source,target,source_variants", "قمة,summit,قمم")
    before = path.read_bytes()

    assert run("add", source, "peak", "--to", path) == Exit.USAGE
    assert "a.csv:2: «" in capfd.readouterr().err
    assert path.read_bytes() == before


def test_a_clients_entry_is_no_duplicate_of_one_for_all() -> None:
    text = "source,target,client\nقمة,peak,Acme\n"

    assert additions.insert(text, Path("a.csv"), Addition("قمة", "summit")).text == f"{text}قمة,summit,\n"


@pytest.mark.parametrize(
    ("addition", "error"),
    [
        (Addition("", "summit"), InputError),
        (Addition("قمة", ""), InputError),
        (Addition("قمة", "summit|peak"), InputError),
        (Addition("قمة", "summit", pos="noun"), UsageError),
    ],
    ids=str,
)
def test_what_makes_no_entry_of_the_table_is_refused(addition: Addition, error: type[Exception]) -> None:
    with pytest.raises(error):
        additions.insert("source,target\n", Path("a.csv"), addition)


def test_an_entry_is_added_to_no_other_format(tmp_path: Path) -> None:
    assert run("add", "قمة", "summit", "--to", tmp_path / "a.tbx") == Exit.USAGE
    assert list(tmp_path.iterdir()) == []
