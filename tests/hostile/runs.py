"""Judge many inputs in processes that may die: a table of how they fared, by format."""

import json
import os
import selectors
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.seeds import seeds

OUTCOMES = ("parsed", "refused", "crashed", "hung", "escaped")
DEFECTS = OUTCOMES[2:]
SILENCE = 60
"""Seconds after which a process that says nothing is ended: what hangs in a library's code hears no alarm."""
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome of the input of a number, and what there is to say of it."""

    number: int
    format: str
    outcome: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """All outcomes of a run."""

    seed: int
    judged: tuple[Judged, ...]

    @property
    def defects(self) -> tuple[Judged, ...]:
        """List the inputs that did what no input may."""
        return tuple(each for each in self.judged if each.outcome in DEFECTS)

    @property
    def parsed(self) -> float:
        """Give the share of the inputs that were read to their ends."""
        return sum(each.outcome == "parsed" for each in self.judged) / max(1, len(self.judged))

    @property
    def text(self) -> str:
        """Spell the table, a line for each format, with one example of each kind of defect below."""
        counts = Counter((each.format, each.outcome) for each in self.judged)
        names = [*dict.fromkeys(each.format for each in self.judged)]
        rows = [[name, *(counts[name, outcome] for outcome in OUTCOMES)] for name in names]
        rows.append(["all", *(sum(counts[name, outcome] for name in names) for outcome in OUTCOMES)])
        head = f"{'format':<14}{'inputs':>8}" + "".join(f"{outcome:>9}" for outcome in OUTCOMES)
        lines = [f"{row[0]:<14}{sum(row[1:]):>8}" + "".join(f"{count:>9}" for count in row[1:]) for row in rows]  # type: ignore[arg-type]
        return "\n".join((head, *lines, *self._examples()))

    def _examples(self) -> Iterator[str]:
        kinds: dict[tuple[str, str], list[Judged]] = {}
        for each in self.defects:
            kinds.setdefault((each.format, each.detail.rpartition(" at ")[2]), []).append(each)
        for found in kinds.values():
            yield f"{len(found)}× {found[0].format} {found[0].outcome}, e.g. {found[0].number}: {found[0].detail}"


def run(seed: int, count: int, start: int = 0) -> Table:
    """Judge the inputs from a number on, in other processes; one that dies or is silent loses only its own input."""
    judged: list[Judged] = []
    with tempfile.TemporaryDirectory(prefix="toolkit-hostile-") as folder:
        while len(judged) < count:
            first = start + len(judged)
            judged.extend(_worker(seed, first, start + count - first, Path(folder) / str(first)))
    return Table(seed, tuple(judged))


def _worker(seed: int, first: int, count: int, folder: Path) -> Iterator[Judged]:
    """Judge inputs in one process, until all are done or one ends it."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.hostile", "--worker", str(folder), "--seed", str(seed)]
    command += ["--start", str(first), "--count", str(count)]
    folder.mkdir()
    homes = {
        name: str(folder / "box" / "home") for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    }
    surroundings = {
        **os.environ,
        **homes,
        "ARGOS_PACKAGES_DIR": str(folder / "box" / "home" / "packages"),
        "OMP_NUM_THREADS": "1",
    }
    done = 0
    with (
        (folder / "errors").open("w+") as errors,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, cwd=ROOT, env=surroundings, text=True, bufsize=1
        ) as process,
    ):
        for line in _lines(process):
            done += 1
            yield Judged(*json.loads(line))
        if done < count:
            process.kill()
            status = process.wait()
            errors.seek(0)
            known = seeds()
            outcome = "hung" if status == -9 else "crashed"
            name = known[(first + done) % len(known)].format
            yield Judged(first + done, name, outcome, f"ended with {status}: {errors.read()[-400:]}")


def _lines(process: "subprocess.Popen[str]") -> Iterator[str]:
    assert process.stdout
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        while waiting.select(SILENCE):
            line = process.stdout.readline()
            if not line:
                return
            yield line
