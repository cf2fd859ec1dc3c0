"""Say how a translation or a check went: to a person in a few lines or a page, to a machine in a report."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import cast

from toolkit.bitext import Bitext
from toolkit.errors import UsageError
from toolkit.findings import Finding, Severity
from toolkit.reports.summary import Summary


@dataclass(frozen=True, slots=True)
class Rule:
    """A check as reports tell it: its id, the severity of its findings, and one line on what it looks for."""

    id: str
    severity: Severity
    explanation: str


@dataclass(frozen=True, slots=True)
class Report:
    """What ``translate`` or ``check`` has to report; ``tool`` is the bare version, ``signature`` tells the rest.

    ``findings`` are those of ``check``, None for ``translate``, whose flags and verdicts say what is to be said. The
    ``file`` of a finding is the ``original`` of its bitext, with or without the folder, and ``segment`` the id of its
    segment; a finding that belongs to no segment is told with its file. ``rules`` are the checks that looked. ``known``
    are those of the findings that the baseline has, None where there is none.
    """

    tool: str
    signature: str
    summary: Summary
    bitexts: tuple[Bitext, ...]
    findings: tuple[Finding, ...] | None = None
    rules: tuple[Rule, ...] = ()
    known: tuple[Finding, ...] | None = None


Render = Callable[[Report], str]

REPORTS = {".json": "json_report", ".xml": "junit", ".sarif": "sarif", ".html": "page"}
"""The module of each kind of report, by suffix; its ``render`` spells the report."""


def by_suffix(path: str) -> Render:
    """Find the kind of report that a file's suffix names; raise a UsageError that lists the kinds there are."""
    suffix = PurePath(path).suffix.lower()
    if suffix not in REPORTS:
        raise UsageError(f"no report has the suffix «{suffix}»; known are {', '.join(REPORTS)}", path)
    return cast(Render, import_module(f"{__name__}.{REPORTS[suffix]}").render)
