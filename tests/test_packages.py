import json
import os
import stat
import zipfile
from pathlib import Path

import pytest

from toolkit.engines import packages
from toolkit.engines.argos import ArgosEngine
from toolkit.errors import ModelError

OLD = Path(__file__).parent / "cases" / "old-layout.argosmodel"
METADATA = {"from_code": "ar", "to_code": "en", "package_version": "9.9"}


def make_zip(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def metadata(**changes: object) -> str:
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


NONSENSE = [
    *({"max_source_length": length} for length in ("abc", "80", None, 0, -5, 1.5, True, [80])),
    *({"annotation": {"open": mark, "separator": "⦂", "close": "｠"}} for mark in ("", "ab", " ", None, ["｟"], "｠")),
    {"annotation": {"open": "｟", "close": "｠"}},
    {"annotation": "｟⦂｠"},
    {"annotation": {"open": "｟", "separator": "⦂", "close": "｠", "style": "replace"}},
    {"target_prefix": ["▁The"]},
]


@pytest.mark.parametrize("fields", NONSENSE, ids=str)
def test_metadata_that_cannot_be_meant_is_refused_in_one_line(tmp_path: Path, fields: dict[str, object]) -> None:
    files = {"p/metadata.json": metadata(**fields), "p/model/model.bin": "", "p/sentencepiece.model": ""}
    with pytest.raises(ModelError, match=f"metadata.json: {next(iter(fields))}") as caught:
        packages.read(make_zip(tmp_path / "p.argosmodel", files))
    assert "\n" not in str(caught.value)


def test_a_file_that_unpacks_beyond_measure_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "p.argosmodel", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("p/metadata.json", metadata())
        archive.writestr("p/model/model.bin", bytes(1_000_000))

    with pytest.raises(ModelError, match=r"«p/model/model.bin» unpacks beyond measure"):
        packages.read(tmp_path / "p.argosmodel")


def test_a_package_larger_than_any_model_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "p.argosmodel", "w") as archive:
        for name in ("metadata.json", "model/model.bin", "sentencepiece.model"):
            archive.writestr(f"p/{name}", metadata())
        for member in archive.infolist():
            member.file_size = member.compress_size = 2 * 10**9

    with pytest.raises(ModelError, match="more than 4 GB"):
        packages.read(tmp_path / "p.argosmodel")


def test_a_folder_that_is_no_package_is_not_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "deep" / "model").mkdir(parents=True)
    seen: list[str] = []
    scan = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: seen.append(str(path)) or scan(path))
    monkeypatch.setattr(os, "listdir", lambda path: seen.append(str(path)) or [])

    with pytest.raises(ModelError, match="no metadata.json"):
        packages.read(tmp_path)
    assert seen == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look anywhere")
def test_a_package_that_nobody_may_read_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(0o000)
    with pytest.raises(ModelError, match="cannot be read: Permission denied"):
        packages.read(tmp_path / "closed" / "package")


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
