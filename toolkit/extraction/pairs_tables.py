"""Pairs from tables and catalogues: TSV and CSV with a header or TSV without, JSON lines, gettext PO."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

import polib

from toolkit.arabic import BLANKS
from toolkit.documents.contents import Content
from toolkit.documents.po import catalogues as po_catalogues
from toolkit.documents.tables import columns as table_columns
from toolkit.errors import InputError
from toolkit.extraction.pairs import Pair


def read_csv(content: Content) -> Iterator[Pair]:
    """Yield the pairs of a table with a header, its cells separated by commas or semicolons."""
    text = content.text()
    header = text.partition("\n")[0]
    delimiter = ";" if ";" in header and "," not in header else ","
    return _rows(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True), content.place)


def read_tsv(content: Content) -> Iterator[Pair]:
    """Yield the pairs of a table with a header, or of lines with one tab each."""
    text = content.text()
    if table_columns.known_pair(text.partition("\n")[0].rstrip("\r").split("\t")):
        return _rows(csv.reader(StringIO(text, newline=""), delimiter="\t", strict=True), content.place)
    return _bare(text, content.place)


def read_jsonl(content: Content) -> Iterator[Pair]:
    """Yield the pairs of JSON objects, one a line; they may lie under ``translation``."""
    for number, line in enumerate(content.text().split("\n"), start=1):
        if line.strip(BLANKS):
            yield _object(line, f"{content.place}:{number}")


def read_po(content: Content) -> Iterator[Pair]:
    """Yield the messages of a catalogue; one that is fuzzy counts as not translated, one that is obsolete is none."""
    for message in po_catalogues.entries(content):
        if not message.obsolete:
            yield from _message(message)


def _rows(reader: Any, place: str) -> Iterator[Pair]:
    try:
        columns = _chosen(next(reader, []), f"{place}:1")
        for cells in reader:
            if any(cells):
                yield _cells(cells, columns, f"{place}:{reader.line_num}")
    except csv.Error as error:
        raise InputError(str(error), f"{place}:{reader.line_num}") from error


def _chosen(header: Sequence[str], place: str) -> tuple[int, int]:
    pair = table_columns.known_pair(header)
    if not pair:
        known = " or ".join("/".join(names) for names in table_columns.PAIRS)
        raise InputError(f"the header lacks {known}; it has: {', '.join(header) or 'nothing'}", place)
    table_columns.require_single(pair, header, place)
    names = [table_columns.tidy(name) for name in header]
    return names.index(pair[0]), names.index(pair[1])


def _cells(cells: Sequence[str], columns: tuple[int, int], place: str) -> Pair:
    if len(cells) <= max(columns):
        raise InputError(f"{len(cells)} cells; source and target need {max(columns) + 1}", place)
    return Pair(cells[columns[0]], cells[columns[1]])


def _bare(text: str, place: str) -> Iterator[Pair]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip(BLANKS):
            cells = line.rstrip("\r").split("\t")
            if len(cells) != 2:
                advice = "without a header, a line is source, tab, target"
                raise InputError(f"{len(cells)} cells; {advice}", f"{place}:{number}")
            yield Pair(*cells)


def _object(line: str, place: str) -> Pair:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise InputError(f"not JSON: {error}", place) from error
    except RecursionError as error:
        raise InputError("not JSON that can be read: nested too deeply", place) from error
    inner = found.get("translation", found) if isinstance(found, Mapping) else found
    fields = inner if isinstance(inner, Mapping) else {}
    for names in table_columns.PAIRS:
        one, other = (fields.get(name) for name in names)
        if isinstance(one, str) and isinstance(other, str):
            return Pair(one, other)
    raise InputError("not an object with the texts «source» and «target»", place)


def _message(message: polib.POEntry) -> Iterator[Pair]:
    if message.fuzzy:
        yield Pair(message.msgid, "")
    elif message.msgid_plural:
        forms = [form for _, form in sorted(message.msgstr_plural.items())]
        yield Pair(message.msgid_plural, forms[-1] if forms else "")
    else:
        yield Pair(message.msgid, message.msgstr)
