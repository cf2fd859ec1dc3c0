"""What a shell is told when its user presses the tabulator."""

import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.cli import COMMANDS

ROOT = Path(__file__).parents[1]


def ask(folder: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", **variables}
    command = [sys.executable, "-m", "toolkit"]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=folder)


def completions(folder: Path, line: str) -> list[str]:
    done = ask(folder, _TOOLKIT_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=str(line.count(" ")))
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("toolkit tr", ["plain,translate"]),
        ("toolkit ", [f"plain,{name}" for name in COMMANDS]),
        ("toolkit --conf", ["plain,--config"]),
        ("toolkit glossary st", ["plain,stats"]),
        ("toolkit translate --gl", ["plain,--glossary"]),
        ("toolkit glossary find --cl", ["plain,--client"]),
        ("toolkit glossary add a b --status pref", ["plain,preferred"]),
        ("toolkit translate --beam many --gl", ["plain,--glossary"]),
        ("toolkit translate ne", ["file,ne"]),
        ("toolkit translate news.ar.txt -o ou", ["file,ou"]),
        ("toolkit translate --glossary cl", ["file,cl"]),
        ("toolkit glossary find ne", ["file,ne"]),
        ("toolkit glossary extract me", ["file,me"]),
        ("toolkit nothing ", [f"plain,{name}" for name in COMMANDS]),
    ],
)
def test_commands_options_and_files_are_completed_whatever_the_settings_say(
    line: str, expected: list[str], tmp_path: Path
) -> None:
    (tmp_path / "toolkit.toml").write_text("beam =", encoding="utf-8")

    assert completions(tmp_path, line) == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_for_toolkit(shell: str, tmp_path: Path) -> None:
    done = ask(tmp_path, _TOOLKIT_COMPLETE=f"{shell}_source")

    assert done.returncode == 0
    assert f"_TOOLKIT_COMPLETE={shell}_complete" in done.stdout


@pytest.mark.parametrize(("shell", "at"), [("zsh", "1"), ("fish", "tr")])
def test_the_other_shells_are_answered_too(shell: str, at: str, tmp_path: Path) -> None:
    done = ask(tmp_path, _TOOLKIT_COMPLETE=f"{shell}_complete", COMP_WORDS="toolkit tr", COMP_CWORD=at)

    assert "translate" in done.stdout
