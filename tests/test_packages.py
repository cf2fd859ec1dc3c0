import json
import shutil
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from toolkit.engines import installation, packages
from toolkit.engines.argos import ArgosEngine
from toolkit.errors import InputError, ModelError

OLD = Path(__file__).parent / "cases" / "old-layout.argosmodel"
METADATA = {"from_code": "ar", "to_code": "en", "package_version": "9.9"}


def make_zip(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def metadata(**changes: str) -> str:
    return json.dumps({**METADATA, **changes})


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"p/metadata.json": metadata(from_code="fr")}, "translates fr→en"),
        ({"p/metadata.json": metadata()}, "no model/model.bin"),
        ({"p/metadata.json": metadata(), "p/model/model.bin": ""}, "none of sentencepiece.model"),
        ({"p/metadata.json": "{"}, "metadata.json is broken"),
        ({"p/metadata.json": "[]"}, "metadata.json is broken"),
        ({"p/other.json": "{}"}, "no metadata.json"),
        ({"p/../../evil": "", "p/metadata.json": metadata()}, "unsafe path"),
        ({"/evil": "", "p/metadata.json": metadata()}, "unsafe path"),
        ({"p\\..\\evil": "", "p/metadata.json": metadata()}, "unsafe path"),
        ({"p/metadata.json": metadata(), "q/metadata.json": metadata()}, "one folder"),
        ({"metadata.json": metadata(), "model/model.bin": ""}, "one folder"),
        ({}, "one folder"),
    ],
)
def test_a_package_that_cannot_be_trusted_is_refused(tmp_path: Path, files: dict[str, str], message: str) -> None:
    with pytest.raises(ModelError, match=message):
        packages.read(make_zip(tmp_path / "p.argosmodel", files))


def test_a_link_in_a_package_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("p/model")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "p.argosmodel", "w") as archive:
        archive.writestr(link, "/etc")

    with pytest.raises(ModelError, match="unsafe path"):
        packages.read(tmp_path / "p.argosmodel")


@pytest.mark.parametrize("keep", [0, 10, 5000])
def test_a_broken_zip_is_refused(tmp_path: Path, keep: int) -> None:
    broken = tmp_path / "broken.argosmodel"
    broken.write_bytes(OLD.read_bytes()[:keep])

    with pytest.raises(ModelError, match="not a sound .argosmodel"):
        packages.read(broken)


def test_damage_inside_a_zip_is_refused(tmp_path: Path) -> None:
    data = bytearray(OLD.read_bytes())
    data[200:240] = b"x" * 40
    damaged = tmp_path / "damaged.argosmodel"
    damaged.write_bytes(bytes(data))

    with pytest.raises(ModelError, match="not a sound .argosmodel"):
        packages.read(damaged)


def test_a_model_that_is_no_model_is_refused_when_it_is_loaded(tmp_path: Path) -> None:
    files = {"p/metadata.json": metadata(), "p/model/model.bin": "no model", "p/sentencepiece.model": "no tokenizer"}
    engine = ArgosEngine(packages.read(make_zip(tmp_path / "p.argosmodel", files)))

    with pytest.raises(ModelError, match="cannot be loaded"):
        engine.size("نص")


def test_folder_and_zip_of_a_package_have_one_hash(tmp_path: Path) -> None:
    with zipfile.ZipFile(OLD) as archive:
        archive.extractall(tmp_path)

    assert packages.read(tmp_path / "translate-ar_en-1_0").fingerprint == packages.read(OLD).fingerprint


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


def test_a_refused_package_leaves_the_installed_one(home: Path, tmp_path: Path) -> None:
    installation.install_file(OLD)
    bad = make_zip(tmp_path / "translate-ar_en-1_0.argosmodel", {"translate-ar_en-1_0/metadata.json": "{"})

    with pytest.raises(ModelError):
        installation.install_file(bad)
    assert installation.choose().place == str(home / "translate-ar_en-1_0")


def test_installing_a_file_that_is_not_there_is_an_input_error(home: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        installation.install_file(Path("nowhere.argosmodel"))


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
