"""What ``glossary stats`` counts, as lines for a person and as JSON."""

import json
from dataclasses import asdict

from toolkit.glossaries.statistics import Counts, Statistics


def text(statistics: Statistics) -> str:
    """Spell the numbers for a terminal."""
    lines = [
        ("entries", f"{statistics.entries}"),
        ("domains", _listed(statistics.domain)),
        ("statuses", _listed(statistics.status)),
        ("parts of speech", _listed(statistics.pos)),
        ("variants", f"{statistics.source_variants} Arabic, {statistics.target_variants} English"),
        ("forbidden", f"{statistics.forbidden}"),
    ]
    return "".join(f"{name + ':':17}{value}\n" for name, value in lines)


def json_report(statistics: Statistics) -> str:
    """Spell the numbers for a machine, under the names of the columns; an empty domain is the key ``""``."""
    return json.dumps(asdict(statistics, dict_factory=_record), ensure_ascii=False, indent=2) + "\n"


def _record(fields: list[tuple[str, object]]) -> dict[str, object]:
    return {name: dict(value) if isinstance(value, tuple) else value for name, value in fields}


def _listed(counts: Counts) -> str:
    return ", ".join(f"{number} {value or '(none)'}" for value, number in counts) or "none"
