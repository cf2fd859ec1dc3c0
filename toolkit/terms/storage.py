"""Keep indexes on disk: a glossary is read, stacked and indexed once, then loaded in a fraction of the time.

An index is stored under a hash of all that it was made from: the bytes of the tables and their paths, the choice of
client and domains, and the code that made it. So it is never out of date; those not used for longest are deleted.
"""

import gc
import hashlib
import os
import pickle
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cache
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from typing import Any

import toolkit
from toolkit import glossaries
from toolkit.bitext import TermEntry
from toolkit.documents import files
from toolkit.errors import OutputError
from toolkit.glossaries import Glossary, stacking
from toolkit.terms.index import Index, index, without_collector
from toolkit.terms.stems import LEXICON, Stem

KEPT = 8
"""The number of indexes that stay on disk."""

_MAKERS = (
    "arabic.py",
    "bitext.py",
    "documents/*.py",
    "documents/xml/*.py",
    "glossaries/*.py",
    "terms/*.py",
    f"terms/{LEXICON.name}",
)
_ENTRY = tuple(field.name for field in fields(TermEntry))
_STEM = tuple(field.name for field in fields(Stem))
_TABLES = ("forms", "stems_of", "skeletons", "children", "ends", "gaps")


class _PlainUnpickler(pickle.Unpickler):
    """Reads numbers, strings, tuples and dictionaries, and refuses anything that could run code."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def load(paths: Sequence[Path], default: bool = True, client: str = "", domains: Sequence[str] = ()) -> Index:
    """Index stacked glossaries, as ``glossaries.stack`` and ``index`` do; from the disk where that was done before.

    The entries live as long as the process, so the garbage collector is told to leave them alone.
    """
    stack = _Stack(tuple(paths), default, client, tuple(domains))
    found = _stored(stack) if _can_be_read_twice(paths) else index(glossaries.stack(paths, default, client, domains))
    gc.freeze()
    return found


@dataclass(frozen=True, slots=True)
class _Stack:
    """What is stacked, in the order of the command line."""

    paths: tuple[Path, ...]
    default: bool
    client: str
    domains: tuple[str, ...]


def _can_be_read_twice(paths: Sequence[Path]) -> bool:
    try:
        modes = [path.stat().st_mode for path in paths]
    except OSError:
        return False
    return all(stat.S_ISREG(mode) or stat.S_ISDIR(mode) for mode in modes)


def _stored(stack: _Stack) -> Index:
    name = _name(stack)
    found = _read(_folder() / name)
    if found is None:
        found = index(glossaries.stack(stack.paths, stack.default, stack.client, stack.domains))
        if _name(stack) == name:
            _write(_folder() / name, found)
    return found


def _folder() -> Path:
    caches = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if not caches.is_absolute():
        caches = Path(os.path.expanduser("~/.cache"))  # noqa: PTH111 -- Path raises where there is no home
    return caches / "toolkit" / "indexes"


def _name(stack: _Stack) -> str:
    digest = hashlib.sha256(repr((_code(), stack.default, stack.client, stack.domains)).encode())
    for path in (*stack.paths, *([stacking.shipped()] if stack.default else [])):
        for table in stacking.files(path):
            content = files.read(str(table))
            digest.update(f"\n{str(path)!r} {str(table)!r} {len(content)}\n".encode(errors="surrogateescape"))
            digest.update(content)
    return f"{digest.hexdigest()}.index"


@cache
def _code() -> str:
    """Give a hash of the code that makes an index."""
    package = Path(toolkit.__file__).parent
    makers = (file for pattern in _MAKERS for file in sorted(package.glob(pattern)))
    return hashlib.sha256(b"".join(file.read_bytes() for file in makers)).hexdigest()


def _read(place: Path) -> Index | None:
    """Load an index; None where there is none, or none that is whole."""
    try:
        digest, content = (stored := place.read_bytes())[:32], stored[32:]
    except OSError:
        return None
    if hashlib.sha256(content).digest() != digest:
        return None
    with suppress(OSError):
        os.utime(place)
    with suppress(pickle.UnpicklingError, EOFError, TypeError, ValueError), without_collector():
        return _unpacked(_PlainUnpickler(BytesIO(content)).load())
    return None


def _write(place: Path, made: Index) -> None:
    """Store an index; where that is not possible, it is only made again the next time."""
    if not place.parents[2].parent.is_dir():
        return  # nobody's home
    content = pickle.dumps(_packed(made), protocol=5)
    try:
        files.make_folder(place.parent)
        files.replace(place, hashlib.sha256(content).digest() + content)
        for old in sorted(place.parent.glob("*.index"), key=_last_used)[:-KEPT]:
            old.unlink(missing_ok=True)
    except (OSError, OutputError):
        return


def _last_used(file: Path) -> float:
    return file.stat().st_mtime


def _packed(made: Index) -> tuple[Any, ...]:
    glossary = made.glossary
    levels = tuple(tuple(map(attrgetter(*_ENTRY), level)) for level in glossary.levels)
    stems = tuple(map(attrgetter(*_STEM), made.stems))
    return glossary.names, levels, glossary.fingerprint, stems, attrgetter(*_TABLES)(made)


def _unpacked(packed: tuple[Any, ...]) -> Index:
    names, levels, fingerprint, stems, tables = packed
    glossary = Glossary(names, tuple(_entries(levels)), fingerprint)
    return Index(glossary, tuple(Stem(*stem) for stem in stems), **dict(zip(_TABLES, tables, strict=True)))


def _entries(levels: tuple[tuple[tuple[Any, ...], ...], ...]) -> Iterator[tuple[TermEntry, ...]]:
    for level in levels:
        yield tuple(TermEntry(*entry) for entry in level)
