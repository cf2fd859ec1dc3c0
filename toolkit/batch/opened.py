"""A file on its way through a batch, and what is said of it in the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from toolkit.batch.inputs import Wanted
from toolkit.batch.ledger import File
from toolkit.batch.workers import reason
from toolkit.bitext import Bitext, Suggestion
from toolkit.documents.contents import Targets
from toolkit.errors import InputError
from toolkit.reports import summary
from toolkit.sources import Source

_DEFECTS = (ArithmeticError, AttributeError, LookupError, MemoryError, RuntimeError, TypeError, ValueError)
"""What a reader with a defect may raise."""
_COUNTS = ("segments", "terms", "missed", "flagged", "failed")


@dataclass(slots=True)
class Whole:
    """The parts of a file that are done: what comes out, what is to be said of them, or of one that is ``broken``."""

    outputs: list[bytes] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    broken: File | None = None

    def file(self, output: str) -> File:
        """Say what became of the whole; ``output`` is its hash."""
        first = next((each for each in self.files if each.state != "done"), self.files[0])
        sums = {name: sum(getattr(each, name) for each in self.files) for name in _COUNTS}
        return replace(first, output=output, **sums)


@dataclass(slots=True)
class Opened:
    """A file, or a part of one, on its way: what became of it, if that is known; else its source, and what is missing.

    The parts of a file share a ``whole``, which is written with the ``last`` of them.
    """

    wanted: Wanted
    whole: Whole = field(default_factory=Whole)
    last: bool = True
    hash: str = ""
    file: File | None = None
    known: File | None = None
    source: Source | None = None
    keys: tuple[bytes, ...] = ()
    suggestions: tuple[tuple[Suggestion, ...], ...] = ()
    missing: set[bytes] = field(default_factory=set)
    filling: bool = False
    again: bool = False
    targets: Targets | None = None

    @property
    def ready(self) -> bool:
        """Tell whether nothing more is to come."""
        return bool(self.file) or (
            bool(self.source) and not self.missing and not (self.filling and self.targets is None)
        )

    @contextmanager
    def reported(self) -> Iterator[None]:
        """Report a file that cannot be read or filled, or that breaks who does so; it does not stop the others."""
        try:
            yield
        except InputError as error:
            self.file = self.what("unreadable", str(error))
        except _DEFECTS as error:
            self.file = self.what("unreadable", f"{self.wanted.destination.source}: {reason(error)}")

    def counted(self, bitext: Bitext) -> File:
        """Say what was translated."""
        counted = summary.count(bitext.translations)
        failed = sum("failed" in translation.flags for translation in bitext.translations)
        return replace(
            self.what("failed" if failed else "done"),
            segments=counted.segments,
            terms=counted.terms,
            missed=counted.missed,
            flagged=counted.flagged,
            failed=failed,
        )

    def what(self, state: str, message: str = "") -> File:
        """Say what became of the file."""
        wanted = self.wanted
        source = wanted.destination.source
        return File(wanted.path, source, self.hash, wanted.recipe, state, message=message, bytes=wanted.bytes)
