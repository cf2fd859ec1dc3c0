"""Java properties: the values are messages; keys, separators, comments and the file's kind of escapes stay."""

import re
from collections.abc import Iterator

from toolkit.bitext import Unit
from toolkit.documents import edits
from toolkit.documents.contents import Content, Targets
from toolkit.documents.edits import Edit
from toolkit.documents.strings import escapes, message_values
from toolkit.documents.strings.message_values import Change, Entry

_LINE = re.compile(r"[^\r\n]*")
_END = re.compile(r"\r\n|\n|\r|\Z")
_COMMENT = re.compile(r"[ \t\f]*(?:[#!]|\Z)")
_KEY = re.compile(r"[ \t\f]*((?:[^\\=: \t\f\r\n]|\\(?:\r\n|.))*)[ \t\f]*[=:]?[ \t\f]*", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u+([0-9a-fA-F]{4})|(\r\n|\r|\n)[ \t\f]*|(.))", re.DOTALL)
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}
_SPELLED = {ord("\\"): r"\\", ord("\n"): r"\n", ord("\t"): r"\t", ord("\r"): r"\r", ord("\f"): r"\f"}
_ARGUMENT = re.compile(r"\{\d|'[{}]'")
_QUOTED = re.compile(r"''|('[^']*[{}][^']*')")
"""What MessageFormat reads as an apostrophe, and what it reads as it is written: ``'{'``."""


def read(content: Content) -> tuple[Unit, ...]:
    """Take a properties file apart into its values; what lacks a separator is a key with an empty value."""
    return message_values.units(_entries(content))


def fill(content: Content, targets: Targets) -> bytes:
    r"""Put targets in the place of the values; a file in ASCII or ISO-8859-1 gets ``\u2019`` and the like."""
    text, ascii_only = content.text(), escapes.ascii_only(content)
    changed = message_values.changes(_entries(content), targets)
    made = (_edit(change, text, ascii_only) for change in changed if change.needed)
    return edits.encode(edits.apply(text, made), content)


def _entries(content: Content) -> Iterator[Entry]:
    text = content.text()
    lines = edits.lines(text)
    for start, end in _logical_lines(text):
        found = _KEY.match(text, start, end)
        if found:
            value = _decoded(text[found.end() : end])
            if _formatted(text[found.end() : end]):
                value = _QUOTED.sub(lambda found: found[1] or "'", value)
            if value:
                yield Entry(_decoded(found[1]), found.end(), end, value, lines.at(start))


def _logical_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where keys with their values start and end; a backslash at its end continues a line."""
    position = 0
    while position < len(text):
        start, end = position, _line_end(text, position)
        comment = _COMMENT.match(text, start, end)
        while not comment and end < len(text) and _continued(text[position:end]):
            position = _following(text, end)
            end = _line_end(text, position)
        if not comment:
            yield start, end
        position = _following(text, end) if end < len(text) else end


def _continued(line: str) -> bool:
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _line_end(text: str, position: int) -> int:
    found = _LINE.match(text, position)
    return found.end() if found else position


def _following(text: str, end: int) -> int:
    found = _END.match(text, end)
    return found.end() if found else len(text)


def _decoded(raw: str) -> str:
    return escapes.whole(_ESCAPE.sub(_character, raw)) if "\\" in raw else raw


def _character(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return "" if found[2] else _NAMED.get(found[3], found[3])


def _formatted(raw: str) -> bool:
    """Tell whether MessageFormat will read a value: it has arguments or quoted braces, and no apostrophe alone."""
    bare = _QUOTED.sub(lambda found: found[1] if len(found[0]) == 3 else "", raw)
    return bool(_ARGUMENT.search(bare)) and "'" not in _QUOTED.sub("", raw)


def _doubled(text: str, raw: str) -> str:
    """Spell a text for MessageFormat: apostrophes are doubled, but for those of what a value has quoted."""
    quoted = "|".join(re.escape(found[1]) for found in _QUOTED.finditer(raw) if found[1])
    return re.sub(f"({quoted or '(?!)'})|'", lambda found: found[1] or "''", text)


def _edit(change: Change, text: str, ascii_only: bool) -> Edit:
    entry = change.entry
    raw = text[entry.start : entry.end]
    value = _doubled(change.text, raw) if _formatted(raw) else change.text
    value = value.translate(_SPELLED)
    if value.startswith((" ", "=", ":")):
        value = "\\" + value
    return Edit(entry.start, entry.end, escapes.spelled(value, "u", ascii_only))
