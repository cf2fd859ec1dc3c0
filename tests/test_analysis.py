"""What there is to translate is counted before the work."""

import json
from pathlib import Path

import pytest

from toolkit import cli
from toolkit.analysis import Analysis, Counts, analyse
from toolkit.errors import Exit
from toolkit.memory import Entry, Memory

FIRST = "زار وزير الدفاع الكويت. عاد بعد {0} أيام.\n"
SECOND = "زار وزير الدفاع الكويت.\nNATO 2030\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b/c.txt").write_text(SECOND, encoding="utf-8")
    (tmp_path / "b/photo.jpg").write_bytes(b"")
    (tmp_path / "g.csv").write_text("source,target\nالكويت,Kuwait\nوزير الدفاع,Defence Minister\n", encoding="utf-8")
    return tmp_path


def analysed(folder: Path, *inputs: str, **options: object) -> list[tuple[str, Counts]]:
    paths = tuple(str(folder / each) for each in inputs)
    job = Analysis(paths, (folder / "g.csv",), default_glossary=False, **options)  # type: ignore[arg-type]
    return list(analyse(job).files)


def test_segments_words_and_what_must_survive_are_counted(folder: Path) -> None:
    expected = Counts(segments=2, words=8, characters=40, placeholders=1, terms=2)
    assert analysed(folder, "a.txt") == [("a.txt", expected)]


def test_what_stood_in_an_earlier_file_is_repeated_and_what_is_not_arabic_is_told_apart(folder: Path) -> None:
    (_, first), (_, second) = analysed(folder, "a.txt", "b/c.txt")

    assert (first.repeated, second.repeated, second.repeated_words, second.other) == (0, 1, 4, 1)


def test_the_entries_are_ranked_by_how_often_they_stand(folder: Path) -> None:
    (folder / "d.txt").write_text("الكويت", encoding="utf-8")
    found = analyse(Analysis((f"{folder}/*.txt",), (folder / "g.csv",), default_glossary=False))

    assert [(entry.target, count) for entry, count in found.entries] == [("Kuwait", 2), ("Defence Minister", 1)]
    assert found.total == sum((counts for _, counts in found.files), Counts())


def test_the_project_s_abbreviations_end_no_sentence(folder: Path) -> None:
    (folder / "d.txt").write_text("شرح أخ. سعيد الخطة.", encoding="utf-8")
    ((_, plain),) = analysed(folder, "d.txt")
    ((_, told),) = analysed(folder, "d.txt", abbreviations=("أخ",))

    assert (plain.segments, told.segments) == (2, 1)


def test_a_folder_is_counted_as_text_and_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["analyse", str(folder / "b"), str(folder / "a.txt"), "--no-default-glossary"]
    assert cli.run(arguments) == Exit.DONE
    out, err = capsys.readouterr()
    assert [line.split()[0] for line in out.splitlines()[:4]] == ["file", "c.txt", "a.txt", "total"]
    assert err == "toolkit: 1 files that no format reads are left out\n"

    assert cli.run([*arguments, "--json"]) == Exit.DONE
    report = json.loads(capsys.readouterr().out)
    assert [each["file"] for each in report["files"]] == ["c.txt", "a.txt"]
    assert report["total"]["segments"] == 4


def test_with_a_memory_each_arabic_segment_is_in_one_band(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory = folder / "m.memory"
    with Memory(memory, write=True) as opened:
        opened.add(
            [Entry("زار وزير الدفاع الكويت.", "The Defence Minister visited Kuwait."), Entry("عاد بعد {0} أيام", "x")]
        )
    paths = tuple(str(folder / each) for each in ("a.txt", "b/c.txt"))
    found = analyse(Analysis(paths, memory=memory)).bands

    assert found
    assert {name: (band.segments, band.words) for name, band in found.items() if band.segments} == {
        "100": (2, 8),
        "95-99": (1, 4),
    }
    assert cli.run(["analyse", *paths, "--json"]) == Exit.DONE
    assert "bands" not in json.loads(capsys.readouterr().out)
    assert cli.run(["analyse", *paths, "--memory", str(memory)]) == Exit.DONE
    assert "     100         2         8\n" in capsys.readouterr().out
