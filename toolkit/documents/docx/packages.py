"""The zip that a Word document is: its parts by what the document calls them, and a new zip with some of them changed.

A member is never unpacked to disk; a zip that is broken, locked, or unpacks beyond measure is refused in one line.
"""

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from lxml import etree

from toolkit.documents.xml import markup
from toolkit.errors import InputError

LARGEST = 512 * 2**20  # what Word opens
LARGEST_PART = 128 * 2**20
DENSEST = 1000
LEGACY = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the start of an OLE file: a document of before 2007, or one with a password
)
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Package:
    """A zip of parts, and the place that errors name."""

    place: str
    archive: zipfile.ZipFile

    def parse(self, name: str) -> etree._Element:
        """Give the root of a part; raise InputError, with part and line, for what is not sound XML."""
        if self.archive.getinfo(name).file_size > LARGEST_PART:
            raise InputError(f"«{name}» unpacks to more than {LARGEST_PART >> 20} MB", self.place)
        with _soundness(self.place):
            data = self.archive.read(name)
        root = markup.parse(data, "", f"{self.place}:{name}")
        if root.getroottree().docinfo.internalDTD is not None:
            raise InputError("declares a document type, which no part of a Word document may", f"{self.place}:{name}")
        return root

    def related(self, name: str = "") -> Mapping[str, tuple[str, ...]]:
        """Give the parts that a part (the package, where it is empty) refers to, by the kind of the relation."""
        folder, file = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        order = {each: place for place, each in enumerate(self.archive.namelist())}
        found: dict[str, set[str]] = {}
        for relation in self.parse(relations) if relations in order else ():
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            if relation.get("TargetMode") != "External" and target in order:
                found.setdefault(posixpath.basename(relation.get("Type", "")), set()).add(target)
        return {kind: tuple(sorted(targets, key=order.__getitem__)) for kind, targets in found.items()}

    def save(self, parts: Mapping[str, bytes]) -> bytes:
        """Make the zip anew with other bytes for some parts: the same members in their order, with their dates."""
        stream = BytesIO()
        with _soundness(self.place), zipfile.ZipFile(stream, "w") as saved:
            for member in self.archive.infolist():
                data = parts[member.filename] if member.filename in parts else self.archive.read(member)
                saved.writestr(_twin(member), data)
        return stream.getvalue()


def opened(data: bytes, place: str) -> Package:
    """Open a package; raise InputError for what is none, or none that can be trusted."""
    if data.startswith(LEGACY):
        raise InputError("is an old .doc or locked with a password: save it as .docx without one", place)
    with _soundness(place):
        package = Package(place, zipfile.ZipFile(BytesIO(data)))
    for member in package.archive.infolist():
        _check(member, place)
    names = package.archive.namelist()
    if len(set(names)) < len(names):
        raise InputError("holds a part twice: save it anew in Word", place)
    if sum(member.file_size for member in package.archive.infolist()) > LARGEST:
        raise InputError(f"unpacks to more than {LARGEST >> 20} MB, which Word does not open", place)
    return package


def _check(member: zipfile.ZipInfo, place: str) -> None:
    path = PurePosixPath(member.filename)
    if path.is_absolute() or ".." in path.parts:
        raise InputError(f"holds an unsafe path, «{member.filename}»", place)
    if member.flag_bits & 1:
        raise InputError("is locked with a password: save it without one", place)
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise InputError(f"«{member.filename}» is packed as Word packs nothing: save it anew in Word", place)
    if member.file_size > DENSEST * max(1, member.compress_size):
        raise InputError(f"«{member.filename}» unpacks beyond measure", place)


def _twin(member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Describe a member anew; nothing of it depends on the machine that writes it."""
    twin = zipfile.ZipInfo(member.filename, member.date_time)
    stored = member.compress_type == zipfile.ZIP_STORED
    twin.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    twin.create_system, twin.external_attr = member.create_system, member.external_attr
    return twin


@contextmanager
def _soundness(place: str) -> Iterator[None]:
    try:
        yield
    except BROKEN as error:
        raise InputError(f"not a sound .docx file (zip): {error}", place) from None
