"""UTX 1.11, the glossary text of the Asia-Pacific Association for Machine Translation: tabs under a header in ``#``.

The last line of the header names the columns. Those of ours that UTX has none for are written as ``toolkit:COLUMN``,
and only where an entry would read differently without. UTX wants a date in the header, but the same entries give the
same bytes here, so there is none. A cell cannot hold a tab or a line break; each becomes a space.
https://www.aamt.info/english/utx/
"""

from collections.abc import Mapping, Sequence

from toolkit.bitext import TermEntry
from toolkit.errors import InputError
from toolkit.glossaries import remainders, tables
from toolkit.glossaries.contents import Content, Languages, Reading
from toolkit.glossaries.tables import COLUMNS, Row

PREFIX = "toolkit:"
NAMES = {
    "source": "src",
    "target": "tgt",
    "pos": "src:pos",
    "status": "term status",
    "client": "customer",
    "note": "comment",
}
"""Which column of UTX holds which of ours."""

STATUSES = {"approved": "preferred", "non-standard": "admitted", "forbidden": "deprecated", "provisional": "proposed"}
STATUS_NAMES = {ours: theirs for theirs, ours in STATUSES.items()}
PARTS = {"propernoun": "proper noun", "noun": "", "adjective": "adjective", "verb": "verb", "": ""}
"""What a part of speech says to us: a noun of UTX may be a name, so the target's capital decides."""


def read(content: Content) -> Reading:
    """Read the entries; raise InputError with file and line for what is no UTX."""
    lines = list(enumerate(content.text().splitlines(), start=1))
    if not lines or not lines[0][1].startswith("#UTX"):
        raise InputError("not UTX: the first line does not begin with #UTX", f"{content.path}:1")
    columns = _columns([line for _, line in lines], content)
    rows = (
        _row(columns, line, f"{content.path}:{number}")
        for number, line in lines
        if line.strip() and not line.startswith("#")
    )
    return Reading(tuple(tables.entry(row) for row in rows))


def write(entries: Sequence[TermEntry], languages: Languages) -> str:
    """Spell entries; the columns that only some need stand last."""
    rows = [_named(entry) for entry in entries]
    extra = [PREFIX + column for column in COLUMNS if any(PREFIX + column in row for row in rows)]
    columns = [*NAMES.values(), *extra]
    head = f"#UTX 1.11; {languages.source}/{languages.target}; copyright: unknown; license: unknown"
    body = ("\t".join(row.get(column, "") for column in columns) for row in rows)
    return "".join(f"{line}\n" for line in (head, "#" + "\t".join(columns), *body))


def _columns(lines: Sequence[str], content: Content) -> list[str]:
    for line in lines:
        if line.startswith("#src\ttgt"):
            return [name.strip().lower() for name in line[1:].split("\t")]
        if not line.startswith("#"):
            break
    raise InputError("not UTX: no line of the header begins with #src, a tab and tgt", f"{content.path}:1")


def _row(columns: Sequence[str], line: str, place: str) -> Row:
    values = line.split("\t")
    if len(values) > len(columns):
        return Row({}, place, f"{len(values)} cells where the header has {len(columns)}")
    return Row(_ours(dict(zip(columns, values, strict=False))), place)


def _filled(name: str, cell: str) -> str:
    """Take the hyphen out that stands for nothing in a column of UTX."""
    return "" if cell.strip() == "-" and name not in ("src", "tgt") else cell


def _ours(named: Mapping[str, str]) -> dict[str, str]:
    row = {column: _filled(name, named.get(name, "")) for column, name in NAMES.items()}
    status, part = row["status"].strip().lower(), row["pos"].strip().lower().replace(" ", "")
    spelt = {"status": STATUSES.get(status, status), "pos": PARTS.get(part, "other")}
    carried = {name.removeprefix(PREFIX): cell for name, cell in named.items() if name.startswith(PREFIX) and cell}
    return {**row, **spelt, **carried}


def _named(entry: TermEntry) -> dict[str, str]:
    """Name the cells as UTX does, and add those that would read differently without."""
    row = {column: " ".join(cell.split()) for column, cell in tables.cells(entry).items()}
    part = row["pos"].replace("proper noun", "properNoun")
    status = STATUS_NAMES.get(row["status"], "approved")
    named = {name: row[column] for column, name in NAMES.items()} | {"src:pos": part, "term status": status}
    return named | {PREFIX + column: row[column] for column in remainders.of(entry, _ours(named))}
