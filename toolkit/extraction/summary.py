"""What an extraction came to, as values and as lines for a person."""

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.extraction.alignment import MOST_WORDS
from toolkit.extraction.proposals import Proposal


@dataclass(frozen=True, slots=True)
class Extracted:
    """Proposals, the best first, and what they come from.

    ``pairs`` were read; others were ``skipped``, ``repeated`` or too ``long``. ``known`` are the proposals that the
    glossary has, ``cut`` counts those beyond the limit.
    """

    proposals: tuple[Proposal, ...]
    known: tuple[Proposal, ...]
    cut: int
    pairs: int
    skipped: int
    repeated: int
    long: int
    notices: tuple[str, ...] = ()


def text(extracted: Extracted) -> str:
    """Spell what was read and what was found."""
    notices = "".join(f"toolkit: {notice}\n" for notice in extracted.notices)
    left = ", ".join(_left(extracted))
    known = ", ".join(_known(extracted))
    return notices + (
        f"pairs:    {extracted.pairs}{f' ({left} left out)' if left else ''}\n"
        f"terms:    {len(extracted.proposals) or 'none'} proposed{f'; {known}' if known else ''}\n"
    )


def _left(extracted: Extracted) -> Iterator[str]:
    if extracted.repeated:
        yield f"{extracted.repeated} repeated"
    if extracted.skipped:
        yield f"{extracted.skipped} without Arabic or English"
    if extracted.long:
        yield f"{extracted.long} of more than {MOST_WORDS} words"


def _known(extracted: Extracted) -> Iterator[str]:
    if extracted.known:
        other = sum(one.differs for one in extracted.known)
        yield f"{len(extracted.known)} that the glossary has{f', {other} of them with other English' if other else ''}"
    if extracted.cut:
        yield f"{extracted.cut} beyond the limit"
