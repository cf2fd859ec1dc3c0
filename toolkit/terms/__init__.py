"""Find the terms of a glossary in running Arabic: through clitics, endings and spelling, with exact offsets."""

from toolkit.bitext import TermMatch
from toolkit.terms.index import Index, index
from toolkit.terms.search import find

__all__ = ["Index", "TermMatch", "find", "index"]
