"""JSON lines: an object a line, its source and target under two of its keys; all other keys stay as they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.arabic import BLANKS
from toolkit.bitext import Unit
from toolkit.documents import edits
from toolkit.documents.contents import Content, Targets
from toolkit.documents.edits import Edit
from toolkit.documents.strings import json_values, message_values
from toolkit.documents.strings.json_values import Value
from toolkit.documents.strings.message_values import Change, Entry
from toolkit.documents.tables import columns
from toolkit.documents.tables.columns import Columns
from toolkit.errors import InputError


@dataclass(frozen=True, slots=True)
class Row:
    """An object: its fields by their names, where its line starts and ends, and its number in the file."""

    fields: Mapping[str, Value]
    start: int
    end: int
    line: int


def read(content: Content) -> tuple[Unit, ...]:
    """Take JSON lines apart; raise InputError, with the line, for a broken one and for one without the source."""
    return message_values.units(entry for _, _, entry in _entries(content))


def fill(content: Content, targets: Targets) -> bytes:
    """Put targets into the objects, behind their sources where they had none."""
    text = content.text()
    found = list(_entries(content))
    places = {entry.start: (row, names) for row, names, entry in found}
    ascii_only = json_values.is_ascii(text)
    changed = message_values.changes((entry for _, _, entry in found), targets)
    made = [edit for change in changed for edit in _edits(change, *places[change.entry.start], text, ascii_only)]
    return edits.encode(edits.apply(text, made), content)


def _entries(content: Content) -> Iterator[tuple[Row, Columns, Entry]]:
    names: Columns | None = None
    rows = list(_rows(content))
    keys = columns.keys([_text(row, name) for row in rows] for name in columns.KEYS)
    for number, row in enumerate(rows):
        place = f"{content.place}:{row.line}"
        names = names or columns.choose(list(row.fields), content, place)
        text = row.fields.get(names.arabic)
        if text is None:
            raise InputError(f"no field «{names.arabic}»; there are: {columns.listed(row.fields)}", place)
        if isinstance(text.value, str):
            target = "" if names.arabic == names.target else _text(row, names.target)
            state = columns.state(target, _text(row, columns.STATE))
            key = keys[number] if keys else f"r{number + 1}"
            yield row, names, Entry(key, text.start, text.end, text.value, row.line, target, state)


def _rows(content: Content) -> Iterator[Row]:
    text = content.text()
    lines = edits.lines(text)
    for number, (start, end) in enumerate(zip(lines.starts, (*lines.starts[1:], len(text)), strict=True), 1):
        if text[start:end].strip(BLANKS):
            values = list(json_values.read(text, content.place, lines, start, end))
            yield Row(_fields(values, f"{content.place}:{number}"), start, end, number)


def _fields(values: list[Value], place: str) -> dict[str, Value]:
    """Give the fields of an object, or of the one under ``translation``, as data sets have it."""
    inner = {str(value.path[1]): value for value in values if len(value.path) == 2 and value.path[0] == "translation"}
    fields = {str(value.path[0]): value for value in values if len(value.path) == 1 and isinstance(value.path[0], str)}
    if not inner and not fields:
        raise InputError("not an object with a text to translate", place)
    return inner or fields


def _text(row: Row, name: str) -> str:
    value = row.fields[name].value if name in row.fields else ""
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _edits(change: Change, row: Row, names: Columns, text: str, ascii_only: bool) -> Iterator[Edit]:
    spelled = json_values.spelled(change.text, ascii_only)
    target = row.fields.get(names.target)
    if target is None:
        comma, colon = (", ", ": ") if '": ' in text[row.start : row.end] else (",", ":")
        key = json_values.spelled(names.target, ascii_only)
        yield Edit(change.entry.end, change.entry.end, f"{comma}{key}{colon}{spelled}")
    elif target.value != change.text:
        yield Edit(target.start, target.end, spelled)
    state = row.fields.get(columns.STATE)
    wanted = columns.named_state(change.review)
    if state is not None and state.value != wanted:
        yield Edit(state.start, state.end, json_values.spelled(wanted, ascii_only))
