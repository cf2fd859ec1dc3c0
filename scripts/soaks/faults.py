"""What else goes wrong around a batch: full and write-protected disks, corrupt ledgers, two runs, clocks, inputs.

    scripts/soak faults [--only NAME] [--hostile N] [--documents N] [--flips N] [--seed N]

A row for each fault says what came of it. Small disks are mounted, so some faults need root and Linux.
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests import batches
from tests.hostile import inputs, runs
from tests.hostile.seeds import seeds
from toolkit import batch
from toolkit.batch import ledger, standing
from toolkit.batch.jobs import Batch
from toolkit.errors import ToolkitError
from toolkit.jobs import Job

SIZES = ("8k", "96k", "240k", "400k", "600k", "900k", "1500k", "3m")
"""Disks that fill while the ledger is made, while chunks are stored, and while outputs are written."""
SETTINGS = {"chunk": 16, "delay": 0.0005}


@dataclass(frozen=True, slots=True)
class Site:
    """Where faults happen: the sources, and a whole batch of them."""

    folder: Path
    source: Path
    whole: Path
    asked: argparse.Namespace

    def batch(self, out: Path) -> Batch:
        return Batch(Job((str(self.source),), str(out)), 2, chunk=16)

    def run(self, out: Path, **surroundings: object) -> tuple[int, str]:
        return batches.finish("run", self.source, "-o", out, "--workers", 2, **{**SETTINGS, **surroundings})

    def differs(self, out: Path) -> list[str]:
        """List the outputs that are not those of the whole batch."""
        whole, made = batches.outputs(self.whole), batches.outputs(out)
        return sorted(name for name in whole.keys() | made.keys() if whole.get(name) != made.get(name))

    def copied(self, name: str) -> Path:
        """Copy the whole batch."""
        return Path(shutil.copytree(self.whole, self.folder / name))


Found = Iterator[str]
"""What is wrong, a line each; a line that begins with «·» only says how it went."""


def full_disk(site: Site) -> Found:
    """The disk is full, then has room again: said in a line, nothing lost."""
    ends: Counter[int] = Counter()
    for size in SIZES:
        with _mounted(site.folder / f"disk{size}", size) as disk:
            out = disk / "out"
            status, said = site.run(out)
            ends[status] += 1
            if status not in (0, 3) or "Traceback" in said:
                yield f"{size}: status {status}: {said[-400:]}"
            if left := list(out.rglob(".toolkit-*.tmp")):
                yield f"{size}: {left} is left"
            _remount(disk, "size=40m")
            status, said = site.run(out)
            if status or site.differs(out):
                yield f"{size}, with room again: status {status}, {site.differs(out)}: {said[-400:]}"
    yield f"· {ends[3]} of {len(SIZES)} disks were too small"


def read_only(site: Site) -> Found:
    """The folder of the outputs is write-protected, at first or with half a batch in it."""
    with _mounted(site.folder / "protected", "40m") as disk:
        out = disk / "out"
        _remount(disk, "ro")
        yield from _refused("empty", *site.run(out))
        _remount(disk, "rw")
        process = batches.start("run", site.source, "-o", out, "--workers", 2, **SETTINGS)
        _await(out, process)
        process.kill()
        process.communicate()
        batches.is_alone(process)
        _remount(disk, "ro")
        yield from _refused("half done", *site.run(out))
        status, said = batches.finish("status", out)
        if status not in (0, 3) or "Traceback" in said:
            yield f"batch status: {status}: {said[-400:]}"
        _remount(disk, "rw")
        status, said = batches.finish("resume", out, **SETTINGS)
        if status or site.differs(out):
            yield f"resumed: status {status}, {site.differs(out)}: {said[-400:]}"


def corrupt_ledger(site: Site) -> Found:
    """The ledger is broken, of another program or of the future: said, and left as it is."""
    path = site.whole / ledger.NAME
    size, page = path.stat().st_size, 4096
    ways: dict[str, Callable[[bytearray], bytearray]] = {
        "cut in half": lambda data: data[: size // 2],
        "cut by a page": lambda data: data[:-page],
        "garbage header": lambda data: bytearray(b"garbage " * 2) + data[16:],
        "another program": lambda data: data[:68] + bytearray(b"abcd") + data[72:],
        "newer version": lambda data: data[:60] + (99).to_bytes(4, "big") + data[64:],
        "text": lambda _: bytearray("لا شيء\n".encode()),
    }
    for number in range(size // page):
        ways[f"page {number} zeroed"] = lambda data, at=number * page: data[:at] + bytes(page) + data[at + page :]  # type: ignore[misc]
    missed = 0
    for name, broken in ways.items():
        out = site.copied(f"ledger of {name}")
        own = out / ledger.NAME
        own.write_bytes(broken(bytearray(own.read_bytes())))
        before = own.read_bytes()
        outcome = _outcome(site, out)
        if outcome == "well" and "zeroed" in name:
            missed += 1  # a free page holds nothing
        elif not outcome.startswith("refused"):
            yield f"{name}: {outcome}"
        elif own.read_bytes() != before:
            yield f"{name}: the ledger was written"
        if site.differs(out):
            yield f"{name}: outputs changed: {site.differs(out)[:4]}"
        shutil.rmtree(out)
    yield f"· {len(ways)} ways, {missed} of them in free pages"


def emptied_ledger(site: Site) -> Found:
    """The ledger is gone or empty: what is there is not overwritten."""
    for data in (None, b""):
        out = site.copied("emptied")
        (out / ledger.NAME).unlink()
        if data is not None:
            (out / ledger.NAME).write_bytes(data)
        status, said = site.run(out)
        if status != 3 or site.differs(out) or "--force" not in said:
            yield f"status {status}, {site.differs(out)}: {said[-300:]}"
        shutil.rmtree(out)


def flipped_bytes(site: Site) -> Found:
    """Some bytes of the ledger are others, and the outputs are gone: refused, or made again as they were."""
    outcomes: Counter[str] = Counter()
    random = Random(site.asked.seed)
    for number in range(site.asked.flips):
        out = site.copied(f"flipped{number}")
        for name in batches.outputs(out):
            (out / name).unlink()
        own = out / ledger.NAME
        data = bytearray(own.read_bytes())
        for _ in range(random.choice((1, 4, 64))):
            data[random.randrange(100, len(data))] ^= 1 << random.randrange(8)
        own.write_bytes(data)
        outcome = _outcome(site, out)
        outcomes[outcome.partition(":")[0]] += 1
        if outcome == "well" and site.differs(out):
            yield f"{number}: the outputs are others: {site.differs(out)[:4]}"
        elif not outcome.startswith(("well", "refused")):
            yield f"{number}: {outcome}"
        shutil.rmtree(out)
    yield "· " + ", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items()))


def two_runs(site: Site) -> Found:
    """A second run in the same folder is refused while the first is at work, and not when that was killed."""
    out = site.folder / "two"
    first = batches.start("run", site.source, "-o", out, "--workers", 2, **SETTINGS | {"delay": 0.01})
    _await(out, first)
    status, said = site.run(out)
    if status != 3 or "another run" not in said:
        yield f"the second run: status {status}: {said[-300:]}"
    if not standing.read(out).running:
        yield "the first is not said to run"
    first.kill()
    first.communicate()
    status, said = site.run(out)
    if status or site.differs(out):
        yield f"the third run: status {status}, {site.differs(out)}: {said[-300:]}"


def wrong_clock(site: Site) -> Found:
    """The clock jumps by thirty years with each look at it."""
    out = site.folder / "clock"
    process = batches.start("run", site.source, "-o", out, "--workers", 2, **SETTINGS, clock=1e9)
    _await(out, process)
    while process.poll() is None:
        status, said = batches.finish("status", out, clock=1e9)
        if status or "Traceback" in said:
            yield f"batch status: {status}: {said[-300:]}"
    _, said = process.communicate()
    if process.returncode or site.differs(out):
        yield f"status {process.returncode}, {site.differs(out)}: {said[-300:]}"


def breaking_segments(site: Site) -> Found:
    """Segments at which the engine raises, ends and is killed: they fail alone, and stay Arabic."""
    source, out = site.folder / "breaking", site.folder / "broken"
    source.mkdir()
    lines = batches.sentences(200, seed=5)
    for place, word in ((20, batches.RAISES), (90, batches.EXITS), (150, batches.DIES)):
        lines[place] = f"هذا نص {word} المحرك."
    (source / "a.txt").write_text("\n\n".join(lines), "utf-8")
    (source / "b.txt").write_text("\n\n".join(batches.sentences(60, seed=6)), "utf-8")
    status, said = batches.finish("run", source, "-o", out, "--workers", 2, chunk=64)
    made = (out / "a.en.txt").read_text("utf-8").split("\n\n")
    kept = [number for number, (line, new) in enumerate(zip(lines, made, strict=True)) if line == new.strip()]
    if status != 1 or kept != [20, 90, 150] or "3 failed" not in said:
        yield f"status {status}, left in Arabic: {kept}: {said[-300:]}"


def unreadable_inputs(site: Site) -> Found:
    """Inputs that cannot be read are reported, and the others go on."""
    source, out = site.folder / "unreadable", site.folder / "readable"
    shutil.copytree(site.source, source)
    (source / "a.docx").write_bytes(b"PK\3\4 no zip")
    (source / "b.txt").symlink_to(source / "nowhere.txt")
    (source / "c.json").write_text("{", "utf-8")
    (source / "d.xlf").write_text("<xliff", "utf-8")
    status, said = batches.finish("run", source, "-o", out, "--workers", 2, **SETTINGS)
    if status != 3 or "Traceback" in said or site.differs(out):
        yield f"status {status}, {site.differs(out)}: {said[-600:]}"


def hostile_batch(site: Site) -> Found:
    """A folder of hostile documents: reported or translated, nothing outside the output, nothing stops."""
    source, out = site.folder / "hostile", site.folder / "survived"
    source.mkdir()
    known = seeds()
    documents = [number for number in range(4 * site.asked.documents) if known[number % len(known)].kind == "document"]
    for number in documents[: site.asked.documents]:
        made = inputs.hostile(site.asked.seed, number, known)
        (source / f"{number}-{made.name}").write_bytes(made.data)
    before = sorted(path.name for path in site.folder.iterdir())
    status, said = batches.finish("run", source, "-o", out, "--workers", 2)
    if status not in (0, 1, 3) or "Traceback" in said:
        yield f"status {status}: {said[-800:]}"
    if strays := sorted({path.name for path in site.folder.iterdir()} - {*before, out.name}):
        yield f"outside the output: {strays}"
    with suppress(ToolkitError), ledger.read(out) as book:
        yield "· " + ", ".join(f"{n} {state}" for state, n in Counter(each.state for each in book.files()).items())


def hostile_inputs(site: Site) -> Found:
    """Mutated files through every reader: no crash, no hang, nothing outside the output, no network."""
    table = runs.run(site.asked.seed, site.asked.hostile)
    yield from (f"{each.number} {each.format} {each.outcome}: {each.detail}" for each in table.defects)
    yield "· " + table.text.splitlines()[-1 - len(list(table._examples()))].strip()


def _refused(name: str, status: int, said: str) -> Found:
    if status != 3 or "Traceback" in said or said.count("\n") > 2:
        yield f"{name}: status {status}: {said[-400:]}"


def _outcome(site: Site, out: Path) -> str:
    try:
        tally = batch.run(site.batch(out), maker=batches.engine)
    except ToolkitError as error:
        said = str(error)
        return f"refused: {said}" if ledger.NAME in said else f"refused without its name: {said}"
    except Exception as error:
        return f"crashed: {type(error).__name__}: {error}"
    return "well" if {name for name, _ in tally.states} == {"done"} else f"refused: {tally.states}"


def _await(out: Path, process: "subprocess.Popen[str]") -> None:
    """Wait until a run has stored something."""
    while process.poll() is None:
        with suppress(ToolkitError, sqlite3.Error, OSError), ledger.read(out) as book:
            if book.counts()[0]:
                return
        time.sleep(0.02)


@contextmanager
def _mounted(folder: Path, size: str) -> Iterator[Path]:
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def _remount(folder: Path, option: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{option}", folder], check=True)


FAULTS = (
    full_disk,
    read_only,
    corrupt_ledger,
    emptied_ledger,
    flipped_bytes,
    two_runs,
    wrong_clock,
    breaking_segments,
    unreadable_inputs,
    hostile_batch,
    hostile_inputs,
)


def main() -> int:
    """Soak; 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="scripts/soak faults")
    parser.add_argument("--only", choices=[fault.__name__ for fault in FAULTS])
    parser.add_argument("--hostile", type=int, default=10_000, help="inputs for the readers")
    parser.add_argument("--documents", type=int, default=400, help="hostile documents in a batch")
    parser.add_argument("--flips", type=int, default=200, help="ledgers with other bytes")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="toolkit-faults-") as name:
        folder = Path(name)
        site = Site(folder, batches.tree(folder / "in"), folder / "whole", asked)
        if site.run(site.whole)[0]:
            raise SystemExit("the unbroken run ended badly")
        for fault in FAULTS:
            if asked.only in (None, fault.__name__):
                wrong += _row(fault, site)
    print(f"defects: {wrong}")
    return int(bool(wrong))


def _row(fault: Callable[[Site], Found], site: Site) -> int:
    begun = time.monotonic()
    if fault in (full_disk, read_only) and os.geteuid():
        print(f"{fault.__name__:<20}left out: it needs root", flush=True)
        return 0
    said = list(fault(site))
    wrong = [line for line in said if not line.startswith("·")]
    notes = " ".join(line for line in said if line.startswith("·"))
    outcome = f"{len(wrong)} WRONG" if wrong else "ok"
    print(f"{fault.__name__:<20}{outcome:<10}{time.monotonic() - begun:6.0f} s  {notes}")
    print("".join(f"    {line}\n" for line in wrong), end="", flush=True)
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main())
