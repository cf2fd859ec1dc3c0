"""The ledger of a batch job: one SQLite file that knows what was done, and survives any end of its process."""

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from zlib import crc32

from toolkit.batch.results import Made
from toolkit.databases import Kind, transaction
from toolkit.errors import InputError, OutputError

NAME = ".toolkit.sqlite"
KIND = Kind(
    name="ledger of a batch",
    application=0x746B6C67,
    version=1,
    schema=(
        "CREATE TABLE job (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        """CREATE TABLE file (
            path TEXT PRIMARY KEY, source TEXT NOT NULL, hash TEXT NOT NULL, recipe TEXT NOT NULL, state TEXT NOT NULL,
            segments INTEGER NOT NULL, terms INTEGER NOT NULL, missed INTEGER NOT NULL, flagged INTEGER NOT NULL,
            failed INTEGER NOT NULL, bytes INTEGER NOT NULL, message TEXT NOT NULL, output TEXT NOT NULL
        )""",
        """CREATE TABLE segment (
            id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, state TEXT NOT NULL, missed INTEGER NOT NULL,
            result TEXT NOT NULL, checksum INTEGER NOT NULL
        )""",
        "CREATE TABLE written (path TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (path, hash))",
    ),
    missing="«toolkit batch run» makes one",
    damaged="put back a copy of it, or move it away to begin anew",
    synchronous="FULL",
)
_NOTE = "INSERT OR REPLACE INTO job VALUES (?, ?)"
_MANY = 500
"""Keys of one query."""


@dataclass(frozen=True, slots=True)
class File:
    """What became of one input: ``state`` is done, failed (segments of it did), unreadable or kept (it was edited).

    ``hash`` is that of the source, ``recipe`` of all that its output depends on, ``output`` of what was written;
    ``bytes`` are those of the source.
    """

    path: str
    source: str
    hash: str = ""
    recipe: str = ""
    state: str = "done"
    segments: int = 0
    terms: int = 0
    missed: int = 0
    flagged: int = 0
    failed: int = 0
    bytes: int = 0
    message: str = ""
    output: str = ""


_FILE = ", ".join(field.name for field in fields(File))


class Ledger:
    """An open ledger. Every method is one transaction, and raises ToolkitError for what SQLite cannot do."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = str(path)
        self._connection = connection

    def job(self) -> Mapping[str, str]:
        """Give what was noted of the job."""
        with KIND.failures(self._path):
            return dict(self._connection.execute("SELECT name, value FROM job"))

    def note(self, values: Mapping[str, str]) -> None:
        """Note something of the job."""
        with KIND.failures(self._path), transaction(self._connection):
            self._connection.executemany(_NOTE, values.items())

    def results(self, keys: Sequence[bytes]) -> dict[bytes, Made]:
        """Give the results there are for keys, of segments that failed too."""
        found: dict[bytes, Made] = {}
        with KIND.failures(self._path):
            for start in range(0, len(keys), _MANY):
                some = keys[start : start + _MANY]
                places = ", ".join("?" * len(some))
                rows = f"SELECT key, result, missed, state, checksum FROM segment WHERE key IN ({places})"
                for key, result, missed, state, checksum in self._connection.execute(rows, some):
                    if checksum != _checksum(key, result, missed, state):
                        raise InputError(
                            f"is damaged: a translation in it is not as it was stored; {KIND.damaged}", self._path
                        )
                    found[key] = Made(result, missed, state == "failed")
        return found

    def store(self, results: Sequence[tuple[bytes, Made]]) -> None:
        """Store the results of a chunk, all or none."""
        rows = [(key, each.text, each.missed, "failed" if each.failed else "done") for key, each in results]
        with KIND.failures(self._path), transaction(self._connection):
            self._connection.executemany(
                "INSERT OR REPLACE INTO segment (key, result, missed, state, checksum) VALUES (?, ?, ?, ?, ?)",
                ((*row, _checksum(*row)) for row in rows),
            )

    def files(self) -> Iterator[File]:
        """Give what became of the inputs, in the order of their outputs' paths."""
        with KIND.failures(self._path):
            for row in self._connection.execute(f"SELECT {_FILE} FROM file ORDER BY path"):
                yield File(*row)

    def file(self, path: str) -> File | None:
        """Give what became of the input that goes to a path."""
        with KIND.failures(self._path):
            row = self._connection.execute(f"SELECT {_FILE} FROM file WHERE path = ?", (path,)).fetchone()
        return File(*row) if row else None

    def intend(self, path: str, output: str) -> None:
        """Note the hash of what is about to be written, so that it is known again if the process ends in between."""
        with KIND.failures(self._path), transaction(self._connection):
            self._connection.execute("INSERT OR IGNORE INTO written VALUES (?, ?)", (path, output))

    def wrote(self, path: str, output: str) -> bool:
        """Tell whether a file with this hash was written by us."""
        with KIND.failures(self._path):
            row = self._connection.execute("SELECT 1 FROM written WHERE (path, hash) = (?, ?)", (path, output))
            return row.fetchone() is not None

    def finish(self, file: File, position: Mapping[str, str]) -> None:
        """Note what became of an input, and where the run is.

        Of what was written to the input's path only the last is known from now on.
        """
        places = ", ".join("?" * len(fields(File)))
        with KIND.failures(self._path), transaction(self._connection):
            self._connection.execute(f"INSERT OR REPLACE INTO file ({_FILE}) VALUES ({places})", astuple(file))
            self._connection.executemany(_NOTE, position.items())
            if file.state in ("done", "failed"):
                self._connection.execute("DELETE FROM written WHERE path = ? AND hash <> ?", (file.path, file.output))

    def counts(self) -> tuple[int, int, int]:
        """Count the segments that have a result, the terms that are missed in them, and the segments that failed."""
        with KIND.failures(self._path):
            row = self._connection.execute(
                "SELECT count(*), coalesce(sum(missed), 0), coalesce(sum(state = 'failed'), 0) FROM segment"
            ).fetchone()
        return int(row[0]), int(row[1]), int(row[2])


@contextmanager
def opened(folder: Path) -> Iterator[Ledger]:
    """Open the ledger of a folder for a run, which no other run can do meanwhile; make one where there is none.

    The lock is the process's: it goes with it, however it ends. Raises OutputError for a ledger that is locked,
    InputError for one that is damaged, which is never made anew in silence.
    """
    path = folder / NAME
    with _locked(path):
        connection = KIND.opened(str(path), write=True)
        try:
            _check_whole(path, connection)
            yield Ledger(path, connection)
        finally:
            connection.close()


@contextmanager
def read(folder: Path) -> Iterator[Ledger]:
    """Open the ledger of a folder to look at it, while a run may be writing."""
    path = folder / NAME
    connection = KIND.opened(str(path), write=False)
    try:
        yield Ledger(path, connection)
    finally:
        connection.close()


def is_locked(folder: Path) -> bool:
    """Tell whether a run is at work in a folder."""
    with (folder / NAME).open("rb") as stream:
        return not _lock(stream.fileno(), fcntl.LOCK_SH)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror or error}", str(path)) from error
    try:
        if not _lock_soon(descriptor):
            raise OutputError("another run is at work here; wait for it, or stop it", str(path))
        yield
    finally:
        os.close(descriptor)


def _lock_soon(descriptor: int) -> bool:
    """Lock for a run; ``is_locked`` may hold the lock for a moment."""
    for _ in range(10):
        if _lock(descriptor, fcntl.LOCK_EX):
            return True
        time.sleep(0.05)
    return False


def _lock(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _checksum(key: bytes, result: str, missed: int, state: str) -> int:
    """Sum up a row of ``segment``: SQLite itself tells broken pages, and no broken text."""
    return crc32(repr((key, result, missed, state)).encode())


def _check_whole(path: Path, connection: sqlite3.Connection) -> None:
    with KIND.failures(str(path)):
        told = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if told != "ok":
        raise InputError(f"is damaged: {told.splitlines()[-1]}; {KIND.damaged}", str(path))
