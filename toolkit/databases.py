"""SQLite files of ours: opened, made, told from others; what SQLite says of them in words of ours."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from toolkit.errors import InputError, OutputError, ToolkitError

_PATIENCE = 10.0
"""Seconds to wait for another process that writes."""
_HEADER = b"SQLite format 3\0"
_IN_USE = "is in use by another run; try again when that is done"
_REASONS: tuple[tuple[str, type[ToolkitError], str], ...] = (
    ("no such module: fts5", InputError, "cannot be opened: the SQLite of this Python lacks FTS5; use another Python"),
    ("locked", InputError, _IN_USE),
    ("busy", InputError, _IN_USE),
    ("disk is full", OutputError, "cannot be written: the disk is full; what was stored before is safe"),
    ("readonly", OutputError, "cannot be written: it, or its folder, is write-protected"),
    ("disk I/O", OutputError, "cannot be read or written: the disk fails, or is full"),
    ("unable to open", InputError, "cannot be opened: the file or its folder cannot be read or written"),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of database: what a person calls it, the numbers in its header, its tables.

    ``application`` tells it from the files of other programs; ``version`` is raised whenever ``schema`` changes.
    ``missing`` and ``damaged`` say what to do where there is none, and where it is broken. ``synchronous`` is FULL for
    what must survive a loss of power.
    """

    name: str
    application: int
    version: int
    schema: tuple[str, ...]
    missing: str
    damaged: str
    synchronous: str = "NORMAL"

    @contextmanager
    def failures(self, path: str) -> Iterator[None]:
        """Say what went wrong inside SQLite as a ToolkitError with the file's path."""
        try:
            yield
        except sqlite3.Error as error:
            for sign, kind, message in _REASONS:
                if sign in str(error):
                    raise kind(message, path) from error
            if "not a database" in str(error):
                raise InputError(f"is no {self.name}; {self.missing}", path) from error
            raise InputError(f"is damaged: {error}; {self.damaged}", path) from error

    def opened(self, path: str, write: bool) -> sqlite3.Connection:
        """Open a file, and make it where it is to be written and is not there; raise ToolkitError for another kind."""
        self._require(path, write)
        with self.failures(path):
            connection = self._writing(path) if write else _reading(path)
            try:
                connection.execute("PRAGMA trusted_schema = OFF")
                self._check(connection, path)
            except BaseException:
                connection.close()
                raise
        return connection

    def _require(self, path: str, write: bool) -> None:
        """Look at the first bytes before SQLite does, which would write into an empty file or beside another."""
        try:
            with Path(path).open("rb") as stream:
                beginning = stream.read(len(_HEADER))
        except FileNotFoundError:
            if write:
                return
            raise InputError(f"there is no such {self.name}; {self.missing}", path) from None
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror or error}", path) from error
        if beginning != _HEADER and (beginning or not write):
            raise InputError(f"is no {self.name}; {self.missing}", path)

    def _writing(self, path: str) -> sqlite3.Connection:
        connection = _connect(path, "rwc")
        try:
            connection.execute(f"PRAGMA synchronous = {self.synchronous}")
            if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                connection.execute("PRAGMA journal_mode = WAL")
                with transaction(connection):
                    self._make(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _make(self, connection: sqlite3.Connection) -> None:
        """Make the tables, unless another process did so in the meantime."""
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return
        numbers = (f"PRAGMA application_id = {self.application}", f"PRAGMA user_version = {self.version}")
        for statement in (*self.schema, *numbers):
            connection.execute(statement)

    def _check(self, connection: sqlite3.Connection, path: str) -> None:
        application, version = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        if application != self.application:
            raise InputError(f"is an SQLite file of another program, and no {self.name}", path)
        if version > self.version:
            raise InputError(f"was made by a newer toolkit (its version is {version}); update toolkit to use it", path)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep what is done inside, or nothing of it where it fails or is interrupted."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _reading(path: str) -> sqlite3.Connection:
    """Open a file to read; one in a folder that takes no new files is one that nobody writes, either.

    It is opened as if to be written, where that is allowed, so that SQLite clears away what it puts beside it.
    """
    connection = _connect(path, "rw")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if Path(f"{path}-wal").exists() or not any(sign in str(error) for sign in ("unable to open", "readonly")):
            raise
        return _connect(path, "ro&immutable=1")
    connection.execute("PRAGMA query_only = ON")
    return connection


def _connect(path: str, mode: str) -> sqlite3.Connection:
    place = quote(os.fsencode(Path(path).absolute()))
    return sqlite3.connect(f"file:{place}?mode={mode}", timeout=_PATIENCE, isolation_level=None, uri=True)
