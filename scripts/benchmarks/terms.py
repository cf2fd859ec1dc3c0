"""Finding terms: how many of a test set's terms are found, and what a thousand words cost.

    scripts/bench terms ../shared/eval [--entries N]

The folder holds ``tico19_{dev,test}.{ar,en}`` and ``tico19_terms.tsv``. An annotation is a find (longest, leftmost)
whose English, one of those that the list gives for its Arabic, stands as whole words in the reference.
"""

import argparse
import os
import random
import re
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from toolkit import arabic, glossaries, terms
from toolkit.bitext import TermMatch

SPELLING_VARIANTS = frozenset(["cov19", "corona", "cvirus", "illness", "protection"])
"""English of the list that only spells another term in another way, or is never used."""
LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
Pair = tuple[str, str]
Result = TypeVar("Result")


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench terms")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="print N random finds to read")
    options = parser.parse_args()
    pairs = [pair for part in ("dev", "test") for pair in _pairs(options.folder, part)]
    with tempfile.TemporaryDirectory() as scratch:
        listed = _glossary(Path(scratch) / "list.tsv", _list(options.folder))
        _recall(pairs, terms.index(listed), options.sample)
        _cost([source for source, _ in pairs], Path(scratch), options.entries)


def _pairs(folder: Path, part: str) -> Iterable[Pair]:
    sides = (folder.joinpath(f"tico19_{part}.{side}").read_text("utf-8").splitlines() for side in ("ar", "en"))
    return zip(*sides, strict=True)


def _list(folder: Path) -> dict[str, list[str]]:
    """Read the list: for each Arabic term, spelt alike or not, its English."""
    english: defaultdict[str, list[str]] = defaultdict(list)
    forms: dict[str, str] = {}
    for line in folder.joinpath("tico19_terms.tsv").read_text("utf-8").splitlines()[1:]:
        source, target = line.split("\t")[:2]
        if target.lower() not in SPELLING_VARIANTS:
            english[forms.setdefault(arabic.key(arabic.spelling(source)), source)].append(target)
    return dict(english)


def _glossary(path: Path, entries: dict[str, list[str]]) -> glossaries.Glossary:
    rows = (f"{source}\t{first}\t{'|'.join(dict.fromkeys(rest))}\tnoun\n" for source, (first, *rest) in entries.items())
    path.write_text("source\ttarget\ttarget_variants\tpos\n" + "".join(rows), "utf-8")
    return glossaries.stack((path,), default=False)


def _recall(pairs: Sequence[Pair], index: terms.Index, sample: int) -> None:
    found = [(match, source, target) for source, target in pairs for match in terms.find(index, source)]
    counts = Counter((match.kind, _confirmed(match, target)) for match, _, target in found)
    print("| kind | finds | annotations |\n|---|--:|--:|")
    for kind in sorted({kind for kind, _ in counts}):
        print(f"| {kind} | {counts[kind, True] + counts[kind, False]} | {counts[kind, True]} |")
    print(f"| all | {len(found)} | {sum(counts[kind, True] for kind in sorted({kind for kind, _ in counts}))} |\n")
    for match, source, _ in random.Random(7).sample(found, sample):
        print(f"{source[max(0, match.start - 30) : match.start]}[{source[match.start : match.end]}]"
              f"{source[match.end : match.end + 30]}  =  {match.entry.source}")  # fmt: skip


def _confirmed(match: TermMatch, reference: str) -> bool:
    accepted = (match.entry.target, *match.entry.target_variants)
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", reference, re.IGNORECASE) for form in accepted)


def _cost(texts: Sequence[str], scratch: Path, size: int) -> None:
    os.environ["XDG_CACHE_HOME"] = str(scratch)
    table = scratch / "many.tsv"
    glossary = _glossary(table, _made_up(texts, size))
    before = _memory()
    building, _ = _timed(lambda: terms.index(glossary))
    memory = _memory() - before
    reading, _ = _timed(lambda: terms.load((table,), default=False))
    loading, index = _timed(lambda: terms.load((table,), default=False))
    words = sum(len(text.split()) for text in texts)
    rounds = [_timed(lambda: [terms.find(index, text) for text in texts])[0] for _ in range(4)]
    print("| cost, CPU | |\n|---|--:|")
    print(f"| entries | {len(glossary.entries)} |\n| index built, s | {building:.2f} |")
    print(f"| memory of the index, MB | {memory:.0f} |")
    print(f"| table read, checked, stacked, indexed and stored, s | {reading:.2f} |")
    print(f"| the same again, from the disk, s | {loading:.2f} |")
    print(f"| 1,000 words, first time, ms | {rounds[0] / words * 1e6:.1f} |")
    print(f"| 1,000 words, warm, ms (median of 3) | {statistics.median(rounds[1:]) / words * 1e6:.1f} |")


def _made_up(texts: Sequence[str], size: int) -> dict[str, list[str]]:
    """Make terms of one to three words, a tenth of their words from the texts, so that the trie is walked."""
    chance = random.Random(11)
    known = sorted({word for text in texts for word in re.findall("[ء-غف-ي]{3,}", text)})
    forms: dict[str, str] = {}
    while len(forms) < size:
        form = " ".join(_word(chance, known) for _ in range(chance.choice((1, 2, 2, 3))))
        forms.setdefault(arabic.key(form), form)
    return {form: [f"term {number}"] for number, form in enumerate(forms.values())}


def _word(chance: random.Random, known: Sequence[str]) -> str:
    return chance.choice(known) if chance.random() < 0.1 else "".join(chance.choices(LETTERS, k=chance.randint(4, 7)))


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
