"""Read glossaries and stack them: which entries hold, and which goes first."""

from toolkit.glossaries.formats import read
from toolkit.glossaries.stacking import Glossary, entries_of, shipped, stack
from toolkit.glossaries.tables import COLUMNS

__all__ = ["COLUMNS", "Glossary", "entries_of", "read", "shipped", "stack"]
