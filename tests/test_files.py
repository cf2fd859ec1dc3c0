"""Files are written whole or not at all."""

import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.documents import files
from toolkit.errors import Exit, InputError, OutputError


def test_a_file_is_written_in_utf_8_and_read_back(tmp_path: Path) -> None:
    path = str(tmp_path / "out.txt")
    files.write(path, "نعم\n")
    assert files.read(path) == "نعم\n".encode()


@pytest.mark.parametrize("name", ["missing.txt", ".", "missing/a.txt"])
def test_a_file_that_cannot_be_read_is_an_input_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"cannot be read: (No such file or directory|Is a directory)") as caught:
        files.read(str(tmp_path / name))
    assert caught.value.status == Exit.UNUSABLE


def test_a_new_file_honours_the_umask(tmp_path: Path) -> None:
    umask = os.umask(0o027)
    try:
        files.write(str(tmp_path / "out.txt"), "a")
    finally:
        os.umask(umask)
    assert stat.S_IMODE((tmp_path / "out.txt").stat().st_mode) == 0o640


def test_an_old_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o604)
    files.write(str(path), "new")
    assert (stat.S_IMODE(path.stat().st_mode), path.read_text(encoding="utf-8")) == (0o604, "new")


def test_a_link_stays_and_its_target_is_written(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "folder" / "out.txt")
    files.write(str(link), "new")
    assert link.is_symlink()
    assert (tmp_path / "folder" / "out.txt").read_text(encoding="utf-8") == "new"


def test_nothing_but_the_output_is_left_in_the_folder(tmp_path: Path) -> None:
    files.write(str(tmp_path / "out.txt"), "a")
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]


def test_a_failure_on_the_way_leaves_the_old_output_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old", encoding="utf-8")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(OutputError, match=r"out\.txt: cannot be written: File too large"):
            files.write(str(path), "a" * 200_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_text(encoding="utf-8") == "old"
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_an_output_error() -> None:
    with pytest.raises(OutputError, match="/dev/full: cannot be written: No space left on device"):
        files.write("/dev/full", "a")


def test_a_device_is_written_directly() -> None:
    files.write("/dev/null", "a")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_redirected_standard_output_keeps_what_the_shell_has_written(tmp_path: Path) -> None:
    program = "from toolkit.documents import files; files.write('/dev/stdout', 'second')"
    out = tmp_path / "out.txt"
    command = f'echo first > {out}; {sys.executable} -c "{program}" >> {out}'
    subprocess.run(command, shell=True, check=True, cwd=Path(__file__).parents[1])
    assert out.read_text(encoding="utf-8") == "first\nsecond"


def test_a_dash_is_standard_input_and_output() -> None:
    program = "from toolkit.documents import files; files.write('-', files.read('-').decode())"
    command = [sys.executable, "-c", program]
    result = subprocess.run(
        command, input="نعم".encode(), check=True, capture_output=True, cwd=Path(__file__).parents[1]
    )
    assert result.stdout == "نعم".encode()


def test_a_pipe_is_written_directly(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)
    files.write(str(pipe), "نعم")
    assert reader.communicate(timeout=10)[0] == "نعم".encode()


def test_a_name_that_is_not_utf_8_does_not_stop_an_export(tmp_path: Path) -> None:
    files.write(str(tmp_path / "out.txt"), "\udcff")
    assert files.read(str(tmp_path / "out.txt")) == b"?"


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing/out.txt", "is no folder"), (".", "is a folder"), ("a.txt/out.txt", "is no folder")],
)
def test_a_place_that_cannot_be_written_is_told_early_and_late(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "a.txt").touch()
    with pytest.raises(OutputError, match=reason):
        files.check_writable(str(tmp_path / name))
    with pytest.raises(OutputError, match=reason):
        files.write(str(tmp_path / name), "a")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_protected_file_and_a_protected_folder_are_told_early(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.touch(0o444)
    with pytest.raises(OutputError, match="write-protected"):
        files.check_writable(str(path))
    tmp_path.chmod(0o555)
    with pytest.raises(OutputError, match="cannot be written"):
        files.check_writable(str(tmp_path / "other.txt"))
    tmp_path.chmod(0o755)


def test_a_folder_that_will_be_made_need_not_be_there_yet(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "out"
    files.check_writable(str(folder / "a.txt"), folder)
    assert list(tmp_path.iterdir()) == []

    files.make_folder(folder)
    files.write(str(folder / "a.txt"), "a")
    assert files.is_folder(folder)


def test_a_folder_that_cannot_be_made_is_told_early_and_late(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    folder = tmp_path / "a.txt" / "out"
    with pytest.raises(OutputError, match="is no folder"):
        files.check_writable(str(folder / "b.txt"), folder)
    with pytest.raises(OutputError, match="cannot be written: Not a directory"):
        files.make_folder(folder)


@pytest.mark.parametrize("name", ["x" * 300, "x" * 300 + "/out.txt", "new/" + "x" * 300])
def test_a_name_that_is_too_long_is_told_early(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match="cannot be written: File name too long"):
        files.check_writable(str(tmp_path / name), (tmp_path / name).parent)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look anywhere")
def test_a_folder_that_nobody_may_look_into_is_an_output_error(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(0o000)
    with pytest.raises(OutputError, match="cannot be written: Permission denied"):
        files.is_folder(closed / "out")
    with pytest.raises(OutputError, match="cannot be written"):
        files.check_writable(str(closed / "out" / "a.txt"), closed / "out")


def test_closed_streams_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    monkeypatch.setattr("sys.stdout", None)
    with pytest.raises(InputError, match="stdin: cannot be read: is closed"):
        files.read("-")
    with pytest.raises(OutputError, match="stdout: cannot be written: is closed"):
        files.check_writable("-")
    with pytest.raises(OutputError, match="stdout: cannot be written: is closed"):
        files.write("-", "a")


@pytest.mark.parametrize("path", ["-", "/dev/stdout", "/dev/null"])
def test_a_stream_can_be_written(path: str) -> None:
    files.check_writable(path)


def test_checking_leaves_no_file(tmp_path: Path) -> None:
    files.check_writable(str(tmp_path / "out.txt"))
    assert list(tmp_path.iterdir()) == []
