"""What ``analyse`` counts, as a table for a person and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields

import toolkit
from toolkit.analysis import Analysed, Counts

HEADINGS = tuple(each.name.replace("_", " ") for each in fields(Counts))
ENTRIES = 20
"""Entries that a person is shown."""


def text(analysed: Analysed) -> str:
    """Spell a line for each file, one for all, and the entries found most often."""
    files = [(name, _numbers(counts)) for name, counts in analysed.files]
    rows = [("file", HEADINGS), *files, *([("total", _numbers(analysed.total))] if len(files) > 1 else [])]
    lines = [*_aligned(rows), "", *_bands(analysed), *_entries(analysed), f"glossary: {analysed.glossary}"]
    return "".join(f"{line}\n" for line in lines)


def json_report(analysed: Analysed) -> str:
    """Spell all counts for a machine: ``files`` and ``total`` under the names of the columns, and ``entries``."""
    report = {
        "tool": f"toolkit {toolkit.__version__}",
        "glossary": analysed.glossary,
        "total": asdict(analysed.total),
        **({} if analysed.bands is None else {"bands": {name: asdict(band) for name, band in analysed.bands.items()}}),
        "files": [{"file": name, **asdict(counts)} for name, counts in analysed.files],
        "entries": [
            {"source": entry.source, "target": entry.target, "place": entry.place, "count": count}
            for entry, count in analysed.entries
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _numbers(counts: Counts) -> Sequence[str]:
    return tuple(str(getattr(counts, each.name)) for each in fields(counts))


def _aligned(rows: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    first = max(len(name) for name, _ in rows)
    widths = [max(len(cells[column]) for _, cells in rows) for column in range(len(HEADINGS))]
    return [
        "  ".join([name.ljust(first), *(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))])
        for name, cells in rows
    ]


def _bands(analysed: Analysed) -> list[str]:
    if not analysed.bands:
        return []
    rows = [f"{name:>8}  {band.segments:8}  {band.words:8}" for name, band in analysed.bands.items()]
    return [f"{'memory':>8}  {'segments':>8}  {'words':>8}", *rows, ""]


def _entries(analysed: Analysed) -> list[str]:
    shown = [f"{count:6}  {entry.source} → {entry.target}" for entry, count in analysed.entries[:ENTRIES]]
    more = len(analysed.entries) - len(shown)
    return [*shown, *([f"        and {more} entries more; --json lists all"] if more else [])]
