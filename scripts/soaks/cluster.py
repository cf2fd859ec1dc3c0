"""The workers of a batch on Ray: the same bytes as without, whatever is killed meanwhile, and nothing left behind.

    scripts/soak cluster [--segments N] [--kills N] [--embedded]

Wants Ray: pip install 'toolkit[cluster]'. Each row is a run of one tree, compared byte for byte with that of processes;
memory is the largest sum that was seen of what the run's processes have for themselves (PSS). The cluster that is
joined has two nodes, both on this machine.
"""

import argparse
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests import batches  # noqa: E402

SEED = 7
ACTOR = "ray::Actor"
ENDS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}
"""Signals that end a run, and the status that it ends with."""
LINGERING = 100
"""Seconds in which all that a run started has to be gone."""
LOOK = 3
"""Seconds between two looks at the memory, which hold up what is looked at."""
STARTING = 10
"""Seconds in which a node of the cluster is there."""


@dataclass(frozen=True, slots=True)
class Soak:
    """What a run is done with, and where; ``nodes`` are the processes of a cluster that is joined."""

    source: Path
    folder: Path
    expected: dict[str, bytes] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    nodes: tuple[int, ...] = ()

    def start(self, output: Path, *options: str) -> "subprocess.Popen[str]":
        """Start a run, or go on with one."""
        words = ("run", self.source, "-o", output, "--quiet", "--workers", "2", *options)
        return batches.start(*words)

    def actors(self, process: "subprocess.Popen[str] | None" = None) -> list[int]:
        """List the actors at work, be they below the run or below a node."""
        roots = (*self.nodes, process.pid) if process else self.nodes
        return [each for root in roots for each in _family(root) if _title(each).startswith(ACTOR)]


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as name, _surroundings(options):
        folder = Path(name)
        soak = Soak(batches.tree(folder / "in", options.segments), folder)
        good = _row(soak, "processes")
        soak = replace(soak, expected=batches.outputs(folder / "processes"), options=("--ray", "local"))
        good &= _row(soak, "ray local")
        random = Random(SEED)
        for _ in range(options.kills):
            moment = random.uniform(0.0, options.segments * options.delay / 3)
            good &= _row(soak, f"ray local, killed after {moment:.1f} s", kill=moment)
        for end, status in ENDS.items():
            good &= _ended(soak, f"ray local, {end.name}", end, status)
        with _cluster() as (address, *nodes):
            soak = replace(soak, options=("--ray", address), nodes=tuple(nodes))
            good &= _row(soak, "two nodes")
            good &= _row(soak, "two nodes, an actor killed", kill=0.2)
            for end, status in ENDS.items():
                good &= _ended(soak, f"two nodes, {end.name}", end, status, *soak.options)
            good &= _row(soak, "two nodes, one killed", kill=0.2, victim=nodes[1])
    sys.exit(not good)


def _row(soak: Soak, name: str, kill: float | None = None, victim: int | None = None) -> bool:
    """Do a run, disturbed or not, and print what it came to."""
    began, output = time.monotonic(), soak.folder / name
    process = soak.start(output, *soak.options)
    memory, looked, due, killed = 0, began, None, False
    while process.poll() is None:
        if time.monotonic() - looked > LOOK:
            memory = max(memory, sum(map(_memory, _family(process.pid))))
            looked = time.monotonic()
        if kill is not None and due is None and _written(output):
            due = time.monotonic() + kill
        if due is not None and not killed and time.monotonic() >= due and (actors := soak.actors(process)):
            killed = True
            _kill_all(_family(victim) if victim else actors[:1])
        time.sleep(0.1)
    seconds = time.monotonic() - began
    made, left = batches.outputs(output), _left(soak, ())
    good = process.returncode == 0 and made == (soak.expected or made) and killed == (kill is not None) and not left
    _print(name, good, f"{seconds:.1f} s, {memory >> 20} MB" + (", not killed" if kill and not killed else ""))
    if not good:
        print(process.stderr.read() if process.stderr else "", left, file=sys.stderr)
    return good


def _ended(soak: Soak, name: str, end: signal.Signals, expected: int, *again: str) -> bool:
    """End a run by a signal while actors work; nothing may be left of it, and it goes on, by Ray or not."""
    output = soak.folder / name
    process = soak.start(output, *soak.options)
    while process.poll() is None and not _written(output):
        time.sleep(0.1)
    family = [*_family(process.pid), *soak.actors()]
    os.killpg(process.pid, end) if end == signal.SIGINT else process.send_signal(end)
    status, began = process.wait(), time.monotonic()
    left, seconds = _left(soak, family), time.monotonic() - began
    resumed = soak.start(output, *again).wait()
    good = status == expected and len(family) > 1 and not left and not resumed
    good &= batches.outputs(output) == soak.expected
    _print(f"{name}, resumed", good, f"status {status}; {len(left)} of {len(family)} left after {seconds:.1f} s")
    if not good:
        print(resumed, left, process.stderr.read() if process.stderr else "", file=sys.stderr)
    return good


def _left(soak: Soak, family: Sequence[int]) -> list[str]:
    """Give what lives of a run that ended, once it has had its time to go."""
    end = time.monotonic() + LINGERING
    while (left := [title for title in map(_title, [*family, *soak.actors()]) if title]) and time.monotonic() < end:
        time.sleep(0.1)
    return left


def _written(output: Path) -> bool:
    """Tell whether an output is there."""
    return any(path.is_file() and not path.name.startswith(".") for path in output.rglob("*"))


@contextmanager
def _surroundings(options: argparse.Namespace) -> Iterator[None]:
    """Set the environment of all that starts: what the engine does, and a token for the clusters."""
    engine = {"BATCH_DELAY": str(options.delay)} | ({"BATCH_ENGINE": "embedded"} if options.embedded else {})
    token = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
    with mock.patch.dict(os.environ, engine | token):
        yield


@contextmanager
def _cluster() -> Iterator[tuple[str, int, int]]:
    """Start a cluster of two nodes, with a processor each; give its address and the nodes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    head = ("--head", f"--port={address.rpartition(':')[2]}", "--include-dashboard=false", "--disable-usage-stats")
    started: list[subprocess.Popen[bytes]] = []
    try:
        for role in (head, (f"--address={address}",)):
            started.append(_ray("start", *role, "--num-cpus=1", "--block", "--object-store-memory=200000000"))
            time.sleep(STARTING)
        yield address, started[0].pid, started[1].pid
    finally:
        for each in reversed(started):
            _kill_all(_family(each.pid))
            each.wait()


def _ray(*words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "ray.scripts.scripts", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
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
    print(f"{name:40} {'same bytes' if good else 'FAILED':12} {figures}", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--segments", type=int, default=300, help="composed segments of the tree")
    parser.add_argument("--delay", type=float, default=0.05, help="seconds a segment, with the stand-in engine")
    parser.add_argument("--kills", type=int, default=3, help="actors to kill, one a run")
    parser.add_argument("--embedded", action="store_true", help="with the model that ships")
    return parser.parse_args()


if __name__ == "__main__":
    main()
