"""The launcher: finding a Python, keeping .venv true to its locks, handing over to toolkit."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCK = "requirements.txt"
TEXT = {"", ".cfg", ".json", ".md", ".py", ".sh", ".toml", ".txt"}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose lock is empty and whose toolkit prints its arguments."""
    root = tmp_path / "check out"
    shutil.copytree(ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "scripts" / LOCK).write_text("# nothing\n", encoding="utf-8")
    (root / "toolkit").mkdir()
    (root / "toolkit" / "__main__.py").write_text("import sys\nprint(sys.argv[1:])\n", encoding="utf-8")
    return root


def executable(path: Path, script: str) -> Path:
    """Write a shell script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def shell(root: Path, command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a shell that has sourced environment.sh."""
    script = f'root=$1; . "$root/scripts/environment.sh"; {command}'
    environment = {"PATH": os.environ["PATH"], **variables}
    return subprocess.run(["/bin/sh", "-c", script, "sh", str(root)], env=environment, capture_output=True, text=True)


def start(command: Sequence[str | Path], cwd: Path) -> "subprocess.Popen[str]":
    """Start a launcher that cannot reach an index."""
    environment = {**os.environ, "PYTHON": sys.executable, "PIP_NO_INDEX": "1"}
    return subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )


def pretend_installed(root: Path, python: str) -> None:
    """Give the checkout an environment that looks whole."""
    executable(root / ".venv" / "bin" / "python", python)
    shutil.copy(root / "scripts" / LOCK, root / ".venv" / LOCK)


@pytest.mark.parametrize(
    "script", ["scripts/environment.sh", "scripts/lock", "scripts/test", "scripts/toolkit", ".ci/run"]
)
def test_scripts_are_well_formed(script: str) -> None:
    subprocess.run(["bash" if script == ".ci/run" else "sh", "-n", ROOT / script], check=True)


def test_a_python_that_cannot_run_is_passed_over(tmp_path: Path) -> None:
    executable(tmp_path / "python3", "exit 127")
    working = executable(tmp_path / "python3.12", f'exec "{sys.executable}" "$@"')

    found = shell(ROOT, "usable_python", PATH=str(tmp_path))

    assert found.stdout == f"{working}\n"


@pytest.mark.parametrize(("version", "status"), [("3, 9, 18", 3), ("3, 10, 0", 0), ("3, 14, 9", 0), ("3, 15, 0", 3)])
def test_a_python_without_wheels_in_the_lock_is_refused(tmp_path: Path, version: str, status: int) -> None:
    patch = f"import sys; sys.version_info = ({version})"
    executable(tmp_path / "python3", f'[ "$2" = -c ] || exit 0; exec "{sys.executable}" -I -c "{patch}; $3"')
    (tmp_path / "scripts").symlink_to(ROOT / "scripts")

    refused = shell(tmp_path, f"environment {LOCK}", PATH=str(tmp_path))

    assert refused.returncode == status
    assert ("PYTHON=" in refused.stderr) == (status == 3)


def test_an_environment_is_current_while_its_copy_of_the_lock_is_equal(checkout: Path) -> None:
    pretend_installed(checkout, "exit 0")
    assert shell(checkout, f"current {LOCK}").returncode == 0

    (checkout / "scripts" / LOCK).write_text("# something else\n", encoding="utf-8")
    assert shell(checkout, f"current {LOCK}").returncode


def test_an_environment_without_its_python_is_not_current(checkout: Path) -> None:
    pretend_installed(checkout, "exit 0")
    (checkout / ".venv" / "bin" / "python").unlink()

    assert shell(checkout, f"current {LOCK}").returncode


def test_the_launcher_hands_over_in_the_folder_of_the_user(checkout: Path, tmp_path: Path) -> None:
    pretend_installed(checkout, 'printf "%s\\n" "$PWD" "$@"')
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "second").symlink_to("../check out/scripts/toolkit")
    (tmp_path / "first").symlink_to("bin/second")
    (tmp_path / "user").mkdir()

    launched = start(["../first", "check", "a b.po", ""], cwd=tmp_path / "user")

    assert launched.communicate() == (f"{tmp_path}/user\n-I\n-m\ntoolkit\ncheck\na b.po\n\n", "")


def test_two_first_calls_at_once_make_one_environment_that_may_be_moved(checkout: Path, tmp_path: Path) -> None:
    calls = [start([checkout / "scripts" / "toolkit", name], cwd=tmp_path) for name in ("one", "two")]
    outputs = [call.communicate() for call in calls]
    moved = checkout.rename(tmp_path / "moved")
    shutil.copytree(moved / "toolkit", tmp_path / "toolkit")
    (tmp_path / "toolkit" / "__main__.py").write_text("print('the wrong toolkit')\n", encoding="utf-8")
    third = start([moved / "scripts" / "toolkit", "three"], cwd=tmp_path).communicate()

    assert [stdout for stdout, _ in outputs] == ["['one']\n", "['two']\n"]
    assert "".join(stderr for _, stderr in outputs).count("toolkit: making .venv") == 1
    assert third == ("['three']\n", "")


def test_without_an_index_the_first_call_fails_in_one_line_and_leaves_nothing_in_use(checkout: Path) -> None:
    lock = f"no-such-distribution==1.0 --hash=sha256:{'0' * 64}\n"
    (checkout / "scripts" / LOCK).write_text(lock, encoding="utf-8")

    launched = start([checkout / "scripts" / "toolkit"], cwd=checkout)
    stdout, stderr = launched.communicate()

    assert (launched.returncode, stdout) == (3, "")
    assert re.fullmatch(r"toolkit: making .*\ntoolkit: cannot make .* no-such-distribution==1.0.*\n", stderr)
    assert shell(checkout, f"current {LOCK}").returncode


def test_a_checkout_that_cannot_be_written_is_refused_in_one_line(checkout: Path) -> None:
    (checkout / ".venv.lock").mkdir()  # Nobody can open it for writing, not even root.

    launched = start([checkout / "scripts" / "toolkit"], cwd=checkout)
    stdout, stderr = launched.communicate()

    assert (launched.returncode, stdout) == (3, "")
    assert stderr == f"toolkit: cannot make an environment in {checkout}: Is a directory\n"


def test_the_real_launcher_prints_help_through_a_link(tmp_path: Path) -> None:
    if shell(ROOT, f"current {LOCK}").returncode:
        pytest.skip("scripts/toolkit has not made its .venv here")
    (tmp_path / "toolkit").symlink_to(ROOT / "scripts" / "toolkit")

    launched = start([tmp_path / "toolkit", "--help"], cwd=tmp_path)
    stdout, stderr = launched.communicate()

    assert (launched.returncode, stderr) == (0, "")
    assert stdout.startswith("Usage: toolkit ")


def test_no_file_names_a_package_index() -> None:
    # Spelled in halves, because this file is looked into as well.
    index = re.compile(
        "|".join(["py" + r"pi\.\w", "python" + "hosted", "--" + "index-url", "--" + "extra-index", "--" + "find-links"])
    )
    shown = [ROOT / ".ci", *(path for path in ROOT.iterdir() if not path.name.startswith("."))]
    files = [file for top in shown for file in ([top] if top.is_file() else top.rglob("*")) if file.suffix in TEXT]

    named = [
        str(file)
        for file in files
        if file.is_file() and index.search(file.read_text(encoding="utf-8", errors="replace"))
    ]

    assert named == []
