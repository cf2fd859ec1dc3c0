"""What a run of ``translate`` is given, and whom it tells."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from toolkit.documents.contents import Side
from toolkit.errors import UsageError
from toolkit.filling import Mark


@dataclass(frozen=True, slots=True)
class Job:
    """All that a run of ``translate`` needs, fixed before it starts; raises UsageError for options that clash.

    ``inputs`` are files, folders, patterns, or ``-`` for stdin; ``output`` is a path, a folder where it ends in ``/``,
    stdout where empty. ``side`` and the columns say where the Arabic stands in a bilingual file, of which is translated
    what has no target or a fuzzy one, what is fuzzy only, or with ``overwrite`` all. ``srx`` is a file of rules to cut
    text by; ``abbreviations`` end no sentence of ours. ``memory`` is asked before the model, and with ``learn``
    gets what the model made.
    """

    inputs: tuple[str, ...]
    output: str = ""
    to: str = ""
    glossaries: tuple[Path, ...] = ()
    default_glossary: bool = True
    client: str = ""
    domains: tuple[str, ...] = ()
    enforce: bool = True
    model: str = ""
    report: Path | None = None
    beam: int = 4
    threads: int = 0
    encoding: str = ""
    consistent: bool = False
    side: Side = "source"
    source_column: str = ""
    target_column: str = ""
    overwrite: bool = False
    only_fuzzy: bool = False
    mark: Mark = "review"
    srx: Path | None = None
    memory: Path | None = None
    learn: bool = False
    abbreviations: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.consistent and not self.enforce:
            raise UsageError("--consistent honours terms, which --no-enforce forbids; give one of the two")
        if self.learn and not self.memory:
            raise UsageError("--learn wants a memory to store in: --memory FILE")


@dataclass(frozen=True, slots=True)
class Listener:
    """Whom a run tells what it is doing: notices for a person, and how many segments of how many are done."""

    notice: Callable[[str], None] = lambda _: None
    progress: Callable[[int, int], None] = lambda done, total: None


SILENT = Listener()
"""Tells nobody."""
