"""An Argos package as a value, read from its folder or from its zip without unpacking it."""

import hashlib
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import toolkit
from toolkit.engines import metadata
from toolkit.engines.metadata import Metadata
from toolkit.errors import ModelError

EMBEDDED = Path(toolkit.__file__).parent / "models"
PAIR = ("ar", "en")
TOKENIZERS = ("sentencepiece.model", "bpe.model")
LARGEST = 4 * 10**9
"""Bytes of an unpacked package; no machine that translates holds more of it in memory."""
DENSEST = 1000
"""How many times its size in the zip a file may have: numbers and words are far from it, a trap is not."""
UNSOUND = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, RuntimeError, ValueError)
"""What reading a zip raises that is broken, locked, or packed as nobody packs."""


@dataclass(frozen=True, slots=True)
class Package:
    """An Argos package: its metadata and, by name inside the package, the files that translate."""

    name: str
    place: str
    metadata: Metadata
    files: Mapping[str, bytes] = field(repr=False)
    embedded: bool = False

    @property
    def title(self) -> str:
        """Name the package with its version, once."""
        version = self.metadata.version
        said = version.replace(".", "_") in self.name or not version
        return self.name if said else f"{self.name} {version}"

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
    try:
        return _checked(_read_folder(place) if place.is_dir() else _read_zip(place))
    except (FileNotFoundError, NotADirectoryError):
        raise ModelError("no such package; see «toolkit model list»", str(place)) from None
    except OSError as error:
        raise ModelError(f"cannot be read: {error.strerror}", str(place)) from None


def _checked(package: Package) -> Package:
    pair = package.metadata.pair
    if pair != PAIR:
        raise ModelError(
            f"translates {'→'.join(pair)}, and {'→'.join(PAIR)} is needed: take another package", package.place
        )
    if "model/model.bin" not in package.files:
        raise ModelError("has no model/model.bin: not an Argos translation package", package.place)
    if not any(name in package.files for name in TOKENIZERS):
        raise ModelError(f"has none of {', '.join(TOKENIZERS)}", package.place)
    return package


def _wanted(name: str) -> bool:
    return name in (*TOKENIZERS, "metadata.json") or (name.startswith("model/") and name.count("/") == 1)


def _read_folder(folder: Path) -> Package:
    """Look at the names that a package has, and at no others: the folder may be anything."""
    model = folder / "model"
    paths = [folder / name for name in ("metadata.json", *TOKENIZERS)]
    inside = sorted(model.iterdir()) if paths[0].is_file() and model.is_dir() else []
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in (*paths, *inside) if path.is_file()}
    return _package(folder.absolute().name, str(folder), files, folder.parent == EMBEDDED)


def _read_zip(path: Path) -> Package:
    try:
        with zipfile.ZipFile(path) as archive:
            root = _safe_root(archive, str(path))
            _refuse_bomb(archive, str(path))
            members = {name[len(root) + 1 :]: name for name in archive.namelist() if name.startswith(f"{root}/")}
            files = {name: archive.read(member) for name, member in members.items() if _wanted(name)}
    except UNSOUND as error:
        raise ModelError(f"not a sound .argosmodel file (zip): {error}", str(path)) from None
    return _package(root, str(path), files)


def _safe_root(archive: zipfile.ZipFile, place: str) -> str:
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


def _refuse_bomb(archive: zipfile.ZipFile, place: str) -> None:
    """Raise ModelError, before anything is unpacked, where a zip declares sizes that no package has."""
    members = archive.infolist()
    for member in members:
        if member.file_size > DENSEST * member.compress_size:
            raise ModelError(f"«{member.filename}» unpacks beyond measure: do not use this package", place)
    if sum(member.file_size for member in members) > LARGEST:
        raise ModelError(f"unpacks to more than {LARGEST // 10**9} GB: do not use this package", place)


def _package(name: str, place: str, files: Mapping[str, bytes], embedded: bool = False) -> Package:
    if "metadata.json" not in files:
        raise ModelError("has no metadata.json: not an Argos package", place)
    content = {name: data for name, data in files.items() if name != "metadata.json"}
    return Package(name, place, metadata.parse(files["metadata.json"], place), content, embedded)
