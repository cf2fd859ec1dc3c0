"""A translation memory: what was translated before, in one SQLite file, found again exactly or nearly.

``with Memory("client.memory") as memory:`` opens one to be read; ``Memory(path, write=True)`` makes a new
one if there is none. Then

* ``memory.add(entries)`` stores, all or nothing, and tells in ``Added`` what was new;
* ``memory.exact(query, scope)`` gives the best hit of 100 or 101, or None;
* ``memory.fuzzy(query, scope, least=75, most=5)`` gives the nearest, exact ones first;
* ``iter(memory)`` gives all entries, in the order in which they came; ``len(memory)`` counts them.

A ``Query`` is a segment's source with ``context(before, after)``, the hash of its neighbours' sources, and the recipe
by which a machine would translate it now. What a person made (``Entry.recipe`` empty) matches any query; what a machine
made, only a query with its recipe. Every method raises InputError or OutputError for a file that fails.
"""

from toolkit.memory.entries import Added, Entry, Hit, Query, Scope, context, queries
from toolkit.memory.store import Memory

__all__ = ["Added", "Entry", "Hit", "Memory", "Query", "Scope", "context", "queries"]
