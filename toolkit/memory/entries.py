"""The values of a translation memory, and how a text is spelled to be compared."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from unicodedata import normalize

from toolkit.bitext import Segment

EXACT, IN_CONTEXT = 100, 101
MOST_FUZZY, LEAST = 99, 75
GENERAL = 2
_CONTEXT_BYTES = 8
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A source and its translation, both verbatim, without inline codes.

    ``context`` is what the function of this name makes of the neighbours, empty where nobody knows them; ``client`` and
    ``domain`` are empty in general entries. ``recipe`` tells how a machine made the target, and is empty where a person
    did; ``origin`` names the file that the entry was taken from.
    """

    source: str
    target: str
    context: str = ""
    client: str = ""
    domain: str = ""
    recipe: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked up: a segment's source, its context if known, and how a machine would translate it now."""

    source: str
    context: str = ""
    recipe: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose entries match: those of the client go first, then those of a domain, general ones, those of other domains.

    Entries of other clients never match; where no domain is named, all domains are general. Case does not count.
    """

    client: str = ""
    domains: tuple[str, ...] = ()

    def rank(self, client: str, domain: str) -> int | None:
        """Tell how near an entry is, from 0; None for one that never matches."""
        if client and client.casefold() != self.client.casefold():
            return None
        if client:
            return 0
        if domain and self.domains:
            return 1 if domain.casefold() in (each.casefold() for each in self.domains) else GENERAL + 1
        return GENERAL


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found: ``score`` is 101 for the same text in the same context, 100 for the same text.

    Below that it is the share of letters that both texts have, in per cent, letters that writers confuse, vowel signs,
    digits of either kind and the case of Latin letters being alike; the text itself differs, so it is 99 at most.
    """

    entry: Entry
    score: int


@dataclass(frozen=True, slots=True)
class Added:
    """How many entries were new, took the place of an older target, or were there already."""

    new: int = 0
    replaced: int = 0
    known: int = 0


def context(before: str, after: str) -> str:
    """Hash the sources of the segments before and after one; either is empty at an end of the text.

    >>> context("", "وصل الوفد.") == context("", " وصل  الوفد. "), len(context("", ""))
    (True, 16)
    """
    both = "\0".join((comparable(before), comparable(after)))
    return blake2b(both.encode(errors="replace"), digest_size=_CONTEXT_BYTES).hexdigest()


def queries(segments: Sequence[Segment]) -> tuple[Query, ...]:
    """Ask for segments, each in the context of those before and after it in the text."""
    sources = ["", *(segment.source for segment in segments), ""]
    return tuple(
        Query(source, context(before, after))
        for before, source, after in zip(sources, sources[1:], sources[2:], strict=False)
    )


def comparable(text: str) -> str:
    """Spell a text so that two are equal where only white space or the composition of characters differs.

    >>> comparable(" خطة\\u00a0 عمل ")
    'خطة عمل'
    """
    return _BLANKS.sub(" ", normalize("NFC", text)).strip()
