"""From the outputs of the arms to one line of figures for each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sacrebleu
from _term_arms import Output, Outputs
from _term_metrics import (
    Span,
    duplicates,
    honoured_by_lemma,
    is_left,
    occurrences,
    old_rendering,
    overlaps,
    places,
    segment_overlap,
)
from _term_sets import Item

from toolkit.bitext import Verdict

AGREE = 2
"""Translations that must replace the same words by a term before these count as its old rendering."""


@dataclass(frozen=True, slots=True)
class Run:
    """What an arm gave for each segment, and the seconds it took by the clock and of all cores."""

    outputs: tuple[Output, ...]
    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of an arm. ``kept2`` and ``kept3`` are overlaps on the terms that the model alone got right.

    Shares are percentages; ``duplicates`` and ``leftovers`` are for a thousand terms.
    """

    terms: int
    exact: float
    lemmas: float
    window2: float
    window3: float
    kept2: float
    kept3: float
    duplicates: float
    leftovers: float
    bleu: float
    chrf: float
    speed: float
    time: float
    cpu: float
    verdicts: Mapping[str, float]
    missed: int
    flagged: int
    review: int
    lost: int


def figures(items: Sequence[Item], runs: Mapping[str, Run]) -> dict[str, Figures]:
    """Count the figures of each arm; the model ``alone`` is what they are measured against."""
    old = [_old_renderings(item, number, runs) for number, item in enumerate(items)]
    return {name: _figures(items, runs, name, old) for name in runs}


def _figures(items: Sequence[Item], runs: Mapping[str, Run], name: str, old: Sequence[Sequence[str]]) -> Figures:
    run, alone = runs[name], runs["alone"]
    count = sum(len(item.terms) for item in items)
    found = [places(item.terms, output.text) for item, output in zip(items, run.outputs, strict=True)]
    exact = sum(place is not None for each in found for place in each)
    texts = [output.text for output in run.outputs]
    lemmas = sum(sum(honoured_by_lemma(item.terms, text)) for item, text in zip(items, texts, strict=True))
    doubled = sum(duplicates(item.terms, text, item.reference) for item, text in zip(items, texts, strict=True))
    missing = [output.review for output, each in zip(run.outputs, found, strict=True) for place in each if not place]
    references = [[item.reference for item in items]]
    return Figures(
        terms=count,
        exact=100 * exact / count,
        lemmas=100 * lemmas / count,
        window2=_window(items, texts, 2),
        window3=_window(items, texts, 3),
        kept2=_kept(items, texts, alone.outputs, 2),
        kept3=_kept(items, texts, alone.outputs, 3),
        duplicates=1000 * doubled / count,
        leftovers=1000 * sum(map(_leftovers, items, texts, found, old)) / count,
        bleu=sacrebleu.corpus_bleu(texts, references).score,
        chrf=sacrebleu.corpus_chrf(texts, references, word_order=2).score,
        speed=len(items) / run.wall,
        time=run.wall / alone.wall,
        cpu=run.cpu / alone.cpu,
        verdicts=_verdicts(run.outputs),
        missed=len(missing),
        flagged=sum(missing),
        review=sum(output.review for output in run.outputs),
        lost=sum(output.lost for output in run.outputs),
    )


def _window(items: Sequence[Item], texts: Sequence[str], window: int) -> float:
    """Average over the segments whose reference has a term, in the scorer's way."""
    judged = [
        segment_overlap(overlaps(item.terms, text, item.reference, window))
        for item, text in zip(items, texts, strict=True)
        if any(occurrences(form, item.reference) for term in item.terms for form in term.forms)
    ]
    return 100 * sum(judged) / max(1, len(judged))


def _kept(items: Sequence[Item], texts: Sequence[str], alone: Outputs, window: int) -> float:
    """Average over the terms that the model alone has in its output; a term that is lost has no overlap."""
    shares: list[float] = []
    for item, text, output in zip(items, texts, alone, strict=True):
        before = overlaps(item.terms, output.text, item.reference, window)
        after = overlaps(item.terms, text, item.reference, window)
        right = [place is not None for place in places(item.terms, output.text)]
        pairs = zip(before, after, right, strict=True)
        shares += [new or 0.0 for old, new, kept in pairs if kept and old is not None]
    return 100 * sum(shares) / max(1, len(shares))


def _leftovers(item: Item, text: str, found: Sequence[Span | None], old: Sequence[str]) -> int:
    return sum(
        is_left(rendering, text, place, item.reference) for place, rendering in zip(found, old, strict=True) if place
    )


def _old_renderings(item: Item, number: int, runs: Mapping[str, Run]) -> list[str]:
    """Give what the model alone says instead of each term: what most translations that have the term replace.

    Empty where the model has the term, or where no two different translations agree.
    """
    plain = runs["alone"].outputs[number].text
    votes: list[Counter[str]] = [Counter() for _ in item.terms]
    for text in {run.outputs[number].text for run in runs.values()}:
        for vote, place in zip(votes, places(item.terms, text), strict=True):
            if place and (rendering := old_rendering(plain, text, place)):
                vote[rendering] += 1
    there = places(item.terms, plain)
    return ["" if place else _elected(vote) for vote, place in zip(votes, there, strict=True)]


def _elected(vote: Counter[str]) -> str:
    first = min(vote, key=lambda each: (-vote[each], each), default="")
    return first if vote[first] >= AGREE else ""


def _verdicts(outputs: Outputs) -> dict[str, float]:
    counts = Counter(verdict for output in outputs for verdict in output.verdicts)
    total = sum(counts.values())
    return {verdict.value: 100 * counts[verdict] / total for verdict in Verdict if counts[verdict]}
