"""Which package is chosen, installed and removed."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_packages import OLD, make_zip, metadata
from toolkit import cli
from toolkit.engines import installation, packages
from toolkit.errors import Exit, InputError, ModelError, UsageError


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Point Argos at an empty folder of packages."""
    settings = pytest.importorskip("argostranslate.package").settings
    folder = tmp_path / "packages"
    folder.mkdir()
    monkeypatch.setattr(settings, "package_data_dir", folder)
    monkeypatch.setattr(settings, "package_dirs", [folder])
    yield folder


def test_without_an_installed_package_the_embedded_one_is_chosen(home: Path) -> None:
    assert installation.choose().embedded


def test_an_installed_package_goes_before_the_embedded_one(home: Path) -> None:
    assert installation.install_file(OLD) == home / "translate-ar_en-1_0"
    assert installation.choose().place == str(home / "translate-ar_en-1_0")


def test_a_removed_package_is_gone(home: Path) -> None:
    installation.install_file(OLD)
    installation.remove("translate-ar_en")

    assert installation.installed() == []


def test_the_embedded_package_cannot_be_removed(home: Path) -> None:
    with pytest.raises(ModelError, match="no installed package"):
        installation.remove(installation.embedded().name)


def test_a_stray_folder_and_another_language_do_not_disturb(home: Path) -> None:
    (home / "stray").mkdir()
    (home / "translate-fr_en-1_0").mkdir()
    (home / "translate-fr_en-1_0" / "metadata.json").write_text(metadata(from_code="fr"))

    assert installation.choose().embedded


def test_a_folder_of_packages_that_cannot_be_listed_hides_no_other(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installation.install_file(OLD)
    settings = pytest.importorskip("argostranslate.package").settings
    monkeypatch.setattr(settings, "package_dirs", [home / "missing", home])

    assert [folder.name for folder in installation.installed()] == ["translate-ar_en-1_0"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look anywhere")
def test_a_package_that_cannot_be_looked_into_hides_no_other(home: Path) -> None:
    installation.install_file(OLD)
    (home / "closed").mkdir(0o000)

    assert [folder.name for folder in installation.installed()] == ["translate-ar_en-1_0"]


def install(home: Path, version: str) -> Path:
    """Install a copy of the old package under another version."""
    copy = home / f"translate-ar_en-{version.replace('.', '_')}"
    installation.install_file(OLD).rename(copy)
    said = json.loads((copy / "metadata.json").read_text("utf-8"))
    (copy / "metadata.json").write_text(json.dumps({**said, "package_version": version}))
    return copy


def test_the_newest_version_goes_first_by_number(home: Path) -> None:
    older, newest = install(home, "1.9"), install(home, "1.10")

    assert installation.installed() == [older, newest]
    assert installation.choose().place == str(newest)
    assert installation.named("translate-ar_en") == newest
    assert installation.named("translate-ar_en-1_9") == older


def test_the_newest_package_of_the_index_is_taken(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Offered:
        from_code, to_code = packages.PAIR

        def __init__(self, version: str) -> None:
            self.package_version = version

        def download(self) -> Path:
            return shutil.copy(OLD, tmp_path / f"{self.package_version}.argosmodel")

    argos = pytest.importorskip("argostranslate.package")
    monkeypatch.setattr(argos.settings, "local_package_index", tmp_path / "index.json")
    monkeypatch.setattr(argos, "update_package_index", (tmp_path / "index.json").touch)
    monkeypatch.setattr(argos, "get_available_packages", lambda: [*map(Offered, ("1.0", "1.10", "odd", "1.9"))])
    installation.install_from_index("ar", "en")

    assert (tmp_path / "1.10.argosmodel").exists()


def test_what_is_removed_must_be_named_clearly(home: Path) -> None:
    older, newest = install(home, "1.9"), install(home, "1.10")

    with pytest.raises(UsageError, match=f"any of: {older.name}, {newest.name}"):
        installation.remove("translate-ar_en")
    assert installation.remove(older.name) == older
    assert installation.installed() == [newest]


def test_a_broken_package_is_not_passed_over_in_silence(home: Path) -> None:
    (install(home, "1.9") / "metadata.json").write_text(metadata(max_source_length=0))

    with pytest.raises(ModelError, match="translate-ar_en-1_9: metadata.json: max_source_length"):
        installation.choose()


def test_a_broken_package_is_listed_with_the_others(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (installation.install_file(OLD) / "model" / "model.bin").unlink()

    assert cli.run(["model", "list"]) == Exit.DONE
    embedded, broken = capfd.readouterr().out.splitlines()
    assert installation.embedded().name in embedded
    assert "has no model/model.bin" in broken


def test_a_refused_package_leaves_the_installed_one(home: Path, tmp_path: Path) -> None:
    installation.install_file(OLD)
    bad = make_zip(tmp_path / "translate-ar_en-1_0.argosmodel", {"translate-ar_en-1_0/metadata.json": "{"})

    with pytest.raises(ModelError):
        installation.install_file(bad)
    assert installation.choose().place == str(home / "translate-ar_en-1_0")


@pytest.mark.parametrize("name", ["nowhere.argosmodel", "x" * 300, "."])
def test_installing_a_file_that_is_not_there_is_an_input_error(name: str, home: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        installation.install_file(Path(name))


def test_another_pair_of_languages_is_refused_before_the_network_is_asked(home: Path) -> None:
    with pytest.raises(ModelError, match="fr→en"):
        installation.install_from_index("fr", "en")


def test_a_name_that_nobody_has_lists_the_names_there_are(home: Path) -> None:
    with pytest.raises(ModelError, match="translate-ar_en-"):
        installation.choose("klingon")


def test_a_named_folder_is_read(tmp_path: Path) -> None:
    copy = tmp_path / "mine"
    shutil.copytree(installation.embedded(), copy)

    assert installation.choose(str(copy)).name == "mine"


def test_a_package_that_does_not_load_is_not_installed(home: Path, tmp_path: Path) -> None:
    files = {"p/metadata.json": metadata(), "p/model/model.bin": "no model", "p/sentencepiece.model": "no tokenizer"}

    with pytest.raises(ModelError, match="cannot be loaded"):
        installation.install_file(make_zip(tmp_path / "p.argosmodel", files))
    assert installation.installed() == []
