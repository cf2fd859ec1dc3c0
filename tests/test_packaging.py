"""What ships, and what the locks hold."""

import configparser
import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

import toolkit
from toolkit import glossaries
from toolkit.engines import installation, packages

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.txt", "requirements-test.txt"]
HEAVY = {"minisbd", "onnxruntime", "spacy", "stanza", "torch"}


def settings() -> configparser.ConfigParser:
    """Read setup.cfg."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def locked(name: str) -> dict[str, set[str]]:
    """Return the versions that a lock holds of each distribution."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / "scripts" / name).read_text(encoding="utf-8").splitlines():
        if pin := re.match(r"([a-z0-9.-]+)==(\S+)", line):
            found.setdefault(pin[1], set()).add(pin[2])
    return found


def folder(package: str) -> Path:
    """Return where the files of a package lie in this checkout."""
    mapped: dict[str, str] = dict(re.findall(r"(\S+) = (\S+)", settings()["options"]["package_dir"]))
    return ROOT.joinpath(mapped.get(package, package.replace(".", "/")))


def test_every_package_ships() -> None:
    listed = settings()["options"]["packages"].split()
    holding_code = {file.parent for file in (ROOT / "toolkit").rglob("*.py")}

    assert holding_code <= {folder(package) for package in listed}
    assert [package for package in listed if not folder(package).is_dir()] == []


def test_every_data_file_ships() -> None:
    data = settings()["options.package_data"]
    patterns = [f"{folder(package)}/{pattern}" for package in data for pattern in data[package].split()]
    files = [file for file in (ROOT / "toolkit").rglob("*") if file.is_file() and file.suffix not in {".py", ".pyc"}]

    assert [str(file) for file in files if not any(fnmatchcase(str(file), pattern) for pattern in patterns)] == []


def test_the_termbase_lies_where_the_code_looks() -> None:
    beside_the_package = Path(toolkit.__file__).parent / "termbase"
    termbase = beside_the_package if beside_the_package.is_dir() else folder("toolkit.termbase")

    assert list(termbase.glob("*.tsv"))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_is_free_of_the_heavy_distributions(lock: str) -> None:
    assert HEAVY & locked(lock).keys() == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_hashed_pins_and_nothing_else(lock: str) -> None:
    text = (ROOT / "scripts" / lock).read_text(encoding="utf-8")
    pin = r"[a-z0-9.-]+==\S+( ; [^\\\n]+)? \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+"

    assert re.fullmatch(rf"(#.*\n|{pin}|    #   ?[^\n:]+\n|    # via[^\n:]*\n)+", text)


def test_the_locks_agree() -> None:
    run_time, test = (locked(lock) for lock in LOCKS)

    assert run_time.items() <= {**run_time, **test}.items()


def test_the_run_time_lock_holds_what_setup_cfg_asks_for() -> None:
    wanted = re.findall(r"^([a-z0-9-]+)[<>=]", settings()["options"]["install_requires"], re.MULTILINE)

    assert {*wanted, "argostranslate"} <= locked("requirements.txt").keys()


def test_a_plain_installation_is_without_argostranslate() -> None:
    assert "argostranslate" not in re.findall(r"^[a-z0-9-]+", settings()["options"]["install_requires"], re.MULTILINE)


def test_the_readme_shows_the_model_and_the_termbase_that_ship() -> None:
    """The counts of its demo may differ from processor to processor; what made them must not."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    package = packages.read(installation.embedded())
    termbase = glossaries.stack(())

    assert f"model:    {package.title}@{package.fingerprint}" in readme
    assert f"glossary: termbase@{termbase.fingerprint}" in readme
    assert f"termbase of {len(termbase.entries)} entries" in readme
