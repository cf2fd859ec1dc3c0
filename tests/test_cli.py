"""The command line as its users see it, with the embedded model."""

import json
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from toolkit import cli, glossaries, terms
from toolkit.commands import translate
from toolkit.documents import FORMATS
from toolkit.errors import Exit
from toolkit.pipeline import Job

ARTICLE = Path(__file__).parent / "cases" / "article.ar.txt"
OLD = Path(__file__).parent / "cases" / "old-layout.argosmodel"
COMMAND = [sys.executable, "-m", "toolkit"]
ROOT = Path(__file__).parents[1]


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "news.ar.txt"
    file.write_text("زار السفير الكويت أمس.\n\nوصل وفد من حلف الناتو.\n", encoding="utf-8")
    return file


def glossary(folder: Path, *lines: str) -> str:
    file = folder / "client.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(file)


def test_text_comes_out_line_for_line(text: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["translate", str(text)]) == Exit.DONE
    out, err = capfd.readouterr()

    lines = out.split("\n")
    assert len(lines) == 4
    assert "Kuwait" in lines[0]
    assert lines[1] == lines[3] == ""
    assert "NATO" in lines[2]
    assert "segments: 2" in err


def test_the_sample_article_has_every_term_honoured(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    status = cli.run(
        ["translate", str(ARTICLE), "-o", str(tmp_path / "a.tmx"), "--report", str(report), "--strict", "--quiet"]
    )
    segments = json.loads(report.read_text(encoding="utf-8"))["segments"]
    terms = [term for segment in segments for term in segment["terms"]]

    assert status == Exit.DONE
    assert len({term["source"] for term in terms}) >= 25
    assert [term for term in terms if term["enforced"] and term["verdict"] == "MISSED"] == []


def test_the_offsets_of_a_report_cut_out_what_is_found_again_alone(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    cli.run(["translate", str(ARTICLE), "-o", str(tmp_path / "a.txt"), "--report", str(report), "--quiet"])
    index = terms.index(glossaries.stack(()))
    segments = json.loads(report.read_text(encoding="utf-8"))["segments"]
    cut = [
        (term["source"], segment["source"][term["start"] : term["end"]])
        for segment in segments
        for term in segment["terms"]
    ]

    for source, form in cut:
        assert (source, len(form)) in [
            (match.entry.source, match.end - match.start) for match in terms.find(index, form)
        ]


def test_the_same_input_gives_the_same_bytes_in_every_format(text: Path, tmp_path: Path) -> None:
    for name in (known.name for known in FORMATS if known.writer):
        first, second = tmp_path / f"1.{name}", tmp_path / f"2.{name}"
        for output in (first, second):
            assert cli.run(["translate", str(text), "--to", name, "-o", str(output), "--quiet"]) == Exit.DONE
        assert first.read_bytes() == second.read_bytes()


def test_the_recipe_tells_other_rules_of_segmentation(text: Path, tmp_path: Path) -> None:
    signatures = []
    for options in ([], ["--abbreviation", "أخ"], ["--srx", str(ROOT / "tests/cases/arabic.srx")]):
        report = tmp_path / "r.json"
        assert cli.run(["translate", str(text), "-o", str(tmp_path / "o.txt"), "--report", str(report), *options]) == 0
        signatures.append(json.loads(report.read_text(encoding="utf-8"))["signature"])

    assert ["|cut:" in signature for signature in signatures] == [False, True, True]
    assert len(set(signatures)) == 3


@pytest.mark.parametrize(
    ("options", "translated"),
    [([], [True, True, False]), (["--overwrite"], [True] * 3), (["--only-fuzzy"], [False, True, False])],
)
def test_what_of_a_catalogue_is_translated(options: list[str], translated: list[bool], tmp_path: Path) -> None:
    """A copy of the Arabic is no translation."""
    source, output = tmp_path / "a.po", tmp_path / "b.po"
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    messages = [("الكويت", "الكويت", ""), ("قطر", "x", "#, fuzzy\n"), ("لبنان", "x", "")]
    source.write_text(
        header + "\n".join(f'{flag}msgid "{arabic}"\nmsgstr "{english}"\n' for arabic, english, flag in messages),
        encoding="utf-8",
    )
    assert cli.run(["translate", str(source), "-o", str(output), "--quiet", *options]) == Exit.DONE
    text = output.read_text(encoding="utf-8")

    assert [f'msgid "{arabic}"\nmsgstr "{english}"' not in text for arabic, english, _ in messages] == translated


def test_one_column_cannot_be_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--source-column", "a", "--target-column", "a"]
    assert cli.run(["translate", str(tmp_path / "t.csv"), *options]) == Exit.USAGE
    assert "cannot share a column" in capsys.readouterr().err


def test_several_inputs_go_into_a_folder(text: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("شكرا.", encoding="utf-8")
    arguments = ["translate", str(text), str(other), "-o", str(tmp_path / "out"), "--quiet"]

    assert cli.run(arguments) == Exit.DONE
    assert cli.run([*arguments, "--to", "po"]) == Exit.DONE
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "news.en.txt",
        "news.po",
        "other.en.txt",
        "other.po",
    ]


def test_a_report_may_go_into_the_folder_that_the_outputs_make(text: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").touch()
    folder = tmp_path / "new" / "out"
    arguments = ["translate", str(text), str(tmp_path / "other.txt"), "-o", str(folder), "--quiet"]

    assert cli.run([*arguments, "--report", str(folder / "r.json")]) == Exit.DONE
    assert sorted(path.name for path in folder.iterdir()) == ["news.en.txt", "other.en.txt", "r.json"]


def test_no_folder_is_made_by_a_run_that_fails(text: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").touch()
    arguments = ["translate", str(text), str(tmp_path / "other.txt"), "-o", str(tmp_path / "out")]

    assert cli.run([*arguments, "--glossary", "none.csv"]) == Exit.UNUSABLE
    assert not (tmp_path / "out").exists()


def test_a_clients_glossary_goes_before_the_shipped_one(
    text: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = glossary(tmp_path, "source,target", "حلف الناتو,Atlantic Alliance")

    assert cli.run(["translate", str(text), "--glossary", path]) == Exit.DONE
    assert "Atlantic Alliance" in capfd.readouterr().out


def test_what_the_model_alone_does_is_shown_without_enforcement(text: Path, tmp_path: Path) -> None:
    path = glossary(tmp_path, "source,target", "الكويت,Quwait City State")
    report = tmp_path / "r.json"
    arguments = ["translate", str(text), "--glossary", path, "--report", str(report), "--quiet", "--strict"]

    assert cli.run([*arguments, "--no-enforce"]) == Exit.FOUND
    assert {term["verdict"] for term in terms_of(report, "الكويت")} == {"MISSED"}
    assert cli.run(arguments) == Exit.DONE
    assert {term["verdict"] for term in terms_of(report, "الكويت")} == {"BY_ANNOTATION"}


def terms_of(report: Path, source: str) -> list[dict[str, str]]:
    segments = json.loads(report.read_text(encoding="utf-8"))["segments"]
    return [term for segment in segments for term in segment["terms"] if term["source"] == source]


def test_a_segment_without_arabic_is_copied_and_flagged(tmp_path: Path) -> None:
    source = tmp_path / "mixed.txt"
    source.write_text("Press release 5/2024\nوصل الوفد.", encoding="utf-8")
    report = tmp_path / "r.json"
    cli.run(["translate", str(source), "-o", str(tmp_path / "o.txt"), "--report", str(report), "--quiet"])
    first = json.loads(report.read_text(encoding="utf-8"))["segments"][0]

    assert (first["target"], first["method"], first["flags"]) == ("Press release 5/2024", "copy", ["not-arabic"])


def test_a_copy_has_european_digits_and_punctuation(tmp_path: Path) -> None:
    (tmp_path / "dates.txt").write_text("٢٠٢٤/٥/١٢\n۱۲٬۵۰۰٫۷٪، ٣؛ ٤؟", encoding="utf-8")
    output = tmp_path / "o.jsonl"
    cli.run(["translate", str(tmp_path / "dates.txt"), "-o", str(output), "--quiet"])
    first, *rest = map(json.loads, output.read_text(encoding="utf-8").splitlines())

    assert (first["source"], first["target"], first["flags"]) == ("٢٠٢٤/٥/١٢", "2024/5/12", ["not-arabic"])
    assert " ".join(row["target"] for row in rest) == "12,500.7%, 3; 4?"


def test_an_empty_file_gives_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()

    assert cli.run(["translate", str(tmp_path / "empty.txt"), "-o", str(tmp_path / "o.txt"), "--quiet"]) == Exit.DONE
    assert (tmp_path / "o.txt").read_bytes() == b""


def test_a_date_comes_from_source_date_epoch_alone(text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "o.tmx"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    cli.run(["translate", str(text), "-o", str(output), "--quiet"])
    assert 'creationdate="19700102T000000Z"' in output.read_text(encoding="utf-8")

    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    cli.run(["translate", str(text), "-o", str(output), "--quiet"])
    assert "creationdate" not in output.read_text(encoding="utf-8")


def test_a_term_that_the_model_cannot_spell_is_told_and_spliced(
    text: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = glossary(tmp_path, "source,target", "الكويت,K☃wait")

    assert cli.run(["translate", str(text), "--glossary", path, "--model", str(OLD)]) == Exit.DONE
    out, err = capfd.readouterr()
    assert "client.csv:2: the model cannot spell «K☃wait»; it is spliced in" in err
    assert "K☃wait" in out


@pytest.mark.parametrize(("status", "option"), [("preferred", "--no-enforce"), ("proposed", "--beam=4")])
def test_a_term_that_nobody_asks_the_model_for_need_not_be_spelt(
    status: str, option: str, text: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = glossary(tmp_path, "source,target,status", f"الكويت,K☃wait,{status}")
    arguments = ["translate", str(text), "--no-default-glossary", "--glossary", path, "--model", str(OLD), option]

    assert cli.run(arguments) == Exit.DONE
    assert "cannot spell" not in capfd.readouterr().err


def test_a_quiet_run_says_nothing_but_errors(text: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = glossary(tmp_path, "source,target", "الكويت,K☃wait")

    assert cli.run(["translate", str(text), "--glossary", path, "--model", str(OLD), "--quiet"]) == Exit.DONE
    assert capfd.readouterr().err == ""
    assert cli.run(["translate", "nowhere.txt", "--quiet"]) == Exit.UNUSABLE
    assert "nowhere.txt" in capfd.readouterr().err


def test_the_command_has_an_option_for_each_field_of_a_job() -> None:
    options = {parameter.name for parameter in translate.command.params}

    assert options == {field.name for field in fields(Job)} | {"strict", "quiet"}


def test_text_from_a_pipe_is_translated(text: Path) -> None:
    with text.open("rb") as stream:
        done = subprocess.run([*COMMAND, "translate", "-"], stdin=stream, capture_output=True, cwd=ROOT, check=True)

    assert "Kuwait" in done.stdout.decode("utf-8")


def test_version_names_tool_model_and_termbase(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--version"]) == Exit.DONE
    assert [line.split()[0] for line in capfd.readouterr().out.splitlines()] == ["toolkit", "model", "termbase"]


def test_every_command_has_help_with_an_example(capfd: pytest.CaptureFixture[str]) -> None:
    for arguments in (["translate"], ["model"], ["model", "list"], ["model", "install"], ["model", "info"]):
        assert cli.run([*arguments, "--help"]) == Exit.DONE
        assert "Example" in capfd.readouterr().out


def test_help_imports_no_library_that_translates() -> None:
    script = "import sys; from toolkit import cli; cli.run(['--help']); print([m for m in sys.modules if m in HEAVY])"
    heavy = "HEAVY = ('ctranslate2', 'sentencepiece', 'argostranslate', 'lxml', 'polib', 'numpy'); "
    done = subprocess.run([sys.executable, "-c", heavy + script], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout.splitlines()[-1] == "[]"
