"""What ``check`` found, as lines for a person."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from toolkit.bitext import Bitext, Translation
from toolkit.findings import SEVERITIES, Finding
from toolkit.reports.concordance import BREAKS, FIRST_STRONG, POP, RIGHT_TO_LEFT
from toolkit.reports.findings import NAMES

SHOWN = 140
"""Characters of a text that are shown around what a finding is about."""
QUOTED = re.compile("«([^»]+)»")

Segments = Mapping[tuple[str, str], Translation]


def text(findings: Sequence[Finding], bitexts: Sequence[Bitext], isolated: bool) -> str:
    """Spell the findings, one a line as compilers do, below those of a segment its source and its target.

    ``isolated`` is for a terminal: isolates keep Arabic from moving what stands beside it.
    """
    segments = {(bitext.original, each.segment.id): each for bitext in bitexts for each in bitext.translations}
    groups = groupby(findings, key=lambda finding: (finding.file, finding.segment))
    return "".join(line for _, group in groups for line in _lines(tuple(group), segments, isolated))


def numbers(findings: Sequence[Finding]) -> str:
    """Count findings by severity.

    >>> numbers([])
    'errors: 0, warnings: 0, notes: 0'
    """
    counts = {severity: sum(each.severity == severity for each in findings) for severity in SEVERITIES}
    return ", ".join(f"{NAMES[severity]}: {counts[severity]}" for severity in SEVERITIES)


def _lines(findings: Sequence[Finding], segments: Segments, isolated: bool) -> Iterator[str]:
    for each in findings:
        message = each.message.translate(BREAKS)
        message = QUOTED.sub(f"«{FIRST_STRONG}\\1{POP}»", message) if isolated else message
        yield f"{each.file}:{each.line}: {each.severity}: {message} [{each.check}]\n"
    one = findings[0]
    segment = segments[one.file, one.segment]
    about = [word for each in findings for word in QUOTED.findall(each.message)]
    source, target = (_excerpt(each, about) for each in (segment.segment.source, segment.target))
    yield f"  {RIGHT_TO_LEFT}{source}{POP}\n" if isolated else f"  {source}\n"
    if target:
        yield f"  {target}\n"


def _excerpt(written: str, about: Sequence[str]) -> str:
    """Cut a text down to what stands around the first of the words that it is about."""
    line = written.translate(BREAKS).strip()
    if len(line) <= SHOWN:
        return line
    place = next((line.find(word) for word in about if word in line), 0)
    start = min(max(0, place - SHOWN // 2), len(line) - SHOWN)
    end = start + SHOWN
    return ("…" if start else "") + line[start:end].strip() + ("…" if end < len(line) else "")
