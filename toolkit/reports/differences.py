"""What ``glossary diff`` finds, as lines for a person and as JSON."""

import json
from collections.abc import Iterator

from toolkit.bitext import TermEntry
from toolkit.glossaries.differences import Change, Differences
from toolkit.glossaries.tables import cells


def text(differences: Differences) -> str:
    """Spell one line for each entry that was added (+), removed (-) or changed (~), and their numbers."""
    return "".join(f"{line}\n" for line in _lines(differences))


def json_report(differences: Differences) -> str:
    """Spell the differences for a machine: ``added`` and ``removed`` entries, and the ``columns`` that ``changed``."""
    report = {
        "added": [_record(entry) for entry in differences.added],
        "removed": [_record(entry) for entry in differences.removed],
        "changed": [_change(change) for change in differences.changed],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _lines(differences: Differences) -> Iterator[str]:
    for entry in differences.added:
        yield f"+ {entry.place}: {entry.source} → {entry.target}"
    for entry in differences.removed:
        yield f"- {entry.place}: {entry.source} → {entry.target}"
    for change in differences.changed:
        columns = "; ".join(
            f"{each.column}: {each.old or 'nothing'} ⇒ {each.new or 'nothing'}" for each in change.altered
        )
        yield f"~ {change.new.place}: {change.new.source} → {change.new.target}: {columns}"
    numbers = (len(differences.added), len(differences.removed), len(differences.changed))
    yield "{} added, {} removed, {} changed".format(*numbers)


def _record(entry: TermEntry) -> dict[str, str]:
    return {"place": entry.place, **cells(entry)}


def _change(change: Change) -> dict[str, object]:
    return {
        "place": change.new.place,
        "source": change.new.source,
        "target": change.new.target,
        "columns": {each.column: {"old": each.old, "new": each.new} for each in change.altered},
    }
