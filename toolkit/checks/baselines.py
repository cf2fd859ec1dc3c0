"""A baseline: the JSON report of an earlier run, whose findings are known, so that only new ones count."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any

from toolkit.documents import files
from toolkit.errors import InputError
from toolkit.findings import Finding

Key = tuple[str, str, str, str]
"""What makes two findings the same: check, name of the file, segment, message; lines move."""


def read(path: Path) -> Counter[Key]:
    """Read the findings of a report; raise InputError for what is no report of ``toolkit check`` in JSON."""
    try:
        report = json.loads(files.read(str(path)).decode("utf-8-sig"))
        return Counter(_key_of(record) for record in report["findings"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError("is no report of toolkit check in JSON, so it can be no baseline", str(path)) from error


def new(findings: Sequence[Finding], known: Counter[Key]) -> tuple[Finding, ...]:
    """Take out the findings that are known, each as often as it is."""
    left = known.copy()
    found: list[Finding] = []
    for finding in findings:
        key = (finding.check, PurePath(finding.file).name, finding.segment, finding.message)
        if left[key]:
            left[key] -= 1
        else:
            found.append(finding)
    return tuple(found)


def _key_of(record: dict[str, Any]) -> Key:
    check, file, segment, message = (str(record[key]) for key in ("check", "file", "segment", "message"))
    return check, PurePath(file).name, segment, message
