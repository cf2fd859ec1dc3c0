"""Where the inputs of a run go."""

from pathlib import Path

import pytest

from toolkit import documents
from toolkit.errors import InputError, UsageError
from toolkit.planning import Destination, plan

TEXT = documents.TEXT


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Make a tree of files."""
    for name in ("a.ar.txt", "b/c.txt", "b/d.ar.txt", "b/photo.jpg", ".git/e.txt", "README"):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("نعم", encoding="utf-8")
    return tmp_path / "site"


def places(inputs: list[str], output: str, to: str = "") -> list[str]:
    return [each.place for each in plan(inputs, output, to).destinations]


def test_a_single_input_goes_to_standard_output() -> None:
    assert plan(["news.ar.txt"], "", "").destinations == (Destination("news.ar.txt", "-", TEXT),)


def test_inputs_are_renamed_after_their_language_in_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert places(["a.ar.txt", "-"], str(folder)) == [str(folder / "a.en.txt"), str(folder / "stdin.en.txt")]
    assert not folder.exists()


def test_a_folder_becomes_a_tree_of_the_same_shape(site: Path) -> None:
    planned = plan([str(site)], "out", "")

    assert [each.place for each in planned.destinations] == ["out/a.en.txt", "out/b/c.en.txt", "out/b/d.en.txt"]
    assert planned.skipped == (str(site / "README"), str(site / "b/photo.jpg"))
    assert places([str(site)], "out", "tmx") == ["out/a.tmx", "out/b/c.tmx", "out/b/d.tmx"]


def test_a_pattern_keeps_what_stands_below_its_fixed_part(site: Path) -> None:
    assert places([f"{site}/**/*.ar.txt"], "out") == ["out/a.en.txt", "out/b/d.en.txt"]
    assert places([f"{site}/b/*.txt"], "out") == ["out/c.en.txt", "out/d.en.txt"]


@pytest.mark.parametrize("name", ["", "/nothing*.po"])
def test_a_folder_or_a_pattern_with_nothing_to_read_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="holds no file that toolkit reads"):
        plan([f"{tmp_path}{name}"], "out", "")


def test_several_inputs_and_a_folder_want_a_folder(site: Path) -> None:
    for inputs in (["a.txt", "b.txt"], [str(site)]):
        with pytest.raises(UsageError, match="several inputs want a folder to go to: -o DIR"):
            plan(inputs, "", "")
