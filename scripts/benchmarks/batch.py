"""Batches: speed against Argos' own API and bare CTranslate2, the start, and what a segment costs as inputs grow.

    scripts/bench batch ../shared/eval [--argos PYTHON] [--parts models,start,flat] [--segments N] [--rounds N]
                                       [--flat N,N,...]

The folder holds ``flores200_dev.ar``, ``tico19_dev.ar`` and their other halves. PYTHON is the interpreter of a
throw-away environment with the whole of argostranslate (``pip install torch argostranslate``); its sentences are ours.
Every arm is a process of its own, with the embedded model and a beam of 4; times of the processor include workers.
Bare CTranslate2 gets pieces that were cut and sorted before, and nothing is done with what it gives; our arms go from
files to files and include the start of their workers. Ratios by the clock want a machine where nothing else runs: pause
what does (``kill -STOP``), and let it go on afterwards (``kill -CONT``).
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import _batch_flat as flat
from _batch_flat import seconds_of

from toolkit import arabic, segmentation
from toolkit.bitext import Unit
from toolkit.engines import installation

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PARTS = ("models", "start", "flat")
SETS = ("flores200_dev", "tico19_dev", "flores200_devtest", "tico19_test")
LINES, SIZE = 100, 1000
"""Lines of a file, and segments of one in the long run."""
SENTENCE = "أعلنت الوزارة أن المدارس ستفتح أبوابها صباح الأحد المقبل."
TITLES = {
    "argos": "Argos, apply_packaged_translation",
    "raw-1": "CTranslate2 alone, 1 thread",
    "raw-2": "CTranslate2 alone, 2 threads",
    "plain-1": "ours, plain, 1 worker",
    "plain-2": "ours, plain, 2 workers",
    "terms-1": "ours, with the shipped termbase, 1 worker",
    "terms-2": "ours, with the shipped termbase, 2 workers",
}
Times = tuple[float, float]
"""Seconds by the clock and of the processor."""


def main() -> None:
    options = _options()
    if "models" in options.parts:
        _models(_texts(options.folder, options.segments), options.argos, options.rounds)
    if "start" in options.parts:
        _start()
    if "flat" in options.parts:
        _flat(options.flat)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench batch")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--argos", metavar="PYTHON")
    parser.add_argument("--parts", type=lambda value: value.split(","), default=PARTS, metavar="A,B")
    parser.add_argument("--segments", type=int, default=2000, metavar="N")
    parser.add_argument("--rounds", type=int, default=1, metavar="N")
    numbers = [10**3, 10**4, 10**5]
    parser.add_argument("--flat", type=lambda value: list(map(int, value.split(","))), default=numbers, metavar="N,N")
    return parser.parse_args()


def _texts(folder: Path, number: int) -> list[list[str]]:
    """Take as many segments as asked for, half of them from each of the two texts, as lines in lists."""
    lines: list[str] = []
    for sets in (SETS[::2], SETS[1::2]):
        every = (line for name in sets for line in (folder / f"{name}.ar").read_text("utf-8").splitlines())
        lines += _first(every, number // 2)
    return [lines[start : start + LINES] for start in range(0, len(lines), LINES)]


def _first(lines: Iterator[str], number: int) -> Iterator[str]:
    for line in lines:
        if number <= 0:
            return
        number -= len(_segments(line))
        yield line


def _segments(line: str) -> list[str]:
    return [segment.source for segment in segmentation.segments(Unit("p", line))]


def _models(texts: Sequence[Sequence[str]], argos: str | None, rounds: int) -> None:
    number = sum(arabic.has_arabic(segment) for text in texts for line in text for segment in _segments(line))
    names = [name for name in TITLES if argos or name != "argos"]
    timed: dict[str, list[Times]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            timed[name].append(_argos(argos or "", texts) if name == "argos" else _arm(name, texts))
            print(f"{TITLES[name]}: {timed[name][-1][1]:.1f} s", file=sys.stderr, flush=True)
    median = {name: tuple(map(statistics.median, zip(*each, strict=True))) for name, each in timed.items()}
    print(f"{number} segments, {os.cpu_count()} cores, median of {rounds}; segments a second, and ratios\n")
    print("| arm | by processor | × Argos | × CTranslate2 | by clock | × Argos | × CTranslate2 | × 1 worker |")
    print(f"|---|{'--:|' * 7}")
    for name in names:
        print(f"| {TITLES[name]} | {' | '.join(_cells(name, number, median))} |")
    print(flush=True)


def _cells(name: str, number: int, median: Mapping[str, Sequence[float]]) -> Iterator[str]:
    """Compare an arm with Argos, and with CTranslate2 and one worker of as many threads."""
    bare, single = f"raw-{name[-1]}", f"{name[:-1]}1"
    for measure in (1, 0):
        yield f"{number / median[name][measure]:.1f}"
        for other in ("argos", bare):
            yield f"{median[other][measure] / median[name][measure]:.2f}" if other in median else ""
    yield f"{median[single][0] / median[name][0]:.2f}" if single in median else ""


def _arm(name: str, texts: Sequence[Sequence[str]]) -> Times:
    clock, cpu = _answer([sys.executable, str(HERE / "_batch_arm.py"), name], json.dumps(texts))
    return clock, cpu


def _answer(command: list[str], given: str = "") -> list[float]:
    """Run a process that answers with JSON."""
    run = subprocess.run(command, input=given, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT, env=_env())
    answer: list[float] = json.loads(run.stdout)
    return answer


def _env() -> Mapping[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def _argos(python: str, texts: Sequence[Sequence[str]]) -> Times:
    """Let Argos translate line by line, after a few to warm it up."""
    command = [python, str(HERE / "_argos_arm.py"), str(installation.embedded())]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdin and process.stdout
        clock = before = 0.0
        for some in (texts[0][:5], [line for text in texts for line in text]):
            before = seconds_of(process.pid)
            print(json.dumps(list(filter(None, map(_segments, some)))), file=process.stdin, flush=True)
            clock = float(process.stdout.readline())
        cpu = seconds_of(process.pid) - before
        process.stdin.close()
    return clock, cpu


def _start() -> None:
    """Time ``toolkit translate`` of one sentence, from the start of its process to its end."""
    clock, cpu = zip(*(_once() for _ in range(6)), strict=True)
    print("| one sentence, from start to end, median of 5 | seconds |\n|---|--:|")
    print(f"| by clock | {statistics.median(clock[1:]):.2f} |\n| by processor | {statistics.median(cpu[1:]):.2f} |\n")


def _once() -> Times:
    command = [sys.executable, "-m", "toolkit", "translate", "-", "--quiet"]
    before, started = os.times(), time.perf_counter()
    subprocess.run(command, input=SENTENCE, text=True, check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=_env())
    clock, after = time.perf_counter() - started, os.times()
    return clock, sum(after[2:4]) - sum(before[2:4])


def _flat(numbers: Sequence[int]) -> None:
    """Measure what a segment costs outside the model, as the number of segments grows."""
    print("A fake engine stands in for the model; terms of the shipped termbase are found, none is enforced.\n")
    print("| segments | in files of | main, ms a segment | worker, ms a segment | peak of main, MB | of worker, MB |")
    print(f"|---|{'--:|' * 5}")
    shapes: tuple[Callable[[int], int], ...] = (lambda _: SIZE, lambda number: number)
    for size_of in shapes:
        for number in numbers:
            if size_of(number) != SIZE or size_of is shapes[0]:
                _flat_row(number, size_of(number))


def _flat_row(number: int, size: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        flat.write(Path(scratch, "in"), number, size)
        main, worker, main_peak, worker_peak = _answer([sys.executable, str(HERE / "_batch_flat.py"), scratch])
    costs = f"{1000 * main / number:.3f} | {1000 * worker / number:.3f}"
    print(f"| {number:,} | {size:,} | {costs} | {main_peak / 1e6:.0f} | {worker_peak / 1e6:.0f} |", flush=True)


if __name__ == "__main__":
    main()
