"""The report as SARIF 2.1.0 (OASIS), which code hosts and editors show at the lines of a file."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from urllib.parse import quote

from toolkit.findings import Finding, Severity
from toolkit.reports import Report, Rule
from toolkit.reports.remarks import File, Remarked, by_file, rules

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
BRACES = str.maketrans({"{": "{{", "}": "}}"})

Record = dict[str, object]


def render(report: Report) -> str:
    """Spell the findings, or the flags and missed terms of a translation, as the results of one run.

    Where there is a baseline, the ``baselineState`` of each (section 3.27.24) tells viewers whether it is new.
    """
    files = by_file(report)
    known = rules(report, files)
    run = {
        "tool": {
            "driver": {
                "name": "toolkit",
                "version": report.tool,
                "semanticVersion": report.tool,
                "rules": [_rule(rule) for rule in known],
            }
        },
        "columnKind": "unicodeCodePoints",
        "properties": {"signature": report.signature},
        "results": list(_results(report, files, [rule.id for rule in known])),
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> Record:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.explanation or rule.id},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _results(report: Report, files: Sequence[File], ids: Sequence[str]) -> Iterator[Record]:
    seen: Counter[str] = Counter()
    for file in files:
        for finding, source, state in _with_sources(file):
            key = _key(finding, source)
            seen[key] += 1
            yield {
                "ruleId": finding.check,
                "ruleIndex": ids.index(finding.check),
                "level": LEVELS[finding.severity],
                "message": {"text": _message(finding.message)},
                **({} if report.known is None else {"baselineState": state}),
                "locations": [_location(finding)],
                "partialFingerprints": {"segment/v1": f"{key}:{seen[key]}"},
            }


def _with_sources(file: File) -> Iterator[tuple[Finding, str, str]]:
    """Yield findings with their sources and states; known ones go first, so that their fingerprints stay."""
    segments = [(segment.translation.segment.source, segment) for segment in file.segments]
    places: list[tuple[str, File | Remarked]] = [("", file), *segments]
    for source, each in places:
        yield from ((finding, source, "unchanged") for finding in each.known)
        yield from ((finding, source, "new") for finding in each.remarks)


def _key(finding: Finding, source: str) -> str:
    """Name a finding by what stays when lines move: no line, no id, and no number of the message, which may be one."""
    parts = (finding.check, finding.file, source, re.sub(r"\d+", "#", finding.message))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _message(text: str) -> str:
    """Spell a text so that nothing in it is a placeholder (section 3.11.5) or a link (3.11.6)."""
    unlinked = text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text
    return unlinked.translate(BRACES)


def _location(finding: Finding) -> Record:
    place: Record = {"artifactLocation": {"uri": _uri(finding.file)}}
    if finding.line:
        place["region"] = {"startLine": finding.line}
    location: Record = {"physicalLocation": place}
    if finding.segment:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.segment}]
    return location


def _uri(path: str) -> str:
    """Spell a path as a URI reference (RFC 3986); a name that is not UTF-8 keeps its bytes."""
    pure = PurePath(path)
    quoted = quote(pure.as_posix(), safe="/", errors="surrogateescape")
    return f"file://{quoted}" if pure.is_absolute() else quoted
