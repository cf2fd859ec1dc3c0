"""The arms of ``terms-honoured``: what people do about terms today, the steps of the ladder alone, and the ladder."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from _term_metrics import occurrences, places
from _term_sets import Item

from toolkit import enforcement, renderings
from toolkit.bitext import Segment, TermMatch, Translation, Verdict
from toolkit.drafts import Task
from toolkit.engines import Decoding, Engine, Request

PLACEHOLDER = "X{}X"
"""The model writes this one best of X1X, TERM1, [1], {1}, #1 and <1>; it glues some others to the word before."""


@dataclass(frozen=True, slots=True)
class Output:
    """What an arm gave for a segment. ``verdicts`` and ``review`` are the toolkit's, ``lost`` counts placeholders."""

    text: str
    verdicts: tuple[Verdict, ...] = ()
    review: bool = False
    lost: int = 0


Outputs = Sequence[Output]
Run = Callable[[Engine, Sequence[Item], Mapping[str, Outputs]], list[Output]]


@dataclass(frozen=True, slots=True)
class Arm:
    """A way to translate. It may build on the outputs of another arm; then its time holds the other's too.

    ``bare`` arms get the package without its inline annotation. What a ``repeats`` arm does again took its time in the
    arm that it builds on.
    """

    name: str
    title: str
    run: Run
    builds_on: str = ""
    bare: bool = False
    repeats: bool = False


@contextmanager
def ladder(*steps: str) -> Iterator[None]:
    """Let enforcement have only these steps of its ladder."""
    whole = enforcement.LADDER
    chosen = tuple(step for step in whole if step.__name__ in steps)
    if len(chosen) != len(steps):
        raise LookupError(f"not all of {', '.join(steps)} are steps of the ladder")
    enforcement.LADDER = chosen
    try:
        yield
    finally:
        enforcement.LADDER = whole


def _alone(engine: Engine, items: Sequence[Item], done: Mapping[str, Outputs]) -> list[Output]:
    return _plain(engine, [item.task.segment.source for item in items])


def _plain(engine: Engine, sources: Sequence[str]) -> list[Output]:
    tasks = [Task(Segment(f"p{i}", 1, 0, len(source), source)) for i, source in enumerate(sources)]
    return list(map(_output, enforcement.translate(engine, tasks, enforce=False)))


def _output(translation: Translation) -> Output:
    verdicts = tuple(outcome.verdict for outcome in translation.outcomes)
    return Output(translation.target, verdicts, translation.needs_review)


def _found_and_replaced(engine: Engine, items: Sequence[Item], done: Mapping[str, Outputs]) -> list[Output]:
    """Replace what the model says for a term by itself, wherever it stands, if the term is not there already."""
    asked = list(dict.fromkeys(match.entry.source for item in items for match in item.task.matches))
    results = engine.translate([Request(source) for source in asked], Decoding())
    said = {source: _bare(result[0].text) for source, result in zip(asked, results, strict=True)}
    return [Output(_replaced(item, output.text, said)) for item, output in zip(items, done["alone"], strict=True)]


def _bare(text: str) -> str:
    return re.sub(r"^(?:the|an?) |\W+$", "", text.strip(), flags=re.IGNORECASE)


def _replaced(item: Item, text: str, said: Mapping[str, str]) -> str:
    for match, place in zip(item.task.matches, places(item.terms, text), strict=True):
        rendering = said[match.entry.source]
        if place is None and rendering:
            for start, end in reversed(occurrences(rendering, text)):
                text = text[:start] + renderings.in_place(match, renderings.wanted(match), text[:start]) + text[end:]
    return text


def _placeholders(engine: Engine, items: Sequence[Item], done: Mapping[str, Outputs]) -> list[Output]:
    sources = [_written(item, lambda number, match: PLACEHOLDER.format(number)) for item in items]
    return [_restored(item, output) for item, output in zip(items, _plain(engine, sources), strict=True)]


def _written(item: Item, token: Callable[[int, TermMatch], str]) -> str:
    """Write something else for each term, its «and» kept."""
    text = item.task.segment.source
    for number, match in reversed(list(enumerate(item.task.matches, 1))):
        joined = text[match.start] == "و" and not match.entry.source.startswith("و")
        text = text[: match.start] + ("و " if joined else "") + token(number, match) + text[match.end :]
    return text


def _restored(item: Item, output: Output) -> Output:
    text, lost = output.text, 0
    for number, match in enumerate(item.task.matches, 1):
        place = re.search(re.escape(PLACEHOLDER.format(number)), text, re.IGNORECASE)
        lost += place is None
        if place:
            wanted = renderings.in_place(match, renderings.wanted(match), text[: place.start()])
            text = text[: place.start()] + wanted + text[place.end() :]
    return Output(text, lost=lost)


def _switched(engine: Engine, items: Sequence[Item], done: Mapping[str, Outputs]) -> list[Output]:
    return _plain(engine, [_written(item, lambda number, match: renderings.wanted(match)) for item in items])


def _enforced(engine: Engine, items: Sequence[Item]) -> list[Output]:
    return list(map(_output, enforcement.translate(engine, [item.task for item in items])))


def _steps(*steps: str) -> Run:
    """Make an arm of some steps of the ladder."""

    def run(engine: Engine, items: Sequence[Item], done: Mapping[str, Outputs]) -> list[Output]:
        with ladder(*steps):
            return _enforced(engine, items)

    return run


def _ours(engine: Engine, items: Sequence[Item], done: Mapping[str, Outputs]) -> list[Output]:
    return _enforced(engine, items)


def _unspliced(whole: str) -> Run:
    """Make ours without splice: only what was spliced is translated again, for the rest cannot differ."""

    def run(engine: Engine, items: Sequence[Item], done: Mapping[str, Outputs]) -> list[Output]:
        outputs = list(done[whole])
        spliced = [i for i, output in enumerate(outputs) if Verdict.BY_SPLICE in output.verdicts]
        with ladder(*(step.__name__ for step in enforcement.LADDER if step.__name__ != "_spliced")):
            again = _enforced(engine, [items[i] for i in spliced])
        for i, output in zip(spliced, again, strict=True):
            outputs[i] = output
        return outputs

    return run


ARMS = (
    Arm("alone", "the model alone", _alone),
    Arm("replace", "find and replace in the English", _found_and_replaced, builds_on="alone"),
    Arm("placeholders", "placeholders in the Arabic", _placeholders),
    Arm("switch", "the English in the Arabic", _switched),
    Arm("n-best", "n-best only", _steps("_nbest")),
    Arm("annotation", "annotation only", _steps("_annotated")),
    Arm("unspliced", "ours without splice", _unspliced("ours"), "ours", repeats=True),
    Arm("ours", "ours", _ours),
    Arm("unspliced-bare", "no annotation: ours without splice", _unspliced("ours-bare"), "ours-bare", True, True),
    Arm("ours-bare", "no annotation: ours", _ours, bare=True),
)


def chosen(names: Sequence[str], annotates: bool) -> list[Arm]:
    """Choose arms by name, with what they build on; without names all. A bare twin comes with its arm."""
    fitting = [arm for arm in ARMS if annotates or not (arm.bare or arm.name == "annotation")]
    wanted = {"alone", *names, *(f"{name}-bare" for name in names)} if names else {arm.name for arm in fitting}
    wanted |= {arm.builds_on for arm in fitting if arm.name in wanted}
    return [arm for arm in fitting if arm.name in wanted]


def in_order(arms: Sequence[Arm]) -> list[Arm]:
    """Sort arms so that each comes behind the one that it builds on."""
    return sorted(arms, key=lambda arm: bool(arm.builds_on))
