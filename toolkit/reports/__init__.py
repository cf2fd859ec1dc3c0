"""Say how a translation went: to a person in a few lines, to a machine in a report."""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import PurePath
from typing import cast

from toolkit.bitext import Bitext, Recipe
from toolkit.errors import UsageError
from toolkit.reports.summary import Summary

Render = Callable[[Recipe, Summary, Sequence[Bitext]], str]

REPORTS = {".json": "json_report"}
"""The module of each kind of report, by suffix; its ``render`` spells the report."""


def by_suffix(path: str) -> Render:
    """Find the kind of report that a file's suffix names; raise a UsageError that lists the kinds there are."""
    suffix = PurePath(path).suffix.lower()
    if suffix not in REPORTS:
        raise UsageError(f"no report has the suffix «{suffix}»; known are {', '.join(REPORTS)}", path)
    return cast(Render, import_module(f"{__name__}.{REPORTS[suffix]}").render)
