"""What a check looks at: the rows of a glossary as they stand in its files, and the entries that they make."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.bitext import TermEntry
from toolkit.errors import InputError
from toolkit.glossaries import formats, stacking, tables
from toolkit.glossaries.tables import Row
from toolkit.terms.words import words

Speller = Callable[[Sequence[str]], Sequence[bool]]
"""Tell of each English term whether the model can write it: ``Engine.spellable``."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check has to say of a ``file:line``."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A glossary, a file or a folder of files: what could be read of it, and what could not."""

    rows: tuple[Row, ...]
    entries: tuple[TermEntry, ...]
    broken: tuple[Remark, ...]
    spellable: Speller


def forms(entry: TermEntry) -> tuple[str, ...]:
    """List the Arabic forms of an entry."""
    return entry.source, *entry.source_variants


def texts(entry: TermEntry) -> Iterator[tuple[str, str]]:
    """Yield every term of an entry with the column in which it stands."""
    yield "source", entry.source
    yield "target", entry.target
    lists: Mapping[str, tuple[str, ...]] = {
        "source_variants": entry.source_variants,
        "target_variants": entry.target_variants,
        "forbidden": entry.forbidden,
    }
    for column, terms in lists.items():
        for term in terms:
            yield column, term


def read(path: Path, spellable: Speller) -> Subject:
    """Read a glossary with all that is wrong in it; raise InputError where a file cannot be read at all."""
    parts = [_table(file) if file.suffix.lower() in tables.SUFFIXES else _whole(file) for file in stacking.files(path)]
    rows = tuple(row for part in parts for row in part.rows)
    entries = tuple(entry for part in parts for entry in part.entries)
    return Subject(rows, entries, tuple(remark for part in parts for remark in part.broken), spellable)


@dataclass(frozen=True, slots=True)
class _Part:
    """What was read of one file."""

    rows: tuple[Row, ...] = ()
    entries: tuple[TermEntry, ...] = ()
    broken: tuple[Remark, ...] = ()


def _table(file: Path) -> _Part:
    """Read a table row by row, so that what stands behind a broken row is read too."""
    try:
        rows = tuple(tables.rows(file))
    except InputError as error:
        return _broken(error, file)
    made = [_entry(row) for row in rows]
    entries = tuple(entry for entry in made if isinstance(entry, TermEntry))
    return _Part(rows, entries, tuple(remark for remark in made if isinstance(remark, Remark)))


def _whole(file: Path) -> _Part:
    """Read a glossary of another format, of which only the first mistake is told."""
    try:
        return _Part(entries=formats.read(file))
    except InputError as error:
        return _broken(error, file)


def _broken(error: InputError, file: Path) -> _Part:
    if error.place == str(file):
        raise error
    return _Part(broken=(Remark(error.place, error.message),))


def _entry(row: Row) -> TermEntry | Remark:
    try:
        entry = tables.entry(row)
    except InputError as error:
        return Remark(error.place, error.message)
    wordless = next((form for form in forms(entry) if not words(form)), None)
    return entry if wordless is None else Remark(entry.place, f"no word stands in the term «{wordless}»")
