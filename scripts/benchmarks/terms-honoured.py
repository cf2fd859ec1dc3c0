"""Honouring terms: success, place, quality and cost, against what people do about terms today.

    scripts/bench terms-honoured ../shared/eval [--model FILE] [--sets LIST] [--arms LIST] [--limit N] [--json FILE]

The folder holds ``tico19_{dev,test}.{ar,en}``, ``tico19_terms.tsv`` and ``flores200_{dev,devtest}.{ar,en}``. A term of
TICO-19 is a find whose English stands in the reference, in the form that stands there; FLORES has the finds of the
shipped termbase. All arms see the same segments, those with a term, batch by batch in turn. A bare arm gets the package
without the ``annotation`` of its ``metadata.json``.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import _term_arms as arms
import _term_sets as sets
from _term_arms import Arm, Output
from _term_figures import Figures, Run, figures
from _term_metrics import occurrences, places
from _term_sets import Item, TestSet

from toolkit.engines import Engine, installation
from toolkit.engines.argos import ArgosEngine
from toolkit.engines.packages import Package
from toolkit.pipeline import BATCH

SETS = ("tico-dev", "tico-test", "flores-dev")
SIDE = 160
"""Segments of each of the two texts that are tried beside a set, so that all arms on a set take six minutes."""
COLUMNS = {
    "exact": "exact %",
    "lemmas": "lemmas %",
    "window2": "window 2",
    "window3": "window 3",
    "kept2": "kept 2",
    "kept3": "kept 3",
    "duplicates": "twice ‰",
    "leftovers": "left ‰",
    "bleu": "BLEU",
    "chrf": "chrF2++",
    "speed": "segm./s",
    "time": "time ×",
    "cpu": "CPU ×",
}
Engines = Mapping[bool, Engine]


def main() -> None:
    options = _options()
    package = installation.choose(options.model)
    engines = {bare: ArgosEngine(_bare(package) if bare else package) for bare in (False, True)}
    chosen = arms.chosen(options.arms, engines[False].annotates)
    print(f"{engines[False].name}@{engines[False].fingerprint}, takes terms inline: {engines[False].annotates}\n")
    report: dict[str, object] = {}
    for name in options.sets:
        test_set = sets.read(options.folder, name, options.limit)
        report[name] = _measured(test_set, engines, chosen, options.show)
    if options.json:
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench terms-honoured")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default="", metavar="FILE")
    parser.add_argument("--sets", type=_some_of(SETS), default=SETS, metavar="A,B", help=", ".join(SETS))
    names = [arm.name for arm in arms.ARMS if not arm.bare]
    parser.add_argument("--arms", type=_some_of(names), default=(), metavar="A,B", help=", ".join(names))
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="take the first N segments with terms")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N segments as all arms translate them")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures and the outputs")
    return parser.parse_args()


def _some_of(known: Sequence[str]) -> Callable[[str], tuple[str, ...]]:
    """Make a reader of a list of known names."""

    def read(value: str) -> tuple[str, ...]:
        names = tuple(value.split(","))
        if unknown := set(names) - set(known):
            raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: not one of {', '.join(known)}")
        return names

    return read


def _bare(package: Package) -> Package:
    """Give a package as it is without the key ``annotation``."""
    return replace(package, metadata=replace(package.metadata, marks=None))


def _measured(test_set: TestSet, engines: Engines, chosen: Sequence[Arm], show: int) -> dict[str, object]:
    """Run and print all texts of a set: its terms, ordinary words as terms, every second segment with a term."""
    left_out = test_set.total - len(test_set.items)
    print(f"## {test_set.name}: {len(test_set.items)} segments with settled terms, {left_out} left out\n", flush=True)
    control = [arm for arm in chosen if arm.name in ("alone", "ours", "ours-bare")]
    runs = _runs(test_set.items, engines, chosen)
    report = {"terms": _table(test_set.items, runs, chosen)}
    _show(test_set.items[:show], runs, chosen)
    if len(control) > 1:
        ordinary = test_set.ordinary[:SIDE]
        print(f"### Ordinary words as terms, {len(ordinary)} segments\n")
        report["ordinary"] = _table(ordinary, _runs(ordinary, engines, control), control) if ordinary else {}
        report["alternating"] = _alternating(sets.alternating(test_set, SIDE), engines, control)
    return {"figures": report, "outputs": _outputs(test_set.items, runs)}


def _runs(items: Sequence[Item], engines: Engines, chosen: Sequence[Arm]) -> dict[str, Run]:
    """Let the arms translate batch by batch in turn, so that the machine's mood is the same for all."""
    for engine in engines.values():
        arms.ARMS[0].run(engine, items[:4], {})
    runs = {arm.name: Run((), 0.0, 0.0) for arm in chosen}
    for start in range(0, len(items), BATCH):
        done: dict[str, Run] = {}
        for arm in arms.in_order(chosen):
            done[arm.name] = _run(arm, engines[arm.bare], items[start : start + BATCH], done)
            runs[arm.name] = _added(runs[arm.name], done[arm.name])
        if sys.stderr.isatty():
            print(f"\r{min(start + BATCH, len(items))} of {len(items)}", end="\r", file=sys.stderr)
    return runs


def _run(arm: Arm, engine: Engine, items: Sequence[Item], done: Mapping[str, Run]) -> Run:
    before = done[arm.builds_on] if arm.builds_on else Run((), 0.0, 0.0)
    wall, cpu = time.perf_counter(), time.process_time()
    outputs = arm.run(engine, items, {name: run.outputs for name, run in done.items()})
    if arm.repeats:
        return replace(before, outputs=tuple(outputs))
    return Run(tuple(outputs), before.wall + time.perf_counter() - wall, before.cpu + time.process_time() - cpu)


def _added(one: Run, other: Run) -> Run:
    return Run(one.outputs + other.outputs, one.wall + other.wall, one.cpu + other.cpu)


def _table(items: Sequence[Item], runs: Mapping[str, Run], chosen: Sequence[Arm]) -> dict[str, object]:
    rows = figures(items, runs)
    counted = {arm: rows[arm.name] for arm in chosen}
    settled = [(term, item.reference) for item in items for term in item.terms]
    standing = sum(any(occurrences(form, reference) for form in term.forms) for term, reference in settled)
    print(f"{len(settled)} terms, {standing} of them in the reference\n")
    print(f"| arm | {' | '.join(COLUMNS.values())} |\n|---|{'--:|' * len(COLUMNS)}")
    for arm, row in counted.items():
        print(f"| {arm.title} | {' | '.join(f'{getattr(row, column):.2f}' for column in COLUMNS)} |")
    print()
    _verdicts(counted)
    for arm, row in counted.items():
        _remarks(arm, row, items, runs[arm.name].outputs)
    print()
    return {arm.name: asdict(row) for arm, row in counted.items()}


def _verdicts(counted: Mapping[Arm, Figures]) -> None:
    judged = {arm: row.verdicts for arm, row in counted.items() if row.verdicts}
    names = sorted({name for verdicts in judged.values() for name in verdicts})
    if not names:
        return
    print(f"| share by verdict, % | {' | '.join(names)} |\n|---|{'--:|' * len(names)}")
    for arm, verdicts in judged.items():
        print(f"| {arm.title} | {' | '.join(f'{verdicts.get(name, 0):.1f}' for name in names)} |")
    print()


def _remarks(arm: Arm, row: Figures, items: Sequence[Item], outputs: Sequence[Output]) -> None:
    if row.lost:
        print(f"- {arm.title}: {row.lost} lost")
    if row.verdicts:
        share = f"{100 * row.flagged / row.missed:.0f} %" if row.missed else "nothing to flag"
        print(f"- {arm.title}: {row.missed} missed by recount, in segments flagged for review: {row.flagged} ({share});"
              f" {row.review} segments are flagged")  # fmt: skip
    if arm.name in ("ours", "ours-bare"):
        for line in _unflagged(items, outputs):
            print(f"  - {line}")


def _unflagged(items: Sequence[Item], outputs: Sequence[Output]) -> Iterator[str]:
    """Yield the terms that the recount misses in segments that nobody is told to look at."""
    for item, output in zip(items, outputs, strict=True):
        if not output.review:
            for term, place in zip(item.terms, places(item.terms, output.text), strict=True):
                if place is None:
                    yield f"{item.task.segment.id}: no «{'|'.join(term.forms)}» in: {output.text}"


def _alternating(items: Sequence[Item], engines: Engines, control: Sequence[Arm]) -> dict[str, object]:
    """Time a text in which every second segment has a term."""
    runs = _runs(items, engines, control)
    alone = runs["alone"]
    print(f"### Every second segment has a term, {len(items)} segments\n")
    print("| arm | segm./s | time × | CPU × |\n|---|--:|--:|--:|")
    for arm in control:
        run = runs[arm.name]
        ratios = f"{run.wall / alone.wall:.2f} | {run.cpu / alone.cpu:.2f}"
        print(f"| {arm.title} | {len(items) / run.wall:.1f} | {ratios} |")
    print(flush=True)
    return {name: {"time": run.wall / alone.wall, "cpu": run.cpu / alone.cpu} for name, run in runs.items()}


def _show(items: Sequence[Item], runs: Mapping[str, Run], chosen: Sequence[Arm]) -> None:
    for number, item in enumerate(items):
        print(f"{item.task.segment.id}: {item.task.segment.source}\n  reference: {item.reference}")
        print("  terms: " + "; ".join("|".join(term.forms) for term in item.terms))
        for arm in chosen:
            print(f"  {arm.title}: {runs[arm.name].outputs[number].text}")
        print()


def _outputs(items: Sequence[Item], runs: Mapping[str, Run]) -> dict[str, object]:
    return {
        item.task.segment.id: {
            "source": item.task.segment.source,
            "reference": item.reference,
            "terms": ["|".join(term.forms) for term in item.terms],
            **{name: run.outputs[number].text for name, run in runs.items()},
        }
        for number, item in enumerate(items)
    }


if __name__ == "__main__":
    main()
