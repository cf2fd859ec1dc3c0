"""Find the terms of a glossary in running Arabic: through clitics, endings and spelling, with exact offsets."""

from toolkit.bitext import TermMatch
from toolkit.terms.index import Index, index
from toolkit.terms.search import find
from toolkit.terms.storage import load

__all__ = ["Index", "TermMatch", "find", "index", "load"]
