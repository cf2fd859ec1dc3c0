"""What readers take and fillers bring: the bytes of a file with what is known of them, and the targets of its units."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from toolkit.bitext import Code, Suggestion
from toolkit.documents import encodings

Side = Literal["source", "target"]
Pieces = tuple[str | Code, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file, and the place that errors name.

    ``encoding`` is the one that was named, if one was. ``side`` is where the Arabic stands in a bilingual file; the
    English goes to the target, in the place of the Arabic where that is there. ``columns`` are the names of a table's
    source and target, empty where they were not named.
    """

    place: str
    data: bytes
    encoding: str = ""
    side: Side = "source"
    columns: tuple[str, str] = ("", "")

    def text(self) -> str:
        """Decode the bytes; raise InputError where they are no text."""
        return encodings.decode(self.data, self.encoding, self.place)


@dataclass(frozen=True, slots=True)
class Filled:
    """What becomes a unit's target: text and codes in their order; whether a person has to look; notes for them.

    ``suggestions`` are what a memory has that is near; ``remembered`` says that all of the target is from it.
    """

    pieces: Pieces
    review: bool = False
    notes: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    remembered: bool = False

    @property
    def text(self) -> str:
        """Spell the target with its codes as the file has them."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)


Targets = Mapping[str, Filled]
"""The targets of a file's units by their ids; a unit that is not named is left as it is."""
