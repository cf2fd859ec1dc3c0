"""The translation memory: what a look-up costs, and which of a full scan's near texts it finds.

    scripts/bench memory ../shared/eval [--segments N] [--queries N]

The folder holds ``tico19_dev.ar``. Segments are recombined from its clauses. Queries are segments of the memory, of at
least four words, that were edited: one set has 10 to 30 % of its words left out, doubled, swapped or replaced; the
other has a conjunction, a preposition, an article or an ending put to or taken off 45 % of its words. A full scan
compares a query with every text, in rapidfuzz; a query counts as found where the memory's best score is the scan's.
Times are those of the processor.
"""

import argparse
import random
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from rapidfuzz import fuzz, process

from toolkit.memory import Entry, Memory, Query, Scope
from toolkit.memory.entries import LEAST, MOST_FUZZY
from toolkit.memory.stems import folded

SEED = 29
SHORTEST = 4
CLAUSE = re.compile(r"(?<=[،؛.:])\s+")
ANYBODY = Scope()
Result = TypeVar("Result")
Edit = Callable[[random.Random, Sequence[str], Sequence[str]], list[str]]


def main() -> None:
    options = _options()
    chance = random.Random(SEED)
    segments = _segments(options.folder / options.text, options.segments, chance)
    words = sorted({word for segment in segments[:2000] for word in segment.split()})
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "bench.memory"
        _import(path, segments)
        with Memory(path) as memory:
            _exact(memory, chance.sample(segments, min(10_000, len(segments))))
            texts = [folded(segment) for segment in segments]
            long = [segment for segment in segments if len(segment.split()) >= SHORTEST]
            print("| queries | mean, ms | median, ms | p95, ms | scan, ms | near | as a full scan | share |")
            print(f"|---|{'--:|' * 7}")
            for name, edit in (("words", _words_edited), ("clitics and endings", _affixes_edited)):
                chosen = chance.sample(long, options.queries)
                queries = [" ".join(edit(chance, segment.split(), words)) for segment in chosen]
                print(f"| {name} | {' | '.join(_fuzzy(memory, queries, texts))} |", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench memory")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--text", default="tico19_dev.ar", metavar="NAME", help="the file that clauses are taken from")
    parser.add_argument("--segments", type=int, default=100_000, metavar="N")
    parser.add_argument("--queries", type=int, default=300, metavar="N", help="of each set")
    return parser.parse_args()


def _segments(path: Path, number: int, chance: random.Random) -> list[str]:
    """Recombine clauses into different segments, of one to four clauses each."""
    lines = path.read_text("utf-8").splitlines()
    clauses = sorted({clause for line in lines for clause in CLAUSE.split(line) if 3 <= len(clause.split()) <= 12})
    made: dict[str, None] = {}
    while len(made) < number:
        made[" ".join(chance.choices(clauses, k=chance.choice((1, 2, 2, 2, 3, 4))))] = None
    return list(made)


def _import(path: Path, segments: Sequence[str]) -> None:
    entries = (
        Entry(segment, f"Translation of {len(segment)} letters, number {n}.") for n, segment in enumerate(segments)
    )
    started = time.process_time()
    with Memory(path, write=True) as memory:
        memory.add(entries)
    seconds = time.process_time() - started
    letters, words = (
        statistics.mean(size(segment) for segment in segments) for size in (len, lambda s: len(s.split()))
    )
    print("| memory | |\n|---|--:|")
    print(f"| segments | {len(segments)} |\n| letters, words of one (mean) | {letters:.0f}, {words:.0f} |")
    print(f"| stored and indexed, a second | {len(segments) / seconds:.0f} |")
    print(f"| file, MB | {path.stat().st_size / 1e6:.0f} |")
    print(f"| peak of the process, MB | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} |")


def _exact(memory: Memory, segments: Sequence[str]) -> None:
    queries = [Query(segment) for segment in segments]
    seconds, hits = _timed(lambda: [memory.exact(query, ANYBODY) for query in queries])
    assert all(hits)
    print(f"| exact look-up, µs | {seconds / len(queries) * 1e6:.0f} |\n")


def _fuzzy(memory: Memory, queries: Sequence[str], texts: Sequence[str]) -> Sequence[str]:
    """Give the cells of a set: what a look-up and a scan cost, how many have a near text, how many are found."""
    timed = [_timed(lambda query=query: memory.fuzzy(Query(query), ANYBODY, LEAST, 1)) for query in queries]
    costs = sorted(seconds * 1000 for seconds, _ in timed)
    best = [hits[0].score if hits else 0 for _, hits in timed]
    scan, wanted = _timed(lambda: [_scanned(query, texts) for query in queries])
    near = [(ours, theirs) for ours, theirs in zip(best, wanted, strict=True) if theirs]
    same = sum(ours >= theirs for ours, theirs in near)
    p95 = costs[int(len(costs) * 0.95)]
    numbers = (statistics.mean(costs), statistics.median(costs), p95, scan / len(queries) * 1000)
    return *(f"{number:.2f}" for number in numbers), str(len(near)), str(same), f"{same / len(near):.1%}"


def _scanned(query: str, texts: Sequence[str]) -> int:
    found = process.extractOne(folded(query), texts, scorer=fuzz.ratio, score_cutoff=LEAST)
    return min(int(found[1]), MOST_FUZZY) if found else 0


def _words_edited(chance: random.Random, words: Sequence[str], others: Sequence[str]) -> list[str]:
    edited = list(words)
    for _ in range(max(1, round(len(words) * chance.uniform(0.1, 0.3)))):
        place = chance.randrange(len(edited))
        kind = chance.choice(("left out", "doubled", "swapped", "replaced", "replaced"))
        if kind == "left out" and len(edited) > 1:
            del edited[place]
        elif kind == "doubled":
            edited.insert(place, edited[place])
        elif kind == "swapped":
            other = (place + 1) % len(edited)
            edited[place], edited[other] = edited[other], edited[place]
        else:
            edited[place] = chance.choice(others)
    return edited


def _affixes_edited(chance: random.Random, words: Sequence[str], _: Sequence[str]) -> list[str]:
    return [_affixed(chance, word) if len(word) > 3 and chance.random() < 0.45 else word for word in words]


def _affixed(chance: random.Random, word: str) -> str:
    bare = re.sub("^[وفبل]?ال|^لل", "", word)
    stem = re.sub("(?:ات|ين|ون|ها|ة)$", "", bare)
    made = [f"و{word}", f"ال{bare}", f"بال{bare}", f"لل{bare}", bare]
    made += [f"{stem}{ending}" for ending in ("ات", "ها", "هم", "ين", "ة")] if len(stem) > 2 else []
    return chance.choice([each for each in made if each != word])


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


if __name__ == "__main__":
    sys.exit(main())
