"""Put a unit's sentences and the gaps between them side by side with their English."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit import arabic
from toolkit.bitext import Outcome, Translation, Unit

# Bidirectional marks, zero-width spaces and joiners, byte order mark: they shape Arabic and mean nothing in English.
INVISIBLE = re.compile(f"[{arabic.CONTROLS}]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a unit and its English: a sentence, or a gap when there is no translation."""

    source: str
    target: str
    translation: Translation | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a sentence: a term with its outcome, or the words between terms."""

    source: str
    outcome: Outcome | None = None


def cut(unit: Unit, translations: Sequence[Translation]) -> tuple[Piece, ...]:
    """Cut a unit into sentences and gaps: ``"".join(piece.source for piece in cut(…)) == unit.source``.

    A gap keeps its text but for invisible characters; between two sentences it is at least a space in English.
    """
    return tuple(piece for piece in _pieces(unit, translations) if piece.translation or piece.source or piece.target)


def mark(translation: Translation) -> tuple[Stretch, ...]:
    """Cut a sentence at its terms: ``"".join(stretch.source for stretch in mark(…)) == segment.source``."""
    return tuple(stretch for stretch in _stretches(translation) if stretch.source)


def _pieces(unit: Unit, translations: Sequence[Translation]) -> Iterator[Piece]:
    end = 0
    for number, translation in enumerate(translations):
        yield _gap(unit.source[end : translation.segment.start], between=number > 0)
        yield Piece(translation.segment.source, translation.target, translation)
        end = translation.segment.end
    yield _gap(unit.source[end:], between=False)


def _gap(source: str, between: bool) -> Piece:
    target = INVISIBLE.sub("", source)
    return Piece(source, target or " " if between else target)


def _stretches(translation: Translation) -> Iterator[Stretch]:
    source, end = translation.segment.source, 0
    for outcome in translation.outcomes:
        yield Stretch(source[end : outcome.match.start])
        yield Stretch(source[outcome.match.start : outcome.match.end], outcome)
        end = outcome.match.end
    yield Stretch(source[end:])
