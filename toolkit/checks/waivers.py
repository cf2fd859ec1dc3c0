"""Waivers: findings that a person has looked at and lets stand, each with the reason; a line of a file for each.

    # check        segment   term or text   reason                             files, all where it is left out
    number         m12       *              The client wants dozens here.
    term-missing   *         NATO           The style guide says «Alliance».   news-*.xlf

Cells are separated by tabs; ``*`` stands for all. A text is what a finding's message has between « and ».
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from toolkit.checks.checks import CHECKS
from toolkit.documents import encodings, files
from toolkit.errors import InputError
from toolkit.findings import Finding

NAME = ".toolkit-waivers"
ALL = "*"
COLUMNS = "check, segment, term or text, reason, and files if you like"


@dataclass(frozen=True, slots=True)
class Waiver:
    """A line of a file of waivers; ``files`` is a pattern for names or paths of files, ``place`` its ``file:line``."""

    check: str
    segment: str
    text: str
    reason: str
    files: str
    place: str

    def holds(self, finding: Finding) -> bool:
        """Tell whether a finding is let stand."""
        path = PurePath(finding.file)
        return (
            self.check == finding.check
            and self.segment in (ALL, finding.segment, _unit(finding.segment))
            and (self.text == ALL or f"«{self.text}»".casefold() in finding.message.casefold())
            and (fnmatchcase(path.name, self.files) or fnmatchcase(path.as_posix(), self.files))
        )


@dataclass(frozen=True, slots=True)
class Waived:
    """The findings that no waiver holds for, how many were let stand, and the waivers that held for none."""

    findings: tuple[Finding, ...]
    number: int = 0
    unused: tuple[Waiver, ...] = ()


def find(named: Path | None) -> Path | None:
    """Name the file of waivers: the one that was named, else the one in the working folder, if any."""
    default = Path(NAME)
    return named or (default if default.is_file() else None)


def read(path: Path) -> tuple[Waiver, ...]:
    """Read waivers; raise InputError, with the line, for a check that is not known and a waiver without a reason."""
    text = encodings.decode(files.read(str(path)), "", str(path))
    lines = enumerate(text.splitlines(), 1)
    return tuple(_waiver(line, f"{path}:{number}") for number, line in lines if line.strip() and line[:1] != "#")


def apply(waivers: Sequence[Waiver], findings: Sequence[Finding]) -> Waived:
    """Take out the findings that waivers hold for."""
    holding = [next((waiver for waiver in waivers if waiver.holds(finding)), None) for finding in findings]
    kept = tuple(finding for finding, waiver in zip(findings, holding, strict=True) if waiver is None)
    return Waived(kept, len(findings) - len(kept), tuple(_unused(waivers, findings)))


def _unused(waivers: Sequence[Waiver], findings: Sequence[Finding]) -> Iterator[Waiver]:
    return (waiver for waiver in waivers if not any(map(waiver.holds, findings)))


def _waiver(line: str, place: str) -> Waiver:
    cells = [cell.strip() for cell in line.split("\t")]
    if cells[0] not in {check.id for check in CHECKS}:
        raise InputError(f"no check has the id «{cells[0]}»; toolkit check --list-checks names them", place)
    if len(cells) > 5 or not all(cells[:3]) or len(cells) < 3:
        raise InputError(f"is no waiver; the cells of one are {COLUMNS}, with tabs between them", place)
    if len(cells) < 4 or not cells[3]:
        raise InputError(f"«{cells[0]}» is waived without a reason; write one into the fourth cell", place)
    check, segment, text, reason, pattern = (*cells, "")[:5]
    return Waiver(check, segment, text.strip("«»"), reason, pattern or ALL, place)


def _unit(segment: str) -> str:
    """Name the unit that a segment is the whole of."""
    return segment.removesuffix(".s1")
