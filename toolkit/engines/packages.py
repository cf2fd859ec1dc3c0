"""An Argos package as a value, read from its folder or from its zip without unpacking it."""

import hashlib
import json
import stat
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import toolkit
from toolkit.errors import ModelError

EMBEDDED = Path(toolkit.__file__).parent / "models"
PAIR = ("ar", "en")
TOKENIZERS = ("sentencepiece.model", "bpe.model")


@dataclass(frozen=True, slots=True)
class Package:
    """An Argos package: its metadata and, by name inside the package, the files that translate."""

    name: str
    place: str
    metadata: Mapping[str, Any]
    files: Mapping[str, bytes] = field(repr=False)
    embedded: bool = False

    @property
    def title(self) -> str:
        """Name the package with its version, once."""
        version = str(self.metadata.get("package_version", ""))
        said = version.replace(".", "_") in self.name or not version
        return self.name if said else f"{self.name} {version}"

    @property
    def pair(self) -> tuple[str, str]:
        """Give the languages, source first."""
        return str(self.metadata.get("from_code")), str(self.metadata.get("to_code"))

    @property
    def model(self) -> dict[str, bytes]:
        """Give the files of the CTranslate2 model by their plain names."""
        return {name[6:]: data for name, data in self.files.items() if name.startswith("model/")}

    @property
    def fingerprint(self) -> str:
        """Hash the files that translate: twelve hexadecimal digits of SHA-256."""
        digest = hashlib.sha256()
        for name in sorted(self.files):
            digest.update(name.encode() + b"\0" + hashlib.sha256(self.files[name]).digest())
        return digest.hexdigest()[:12]


def read(place: Path) -> Package:
    """Read a package from its folder or its ``.argosmodel`` file.

    Raises ModelError where it cannot translate Arabic to English.
    """
    if not place.exists():
        raise ModelError("no such package; see «toolkit model list»", str(place))
    package = _read_folder(place) if place.is_dir() else _read_zip(place)
    return _checked(package)


def _checked(package: Package) -> Package:
    if package.pair != PAIR:
        raise ModelError(
            f"translates {'→'.join(package.pair)}, and {'→'.join(PAIR)} is needed: take another package", package.place
        )
    if "model/model.bin" not in package.files:
        raise ModelError("has no model/model.bin: not an Argos translation package", package.place)
    if not any(name in package.files for name in TOKENIZERS):
        raise ModelError(f"has none of {', '.join(TOKENIZERS)}", package.place)
    return package


def _wanted(name: str) -> bool:
    return name in (*TOKENIZERS, "metadata.json") or (name.startswith("model/") and name.count("/") == 1)


def _read_folder(folder: Path) -> Package:
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    try:
        files = {name: path.read_bytes() for name, path in paths.items() if _wanted(name)}
    except OSError as error:
        raise ModelError(f"cannot be read: {error.strerror}", str(folder)) from None
    return _package(folder.name, str(folder), files, folder.parent == EMBEDDED)


def _read_zip(path: Path) -> Package:
    try:
        with zipfile.ZipFile(path) as archive:
            root = safe_root(archive, str(path))
            members = {name[len(root) + 1 :]: name for name in archive.namelist() if name.startswith(f"{root}/")}
            files = {name: archive.read(member) for name, member in members.items() if _wanted(name)}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ModelError(f"not a sound .argosmodel file (zip): {error}", str(path)) from None
    except OSError as error:
        raise ModelError(f"cannot be read: {error.strerror}", str(path)) from None
    return _package(root, str(path), files)


def safe_root(archive: zipfile.ZipFile, place: str) -> str:
    """Give the one folder that a package's zip unpacks into; raise ModelError where a path leaves it."""
    roots = set()
    for member in archive.infolist():
        path = PurePosixPath(member.filename)
        linked = stat.S_ISLNK(member.external_attr >> 16)
        if linked or path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in member.filename:
            raise ModelError(f"holds an unsafe path, «{member.filename}»: do not use this package", place)
        roots.add(path.parts[0] if path.parts else "")
    if len(roots) != 1 or "" in roots:
        raise ModelError("does not hold one folder with a package in it", place)
    return roots.pop()


def _package(name: str, place: str, files: Mapping[str, bytes], embedded: bool = False) -> Package:
    try:
        metadata = json.loads(files["metadata.json"].decode("utf-8"))
    except KeyError:
        raise ModelError("has no metadata.json: not an Argos package", place) from None
    except ValueError as error:
        raise ModelError(f"metadata.json is broken: {error}", place) from None
    if not isinstance(metadata, dict):
        raise ModelError("metadata.json is broken: not an object", place)
    content = {name: data for name, data in files.items() if name != "metadata.json"}
    return Package(name, place, metadata, content, embedded)
