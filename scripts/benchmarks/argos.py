"""Ours against Argos' own API, with the same package and the same sentences: speed and start-up.

    scripts/bench argos INPUT --argos PYTHON

PYTHON is the interpreter of a throw-away environment with the whole of argostranslate (``pip install torch
argostranslate``). Argos gets our sentence splitter, since its own one downloads a model; both get two threads more
or less as they take them by default, the arms alternate, and the table gives medians.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from toolkit import enforcement, glossaries, segmentation, terms
from toolkit.documents import encodings, files, text
from toolkit.drafts import Task
from toolkit.engines import installation, packages
from toolkit.engines.argos import ArgosEngine

ROOT = Path(__file__).resolve().parents[2]
ARGOS_ARM = Path(__file__).with_name("_argos_arm.py")


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench argos")
    parser.add_argument("input")
    parser.add_argument("--argos", required=True, metavar="PYTHON")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    units = text.read(encodings.decode(files.read(options.input), "", options.input))
    paragraphs = [list(segmentation.segments(unit)) for unit in units]
    _table(options, [paragraph for paragraph in paragraphs if paragraph])


def _table(options: argparse.Namespace, paragraphs: list[list[segmentation.Segment]]) -> None:
    count = sum(map(len, paragraphs))
    engine = ArgosEngine(packages.read(installation.embedded()))
    index = terms.index(glossaries.stack((), default=True))
    found = [Task(each, terms.find(index, each.source)) for paragraph in paragraphs for each in paragraph]
    plain = [Task(task.segment) for task in found]
    with subprocess.Popen(
        [options.argos, str(ARGOS_ARM), str(installation.embedded())],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as argos:  # fmt: skip
        arms: dict[str, Callable[[], float]] = {
            "Argos, apply_packaged_translation": lambda: _ask(argos, paragraphs),
            "ours, --no-enforce": lambda: _timed(lambda: enforcement.translate(engine, plain, enforce=False)),
            "ours, with the shipped termbase": lambda: _timed(lambda: enforcement.translate(engine, found)),
        }
        seconds = _alternating(arms, options.rounds)
        assert argos.stdin
        argos.stdin.close()
    print(f"{count} segments, {sum(len(task.matches) for task in found)} terms, median of {options.rounds} rounds\n")
    _print("segments a second", {name: count / value for name, value in seconds.items()}, "{:8.1f}")
    print()
    helps = {
        "argos-translate --help": [str(Path(options.argos).with_name("argos-translate")), "--help"],
        "scripts/toolkit --help": [str(ROOT / "scripts" / "toolkit"), "--help"],
    }
    cpu = _alternating({name: lambda command=command: _cpu(command) for name, command in helps.items()}, options.rounds)
    _print("CPU seconds", cpu, "{:8.3f}")


def _print(title: str, figures: dict[str, float], form: str) -> None:
    first = next(iter(figures.values()))
    print(f"| {title:34} |          | ratio |\n|---|--:|--:|")
    for name, figure in figures.items():
        print(f"| {name:34} | {form.format(figure)} | {figure / first:5.2f} |")


def _alternating(arms: dict[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Run all arms once to warm up, then in turn, so that the machine's mood is the same for all."""
    for arm in arms.values():
        arm()
    results = [{name: arm() for name, arm in arms.items()} for _ in range(rounds)]
    return {name: statistics.median(result[name] for result in results) for name in arms}


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _ask(argos: subprocess.Popen[str], paragraphs: list[list[segmentation.Segment]]) -> float:
    """Let Argos translate paragraph by paragraph; it times itself."""
    assert argos.stdin and argos.stdout
    print(json.dumps([[segment.source for segment in each] for each in paragraphs]), file=argos.stdin, flush=True)
    return float(argos.stdout.readline())


def _cpu(command: list[str]) -> float:
    """Measure user and system time of a command and of what it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
