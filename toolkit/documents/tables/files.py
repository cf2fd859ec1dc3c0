"""CSV and TSV: a row is a message, its source and target in two of the columns; all other cells stay as they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.bitext import Unit
from toolkit.documents import edits
from toolkit.documents.contents import Content, Targets
from toolkit.documents.edits import Edit
from toolkit.documents.strings import message_values
from toolkit.documents.strings.message_values import Change, Entry
from toolkit.documents.tables import cells, columns
from toolkit.documents.tables.cells import Dialect, Row
from toolkit.documents.tables.columns import Columns
from toolkit.errors import InputError

CSV, TSV = (",", ";", "\t"), ("\t",)
"""What may separate the cells."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A table, read: its dialect, its header, the rows below, and where the Arabic, the English and the state are.

    ``target`` is behind the last column where there is no such column yet; ``state`` is -1 where there is none.
    """

    dialect: Dialect
    header: Row
    rows: tuple[Row, ...]
    names: Columns
    arabic: int
    target: int
    state: int

    @property
    def adds(self) -> bool:
        """Tell whether the column of the target is yet to be made."""
        return self.target == len(self.header.cells)


def read_csv(content: Content) -> tuple[Unit, ...]:
    """Take a table apart whose cells a comma, semicolon or tab separates; raise InputError for a missing column."""
    return message_values.units(_entries(_table(content, CSV)))


def read_tsv(content: Content) -> tuple[Unit, ...]:
    """Take a table apart whose cells a tab separates; raise InputError for a missing column."""
    return message_values.units(_entries(_table(content, TSV)))


def fill_csv(content: Content, targets: Targets) -> bytes:
    """Put targets into their cells, in a column of their own if there was none."""
    return _filled(content, _table(content, CSV), targets)


def fill_tsv(content: Content, targets: Targets) -> bytes:
    """Put targets into their cells, in a column of their own if there was none."""
    return _filled(content, _table(content, TSV), targets)


def _table(content: Content, delimiters: Sequence[str]) -> _Table:
    text = content.text()
    dialect = cells.dialect_of(text, delimiters, content.place)
    found = cells.rows(text, dialect, content.place)
    if not found:
        raise InputError("is empty; a table has a header with the names of its columns", content.place)
    header, rows = found[0], found[1:]
    names = [cell.text for cell in header.cells]
    chosen = columns.choose(names, content, f"{content.place}:{header.line}")
    tidy = [columns.tidy(name) for name in names]
    target = tidy.index(columns.tidy(chosen.target)) if columns.tidy(chosen.target) in tidy else len(names)
    state = tidy.index(columns.STATE) if columns.STATE in tidy else -1
    return _Table(dialect, header, rows, chosen, names.index(chosen.arabic), target, state)


def _entries(table: _Table) -> Iterator[Entry]:
    names = [columns.tidy(cell.text) for cell in table.header.cells]
    filled = [row for row in table.rows if not row.blank]
    keys = columns.keys([row.text(names.index(name)) for row in filled] for name in columns.KEYS if name in names)
    for number, row in enumerate(filled):
        if row.text(table.arabic):
            cell = row.cells[table.arabic]
            target = "" if table.arabic == table.target else row.text(table.target)
            state = columns.state(target, row.text(table.state))
            yield Entry(
                keys[number] if keys else f"r{number + 1}", cell.start, cell.end, cell.text, row.line, target, state
            )


def _filled(content: Content, table: _Table, targets: Targets) -> bytes:
    changed = {change.entry.start: change for change in message_values.changes(_entries(table), targets)}
    if not changed:
        return content.data
    made = list(_header_edits(table))
    for row in table.rows:
        start = row.cells[table.arabic].start if table.arabic < len(row.cells) else -1
        made += _row_edits(table, row, changed.get(start))
    return edits.encode(edits.apply(content.text(), made), content)


def _header_edits(table: _Table) -> Iterator[Edit]:
    if table.adds:
        name = cells.spelled(table.names.target, table.dialect, table.header.cells[-1].quoted)
        yield Edit(table.header.end, table.header.end, table.dialect.delimiter + name)


def _row_edits(table: _Table, row: Row, change: Change | None) -> Iterator[Edit]:
    if change is None:
        if table.adds and (len(row.cells) > 1 or not row.blank):
            yield _put(table, row, table.target, "")
        return
    state = columns.named_state(change.review)
    if 0 <= table.state < len(row.cells) and row.text(table.state) != state:
        yield _put(table, row, table.state, state)
    if row.text(table.target) != change.text or table.target >= len(row.cells):
        yield _put(table, row, table.target, change.text)  # last: it may stand where an empty state does


def _put(table: _Table, row: Row, column: int, text: str) -> Edit:
    """Put a text into a cell, which a row that is too short gets."""
    if column < len(row.cells):
        cell = row.cells[column]
        return Edit(cell.start, cell.end, cells.spelled(text, table.dialect, cell.quoted))
    missing = table.dialect.delimiter * (column - len(row.cells) + 1)
    return Edit(row.end, row.end, missing + cells.spelled(text, table.dialect, row.cells[-1].quoted))
