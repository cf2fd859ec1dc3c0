"""Run the checks over a glossary, and say what each found and where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.findings import Severity
from toolkit.linting import subjects
from toolkit.linting.checks import CHECKS
from toolkit.linting.subjects import Speller, Subject


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: ``check`` is its id, ``line`` the one on which the entry begins, from 1."""

    check: str
    severity: Severity
    file: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Linted:
    """How many entries could be read, and what was found, in the order of the files' lines."""

    entries: int
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """Count the findings of a severity."""
        return sum(finding.severity == severity for finding in self.findings)


def lint(paths: Sequence[Path], spellable: Speller) -> Linted:
    """Check glossaries, each path a file or a folder of files that make one glossary, each by itself.

    A row that cannot be read is a finding. Raises InputError where a file cannot be read at all.
    """
    read = [subjects.read(path, spellable) for path in paths]
    return Linted(sum(len(subject.entries) for subject in read), tuple(each for one in read for each in _sorted(one)))


def _sorted(subject: Subject) -> Sequence[Finding]:
    return sorted(_findings(subject), key=lambda finding: (finding.file, finding.line))


def _findings(subject: Subject) -> Iterator[Finding]:
    for check in CHECKS:
        for remark in check.find(subject):
            yield Finding(check.id, check.severity, *_file_and_line(remark.place), remark.message)


def _file_and_line(place: str) -> tuple[str, int]:
    file, _, line = place.rpartition(":")
    return (file, int(line)) if line.isdecimal() else (place, 1)
