"""Near texts: those that share the rarest stems are taken from the index, and their letters compared."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from toolkit.memory.entries import Query, Scope
from toolkit.memory.stems import stems

LEAST_STEMS, MOST_STEMS, BUDGET = 4, 8, 1_000
"""How many stems are looked for: the rarest, and more as long as they stand in so few texts together."""
CANDIDATES = 200
"""How many texts are compared letter for letter, those first that share most stems."""
_WITH_STEM = "SELECT rowid FROM stems WHERE stems MATCH ?"
_IN_SCOPE = """
    SELECT id, folded FROM text WHERE id IN ({}) AND EXISTS (
        SELECT 1 FROM entry WHERE text = text.id
        AND (client = '' OR casefold(client) = ?) AND (recipe = '' OR recipe = ?)
    )
"""


@dataclass(frozen=True, slots=True)
class Near:
    """A text of the memory by its number, and its likeness in per cent, whole."""

    text: int
    score: int


class Neighbours:
    """The index of a memory; it remembers in how many texts a stem stands until it is told to forget."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.create_function("casefold", 1, str.casefold, deterministic=True)
        self._connection = connection
        self._counts: dict[str, int] = {}

    def forget(self) -> None:
        """Count stems anew, because texts were added."""
        self._counts.clear()

    def nearest(self, folded: str, query: Query, scope: Scope, least: int) -> list[Near]:
        """List the texts that are like a folded one, the likest first, the older of two that are equally so."""
        from rapidfuzz import fuzz, process

        candidates = self._candidates(folded, query, scope)
        found = process.extract(folded, candidates, scorer=fuzz.ratio, score_cutoff=least, limit=None)
        return sorted((Near(text, int(score)) for _, score, text in found), key=lambda near: (-near.score, near.text))

    def _candidates(self, folded: str, query: Query, scope: Scope) -> dict[int, str]:
        """Take texts in the order of what they share until enough match the scope."""
        numbers = self._sharing(self._rarest(stems(folded)))
        found: dict[int, str] = {}
        for start in range(0, len(numbers), CANDIDATES):
            some = numbers[start : start + CANDIDATES]
            values = (*some, scope.client.casefold(), query.recipe)
            found.update(self._connection.execute(_IN_SCOPE.format(", ".join("?" * len(some))), values))
            if len(found) >= CANDIDATES:
                break
        return found

    def _sharing(self, chosen: Sequence[str]) -> list[int]:
        """List the texts that have one of the stems, those with most of them first, then those with the rarest."""
        shared: Counter[int] = Counter()
        for stem in chosen:
            shared.update(chain.from_iterable(self._connection.execute(_WITH_STEM, (f'"{stem}"',))))
        return sorted(shared, key=shared.__getitem__, reverse=True)

    def _rarest(self, found: Iterable[str]) -> list[str]:
        counted = sorted((self._count(stem), stem) for stem in found)
        known = [(count, stem) for count, stem in counted if count][:MOST_STEMS]
        total = 0
        chosen: list[str] = []
        for count, stem in known:
            total += count
            if len(chosen) >= LEAST_STEMS and total > BUDGET:
                break
            chosen.append(stem)
        return chosen

    def _count(self, stem: str) -> int:
        if stem not in self._counts:
            row = self._connection.execute("SELECT doc FROM counts WHERE term = ?", (stem,)).fetchone()
            self._counts[stem] = int(row[0]) if row else 0
        return self._counts[stem]
