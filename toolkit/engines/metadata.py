"""What a package says of itself in ``metadata.json``, checked when it is read, so that no engine meets nonsense."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from toolkit.errors import ModelError

LIMIT = 80
"""Pieces of a source, inline terms counted, that a package is trusted with, unless it gives ``max_source_length``."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The three characters that write a term into the source: ``opening SOURCE separator TARGET closing``."""

    opening: str
    separator: str
    closing: str

    def __str__(self) -> str:
        return f"{self.opening}{self.separator}{self.closing}"


@dataclass(frozen=True, slots=True)
class Metadata:
    """Languages, version and habits of a package. ``marks`` is None where the model takes no inline terms."""

    pair: tuple[str, str]
    version: str = ""
    prefix: str = ""
    limit: int = LIMIT
    marks: Marks | None = None


def parse(data: bytes, place: str) -> Metadata:
    """Read ``metadata.json``; raise ModelError where it is broken or cannot be meant."""
    fields = _fields(data, place)
    return replace(
        _identity(fields), prefix=_prefix(fields, place), limit=_limit(fields, place), marks=_marks(fields, place)
    )


def peek(data: bytes, place: str) -> Metadata:
    """Read the languages and the version alone, enough to choose a package; ``parse`` then judges the chosen one."""
    return _identity(_fields(data, place))


def _fields(data: bytes, place: str) -> Mapping[str, Any]:
    try:
        fields = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ModelError(f"metadata.json is broken: {error}", place) from None
    if not isinstance(fields, dict):
        raise ModelError("metadata.json is broken: not an object", place)
    return fields


def _identity(fields: Mapping[str, Any]) -> Metadata:
    pair = str(fields.get("from_code")), str(fields.get("to_code"))
    return Metadata(pair, version=str(fields.get("package_version") or ""))


def _prefix(fields: Mapping[str, Any], place: str) -> str:
    prefix = fields.get("target_prefix") or ""
    if not isinstance(prefix, str):
        raise ModelError(f"metadata.json: target_prefix is no text: {prefix}", place)
    return prefix


def _limit(fields: Mapping[str, Any], place: str) -> int:
    limit = fields.get("max_source_length", LIMIT)
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise ModelError(f"metadata.json: max_source_length is no number above 0: {json.dumps(limit)}", place)
    return limit


def _marks(fields: Mapping[str, Any], place: str) -> Marks | None:
    annotation = fields.get("annotation")
    if not annotation:
        return None
    found = [annotation.get(name) for name in ("open", "separator", "close")] if isinstance(annotation, dict) else []
    marks = [mark for mark in found if isinstance(mark, str) and len(mark) == 1 and not mark.isspace()]
    if len(set(marks)) != 3:
        raise ModelError("metadata.json: annotation wants open, separator and close, three different characters", place)
    if annotation.get("style", "append") != "append":
        raise ModelError(f"metadata.json: annotation of an unknown style: {annotation['style']}", place)
    return Marks(*marks)
