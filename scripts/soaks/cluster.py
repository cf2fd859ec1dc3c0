"""The workers of a batch on Ray: the same bytes as without, whatever is killed meanwhile, and nothing left behind.

    scripts/soak cluster [--segments N] [--kills N] [--embedded]

Wants Ray: pip install 'toolkit[cluster]'. Each row is a run of one tree, compared byte for byte with that of processes;
memory is the largest sum that was seen of what the run's processes have for themselves (PSS). The cluster that is
joined has two nodes, both on this machine.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests import batches  # noqa: E402

SEED = 7
ACTOR = "ray::Actor"
LINGERING = 20
"""Seconds in which all that a run started has to be gone."""
STARTING = 15
"""Seconds in which a node of the cluster is there."""


@dataclass(frozen=True, slots=True)
class Soak:
    """What a run is done with, and where."""

    source: Path
    folder: Path
    options: tuple[str, ...]
    surroundings: dict[str, str]
    expected: dict[str, bytes]

    def start(self, output: Path, *more: str) -> "subprocess.Popen[str]":
        """Start a run."""
        return batches.start("run", self.source, "-o", output, "--quiet", *self.options, *more, **self.surroundings)


def main() -> None:
    options = _options()
    surroundings = {"chunk": "16", "delay": str(options.delay)} | ({"engine": "embedded"} if options.embedded else {})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = batches.tree(folder / "in", options.segments)
        soak = Soak(source, folder, ("--workers", "2"), surroundings, {})
        good = _row(soak, "processes", folder / "processes")
        soak = Soak(source, folder, soak.options, surroundings, batches.outputs(folder / "processes"))
        local = ("--ray", "local")
        good &= _row(soak, "ray local", folder / "local", *local)
        random = Random(SEED)
        for number in range(options.kills):
            moment = random.uniform(0.0, options.segments * options.delay / 3)
            good &= _row(soak, f"an actor killed after {moment:.1f} s", folder / f"kill{number}", *local, kill=moment)
        for end in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
            good &= _ended(soak, end, folder / end.name, *local)
        with _cluster() as (address, node):
            good &= _row(soak, "two nodes", folder / "two", "--ray", address)
            good &= _row(soak, "two nodes, one killed", folder / "one", "--ray", address, kill=2.0, victim=node)
    sys.exit(not good)


def _row(
    soak: Soak,
    name: str,
    output: Path,
    *more: str,
    kill: float | None = None,
    victim: "subprocess.Popen[bytes] | None" = None,
) -> bool:
    """Do a run, disturbed or not, and print what it came to."""
    began = time.monotonic()
    process = soak.start(output, *more)
    memory, due, killed = 0, None, False
    while process.poll() is None:
        family = _family(process.pid)
        memory = max(memory, sum(map(_memory, family)))
        at_work = [each for each in family if _title(each).startswith(ACTOR)] or ([1] if victim else [])
        if kill is not None and due is None and at_work and _written(output):
            due = time.monotonic() + kill
        if due is not None and not killed and at_work and time.monotonic() >= due:
            killed = True
            _kill_all(_family(victim.pid) if victim else at_work[:1])
        time.sleep(0.1)
    seconds = time.monotonic() - began
    made = batches.outputs(output)
    good = process.returncode == 0 and made == (soak.expected or made) and killed == (kill is not None)
    _print(name, good, f"{seconds:.1f} s, {memory >> 20} MB" + (", not killed" if kill and not killed else ""))
    if not good:
        print(process.stderr.read() if process.stderr else "", file=sys.stderr)
    return good


def _ended(soak: Soak, end: signal.Signals, output: Path, *more: str) -> bool:
    """End a run by a signal while actors work; nothing may be left of it, and it goes on without Ray."""
    process = soak.start(output, *more)
    while process.poll() is None and not _written(output):
        time.sleep(0.1)
    family = _family(process.pid)
    os.killpg(process.pid, end) if end == signal.SIGINT else process.send_signal(end)
    status, began = process.wait(), time.monotonic()
    while any(map(_title, family)) and time.monotonic() < began + LINGERING:
        time.sleep(0.1)
    left = [title for title in map(_title, family) if title]
    again = soak.start(output).wait()
    good = not left and len(family) > 1 and batches.outputs(output) == soak.expected
    _print(f"{end.name}, resumed", good, f"status {status}, of {len(family)} processes {len(left)} left; {again}")
    return good


def _written(output: Path) -> bool:
    """Tell whether an output is there."""
    return any(path.is_file() and not path.name.startswith(".") for path in output.rglob("*"))


@contextmanager
def _cluster() -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Start a cluster of two nodes; give its address, and the second."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    started = []
    try:
        head = ("--head", f"--port={address.rpartition(':')[2]}", "--include-dashboard=false", "--disable-usage-stats")
        for role in (head, (f"--address={address}",)):
            started.append(_ray("start", *role, "--num-cpus=2", "--block", "--object-store-memory=200000000"))
            time.sleep(STARTING)
        yield address, started[-1]
    finally:
        for each in started:
            _kill_all(_family(each.pid))
            each.wait()


def _ray(*words: str) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-m", "ray.scripts.scripts", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )


def _kill_all(processes: Sequence[int]) -> None:
    for each in processes:
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)


def _family(parent: int) -> list[int]:
    """List a process and all that descend from it."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (stat := _read(entry / "stat")):
            parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    family = [parent]
    for each in family:
        family.extend(child for child, above in parents.items() if above == each)
    return family


def _title(process: int) -> str:
    """Give the command of a process that lives; empty for one that ended."""
    return _read(Path(f"/proc/{process}/cmdline")).replace("\0", " ").strip()


def _memory(process: int) -> int:
    found = [line for line in _read(Path(f"/proc/{process}/smaps_rollup")).splitlines() if line.startswith("Pss:")]
    return int(found[0].split()[1]) << 10 if found else 0


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""


def _print(name: str, good: bool, figures: str) -> None:
    print(f"{name:32} {'same bytes' if good else 'FAILED':12} {figures}", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--segments", type=int, default=300, help="composed segments of the tree")
    parser.add_argument("--delay", type=float, default=0.05, help="seconds a segment, with the stand-in engine")
    parser.add_argument("--kills", type=int, default=3, help="actors to kill, one a run")
    parser.add_argument("--embedded", action="store_true", help="with the model that ships")
    return parser.parse_args()


if __name__ == "__main__":
    main()
