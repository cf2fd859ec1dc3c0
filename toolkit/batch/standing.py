"""How far a batch is, read from its ledger while it runs or later."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.batch import ledger


@dataclass(frozen=True, slots=True)
class Standing:
    """What a ledger says of its batch.

    ``done`` of ``files``, and ``bytes`` of ``total_bytes``, are those of the sources that the last run is through with;
    ``states`` are those of all files that ever were in the batch; ``segments`` those that have a translation, each
    different text once; ``started`` is when the last run began (seconds since 1970), ``before`` how many were then.
    """

    states: tuple[tuple[str, int], ...]
    done: int
    files: int
    bytes: int
    total_bytes: int
    segments: int
    missed: int
    failed: int
    started: float
    before: int
    running: bool

    def rate(self, now: float) -> float:
        """Give the segments a second of the run that is at work; 0 where none is, or where the clock jumped."""
        seconds = now - self.started
        return max(0.0, (self.segments - self.before) / seconds) if self.running and seconds > 0 else 0.0

    def left(self, now: float) -> float | None:
        """Estimate the seconds that are left, by the bytes of the sources; None where nothing can be said."""
        seconds = now - self.started
        if not self.running or seconds <= 0 or not self.bytes or self.bytes > self.total_bytes:
            return None
        return seconds * (self.total_bytes - self.bytes) / self.bytes

    def values(self, now: float) -> dict[str, Any]:
        """Give all as JSON has it."""
        left = self.left(now)
        return {
            "running": self.running,
            "files": {"total": self.files, "through": self.done, **dict(self.states)},
            "segments": self.segments,
            "missed": self.missed,
            "failed": self.failed,
            "segments_per_second": round(self.rate(now), 1),
            "seconds_left": None if left is None else round(left),
        }

    def text(self, now: float) -> str:
        """Spell all for a person."""
        states = ", ".join(f"{number} {state}" for state, number in self.states) or "none yet"
        left = self.left(now)
        lines = [
            f"files:    {self.done} of {self.files} ({states})",
            f"segments: {self.segments:,} translated, {self.failed} failed",
            f"terms:    {self.missed} missed so far",
        ]
        if self.running:
            lines.append(f"speed:    {self.rate(now):.1f} segments a second" + _spelt(left))
        return "\n".join([*lines, f"running:  {'yes' if self.running else 'no'}"])


def read(folder: Path) -> Standing:
    """Read how far the batch in a folder is; raise InputError where there is none."""
    with ledger.read(folder) as book:
        job = book.job()
        states = Counter(file.state for file in book.files())
        segments, missed, failed = book.counts()
        return Standing(
            states=tuple(sorted(states.items())),
            done=int(job.get("done", 0)),
            files=int(job.get("files", 0)),
            bytes=int(job.get("done_bytes", 0)),
            total_bytes=int(job.get("bytes", 0)),
            segments=segments,
            missed=missed,
            failed=failed,
            started=float(job.get("started", 0)),
            before=int(job.get("before", 0)),
            running=ledger.is_locked(folder),
        )


def _spelt(left: float | None) -> str:
    if left is None:
        return ""
    minutes, seconds = divmod(round(left), 60)
    hours, minutes = divmod(minutes, 60)
    return f", {hours}:{minutes:02}:{seconds:02} left"
