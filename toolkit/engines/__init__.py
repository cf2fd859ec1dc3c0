"""What translates: the Engine protocol and the values that go in and come out. An engine knows no glossary."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Inline:
    """A term written into the source: ``source[start:end]``, whole words, should come out as ``target``."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Request:
    """A clean source text (``arabic.clean``, white space collapsed) and what its translation has to begin with.

    ``barred`` is a phrase that must not be written behind the ``prefix``.
    """

    source: str
    inline: tuple[Inline, ...] = ()
    prefix: str = ""
    barred: str = ""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation. ``score`` is the mean log-probability of a piece; forced pieces count as 0.

    ``attention[i][j]`` is the weight of the source's word ``j`` on the target's word ``i`` (words as ``str.split``
    gives them); empty where it was not asked for, or where pieces and words do not fit together.
    """

    text: str
    score: float
    attention: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Decoding:
    """How to search: the options of the beam; ``alternatives`` asks for hypotheses that part right behind a prefix.

    ``attention`` goes with a beam of 1: docs/adr/0009-one-segment-one-translation.md.
    """

    beam: int = 4
    hypotheses: int = 1
    attention: bool = False
    repetition_penalty: float = 1.0
    no_repeat: int = 0
    alternatives: bool = False


class Engine(Protocol):
    """A model that translates. ``limit`` is the longest source in pieces that it was trained for."""

    @property
    def name(self) -> str:
        """Name the model with its version."""

    @property
    def fingerprint(self) -> str:
        """Hash what the model is made of."""

    @property
    def annotates(self) -> bool:
        """Tell whether ``Request.inline`` means anything to the model."""

    @property
    def limit(self) -> int:
        """Give the length of source, in pieces, up to which translations are sound."""

    def size(self, text: str) -> int:
        """Count the pieces of a source text."""

    def spellable(self, targets: Sequence[str]) -> list[bool]:
        """Tell of each English term whether the model can write it."""

    def translate(self, requests: Sequence[Request], decoding: Decoding) -> list[tuple[Hypothesis, ...]]:
        """Translate in one batch: for each request, in order, its hypotheses, best first."""

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        """Give the mean log-probability of a piece of each target under its request."""
