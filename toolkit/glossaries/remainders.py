"""What a poorer format leaves unsaid of an entry, so that it can be carried beside what the format has names for."""

from collections.abc import Mapping

from toolkit.bitext import TermEntry
from toolkit.glossaries import tables
from toolkit.glossaries.tables import Row


def of(entry: TermEntry, said: Mapping[str, str]) -> dict[str, str]:
    """Name the cells that must be added to those that are said for the entry to come back as it is.

    The defaults of some columns hang on others, so what is added is read until nothing more differs.
    """
    wanted, added = tables.cells(entry), dict[str, str]()
    while True:
        back = tables.cells(tables.entry(Row({**said, **added}, entry.place)))
        missing = {column: cell for column, cell in wanted.items() if cell != back[column]}
        if missing.keys() <= added.keys():
            return added
        added |= missing
