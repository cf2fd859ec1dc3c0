"""Whatever goes wrong ends in one line and a status, with nothing half-written left."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit import cli
from toolkit.errors import Exit

COMMAND = [sys.executable, "-m", "toolkit"]
ROOT = Path(__file__).parents[1]
LONG = "x" * 300
BAD = {
    "no-file": (["nowhere.txt"], Exit.UNUSABLE, "nowhere.txt: cannot be read"),
    "folder": (["."], Exit.USAGE, "several inputs want a folder to go to: -o DIR"),
    "binary": (["binary.txt"], Exit.UNUSABLE, "binary.txt: is not text (binary data)"),
    "long-line": (["long.txt"], Exit.UNUSABLE, "long.txt:2: a line of 1000001 characters"),
    "unknown-input": (["news.pdf"], Exit.UNUSABLE, "cannot read .pdf"),
    "unknown-format": (["news.ar.txt", "--to", "doc"], Exit.USAGE, "unknown format 'doc'"),
    "unknown-suffix": (["news.ar.txt", "-o", "x.doc"], Exit.USAGE, "no format has the suffix .doc"),
    "unknown-report": (["news.ar.txt", "--report", "x.doc"], Exit.USAGE, "no report has the suffix"),
    "unknown-encoding": (["news.ar.txt", "--encoding", "klingon"], Exit.USAGE, "unknown encoding 'klingon'"),
    "no-output-folder": (["news.ar.txt", "-o", "no/x.tmx"], Exit.UNUSABLE, "there is no folder"),
    "full-disk": (["news.ar.txt", "-o", "/dev/full"], Exit.UNUSABLE, "/dev/full: cannot be written: No space left"),
    "own-input": (["news.ar.txt", "-o", "news.ar.txt"], Exit.UNUSABLE, "is an input of this run"),
    "two-to-stdout": (["news.ar.txt", "news.ar.txt"], Exit.USAGE, "several inputs want a folder"),
    "two-to-one": (
        ["news.ar.txt", "news.ar.txt", "-o", "out"],
        Exit.USAGE,
        "two outputs of this run would be written to",
    ),
    "report-over-output": (
        ["news.ar.txt", "--to", "jsonl", "-o", "r.json", "--report", "r.json"],
        Exit.USAGE,
        "two outputs of this run would be written to",
    ),
    "report-over-input": (["news.ar.txt", "--report", "link.json"], Exit.UNUSABLE, "is an input of this run"),
    "over-glossary": (
        ["news.ar.txt", "--glossary", "two.csv", "-o", "two.csv"],
        Exit.UNUSABLE,
        "two.csv: is an input of this run",
    ),
    "first-place-first": (
        ["news.ar.txt", "-o", "no/x.tmx", "--report", "nowhere/r.json"],
        Exit.UNUSABLE,
        "no/x.tmx: there is no folder",
    ),
    "file-as-folder": (["news.ar.txt", "other.txt", "-o", "two.csv"], Exit.UNUSABLE, "two.csv is no folder"),
    "folder-in-file": (["news.ar.txt", "other.txt", "-o", "two.csv/a/b"], Exit.UNUSABLE, "two.csv is no folder"),
    "long-output": (["news.ar.txt", "-o", LONG], Exit.UNUSABLE, "cannot be written: File name too long"),
    "long-folder": (["news.ar.txt", "other.txt", "-o", LONG], Exit.UNUSABLE, "cannot be written: File name too long"),
    "long-report": (["news.ar.txt", "--report", f"{LONG}.json"], Exit.UNUSABLE, "cannot be written: File name too"),
    "long-glossary": (["news.ar.txt", "--glossary", LONG], Exit.UNUSABLE, "cannot be read: File name too long"),
    "long-model": (["news.ar.txt", "--model", LONG], Exit.NO_MODEL, "no package is named"),
    "long-model-path": (["news.ar.txt", "--model", f"./{LONG}"], Exit.NO_MODEL, "cannot be read: File name too long"),
    "long-input": ([LONG], Exit.UNUSABLE, "cannot be read: File name too long"),
    "no-column": (["news.ar.txt", "--glossary", "column.csv"], Exit.UNUSABLE, "column.csv:1: no column «target»"),
    "conflict": (["news.ar.txt", "--glossary", "two.csv"], Exit.UNUSABLE, "two.csv:3: two preferred targets"),
    "no-glossary": (["news.ar.txt", "--glossary", "none.csv"], Exit.UNUSABLE, "none.csv: cannot be read"),
    "no-model": (["news.ar.txt", "--model", "no.argosmodel"], Exit.NO_MODEL, "no.argosmodel: no such package"),
    "no-input": ([], Exit.USAGE, "Missing argument"),
    "no-option": (["news.ar.txt", "--loud"], Exit.USAGE, "No such option"),
    "no-beam": (["news.ar.txt", "--beam", "0"], Exit.USAGE, "--beam"),
}


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "news.ar.txt"
    file.write_text("زار السفير الكويت أمس.\n\nوصل وفد من حلف الناتو.\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_one_line_and_its_status(
    case: str, text: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("binary.txt").write_bytes(bytes(range(256)) * 8)
    Path("long.txt").write_text("سطر\n" + "ا" * 1_000_001, encoding="utf-8")
    Path("column.csv").write_text("source\nناتو\n", encoding="utf-8")
    Path("two.csv").write_text("source,target\nناتو,NATO\nناتو,Nato\n", encoding="utf-8")
    Path("other.txt").touch()
    Path("link.json").symlink_to("news.ar.txt")
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


STREAMS = {
    "help-on-a-full-disk": ("--help >/dev/full", Exit.UNUSABLE, "No space left on device"),
    "list-on-a-full-disk": ("model list >/dev/full", Exit.UNUSABLE, "No space left on device"),
    "closed-stdout": ("translate {text} >&-", Exit.UNUSABLE, "stdout: cannot be written: is closed"),
    "closed-stdin": ("translate - <&-", Exit.UNUSABLE, "stdin: cannot be read: is closed"),
    "closed-stdout-unused": ("translate {text} -o {text}.tmx --quiet >&-", Exit.DONE, ""),
    "closed-stdout-of-a-list": ("model list >&-", Exit.DONE, ""),
    "closed-stderr": ("translate {text} -o {text}.tmx 2>&-", Exit.DONE, ""),
}


@pytest.mark.parametrize("case", STREAMS)
def test_a_stream_that_is_closed_or_full_gets_at_most_one_line(case: str, text: Path) -> None:
    words, status, line = STREAMS[case]
    command = f"{sys.executable} -m toolkit {words.format(text=text)}"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, cwd=ROOT)

    assert done.returncode == status
    assert line in done.stderr
    assert done.stderr.count("\n") == bool(line)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["model", "list"]])
def test_a_reader_that_has_gone_is_no_failure_of_a_short_answer(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*COMMAND, *arguments], stdout=writing, stderr=subprocess.PIPE, check=False, cwd=ROOT)
    os.close(writing)

    assert (done.returncode, done.stderr) == (Exit.DONE, b"")


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
