"""Near texts: those that share the rarest stems are taken from the index, and their letters compared."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.memory.entries import Query, Scope
from toolkit.memory.stems import stems

LEAST_STEMS, MOST_STEMS, BUDGET = 4, 8, 2_000
"""How many stems are looked for: the rarest, and more as long as they stand in so few texts together."""
CANDIDATES = 100
"""How many texts are compared letter for letter, those first that share most by the measure BM25."""
_MATCHING = """
    SELECT rowid FROM stems WHERE stems MATCH :stems AND EXISTS (
        SELECT 1 FROM entry WHERE text = stems.rowid
        AND (client = '' OR casefold(client) = :client) AND (recipe = '' OR recipe = :recipe)
    ) ORDER BY rank LIMIT :number
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

        candidates = dict(self._candidates(folded, query, scope))
        found = process.extract(folded, candidates, scorer=fuzz.ratio, score_cutoff=least, limit=None)
        return sorted((Near(text, int(score)) for _, score, text in found), key=lambda near: (-near.score, near.text))

    def _candidates(self, folded: str, query: Query, scope: Scope) -> Iterator[tuple[int, str]]:
        chosen = self._rarest(stems(folded))
        if chosen:
            values = {
                "stems": " OR ".join(f'"{stem}"' for stem in chosen),
                "client": scope.client.casefold(),
                "recipe": query.recipe,
                "number": CANDIDATES,
            }
            yield from self._connection.execute(f"SELECT id, folded FROM text WHERE id IN ({_MATCHING})", values)

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
