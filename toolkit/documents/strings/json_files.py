"""JSON: every string is a message, its id the JSON pointer; keys, order and layout stay as they are."""

from collections.abc import Iterator, Sequence

from toolkit.bitext import Unit
from toolkit.documents import edits
from toolkit.documents.contents import Content, Targets
from toolkit.documents.edits import Edit
from toolkit.documents.languages import require_arabic
from toolkit.documents.strings import json_values, message_values
from toolkit.documents.strings.json_values import Value
from toolkit.documents.strings.message_values import Entry
from toolkit.errors import InputError

_LOCALE = ("@@locale",)
"""Where an application resource bundle (ARB) declares its language; its other keys with an @ are about messages."""


def read(content: Content) -> tuple[Unit, ...]:
    """Take a JSON file apart into its strings; raise InputError, with the line, for what is no JSON."""
    return message_values.units(_entries(content))


def fill(content: Content, targets: Targets) -> bytes:
    """Put targets in the place of the strings; one that does not change keeps its escapes."""
    text = content.text()
    ascii_only = json_values.is_ascii(text)
    found = [
        Edit(change.entry.start, change.entry.end, json_values.spelled(change.text, ascii_only))
        for change in message_values.changes(_entries(content), targets)
        if change.needed
    ]
    locale = [Edit(value.start, value.end, '"en"') for value in _values(content) if value.path == _LOCALE]
    return edits.encode(edits.apply(text, [*found, *(locale if targets else ())]), content)


def _entries(content: Content) -> Iterator[Entry]:
    lines = edits.lines(content.text())
    values = _values(content)
    bundle = _declared(values, content)
    for value in values:
        about = bundle and str(value.path[0]).startswith("@")
        if isinstance(value.value, str) and not about:
            line = lines.at(value.start)
            yield Entry(json_values.pointer(value.path), value.start, value.end, value.value, line)


def _values(content: Content) -> list[Value]:
    text = content.text()
    lines = edits.lines(text)
    values = list(json_values.read(text, content.place, lines))
    if not values[0].path and values[0].value is not None:
        raise InputError("not an object or array of messages", f"{content.place}:{lines.at(values[0].start)}")
    return values


def _declared(values: Sequence[Value], content: Content) -> bool:
    """Tell whether the file is a resource bundle; raise InputError for one in another language."""
    for value in values:
        if value.path == _LOCALE:
            require_arabic(str(value.value), f"{content.place}:{edits.lines(content.text()).at(value.start)}")
            return True
    return False
