"""Where the values of a JSON text stand, found without recursion, so that no nesting is too deep."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.documents.edits import Lines
from toolkit.documents.encodings import BEYOND_ASCII
from toolkit.errors import InputError

DEEPEST = 500
_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_ENDS = {ord(character): f"\\u{ord(character):04x}" for character in "\x85\u2028\u2029"}

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A string, number, true, false or null: the keys and indexes that lead to it, where it stands, what it is."""

    path: Path
    start: int
    end: int
    value: object


@dataclass(slots=True)
class _Open:
    """An array or object that is being read: its bracket, and the key or index of what is read."""

    bracket: str
    key: str | int = 0


@dataclass(slots=True)
class _Scanner:
    text: str
    position: int
    end: int
    stack: list[_Open] = field(default_factory=list)


class BrokenJSONError(Exception):
    """Where a text is no JSON, and why."""

    def __init__(self, reason: str, position: int) -> None:
        self.reason, self.position = reason, position
        super().__init__(reason)


def read(text: str, place: str, lines: Lines, start: int = 0, end: int | None = None) -> Iterator[Value]:
    """Yield the values of a JSON text in its order; raise InputError, with the line, for what is no JSON."""
    try:
        yield from values(text, start, len(text) if end is None else end)
    except BrokenJSONError as error:
        raise InputError(f"not JSON: {error.reason}", f"{place}:{lines.at(error.position)}") from error


def values(text: str, start: int, end: int) -> Iterator[Value]:
    """Yield the values of the JSON in ``text[start:end]``; raise BrokenJSONError where it is none."""
    scanner = _Scanner(text, start, end)
    while True:
        found = _value(scanner)
        if found:
            yield found
            _close(scanner)
        if not scanner.stack:
            break
        if scanner.stack[-1].bracket == "{":
            _key(scanner)
    if _next(scanner):
        raise BrokenJSONError("something stands behind its end", scanner.position)


def pointer(path: Path) -> str:
    """Spell a path as a JSON pointer (RFC 6901).

    >>> pointer(("menu", 0, "a/b"))
    '/menu/0/a~1b'
    """
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in path)


def spelled(value: str, ascii_only: bool) -> str:
    """Spell a string as JSON, in ASCII or with all letters that can be written."""
    escaped = ascii_only or bool(_SURROGATE.search(value))
    return json.dumps(value, ensure_ascii=escaped).translate(_LINE_ENDS)


def is_ascii(text: str) -> bool:
    """Tell whether a file spells all else than ASCII with escapes."""
    return not BEYOND_ASCII.search(text)


def _next(scanner: _Scanner) -> str:
    """Skip blanks and give the character that follows, nothing at the end."""
    blank = _BLANK.match(scanner.text, scanner.position, scanner.end)
    scanner.position = blank.end() if blank else scanner.position
    return scanner.text[scanner.position] if scanner.position < scanner.end else ""


def _value(scanner: _Scanner) -> Value | None:
    """Read a value; of an array or object that holds something only the beginning, and give None."""
    character = _next(scanner)
    if character and character in "{[":
        return _opened(scanner, character)
    start = scanner.position
    value = _scalar(scanner)
    return Value(tuple(each.key for each in scanner.stack), start, scanner.position, value)


def _opened(scanner: _Scanner, bracket: str) -> Value | None:
    if len(scanner.stack) == DEEPEST:
        raise BrokenJSONError(f"more than {DEEPEST} levels, which nobody could edit", scanner.position)
    start, path = scanner.position, tuple(each.key for each in scanner.stack)
    scanner.position += 1
    if _next(scanner) == ("}" if bracket == "{" else "]"):
        scanner.position += 1
        return Value(path, start, scanner.position, None)
    scanner.stack.append(_Open(bracket))
    return None


def _scalar(scanner: _Scanner) -> object:
    try:
        value, end = _DECODER.raw_decode(scanner.text, scanner.position)
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        raise BrokenJSONError(reason, min(error.pos, scanner.end)) from error
    except ValueError as error:  # a number of thousands of digits
        raise BrokenJSONError(str(error), scanner.position) from error
    if end > scanner.end:
        raise BrokenJSONError("a line ends inside a string", scanner.end)
    scanner.position = end
    return value


def _key(scanner: _Scanner) -> None:
    if _next(scanner) != '"':
        raise BrokenJSONError("a key in quotation marks is missing", scanner.position)
    scanner.stack[-1].key = str(_scalar(scanner))
    if _next(scanner) != ":":
        raise BrokenJSONError("a colon behind the key is missing", scanner.position)
    scanner.position += 1


def _close(scanner: _Scanner) -> None:
    """Read the comma behind a value, or the brackets that close what it was the last of."""
    while scanner.stack:
        last = scanner.stack[-1]
        character = _next(scanner)
        if character == ",":
            last.key = last.key + 1 if isinstance(last.key, int) else last.key
        elif character != ("}" if last.bracket == "{" else "]"):
            raise BrokenJSONError("a comma is missing", scanner.position)
        scanner.position += 1
        if character == ",":
            return
        scanner.stack.pop()
