"""The .strings files of iOS and macOS: the values are messages; keys, comments and layout stay as they are."""

import re
from collections.abc import Iterator

from toolkit.bitext import Unit
from toolkit.documents import edits
from toolkit.documents.contents import Content, Targets
from toolkit.documents.edits import Edit
from toolkit.documents.strings import escapes, message_values
from toolkit.documents.strings.message_values import Entry
from toolkit.errors import InputError

_BETWEEN = re.compile(r"(?:\s|//[^\r\n]*|/\*.*?\*/)*", re.DOTALL)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_BARE = re.compile(r"(?!/[/*])[\w.$/:-]+")
_ESCAPE = re.compile(r"\\(?:[uU]([0-9a-fA-F]{4})|([0-7]{1,3})|(.))", re.DOTALL)
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_SPELLED = {ord("\\"): r"\\", ord('"'): r"\"", ord("\n"): r"\n", ord("\t"): r"\t", ord("\r"): r"\r"}


def read(content: Content) -> tuple[Unit, ...]:
    """Take a .strings file apart into its values; raise InputError, with the line, where one is broken."""
    return message_values.units(_entries(content))


def fill(content: Content, targets: Targets) -> bytes:
    """Put targets in the place of the values; one that does not change keeps its escapes."""
    ascii_only = escapes.ascii_only(content)
    changed = (change for change in message_values.changes(_entries(content), targets) if change.needed)
    made = (
        Edit(change.entry.start, change.entry.end, escapes.spelled(change.text.translate(_SPELLED), "U", ascii_only))
        for change in changed
    )
    return edits.encode(edits.apply(content.text(), made), content)


def _entries(content: Content) -> Iterator[Entry]:
    text = content.text()
    lines = edits.lines(text)
    position = _skipped(text, 0)
    while position < len(text):
        place = f"{content.place}:{lines.at(position)}"
        key = _token(text, position, place)
        value_at = _behind(text, key.end(), "=", place)
        value = _STRING.match(text, value_at)
        if not value:
            raise InputError("not .strings: no value in quotation marks behind the key", place)
        if value[1]:
            yield Entry(_decoded(_inner(key)), value.start(1), value.end(1), _decoded(value[1]), lines.at(value_at))
        position = _behind(text, value.end(), ";", place)


def _token(text: str, position: int, place: str) -> re.Match[str]:
    found = _STRING.match(text, position) or _BARE.match(text, position)
    if not found:
        reason = "a comment is not closed" if text.startswith("/*", position) else 'there is no "key" = "value";'
        raise InputError(f"not .strings: {reason}", place)
    return found


def _behind(text: str, position: int, sign: str, place: str) -> int:
    position = _skipped(text, position)
    if not text.startswith(sign, position):
        raise InputError(f"not .strings: «{sign}» is missing", place)
    return _skipped(text, position + 1)


def _skipped(text: str, position: int) -> int:
    """Say where the blanks and comments that start here end."""
    found = _BETWEEN.match(text, position)
    return found.end() if found else position


def _inner(key: re.Match[str]) -> str:
    return key[1] if key.re is _STRING else key[0]


def _decoded(raw: str) -> str:
    return escapes.whole(_ESCAPE.sub(_character, raw)) if "\\" in raw else raw


def _character(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return chr(int(found[2], 8)) if found[2] else _NAMED.get(found[3], found[3])
