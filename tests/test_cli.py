"""The command line as its users see it, with the embedded model."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit import cli
from toolkit.documents import FORMATS
from toolkit.errors import Exit

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
    for segment in segments:
        assert all(term["source"] and segment["source"][term["start"] : term["end"]] for term in segment["terms"])


def test_the_same_input_gives_the_same_bytes_in_every_format(text: Path, tmp_path: Path) -> None:
    for name in (known.name for known in FORMATS):
        first, second = tmp_path / f"1.{name}", tmp_path / f"2.{name}"
        for output in (first, second):
            assert cli.run(["translate", str(text), "--to", name, "-o", str(output), "--quiet"]) == Exit.DONE
        assert first.read_bytes() == second.read_bytes()


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


BAD = {
    "no-file": (["nowhere.txt"], Exit.UNUSABLE, "nowhere.txt: cannot be read"),
    "folder": (["."], Exit.UNUSABLE, ".: cannot be read"),
    "binary": (["binary.txt"], Exit.UNUSABLE, "binary.txt: is not text (binary data)"),
    "long-line": (["long.txt"], Exit.UNUSABLE, "long.txt:2: a line of 1000001 characters"),
    "unknown-input": (["news.docx"], Exit.UNUSABLE, "cannot read .docx"),
    "unknown-format": (["news.ar.txt", "--to", "doc"], Exit.USAGE, "unknown format 'doc'"),
    "unknown-suffix": (["news.ar.txt", "-o", "x.doc"], Exit.USAGE, "no format has the suffix .doc"),
    "unknown-report": (["news.ar.txt", "--report", "x.doc"], Exit.USAGE, "no report has the suffix"),
    "unknown-encoding": (["news.ar.txt", "--encoding", "klingon"], Exit.USAGE, "unknown encoding 'klingon'"),
    "no-output-folder": (["news.ar.txt", "-o", "no/x.tmx"], Exit.UNUSABLE, "there is no folder"),
    "full-disk": (["news.ar.txt", "-o", "/dev/full"], Exit.UNUSABLE, "/dev/full: cannot be written: No space left"),
    "own-input": (["news.ar.txt", "-o", "news.ar.txt"], Exit.UNUSABLE, "is an input of this run"),
    "two-to-stdout": (["news.ar.txt", "news.ar.txt"], Exit.USAGE, "several inputs want a folder"),
    "two-to-one": (["news.ar.txt", "news.ar.txt", "-o", "out"], Exit.USAGE, "two inputs would be written to"),
    "no-column": (["news.ar.txt", "--glossary", "column.csv"], Exit.UNUSABLE, "column.csv:1: no column «target»"),
    "conflict": (["news.ar.txt", "--glossary", "two.csv"], Exit.UNUSABLE, "two.csv:3: two preferred targets"),
    "no-glossary": (["news.ar.txt", "--glossary", "none.csv"], Exit.UNUSABLE, "none.csv: cannot be read"),
    "no-model": (["news.ar.txt", "--model", "no.argosmodel"], Exit.NO_MODEL, "no.argosmodel: no such package"),
    "no-input": ([], Exit.USAGE, "Missing argument"),
    "no-option": (["news.ar.txt", "--loud"], Exit.USAGE, "No such option"),
    "no-beam": (["news.ar.txt", "--beam", "0"], Exit.USAGE, "--beam"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_one_line_and_its_status(
    case: str, text: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("binary.txt").write_bytes(bytes(range(256)) * 8)
    Path("long.txt").write_text("سطر\n" + "ا" * 1_000_001, encoding="utf-8")
    Path("column.csv").write_text("source\nناتو\n", encoding="utf-8")
    Path("two.csv").write_text("source,target\nناتو,NATO\nناتو,Nato\n", encoding="utf-8")
    arguments, status, line = BAD[case]
    before = text.read_bytes()

    assert cli.run(["translate", *arguments]) == status
    out, err = capfd.readouterr()
    assert line in err
    assert err.count("\n") == 1
    assert out == ""
    assert text.read_bytes() == before


def test_the_old_output_stays_when_a_run_fails(text: Path, tmp_path: Path) -> None:
    output = tmp_path / "old.tmx"
    output.write_text("old", encoding="utf-8")

    assert cli.run(["translate", str(text), "-o", str(output), "--glossary", "none.csv"]) == Exit.UNUSABLE
    assert output.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news.ar.txt", "old.tmx"]


def test_a_closed_pipe_is_no_failure(tmp_path: Path) -> None:
    many = tmp_path / "many.txt"
    many.write_text("Yes.\n" * 30_000, encoding="utf-8")
    command = [*COMMAND, "translate", str(many), "--to", "text", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout and process.stderr
        process.stdout.read(5)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == Exit.DONE


def test_an_interrupted_run_leaves_nothing_and_says_so(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "slow.txt")
    command = [*COMMAND, "translate", str(tmp_path / "slow.txt"), "-o", str(tmp_path / "o.tmx")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, cwd=ROOT, text=True)
    with process, (tmp_path / "slow.txt").open("w", encoding="utf-8"):
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == Exit.INTERRUPTED
    assert "interrupted" in err
    assert not (tmp_path / "o.tmx").exists()


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
