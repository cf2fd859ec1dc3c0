"""What a check found: its severity and its place."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the gravest to the slightest."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found in a segment of a bilingual file.

    ``check`` is the id of the check, ``segment`` that of the segment, ``line`` the one of its unit in the file, from 1.
    """

    check: str
    severity: Severity
    file: str
    line: int
    segment: str
    message: str
