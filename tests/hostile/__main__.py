"""``python -m tests.hostile --seed 1 --count 10000`` judges inputs and prints a table; ``--only 7`` shows one."""

import argparse
import json
import sys
from pathlib import Path

from tests.hostile import inputs, runs
from tests.hostile.seeds import seeds


def main() -> int:
    """Judge what the command line asks for; 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--only", type=int, help="write the input of this number into the working folder")
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only is not None:
        hostile = inputs.hostile(asked.seed, asked.only)
        Path(hostile.name).write_bytes(hostile.data)
        sys.stdout.write(f"{hostile.kind} {hostile.name}\n")
        return 0
    if asked.worker:
        _work(asked)
        return 0
    table = runs.run(asked.seed, asked.count, asked.start)
    sys.stdout.write(f"{table.text}\n")
    return int(bool(table.defects))


def _work(asked: argparse.Namespace) -> None:
    from tests.hostile import judging

    sys.dont_write_bytecode = True
    sandbox = judging.Sandbox(asked.worker / "box")
    judging.limit()
    known = seeds()
    for number in range(asked.start, asked.start + asked.count):
        hostile = inputs.hostile(asked.seed, number, known)
        verdict = judging.judge(sandbox, hostile, number)
        sys.stdout.write(json.dumps([number, hostile.format, verdict.outcome, verdict.detail]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
