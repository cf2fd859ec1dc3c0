"""SQLite files that are memories: opened, made, told from others; what SQLite says of them in words of ours."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from toolkit.errors import InputError, OutputError, ToolkitError

APPLICATION, VERSION = 0x746B746D, 1
"""«tktm», in the header of every memory; the version of the tables below, raised whenever they change."""
_PATIENCE = 10.0
_HEADER = b"SQLite format 3\0"
_SCHEMA = (
    "CREATE TABLE text (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, folded TEXT NOT NULL)",
    """CREATE TABLE entry (
        id INTEGER PRIMARY KEY, text INTEGER NOT NULL REFERENCES text (id), source TEXT NOT NULL, target TEXT NOT NULL,
        context TEXT NOT NULL, client TEXT NOT NULL, domain TEXT NOT NULL, recipe TEXT NOT NULL, origin TEXT NOT NULL,
        UNIQUE (text, context, client, domain, recipe)
    )""",
    # a text never changes, so the index needs no copy of it; the stems are cut before, at blanks and nowhere else
    "CREATE VIRTUAL TABLE stems USING fts5 (stem, content = '', tokenize = 'ascii')",
    "CREATE VIRTUAL TABLE counts USING fts5vocab (stems, row)",
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {VERSION}",
)
_REASONS: tuple[tuple[str, type[ToolkitError], str], ...] = (
    ("no such module: fts5", InputError, "cannot be opened: the SQLite of this Python lacks FTS5; use another Python"),
    ("locked", InputError, "is in use by another run; try again when that is done"),
    ("busy", InputError, "is in use by another run; try again when that is done"),
    ("disk is full", OutputError, "cannot be written: the disk is full; nothing was stored"),
    ("readonly", OutputError, "cannot be written: it, or its folder, is write-protected"),
    ("unable to open", InputError, "cannot be opened: the file or its folder cannot be read or written"),
    ("not a database", InputError, "is no translation memory; «toolkit memory import» makes one"),
)
_DAMAGED = "is damaged: {error}; put back a copy of it, or make it anew from an export"


def opened(path: str, write: bool) -> sqlite3.Connection:
    """Open a memory, and make it where it is to be written and is not there; raise ToolkitError for what is none."""
    _require_memory(path, write)
    with failures(path):
        connection = _writing(path) if write else _reading(path)
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            _check(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def failures(path: str) -> Iterator[None]:
    """Say what went wrong inside SQLite as a ToolkitError with the memory's path."""
    try:
        yield
    except sqlite3.Error as error:
        for sign, kind, message in _REASONS:
            if sign in str(error):
                raise kind(message, path) from error
        raise InputError(_DAMAGED.format(error=error), path) from error


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


def _require_memory(path: str, write: bool) -> None:
    """Look at the first bytes before SQLite does, which would write into an empty file or beside another."""
    try:
        with Path(path).open("rb") as stream:
            beginning = stream.read(len(_HEADER))
    except FileNotFoundError:
        if write:
            return
        raise InputError("there is no such memory; «toolkit memory import» makes one", path) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", path) from error
    if beginning != _HEADER and (beginning or not write):
        raise InputError("is no translation memory; «toolkit memory import» makes one", path)


def _writing(path: str) -> sqlite3.Connection:
    connection = _connect(path, "rwc")
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            connection.execute("PRAGMA journal_mode = WAL")
            with transaction(connection):
                _make(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _make(connection: sqlite3.Connection) -> None:
    """Make the tables, unless another process did so in the meantime."""
    if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        for statement in _SCHEMA:
            connection.execute(statement)


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


def _check(connection: sqlite3.Connection, path: str) -> None:
    application, version = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    if application != APPLICATION:
        raise InputError("is an SQLite file of another program, and no translation memory", path)
    if version > VERSION:
        raise InputError(f"was made by a newer toolkit (its version is {version}); update toolkit to use it", path)
    connection.execute("SELECT 1 FROM text, entry, stems LIMIT 0")
