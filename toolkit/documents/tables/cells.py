"""The cells of a CSV or TSV text with their places, so that one can change and all others stay as they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.documents import edits
from toolkit.errors import InputError

_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"')
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Dialect:
    """What separates cells, and whether quotation marks enclose those that hold a separator."""

    delimiter: str
    quoting: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, and the stretch of the file that it takes, its quotation marks included."""

    text: str
    start: int
    end: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells and its line in the file, counted from 1; a blank line is a row of one empty cell."""

    cells: tuple[Cell, ...]
    line: int

    @property
    def blank(self) -> bool:
        """Tell whether no cell holds anything."""
        return not any(cell.text for cell in self.cells)

    @property
    def end(self) -> int:
        """Give the place behind the last cell."""
        return self.cells[-1].end

    def text(self, column: int) -> str:
        """Give the text of a cell, nothing where the row is too short."""
        return self.cells[column].text if 0 <= column < len(self.cells) else ""


def rows(text: str, dialect: Dialect, place: str, limit: int = -1) -> tuple[Row, ...]:
    """Take a table apart, or its first ``limit`` rows; raise InputError for a quotation mark that is not closed."""
    found: list[Row] = []
    lines = edits.lines(text)
    bare = re.compile(rf"[^{re.escape(dialect.delimiter)}\r\n]*")
    position = 0
    while position < len(text) and len(found) != limit:
        line = lines.at(position)
        cells = [_cell(text, position, dialect, bare, f"{place}:{line}")]
        while text.startswith(dialect.delimiter, cells[-1].end):
            start = cells[-1].end + 1
            cells.append(_cell(text, start, dialect, bare, f"{place}:{lines.at(start)}"))
        found.append(Row(tuple(cells), line))
        end = _LINE_END.match(text, cells[-1].end)
        position = end.end() if end else len(text)
    return tuple(found)


def spelled(text: str, dialect: Dialect, quoted: bool) -> str:
    """Spell a cell; where nothing can be quoted, separators and line breaks become spaces."""
    if not dialect.quoting:
        return re.sub(rf"[{re.escape(dialect.delimiter)}\r\n]+", " ", text)
    if quoted or text.startswith('"') or any(sign in text for sign in (dialect.delimiter, '"', "\r", "\n")):
        return '"' + text.replace('"', '""') + '"'
    return text


def dialect_of(text: str, delimiters: Sequence[str], place: str) -> Dialect:
    """Find out what separates the cells: what cuts the header into most; with tabs, quotes may mean nothing."""
    found = max(delimiters, key=lambda delimiter: _width(text, Dialect(delimiter), place))
    try:
        rows(text, Dialect(found), place)
    except InputError:
        if found != "\t":
            raise
        return Dialect(found, quoting=False)
    return Dialect(found)


def _width(text: str, dialect: Dialect, place: str) -> int:
    try:
        header = rows(text, dialect, place, limit=1)
    except InputError:
        return 0
    return len(header[0].cells) if header else 0


def _cell(text: str, start: int, dialect: Dialect, bare: re.Pattern[str], place: str) -> Cell:
    if dialect.quoting and text.startswith('"', start):
        found = _QUOTED.match(text, start)
        if not found:
            raise InputError("a quotation mark is not closed", place)
        if text[found.end() : found.end() + 1] not in ("", dialect.delimiter, "\r", "\n"):
            raise InputError('something stands behind a closing quotation mark; write «""» for one inside', place)
        return Cell(found[1].replace('""', '"'), start, found.end(), quoted=True)
    match = bare.match(text, start)
    end = match.end() if match else start
    return Cell(text[start:end], start, end)
