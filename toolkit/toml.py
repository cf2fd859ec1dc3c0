"""Read flat TOML: keys at the top and in tables one level deep, each with its line."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from toolkit.errors import InputError

PARSER = "tomllib" if sys.version_info >= (3, 11) else "tomli"
"""The standard library's, or its twin for Python 3.10."""
NAME = r"""[\w"'-]+(?:\s*\.\s*[\w"'-]+)*"""
KEY = re.compile(rf"\s*({NAME})\s*=")
HEADER = re.compile(rf"\s*\[\[?\s*({NAME})\s*\]\]?\s*(?:#.*)?$")
SPOT = re.compile(r" \(at line (\d+), column (\d+)\)$")


@dataclass(frozen=True, slots=True)
class Item:
    """A key, as ``key`` or ``table.key``, with its value and its line in the file, counted from 1.

    A table without keys is an item, too: its value is an empty dict.
    """

    name: str
    value: object
    line: int


def read(path: Path) -> tuple[Item, ...]:
    """Read the keys of a file in its order.

    Raises InputError, with the line, for what cannot be read, is not UTF-8 or is not TOML.
    """
    return parse(_decoded(path), str(path))


def parse(text: str, place: str) -> tuple[Item, ...]:
    """Find the keys in the text of a file; ``place`` is its name in an InputError."""
    lines = _lines(text)
    found = _flat(_parsed(text, place))
    return tuple(Item(name, value, lines.get(name) or lines.get(name.partition(".")[0], 1)) for name, value in found)


def _decoded(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", str(path)) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InputError("is not UTF-8; save it as UTF-8", f"{path}:{line}") from error


def _parsed(text: str, place: str) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = import_module(PARSER).loads(text)
    except (ValueError, RecursionError) as error:
        line, reason = _blamed(str(error), text)
        raise InputError(f"broken TOML: {reason}", f"{place}:{line}") from error
    return loaded


def _blamed(message: str, text: str) -> tuple[int, str]:
    """Take the line out of a parser's message; one without a line is about the end of the file."""
    spot = SPOT.search(message)
    if not spot:
        return text.rstrip("\n").count("\n") + 1, message
    hint = "; text wants quotes" if message.startswith("Invalid value") else ""
    return int(spot[1]), f"{message[: spot.start()]} in column {spot[2]}{hint}"


def _lines(text: str) -> dict[str, int]:
    """Number the lines of keys and of headers of tables, under the full names.

    A line inside a string of several lines can look like a key, and hides a later one of that name.
    """
    lines: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        if header := HEADER.match(line.rstrip()):
            table = _bare(header[1]) + "."
            lines.setdefault(table.rstrip("."), number)
        elif key := KEY.match(line):
            lines.setdefault(table + _bare(key[1]), number)
    return lines


def _bare(name: str) -> str:
    return re.sub(r"""[\s"']""", "", name)


def _flat(loaded: dict[str, Any]) -> Iterator[tuple[str, object]]:
    for name, value in loaded.items():
        if isinstance(value, dict) and value:
            yield from ((f"{name}.{inner}", each) for inner, each in value.items())
        else:
            yield name, value
