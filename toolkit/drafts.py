"""What goes down the ladder of enforcement: a task as it comes, and a chunk with its best translation so far."""

from dataclasses import dataclass, replace

from toolkit import renderings
from toolkit.bitext import Segment, TermMatch, Verdict
from toolkit.chunks import Chunk
from toolkit.engines import Hypothesis


@dataclass(frozen=True, slots=True)
class Task:
    """A segment to translate, the terms in it, and what else must be ``kept`` in it, outside the terms."""

    segment: Segment
    matches: tuple[TermMatch, ...] = ()
    kept: tuple[TermMatch, ...] = ()

    @property
    def wanted(self) -> tuple[TermMatch, ...]:
        """List all that has to come out, in text order."""
        return tuple(sorted((*self.matches, *self.kept), key=lambda match: match.start))


Fate = tuple[Verdict, float | None]
"""The verdict of a match, and how sure the place of its term is."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A chunk on its way down the ladder: its best translation and the verdict of each match so far.

    ``step`` is the one that gave the translation; ``others`` are hypotheses that were decoded and not taken;
    ``confidences`` say of each match how sure the place of its term is, where that was looked into.
    """

    chunk: Chunk
    best: Hypothesis
    verdicts: tuple[Verdict, ...]
    step: Verdict = Verdict.BY_MODEL
    others: tuple[Hypothesis, ...] = ()
    confidences: tuple[float | None, ...] = ()

    @property
    def enforced(self) -> bool:
        """Tell whether the chunk holds terms that have to be honoured."""
        return any(match.enforced for match in self.chunk.matches)

    @property
    def missing(self) -> list[int]:
        """Give the matches that are still to be honoured."""
        return [
            index
            for index, (match, verdict) in enumerate(zip(self.chunk.matches, self.verdicts, strict=True))
            if match.enforced and verdict is Verdict.MISSED
        ]

    @property
    def fates(self) -> tuple[Fate, ...]:
        """Give the verdict of each match with its confidence."""
        return tuple(zip(self.verdicts, self.confidences or (None,) * len(self.verdicts), strict=True))

    @property
    def forced(self) -> bool:
        """Tell whether a term is there that the model by itself did not write."""
        return any(verdict.forced for verdict in self.verdicts)

    def moved(self, hypothesis: Hypothesis, verdict: Verdict) -> "Draft":
        """Take a hypothesis: terms that were there keep their verdict, new ones get this one, lost ones are missed."""
        places = renderings.locate(self.chunk.matches, hypothesis.text)
        verdicts = tuple(
            Verdict.MISSED if place is None else verdict if old is Verdict.MISSED else old
            for place, old in zip(places, self.verdicts, strict=True)
        )
        step = self.step if hypothesis is self.best else verdict
        return replace(self, best=hypothesis, verdicts=verdicts, step=step)
