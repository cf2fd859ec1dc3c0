"""Write a new entry into a term table, where an editor would put it, and leave every other byte as it is."""

import csv
from codecs import BOM_UTF8
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise
from pathlib import Path

from toolkit.arabic import key, same_spelling, spelling
from toolkit.bitext import TermEntry
from toolkit.documents import files
from toolkit.errors import UsageError
from toolkit.glossaries import tables
from toolkit.glossaries.capitals import capitals
from toolkit.glossaries.contents import Content
from toolkit.glossaries.tables import COLUMNS, SUFFIXES, Row


@dataclass(frozen=True, slots=True)
class Addition:
    """What a new entry is to hold; an empty cell means the default, an empty domain that of the whole table."""

    source: str
    target: str
    pos: str = ""
    domain: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A table with its new entry."""

    text: str
    entry: TermEntry


def add(path: Path, addition: Addition) -> TermEntry:
    """Write an entry into a table, which is made if it is not there; raise what ``insert`` raises."""
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"an entry can be added to a table: {', '.join(SUFFIXES)}", str(path))
    data = files.read(str(path)) if path.exists() else b""
    written = insert(Content(path, data).text(), path, addition)
    files.write(str(path), ("\ufeff" if data.startswith(BOM_UTF8) else "") + written.text)
    return written.entry


def insert(text: str, path: Path, addition: Addition) -> Written:
    """Add an entry to a table's text: in its sorted place if the entries are sorted, else behind the last one.

    An empty text becomes a table with all columns. Raises InputError for a table or an entry that cannot be read,
    UsageError where the table has the source already for all clients, or lacks a column that the entry needs.
    """
    table = text or _spelt(COLUMNS, "," if path.suffix.lower() == ".csv" else "\t") + "\n"
    entries = tables.parse(table, path)
    cells = _cells(addition, entries, tables.columns(table, path))
    _refuse_duplicate(tables.entry(Row(cells, str(path))), entries)
    lines = StringIO(table, newline="").readlines()
    place = _place(addition.source, entries, len(lines))
    added = _with_line(lines, place, _spelt(tuple(cells.values()), tables.delimiter(table, path)))
    return Written(added, tables.entry(Row(cells, f"{path}:{place + 1}")))


def _cells(addition: Addition, entries: Sequence[TermEntry], columns: Sequence[str]) -> dict[str, str]:
    domains = {entry.domain for entry in entries}
    shared = domains.pop() if len(domains) == 1 else ""
    wanted = {
        "source": addition.source,
        "target": addition.target,
        "pos": addition.pos,
        "domain": addition.domain or shared,
        "status": addition.status,
    }
    for column, cell in wanted.items():
        if cell and column not in columns:
            raise UsageError(f"the table has no column «{column}»")
    return {column: " ".join(wanted.get(column, "").split()) for column in columns}


def _refuse_duplicate(added: TermEntry, entries: Sequence[TermEntry]) -> None:
    for entry in (entry for entry in entries if not entry.client):
        for form in (entry.source, *entry.source_variants):
            if same_spelling(form, added.source) and capitals(form) == capitals(added.source):
                raise UsageError(f"«{form}» stands already: {entry.source} → {entry.target}", entry.place)


def _place(source: str, entries: Sequence[TermEntry], lines: int) -> int:
    """Give the number of lines that stand before the new one."""
    keys = [key(spelling(entry.source)) for entry in entries]
    if any(one > other for one, other in pairwise(keys)):
        return lines
    behind = (entry for entry, each in zip(entries, keys, strict=True) if each > key(spelling(source)))
    following = next(behind, None)
    return int(following.place.rpartition(":")[2]) - 1 if following else lines


def _with_line(lines: Sequence[str], place: int, line: str) -> str:
    """Insert a line; the last one of a table goes without a line break if it did before."""
    end = "\r\n" if lines[0].endswith("\r\n") else "\n"
    before = "".join(lines[:place])
    if place == len(lines) and not before.endswith(("\n", "\r")):
        return before + end + line
    return before + line + end + "".join(lines[place:])


def _spelt(cells: Sequence[str], delimiter: str) -> str:
    written = StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="").writerow(cells)
    return written.getvalue()
