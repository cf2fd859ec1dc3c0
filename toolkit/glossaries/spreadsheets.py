"""Term tables as CSV and TSV: every column is written, lists are separated by ``|``, the reader is ``tables``."""

import csv
from collections.abc import Sequence
from io import StringIO

from toolkit.bitext import TermEntry
from toolkit.glossaries import tables
from toolkit.glossaries.contents import Content, Languages, Reading
from toolkit.glossaries.tables import COLUMNS


def read_csv(content: Content) -> Reading:
    """Read a table whose cells are separated by commas, or by semicolons where the header has no comma."""
    return _read(content, ".csv")


def read_tsv(content: Content) -> Reading:
    """Read a table whose cells are separated by tabs."""
    return _read(content, ".tsv")


def write_csv(entries: Sequence[TermEntry], _: Languages) -> str:
    """Spell entries as comma-separated values."""
    return _write(entries, ",")


def write_tsv(entries: Sequence[TermEntry], _: Languages) -> str:
    """Spell entries as tab-separated values."""
    return _write(entries, "\t")


def _read(content: Content, suffix: str) -> Reading:
    text = content.text()
    separator = tables.delimiter(text, content.path.with_suffix(suffix))
    return Reading(tables.parse(text, content.path, separator))


def _write(entries: Sequence[TermEntry], delimiter: str) -> str:
    rows = (tuple(tables.cells(entry).values()) for entry in entries)
    return "".join(_line(row, delimiter) for row in (COLUMNS, *rows))


def _line(row: Sequence[str], delimiter: str) -> str:
    """Spell one row; csv quotes a lone carriage return only where it belongs to the line's end."""
    line = StringIO()
    csv.writer(line, delimiter=delimiter, lineterminator="\r\n").writerow(row)
    return line.getvalue().removesuffix("\r\n") + "\n"
