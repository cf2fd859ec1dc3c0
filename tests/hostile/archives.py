"""What a hostile hand does to a zip: to its members, and to what the zip says of them."""

import stat
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

Members = dict[str, bytes]
Trick = Callable[[Members, Random], bytes]
NAMES = (
    "../evil", "../../canary/evil", "/tmp/evil-of-the-hostile-tests", "{root}/../../evil", "C:\\evil", "..\\evil",
    "{root}/model/../../../evil", "\x00evil", "{root}/\x00", "{root}/x" + "y" * 300, "{root}/" + "d/" * 3000 + "x",
    "{root}/CON", "{root}/a:b", "{root}/\udcff".encode(errors="replace").decode(), "./", "{root}/model/model.bin/x",
    "{root}",
    "{root}/metadata.json/", "//evil", "{root}//x", "word/../../evil", "{root}/extra.bin",
)  # fmt: skip


def members_of(data: bytes) -> Members:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make a zip of members, all of one date."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(_info(name), data, method)
    return stream.getvalue()


def _info(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, (2026, 3, 1, 9, 30, 0))


def _with(members: Members, info: zipfile.ZipInfo, data: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO(packed(members))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(info, data, method)
    return stream.getvalue()


def _root(members: Members) -> str:
    return next(iter(members)).partition("/")[0]


def strange_name(members: Members, random: Random) -> bytes:
    name = random.choice(NAMES).replace("{root}", _root(members))
    info = _info("x")
    info.filename = name
    return _with(members, info, b"evil")


def link(members: Members, random: Random) -> bytes:
    info = _info(f"{_root(members)}/{random.choice(('model/link', 'link'))}")
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return _with(members, info, random.choice((b"/etc", b"../../canary", b"/tmp")))


def special_file(members: Members, random: Random) -> bytes:
    info = _info(f"{_root(members)}/pipe")
    info.create_system = 3
    info.external_attr = (random.choice((stat.S_IFIFO, stat.S_IFCHR, stat.S_IFDIR)) | 0o4777) << 16
    return _with(members, info, b"")


def twice(members: Members, random: Random) -> bytes:
    name = random.choice(list(members))
    return _with(members, _info(name), random.choice((b"", b"other", members[name])))


def expanding(members: Members, random: Random) -> bytes:
    method = random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    name = random.choice((*members, f"{_root(members)}/extra"))
    rest = {each: data for each, data in members.items() if each != name}
    return _with(rest, _info(name), bytes(random.choice((1, 20)) * 1_000_000), method)


def other_method(members: Members, random: Random) -> bytes:
    return packed(members, random.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)))


def lying(members: Members, random: Random) -> bytes:
    """Change a number of a member's entry in the directory: its flags, method, date, sizes, lengths or offset."""
    data = bytearray(packed(members))
    spots = [place for place in range(len(data) - 46) if data[place : place + 4] == b"PK\1\2"]
    field, size = random.choice(
        ((6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (42, 4))
    )
    values = (0, 1, 8, 9, 99, 0x800, 0x801, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, len(data))
    value = random.choice(values) & (256**size - 1)
    spot = random.choice(spots) + field
    data[spot : spot + size] = value.to_bytes(size, "little")
    return bytes(data)


def bad_name(members: Members, random: Random) -> bytes:
    """Say that a name is UTF-8, which it is not."""
    data = packed({**members, f"{_root(members)}/عنوان": b"x"})
    return data.replace("عنوان".encode(), b"\xff\xfe" + b"\xc3" * 8)


def crowded(members: Members, random: Random) -> bytes:
    return packed({**members, **{f"{_root(members)}/{number}": b"" for number in range(2000)}})


def broken(members: Members, random: Random) -> bytes:
    data = packed(members)
    spot = random.randrange(len(data))
    return random.choice((data[:spot], data[:spot] + bytes(9) + data[spot + 9 :], data + data[:spot]))


def wrapped(members: Members, random: Random) -> bytes:
    """Put other bytes before or behind the zip, as a program that unpacks itself has."""
    data, junk = packed(members), b"PK\5\6" + bytes(18) + b"#!/bin/sh\n"
    return random.choice((junk + data, data + junk, data + b"x" * 70_000, packed({"inner.zip": data})))


def dropped(members: Members, random: Random) -> bytes:
    gone = random.choice(list(members))
    return packed({name: data for name, data in members.items() if name != gone})


def emptied(members: Members, random: Random) -> bytes:
    return packed({**members, random.choice(list(members)): random.choice((b"", b"\0", b"{}", b"<x/>"))})


def turned(members: Members, random: Random) -> bytes:
    return packed(dict(random.sample(list(members.items()), len(members))))


def renamed(members: Members, random: Random) -> bytes:
    root = random.choice(("عقد", "a b", "x" * 300, "-rf", "~", "con", "..."))
    return packed({f"{root}/{name.partition('/')[2]}": data for name, data in members.items()})


SOUND = (other_method, turned, special_file, crowded, twice, emptied, renamed)
TRICKS: tuple[Trick, ...] = (
    strange_name, strange_name, link, twice, expanding, lying, lying, lying, bad_name, broken, wrapped, dropped,
    emptied,
    *SOUND,
)  # fmt: skip
