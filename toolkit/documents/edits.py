"""Change a file's text at chosen places, and spell it in the bytes of its kind; all else stays as it is."""

import codecs
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.documents.contents import Content
from toolkit.documents.encodings import LEGACY, LINE_BREAK, MARKS

_WITHOUT_MARK = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": "utf-8"}
"""Codecs that would write a byte order mark where the file had none, and their twins that do not."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a text, in characters, and what comes in its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of a text start; ``\\r\\n``, ``\\n`` and ``\\r`` end one."""

    starts: tuple[int, ...]

    def at(self, offset: int) -> int:
        """Number the line of a character, counted from 1."""
        return bisect_right(self.starts, offset)


def lines(text: str) -> Lines:
    """Find the lines of a text."""
    return Lines((0, *(found.end() for found in LINE_BREAK.finditer(text))))


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Make all edits at once; they may not overlap, and their offsets are those of the unchanged text."""
    pieces, end = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [text[end : edit.start], edit.text]
        end = edit.end
    return "".join([*pieces, text[end:]])


def unique(names: Iterable[str]) -> Iterator[str]:
    """Yield names in their order, a repeated one with a number behind it.

    >>> list(unique(["a", "b", "a"]))
    ['a', 'b', 'a~2']
    """
    taken: dict[str, int] = {}
    for name in names:
        free = name
        while free in taken:
            taken[name] += 1
            free = f"{name}~{taken[name]}"
        taken[free] = 1
        yield free


def encode(text: str, content: Content, errors: str = "strict") -> bytes:
    """Spell a text in the encoding of the file that it was in, with its byte order mark if it had one.

    What that encoding cannot spell is left to the error handler; a strict one makes the whole file UTF-8.
    """
    mark, encoding = carrier(content)
    try:
        return mark + text.encode(encoding, errors)
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def carrier(content: Content) -> tuple[bytes, str]:
    """Find the byte order mark of a file, and the encoding that its text was decoded from."""
    for mark, encoding in MARKS:
        if content.data.startswith(mark):
            return mark, encoding
    if content.encoding:
        name = codecs.lookup(content.encoding).name
        return b"", _WITHOUT_MARK.get(name, name)
    text = content.text()
    return b"", next(name for name in ("utf-8", "utf-16-le", "utf-16-be", *LEGACY) if _fits(content.data, name, text))


def _fits(data: bytes, encoding: str, text: str) -> bool:
    try:
        return data.decode(encoding) == text
    except UnicodeDecodeError:
        return False


def blank_before(text: str, offset: int) -> int:
    """Say where the white space before an offset starts."""
    while offset and text[offset - 1].isspace():
        offset -= 1
    return offset
