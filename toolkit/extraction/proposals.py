"""Propose terms: rank what a bitext holds, leave out what a glossary has, and write the rest as a term table."""

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from toolkit import renderings, terms
from toolkit.bitext import PartOfSpeech, TermEntry
from toolkit.extraction.candidates import Candidate, length
from toolkit.extraction.forms import Spelt

COLUMNS = ("source", "target", "status", "pos", "note")

LENGTH = 1.5
"""How much a proposal gains by its length: a phrase that stands out is likelier a term than a word that does."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term and its translation, with the evidence: how often together, how often each without the other.

    ``known`` is the entry that a glossary has for the source.
    """

    source: str
    target: str
    pos: PartOfSpeech
    together: int
    source_alone: int
    target_alone: int
    score: int
    known: TermEntry | None = None

    @property
    def note(self) -> str:
        """Say the evidence, and what the glossary has."""
        parts = [f"together {self.together}", f"Arabic alone {self.source_alone}", f"English alone {self.target_alone}"]
        if self.known:
            parts.append(f"in the glossary: {self.known.target}")
        return ", ".join((*parts, f"score {self.score}"))

    @property
    def differs(self) -> bool:
        """Tell whether the glossary has other English for the source."""
        if self.known is None:
            return False
        match = terms.TermMatch(self.known, 0, len(self.source), plural=True)
        return self.target.lower() not in map(str.lower, renderings.forms(match))


def score(one: Candidate) -> int:
    """Weigh a candidate by association and length."""
    words = max(length(one.source), length(one.target))
    return round(one.weight * math.pow(words, LENGTH))


def propose(one: Candidate, spelt: Spelt, index: terms.Index) -> Proposal:
    """Make a proposal of a candidate, with the entry that a glossary has for it."""
    return Proposal(
        spelt.source,
        spelt.target,
        spelt.pos,
        one.together,
        one.sources - one.together,
        one.targets - one.together,
        score(one),
        _known(spelt.source, index),
    )


def ranked(proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """Yield proposals, the best first, each source once."""
    seen: set[str] = set()
    for one in sorted(proposals, key=lambda one: (-one.score, one.source, one.target)):
        if one.source not in seen:
            seen.add(one.source)
            yield one


def table(proposals: Sequence[Proposal]) -> str:
    """Spell proposals as a term table in CSV, which ``--glossary`` reads."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((one.source, one.target, "proposed", one.pos, one.note) for one in proposals)
    return text.getvalue()


def _known(source: str, index: terms.Index) -> TermEntry | None:
    """Find the entry of a glossary that is the whole of a term."""
    found = terms.find(index, source)
    whole = [match for match in found if match.start == 0 and match.end == len(source)]
    return whole[0].entry if whole else None
