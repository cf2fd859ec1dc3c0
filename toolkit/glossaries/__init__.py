"""Read glossaries and stack them: which entries hold, and which goes first."""

from toolkit.glossaries.stacking import Glossary, shipped, stack
from toolkit.glossaries.tables import COLUMNS, read

__all__ = ["COLUMNS", "Glossary", "read", "shipped", "stack"]
