"""The report as JUnit's XML, which continuous integration servers show as tests."""

from collections.abc import Iterator, Sequence

from lxml import etree

from toolkit.bitext import Translation
from toolkit.documents.records import term_note
from toolkit.documents.xml import markup
from toolkit.findings import SEVERITIES, Finding, Severity
from toolkit.reports import Report
from toolkit.reports.remarks import File, Remarked, by_file

FAILING: tuple[Severity, ...] = ("error", "warning")


def render(report: Report) -> str:
    """Spell one suite for each file and one case for each segment that has terms or findings.

    A case has at most one ``failure``, since servers show no second one: it tells all of the segment's findings. Errors
    and warnings of ``check`` fail. Of a translation only a missed term does, as with ``--strict``; a segment that needs
    a review is ``skipped``, which servers show and do not fail on. Without time and host the same run gives the same
    bytes.
    """
    command, failing = ("translate", FAILING[:1]) if report.findings is None else ("check", FAILING)
    root = etree.Element("testsuites", {"name": f"toolkit {command}"})
    for file in by_file(report):
        suite = markup.add(root, "testsuite", {"name": file.name})
        properties = markup.add(suite, "properties", {})
        markup.add(properties, "property", {"name": "signature", "value": report.signature})
        for name, remarks, translation in _cases(file):
            case = markup.add(suite, "testcase", {"name": name, "classname": file.name})
            _tell(case, remarks, translation, failing)
        _count(suite)
    _count(root)
    return markup.render(root)


Case = tuple[str, Sequence[Finding], Translation | None]


def _cases(file: File) -> Iterator[Case]:
    """Yield what becomes a case; the file itself is one where there is no other, for servers refuse an empty report."""
    told = [each for each in file.segments if each.remarks or each.translation.outcomes]
    if file.remarks or not told:
        yield file.name, file.remarks, None
    yield from map(_case, told)


def _case(remarked: Remarked) -> Case:
    return remarked.translation.segment.id, remarked.remarks, remarked.translation


def _tell(
    case: etree._Element, remarks: Sequence[Finding], translation: Translation | None, failing: Sequence[Severity]
) -> None:
    ordered = sorted(remarks, key=lambda each: SEVERITIES.index(each.severity))
    grave = [each for each in ordered if each.severity in FAILING]
    body = "".join(f"{line}\n" for line in _lines(ordered, translation))
    if grave:
        outcome = "failure" if grave[0].severity in failing else "skipped"
        message = "; ".join(each.message for each in grave)
        checks = " ".join(dict.fromkeys(each.check for each in grave))
        markup.add(case, outcome, {"type": checks, "message": message}, body)
    else:
        markup.add(case, "system-out", {}, body)


def _lines(remarks: Sequence[Finding], translation: Translation | None) -> Iterator[str]:
    for each in remarks:
        place = f"{each.file}:{each.line}" if each.line else each.file
        yield f"{place}: {each.severity}: {each.message} [{each.check}]"
    if translation:
        yield f"ar: {translation.segment.source}"
        yield f"en: {translation.target}"
        yield from map(term_note, translation.outcomes)


def _count(element: etree._Element) -> None:
    counted = [("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")]
    for attribute, tag in counted:
        if attribute != "skipped" or element.tag == "testsuite":
            element.set(attribute, str(sum(1 for _ in element.iter(tag))))
