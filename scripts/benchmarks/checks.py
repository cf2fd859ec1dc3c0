"""The quality gate: which planted errors are found, and what in clean text, beside translate-toolkit's pofilter.

    scripts/bench checks ../shared/eval [--sets LIST] [--planted N] [--show N]

The folder holds ``tico19_dev.{ar,en}`` and ``flores200_{dev,devtest}.{ar,en}``. Terms are those of the shipped
termbase, and, not to be translated, the names that a set has in Latin letters in its Arabic. The references were made
without the termbase: what ``term-missing`` finds in them is counted as false only where the lemmas of
``terms-honoured`` find the term. Where clean text offers no place for an error (placeholders, tags, links, Hijri
years), a control is made that is right, and what is found in it is false.
"""

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import _planted as planted
import _pofilter as pofilter
from _planted import Kind
from _term_metrics import Term, honoured_by_lemma

from toolkit import glossaries, renderings, terms
from toolkit.bitext import Unit
from toolkit.checks import CHECKS, Check, Pair, findings, pair
from toolkit.findings import Finding

SETS = {"tico-dev": "tico19_dev", "flores-dev": "flores200_dev", "flores-devtest": "flores200_devtest"}
SEED = 19
NAME = re.compile(r"(?<![\w.@/-])[A-Z][A-Za-z]*[A-Z](?![\w@/-])")
"""A name of two capitals or more, such as UNESCO."""
HEADER = (
    "check",
    "planted",
    "found",
    "recall",
    "precision",
    "false in 200",
    "pofilter",
    "found",
    "recall",
    "false in 200",
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of a kind of error: ``false`` findings are counted in as many ``clean`` segments."""

    planted: int
    found: int
    false: int
    clean: int

    @property
    def cells(self) -> tuple[str, ...]:
        recall = f"{self.found / self.planted:.3f}" if self.planted else "–"
        told = self.found + self.false
        precision = f"{self.found / told:.3f}" if told else "–"
        return str(self.planted), str(self.found), recall, precision, f"{self._rate:.2f}"

    @property
    def _rate(self) -> float:
        return 200 * self.false / self.clean if self.clean else 0.0


def main() -> None:
    options = _options()
    for name in options.sets:
        _measure(options.folder, name, options.planted, options.show)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench checks")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", type=_names, default=("tico-dev", "flores-dev"), metavar="A,B", help=", ".join(SETS))
    parser.add_argument("--planted", type=int, default=200, metavar="N", help="errors of each kind, at most")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N of the errors that were not found")
    return parser.parse_args()


def _names(value: str) -> tuple[str, ...]:
    names = tuple(value.split(","))
    if unknown := set(names) - set(SETS):
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: not one of {', '.join(SETS)}")
    return names


def _measure(folder: Path, name: str, number: int, show: int) -> None:
    clean, index = _read(folder, SETS[name])
    found = findings(clean)
    theirs = pofilter.checker([entry.target for entry in index.glossary.entries if entry.status == "do-not-translate"])
    filtered = [pofilter.filters(theirs, each) for each in clean] if theirs else []
    print(f"## {name}: {len(clean)} segments\n")
    print(f"| {' | '.join(HEADER)} |\n|---|{'--:|' * 5}---|{'--:|' * 3}")
    missed: list[str] = []
    for kind in planted.kinds(clean):
        wrong = _planted(kind, clean, found, index, number)
        ours, lost = _ours(kind, clean, found, index, wrong)
        print(f"| {' | '.join((kind.check, *ours.cells, *_theirs(kind, theirs, filtered, clean, wrong)))} |")
        missed += lost[:show]
    print(f"| {' | '.join(('two-targets', *_two_targets(clean, found, index, number).cells, '', '', '', ''))} |\n")
    _clean(clean, found)
    print("\n".join(missed) + "\n" if missed else "", flush=True)
    if not theirs:
        print("pofilter is not installed here, so its columns are empty\n")


def _read(folder: Path, stem: str) -> tuple[list[Pair], terms.Index]:
    """Read a set with its terms: the shipped termbase, and before it the names that its Arabic has in Latin letters."""
    sides = (folder.joinpath(f"{stem}.{side}").read_text("utf-8").splitlines() for side in ("ar", "en"))
    texts = list(zip(*sides, strict=True))
    names = sorted({name for source, target in texts for name in NAME.findall(source) if name in NAME.findall(target)})
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "names.tsv"
        rows = (f"{name}\t{name}\tdo-not-translate\n" for name in names)
        path.write_text("source\ttarget\tstatus\n" + "".join(rows), "utf-8")
        index = terms.index(glossaries.stack((path,), default=True))
    units = (Unit(f"p{number}", *both, "translated", line=number) for number, both in enumerate(texts, 1))
    return [pair(stem, unit, index) for unit in units], index


def _planted(
    kind: Kind, clean: Sequence[Pair], found: Sequence[Finding], index: terms.Index, number: int
) -> Mapping[str, Pair]:
    """Plant an error into some segments in which its check finds nothing, by their ids."""
    chance = random.Random(SEED)
    taken = {finding.segment for finding in found if finding.check == kind.check}
    free = [each for each in clean if each.segment not in taken]
    made: dict[str, Pair] = {}
    for each in chance.sample(free, len(free)):
        texts = kind.plant(each, chance)
        if texts and texts != (each.source, each.target) and len(made) < number:
            made[each.segment] = _with(each, texts, index)
    return made


def _with(one: Pair, texts: planted.Texts, index: terms.Index) -> Pair:
    made = pair(one.file, Unit(one.segment, *texts, "translated", line=one.line), index)
    return replace(made, segment=one.segment)


def _ours(
    kind: Kind, clean: Sequence[Pair], found: Sequence[Finding], index: terms.Index, wrong: Mapping[str, Pair]
) -> tuple[Figures, list[str]]:
    """Give the figures of our check, and the errors that it did not find."""
    check = next(each for each in CHECKS if each.id == kind.check)
    reported = _alone(check, clean, found, wrong) if kind.alone else _together(check, clean, wrong)
    lost = [f"{check.id}: {one.source}\n  {one.target}" for one in wrong.values() if one.segment not in reported]
    false = _false(check, clean, found)
    segments = len(clean)
    if kind.control:
        right = _controls(kind, clean, index)
        false += len(findings(right, [check]))
        segments += len(right)
    return Figures(len(wrong), len(wrong) - len(lost), false, segments), lost


def _together(check: Check, clean: Sequence[Pair], wrong: Mapping[str, Pair]) -> set[str]:
    """Name the segments that have a finding where all errors are planted into the file."""
    return {finding.segment for finding in findings([wrong.get(each.segment, each) for each in clean], [check])}


def _alone(check: Check, clean: Sequence[Pair], found: Sequence[Finding], wrong: Mapping[str, Pair]) -> set[str]:
    """Name the segments whose error, the only one in the file, brings a finding that was not there."""
    known = set(found)
    return {
        segment
        for segment, one in wrong.items()
        if set(findings([one if each.segment == segment else each for each in clean], [check])) - known
    }


def _controls(kind: Kind, clean: Sequence[Pair], index: terms.Index) -> list[Pair]:
    chance = random.Random(SEED)
    assert kind.control
    made = ((each, kind.control(each, chance)) for each in clean)
    return [_with(each, texts, index) for each, texts in made if texts]


def _false(check: Check, clean: Sequence[Pair], found: Sequence[Finding]) -> int:
    """Count what was found in clean text; a term that is really not there is no false finding."""
    reported = Counter(finding.segment for finding in found if finding.check == check.id)
    if check.id == "term-missing":
        return sum(reported[each.segment] for each in clean if each.segment in reported and _has_its_terms(each))
    return reported.total()


def _has_its_terms(one: Pair) -> bool:
    matches = [match for match in one.matches if match.enforced]
    return all(honoured_by_lemma([Term(renderings.forms(match)) for match in matches], one.target))


def _theirs(
    kind: Kind, made: Any | None, filtered: Sequence[frozenset[str]], clean: Sequence[Pair], wrong: Mapping[str, Pair]
) -> tuple[str, ...]:
    if not made or not kind.theirs:
        return ("", "", "", "")
    names = set(kind.theirs)
    before = {each.segment for each, failed in zip(clean, filtered, strict=True) if names & failed}
    fresh = [one for one in wrong.values() if one.segment not in before]
    found = sum(bool(names & pofilter.filters(made, one)) for one in fresh)
    recall = f"{found / len(fresh):.3f}" if fresh else "–"
    return ", ".join(kind.theirs), f"{found} of {len(fresh)}", recall, f"{200 * len(before) / len(clean):.2f}"


def _two_targets(clean: Sequence[Pair], found: Sequence[Finding], index: terms.Index, number: int) -> Figures:
    """Say segments a second time at the end, in other words."""
    chance = random.Random(SEED)
    made = ((each, planted.reworded(each, chance)) for each in chance.sample(list(clean), len(clean)))
    second = [replace(_with(each, texts, index), segment=f"{each.segment}-2") for each, texts in made if texts][:number]
    check = next(each for each in CHECKS if each.id == "two-targets")
    reported = {finding.segment for finding in findings([*clean, *second], [check])}
    return Figures(len(second), sum(one.segment in reported for one in second), _false(check, clean, found), len(clean))


def _clean(clean: Sequence[Pair], found: Iterable[Finding]) -> None:
    """Print what share of the clean segments has a finding that would stop a job."""
    grave = [finding for finding in found if finding.severity != "info"]
    segments = len({finding.segment for finding in grave})
    share = f"{segments} of {len(clean)} ({segments / len(clean):.1%})"
    print(f"Clean segments with a warning or an error: {share}; findings: {', '.join(_counted(grave))}\n")


def _counted(found: Sequence[Finding]) -> Iterator[str]:
    return (f"{check} {number}" for check, number in Counter(finding.check for finding in found).most_common())


if __name__ == "__main__":
    sys.exit(main())
