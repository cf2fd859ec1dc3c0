"""The report as JUnit's XML, which continuous integration servers show as tests."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from toolkit.bitext import Translation
from toolkit.documents.records import term_note
from toolkit.documents.xml import markup
from toolkit.findings import SEVERITIES, Finding, Severity
from toolkit.reports import Report
from toolkit.reports.remarks import File, Remarked, by_file

FAILING: tuple[Severity, ...] = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Case:
    """What becomes a case: a segment with its translation, or a file without one; findings, new and known."""

    name: str
    remarks: tuple[Finding, ...]
    known: tuple[Finding, ...]
    translation: Translation | None = None


def render(report: Report) -> str:
    """Spell one suite for each file and one case for each segment that has terms or findings.

    A case has at most one ``failure``, since servers show no second one: it tells all of the segment's findings. Errors
    and warnings of ``check`` fail, but not those that the baseline has. Of a translation only a missed term does, as
    with ``--strict``. A segment that needs a review or has known findings alone is ``skipped``, which servers show and
    do not fail on. Without time and host the same run gives the same bytes.
    """
    command, failing = ("translate", FAILING[:1]) if report.findings is None else ("check", FAILING)
    root = etree.Element("testsuites", {"name": f"toolkit {command}"})
    for file in by_file(report):
        suite = markup.add(root, "testsuite", {"name": file.name})
        properties = markup.add(suite, "properties", {})
        markup.add(properties, "property", {"name": "signature", "value": report.signature})
        for case in _cases(file):
            element = markup.add(suite, "testcase", {"name": case.name, "classname": file.name})
            _tell(element, case, failing)
        _count(suite)
    _count(root)
    return markup.render(root)


def _cases(file: File) -> Iterator[Case]:
    """Yield what becomes a case; the file itself is one where there is no other, for servers refuse an empty report."""
    told = [each for each in file.segments if each.remarks or each.known or each.translation.outcomes]
    if file.remarks or file.known or not told:
        yield Case(file.name, file.remarks, file.known)
    yield from map(_case, told)


def _case(remarked: Remarked) -> Case:
    return Case(remarked.translation.segment.id, remarked.remarks, remarked.known, remarked.translation)


def _tell(element: etree._Element, case: Case, failing: Sequence[Severity]) -> None:
    body = "".join(f"{line}\n" for line in _lines(case))
    if grave := _grave(case.remarks):
        outcome = "failure" if grave[0].severity in failing else "skipped"
        markup.add(element, outcome, _attributes(grave), body)
    elif grave := _grave(case.known):
        markup.add(element, "skipped", _attributes(grave, "in the baseline: "), body)
    else:
        markup.add(element, "system-out", {}, body)


def _grave(findings: Sequence[Finding]) -> list[Finding]:
    return [each for each in _ordered(findings) if each.severity in FAILING]


def _ordered(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda each: SEVERITIES.index(each.severity))


def _attributes(grave: Sequence[Finding], known: str = "") -> dict[str, str]:
    checks = " ".join(dict.fromkeys(each.check for each in grave))
    return {"type": checks, "message": known + "; ".join(each.message for each in grave)}


def _lines(case: Case) -> Iterator[str]:
    yield from map(_line, _ordered(case.remarks))
    yield from (f"{_line(each)} (in the baseline)" for each in _ordered(case.known))
    if case.translation:
        yield f"ar: {case.translation.segment.source}"
        yield f"en: {case.translation.target}"
        yield from map(term_note, case.translation.outcomes)


def _line(finding: Finding) -> str:
    place = f"{finding.file}:{finding.line}" if finding.line else finding.file
    return f"{place}: {finding.severity}: {finding.message} [{finding.check}]"


def _count(element: etree._Element) -> None:
    counted = [("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")]
    for attribute, tag in counted:
        if attribute != "skipped" or element.tag == "testsuite":
            element.set(attribute, str(sum(1 for _ in element.iter(tag))))
