"""The kinds of values that a file of settings gives: what a message calls each, and how TOML becomes one."""

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Value = str | bool | int | float | Path | tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of values: what a message calls it, and how a TOML value becomes one.

    ``made`` gets the folder of the file, too, for paths are relative to it. It gives None for what is no such value, or
    raises a UsageError that says more.
    """

    name: str
    made: Callable[[object, Path], Value | None]


def _text(value: object, _: Path) -> str | None:
    return value if isinstance(value, str) and "\0" not in value else None


def _path(value: object, folder: Path) -> Path | None:
    return folder / text if (text := _text(value, folder)) else None


def _package(value: object, folder: Path) -> str | None:
    text = _text(value, folder)
    if text and ("/" in text or text.endswith(".argosmodel") or (folder / text).is_dir()):
        return str(folder / text)
    return text


def _flag(value: object, _: Path) -> bool | None:
    return value if isinstance(value, bool) else None


def _encoding(value: object, folder: Path) -> str | None:
    text = _text(value, folder)
    if text:
        try:
            codecs.lookup(text)
        except (LookupError, ValueError):
            return None
    return text


def _format(value: object, folder: Path) -> str | None:
    from toolkit.documents import FORMATS

    return _text(value, folder) if value in ("", *(each.name for each in FORMATS)) else None


def _checks(value: object, folder: Path) -> tuple[str, ...] | None:
    from toolkit import checks

    texts = TEXTS.made(value, folder)
    if not isinstance(texts, tuple):
        return None
    names = tuple(name.strip() for text in texts for name in text.split(",") if name.strip())
    checks.choose(names)
    return names


def one_of(*texts: str) -> Kind:
    """Make the kind of texts that are listed."""
    return Kind(f"one of {', '.join(texts)}, in quotes", lambda value, _: value if value in texts else None)


def whole(least: int, most: int) -> Kind:
    """Make the kind of whole numbers between two bounds, both included."""

    def made(value: object, _: Path) -> int | None:
        return value if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most else None

    return Kind(f"a whole number from {least} to {most}", made)


def number(least: float, most: float) -> Kind:
    """Make the kind of numbers, with a fraction or without, between two bounds, both included."""

    def made(value: object, _: Path) -> float | None:
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            return None
        return float(value) if least <= value <= most else None

    return Kind(f"a number from {least:g} to {most:g}", made)


def listed(kind: Kind, example: str) -> Kind:
    """Make the kind of lists of a kind; they become tuples."""

    def made(value: object, folder: Path) -> tuple[Any, ...] | None:
        values = [kind.made(each, folder) for each in value] if isinstance(value, list) else [None]
        return None if None in values else tuple(values)

    return Kind(f"a list, as {example}", made)


TEXT = Kind("text in quotes", _text)
PATH = Kind("a path in quotes", _path)
PACKAGE = Kind("a name or a path in quotes", _package)
ENCODING = Kind('an encoding in quotes, as "windows-1256"', _encoding)
FORMAT = Kind('a format in quotes, as "tmx"', _format)
FLAG = Kind("true or false", _flag)
TEXTS = listed(TEXT, '["one", "two"]')
PATHS = listed(PATH, '["one.tsv", "two.tsv"]')
CHECK_IDS = Kind('a list of ids of checks, as ["number", "tag"] or ["-length"]', _checks)
