"""The store: entries in an SQLite file, their texts hashed for exact look-up and indexed by stems for the rest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any

from toolkit.databases import transaction
from toolkit.memory.entries import (
    EXACT,
    IN_CONTEXT,
    LEAST,
    MOST_FUZZY,
    Added,
    Entry,
    Hit,
    Query,
    Scope,
    comparable,
)
from toolkit.memory.fuzzy import Near, Neighbours
from toolkit.memory.stems import folded, stems
from toolkit.memory.tables import KIND

_KEY_BYTES = 16
_FIELDS = "entry.id, source, target, context, client, domain, recipe, origin"
_TEXTS = f"SELECT {_FIELDS} FROM text JOIN entry ON entry.text = text.id"
_SAME_TEXT = f"{_TEXTS} WHERE key = ? AND recipe IN ('', ?)"
_NEAR_TEXT = f"{_TEXTS} WHERE text.id = ? AND key <> ? AND recipe IN ('', ?)"
_SAME_PLACE = "SELECT id, target FROM entry WHERE (text, context, client, domain, recipe) = (?, ?, ?, ?, ?)"
_NEW = """
    INSERT INTO entry (source, target, context, client, domain, recipe, origin, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_BY_HAND = "SELECT source, target, context, client, domain FROM entry WHERE recipe = '' ORDER BY id"
_cells = attrgetter(*(field.name for field in fields(Entry)))
GENERAL_ALONE = Scope()
"""The scope that names no client, so that general entries alone match."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry that was found, its score, how near it is to the scope, and its number."""

    entry: Entry
    score: int
    rank: int
    number: int

    @property
    def hit(self) -> Hit:
        """Give what a caller sees of it."""
        return Hit(self.entry, self.score)

    @property
    def order(self) -> tuple[int, int, bool, int]:
        """Put the best first: of equal hits the nearer, a person's before a machine's, the later before the older."""
        return -self.score, self.rank, bool(self.entry.recipe), -self.number


class Memory:
    """A translation memory that is open; a context manager, which closes it.

    A file that is to be written is made where there is none, and goes again where the work with it fails before
    anything is added. Raises InputError for what is no memory, is damaged, locked or newer than this tool, OutputError
    for what cannot be written. Other processes may read while one writes.
    """

    def __init__(self, path: str | Path, write: bool = False) -> None:
        self.path = str(path)
        self._made = write and not Path(path).exists()
        self._connection = KIND.opened(self.path, write)
        self._neighbours = Neighbours(self._connection)

    def __enter__(self) -> "Memory":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        unused = error is not None and self._made and not len(self)
        self.close()
        if unused:
            Path(self.path).unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file."""
        with KIND.failures(self.path):
            self._connection.close()

    def __len__(self) -> int:
        return int(self._rows("SELECT count(*) FROM entry")[0][0])

    @property
    def fingerprint(self) -> str:
        """Hash what people made; what machines made changes nothing, for it is taken only where it is the same."""
        made = blake2b(digest_size=6)
        with KIND.failures(self.path):
            for row in self._connection.execute(_BY_HAND):
                made.update("\0".join(row).encode())
        return made.hexdigest()

    def __iter__(self) -> Iterator[Entry]:
        with KIND.failures(self.path):
            for _, *fields in self._connection.execute(f"SELECT {_FIELDS} FROM entry ORDER BY id"):
                yield Entry(*fields)

    def add(self, entries: Iterable[Entry]) -> Added:
        """Store entries, all or none: where something fails, the memory stays as it was.

        An entry takes the place of one that has the same source, context, client, domain and recipe.
        """
        counts = [0, 0, 0]
        with KIND.failures(self.path), transaction(self._connection):
            for entry in entries:
                counts[self._put(Entry(*map(_storable, _cells(entry))))] += 1
        self._neighbours.forget()
        return Added(*counts)

    def exact(self, query: Query, scope: Scope = GENERAL_ALONE) -> Hit | None:
        """Give the best entry of the same text, of score 101 or 100; None where there is none."""
        found = self._same(query, scope)
        return min(found, key=lambda each: each.order).hit if found else None

    def fuzzy(self, query: Query, scope: Scope = GENERAL_ALONE, least: int = LEAST, most: int = 5) -> tuple[Hit, ...]:
        """Give the nearest entries from a score of ``least``, the best first; those of the same text are among them.

        Of entries that differ in neither source nor target only the best is given.
        """
        found = self._same(query, scope)
        with KIND.failures(self.path):
            nearest = self._neighbours.nearest(folded(query.source), query, scope, least)
        for near in nearest:
            if len(best := _best(found)) >= most and near.score < best[-1].score:
                break
            found += self._near(near, query, scope)
        return _best(found)[:most]

    def _same(self, query: Query, scope: Scope) -> list[_Found]:
        found = _in_scope(self._rows(_SAME_TEXT, (_key(query.source), _storable(query.recipe))), EXACT, scope)
        if not query.context:
            return found
        return [replace(each, score=IN_CONTEXT) if each.entry.context == query.context else each for each in found]

    def _near(self, near: Near, query: Query, scope: Scope) -> list[_Found]:
        rows = self._rows(_NEAR_TEXT, (near.text, _key(query.source), _storable(query.recipe)))
        return _in_scope(rows, min(near.score, MOST_FUZZY), scope)

    def _put(self, entry: Entry) -> int:
        """Store an entry; give 0 for a new one, 1 for one that replaced another, 2 for one that was there."""
        text = self._text(entry.source)
        place = (text, entry.context, entry.client, entry.domain, entry.recipe)
        known = self._connection.execute(_SAME_PLACE, place).fetchone()
        if known and known[1] == entry.target:
            return 2
        if known:
            self._connection.execute("DELETE FROM entry WHERE id = ?", known[:1])
        self._connection.execute(_NEW, (*_cells(entry), text))
        return 1 if known else 0

    def _text(self, source: str) -> int:
        """Number a text; a new one is indexed."""
        key = _key(source)
        known = self._connection.execute("SELECT id FROM text WHERE key = ?", (key,)).fetchone()
        if known:
            return int(known[0])
        spelled = folded(source)
        number = self._connection.execute("INSERT INTO text (key, folded) VALUES (?, ?)", (key, spelled)).lastrowid
        self._connection.execute("INSERT INTO stems (rowid, stem) VALUES (?, ?)", (number, " ".join(stems(spelled))))
        return int(number or 0)

    def _rows(self, statement: str, values: Sequence[object] = ()) -> list[Sequence[Any]]:
        with KIND.failures(self.path):
            return self._connection.execute(statement, values).fetchall()


def _in_scope(rows: Iterable[Sequence[Any]], score: int, scope: Scope) -> list[_Found]:
    read = ((number, Entry(*fields)) for number, *fields in rows)
    ranked = ((number, entry, scope.rank(entry.client, entry.domain)) for number, entry in read)
    return [_Found(entry, score, rank, number) for number, entry, rank in ranked if rank is not None]


def _best(found: Iterable[_Found]) -> tuple[Hit, ...]:
    best: dict[tuple[str, str], Hit] = {}
    for each in sorted(found, key=lambda each: each.order):
        best.setdefault((each.entry.source, each.entry.target), each.hit)
    return tuple(best.values())


def _key(source: str) -> bytes:
    return blake2b(comparable(source).encode(errors="replace"), digest_size=_KEY_BYTES).digest()


def _storable(text: str) -> str:
    """Put a question mark for what is no character, such as half of a surrogate pair: SQLite stores UTF-8."""
    return text.encode(errors="replace").decode()
