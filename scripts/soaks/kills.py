"""A batch is killed at random moments: nothing is lost, nothing is done twice, and the bytes are those of one run.

    scripts/soak kills [--kills N] [--seed N] [--delay SECONDS] [--embedded]

Each round begins a batch of some twenty files anew, kills it one to three times, and resumes it to its end. The moments
are drawn by how much is stored, some before that and some behind it, so they fall into every phase; one that comes
after the end does not count. A kill is one of ``KILLS``; with
``--embedded`` the model that comes with toolkit translates, instead of one that is quick and counts.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests import batches
from toolkit.batch import ledger
from toolkit.errors import ToolkitError

KILLS = ("kill -9", "kill -9 a worker", "kill -9 all", "SIGTERM", "Ctrl-C")
ENDS = {"kill -9": -9, "kill -9 all": -9, "SIGTERM": -15, "Ctrl-C": 130}
CHUNK, WORKERS = 16, 2
IN_FLIGHT = 2 * WORKERS * CHUNK
"""Segments that may be on their way when a run ends."""


@dataclass(slots=True)
class Soak:
    """What a whole run is like, and what was found in broken ones."""

    folder: Path
    surroundings: Mapping[str, object]
    whole: Mapping[str, bytes] = field(default_factory=dict)
    work: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    stored: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    phases: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)
    twice: list[int] = field(default_factory=list)

    def measure(self) -> None:
        """Run the batch once, unbroken."""
        batches.tree(self.folder / "in")
        begun = time.monotonic()
        status, said = batches.finish(
            *self._words(self.folder / "whole"), log=self.folder / "whole.log", **self.surroundings
        )
        self.seconds = time.monotonic() - begun
        self.stored = _stored(self.folder / "whole")
        self.whole = batches.outputs(self.folder / "whole")
        self.work = batches.translated(self.folder / "whole.log")
        if status or len(self.whole) < 20:
            raise SystemExit(f"the unbroken run ended with {status}: {said}")

    def round(self, number: int, random: Random, kills: int) -> None:
        """Break one batch and mend it."""
        out, log = self.folder / f"out{number}", self.folder / f"{number}.log"
        for _ in range(kills):
            self._killed(number, out, log, random)
        status, said = self._go_on(out, log)
        self._judge(number, status, said, out)
        again = sum((batches.translated(log) - self.work).values())
        self.twice.append(again)
        ratio = sum(self.work.values()) / max(1, len(self.work))
        if again > kills * IN_FLIGHT * ratio * 2:
            self._tell(number, f"{again} requests were made again")
        shutil.rmtree(out)

    def _words(self, out: Path) -> tuple[object, ...]:
        return ("run", self.folder / "in", "-o", out, "--workers", WORKERS)

    def _killed(self, number: int, out: Path, log: Path, random: Random) -> None:
        """Start, kill at a moment, and look at who is left."""
        kind = random.choice(KILLS)
        share, moment = random.uniform(-0.2, 1.1), random.uniform(0.0, 1.0)
        process = batches.start(*self._words(out), log=log, **self.surroundings)
        self._await(out, process, share)
        time.sleep(moment if share < 0 else moment / 10)
        phase = _phase(out, process)
        self.kills[kind] += phase != "when done"
        self.phases[phase] += 1
        status, said = _kill(process, kind)
        if not batches.is_alone(process):
            self._tell(number, f"{kind} at {share:.2f}: left behind {batches.staff(process)}")
        if status == -2 and "cli.run(" not in said:  # Python was still importing, and nobody can catch that
            return
        if status not in (0, ENDS.get(kind, 0)):
            self._tell(number, f"{kind} at {share:.2f}: status {status}: {said[-300:]}")
        if "Traceback" in said:
            self._tell(number, f"{kind} at {share:.2f}: {said[-600:]}")

    def _await(self, out: Path, process: "subprocess.Popen[str]", share: float) -> None:
        """Wait until a share of what is still to be stored is."""
        begun = _stored(out)
        while share > 0 and process.poll() is None and _stored(out) < begun + share * (self.stored - begun):
            time.sleep(0.02)

    def _go_on(self, out: Path, log: Path) -> tuple[int, str]:
        """Resume; a ledger that knows no job yet says what to do, and it is done."""
        status, said = batches.finish("resume", out, log=log, **self.surroundings)
        if status == 3 and "toolkit batch run" in said:
            return batches.finish(*self._words(out), log=log, **self.surroundings)
        return status, said

    def _judge(self, number: int, status: int, said: str, out: Path) -> None:
        if status:
            self._tell(number, f"resumed with status {status}: {said[-300:]}")
        made = batches.outputs(out)
        wrong = sorted(name for name in self.whole.keys() | made.keys() if self.whole.get(name) != made.get(name))
        if wrong:
            self._tell(number, f"not the bytes of an unbroken run: {wrong[:5]}")
        with ledger.read(out) as book:
            if any(file.state != "done" for file in book.files()):
                self._tell(number, "files are not done")

    def _tell(self, number: int, what: str) -> None:
        self.found.append(f"round {number}: {what}")
        print(self.found[-1], flush=True)


def _stored(out: Path) -> int:
    """Count the segments that a ledger holds; none where there is no ledger yet."""
    with suppress(ToolkitError), ledger.read(out) as book:
        return book.counts()[0]
    return 0


def _phase(out: Path, process: "subprocess.Popen[str]") -> str:
    """Say how far a run is when it is killed."""
    if process.poll() is not None:
        return "when done"
    if not (out / ledger.NAME).exists():
        return "while loading"
    return (
        "while writing"
        if any(path.is_file() and path.parent != out for path in out.rglob("*"))
        else "before the first output"
    )


def _kill(process: "subprocess.Popen[str]", kind: str) -> tuple[int, str]:
    with suppress(ProcessLookupError):
        _signal(process, kind)
    _, said = process.communicate(timeout=120)
    return process.returncode, said


def _signal(process: "subprocess.Popen[str]", kind: str) -> None:
    staff = batches.staff(process)
    if kind == "kill -9 a worker":
        if staff:
            os.kill(staff[-1], signal.SIGKILL)
    elif kind == "kill -9 all":
        os.killpg(process.pid, signal.SIGKILL)
    elif kind == "Ctrl-C":
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.send_signal(signal.SIGKILL if kind == "kill -9" else signal.SIGTERM)


def main() -> int:
    """Soak; 1 where something was found."""
    parser = argparse.ArgumentParser(prog="scripts/soak kills")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--delay", type=float, default=0.001)
    parser.add_argument("--embedded", action="store_true")
    asked = parser.parse_args()
    engine = {"engine": "embedded"} if asked.embedded else {"delay": asked.delay}
    with tempfile.TemporaryDirectory(prefix="toolkit-kills-") as folder:
        soak = Soak(Path(folder), {"chunk": CHUNK, **engine})
        soak.measure()
        random, number = Random(asked.seed), 0
        while left := asked.kills - soak.kills.total():
            number += 1
            soak.round(number, random, min(left, random.choice((1, 2, 3))))
    print(_table(soak, number))
    return int(bool(soak.found))


def _table(soak: Soak, rounds: int) -> str:
    lines = [f"{soak.kills.total()} kills in {rounds} batches, a whole run takes {soak.seconds:.1f} s"]
    lines += [f"  {number:>4} {kind}" for kind, number in sorted(soak.kills.items())]
    lines += [f"  {number:>4} {phase}" for phase, number in sorted(soak.phases.items())]
    lines.append(f"requests made again: {max(soak.twice)} at most in a batch, of {soak.work.total()}")
    lines.append(f"defects: {len(soak.found)}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
