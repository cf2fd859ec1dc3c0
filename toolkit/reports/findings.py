"""What ``glossary lint`` found, as lines for a person and as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict

import toolkit
from toolkit.findings import SEVERITIES, Severity
from toolkit.linting import Linted

NAMES: Mapping[Severity, str] = {"error": "errors", "warning": "warnings", "info": "notes"}


def text(linted: Linted) -> str:
    """Spell the findings, one a line as compilers do, so that editors jump to them, and their numbers."""
    lines = [f"{each.file}:{each.line}: {each.severity}: {each.message} [{each.check}]\n" for each in linted.findings]
    return "".join(lines) + f"entries: {linted.entries}, {_numbers(linted)}\n"


def json_report(linted: Linted) -> str:
    """Spell the findings for a machine; ``findings.schema.json`` beside this module says what the report holds."""
    numbers = [(str(severity), linted.count(severity)) for severity in SEVERITIES]
    report = {
        "tool": f"toolkit {toolkit.__version__}",
        "summary": dict([("entries", linted.entries), *numbers]),
        "findings": [asdict(finding) for finding in linted.findings],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _numbers(linted: Linted) -> str:
    return ", ".join(f"{name}: {linted.count(severity)}" for severity, name in NAMES.items())
