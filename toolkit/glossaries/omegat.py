"""OmegaT's glossary text: source, target and comment on a line, separated by tabs; ``#`` begins a remark.

Lines of one source are read as one entry, the later targets as its variants. A source variant is written as a line of
its own. OmegaT shows its users every line as a translation to take, so a deprecated entry is not written.
https://omegat.sourceforge.io/manual-standard/en/app.glossary.html
"""

from collections.abc import Iterator, Sequence

from toolkit.bitext import TermEntry
from toolkit.errors import InputError
from toolkit.glossaries import tables
from toolkit.glossaries.contents import Content, Languages, Reading
from toolkit.glossaries.tables import Row


def read(content: Content) -> Reading:
    """Read the entries; raise InputError with file and line for a line without a tab."""
    entries: dict[str, list[Row]] = {}
    for row in _rows(content):
        entries.setdefault(row.term("source"), []).append(row)
    return Reading(tuple(tables.entry(_merged(rows)) for rows in entries.values()))


def write(entries: Sequence[TermEntry], _: Languages) -> str:
    """Spell entries, one line for each form; what would end a cell becomes a space."""
    lines = (_lines(entry) for entry in entries if entry.status != "deprecated")
    return "".join(line for group in lines for line in group)


def _rows(content: Content) -> Iterator[Row]:
    for number, line in enumerate(content.text().splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            place = f"{content.path}:{number}"
            cells = line.split("\t")
            if len(cells) < 2:
                raise InputError("no tab between source and target", place)
            yield Row(dict(zip(("source", "target", "note"), cells, strict=False)), place)


def _merged(rows: Sequence[Row]) -> Row:
    targets = tuple(dict.fromkeys(row.target("target") for row in rows))
    notes = dict.fromkeys(filter(None, (row.text("note") for row in rows)))
    cells = {
        "source": rows[0].text("source"),
        "target": targets[0],
        "target_variants": "|".join(targets[1:]),
        "note": " ".join(notes),
    }
    return Row(cells, rows[0].place)


def _lines(entry: TermEntry) -> Iterator[str]:
    for target in (entry.target, *entry.target_variants):
        yield _line(entry.source, target, entry.note)
    for source in entry.source_variants:
        yield _line(source, entry.target, entry.note)


def _line(*cells: str) -> str:
    return "\t".join(" ".join(cell.split()) for cell in cells).rstrip("\t") + "\n"
