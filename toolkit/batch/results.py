"""The translation of a segment as the ledger keeps it: without the segment and its matches, which are found again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.bitext import Outcome, Translation, Verdict
from toolkit.drafts import Task


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a segment: its result as ``text``, or what was wrong where it ``failed``; its ``missed`` terms."""

    text: str
    missed: int = 0
    failed: bool = False


def made(translation: Translation) -> Made:
    """Spell a translation.

    >>> from toolkit.bitext import Segment
    >>> made(Translation(Segment("p1", 1, 0, 3, "نعم"), "Yes", score=-0.5)).text
    '["Yes",-0.5,"model",[],[]]'
    """
    outcomes = [[each.verdict.value, each.start, each.end, each.confidence] for each in translation.outcomes]
    fields = [translation.target, translation.score, translation.method, translation.flags, outcomes]
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return Made(text, sum(outcome.missed for outcome in translation.outcomes))


def translation(task: Task, result: Made) -> Translation:
    """Read the translation of a task; one that failed is its source, flagged."""
    if result.failed:
        missed = tuple(Outcome(match, Verdict.MISSED) for match in task.matches)
        return Translation(task.segment, task.segment.source, missed, method="none", flags=("failed",))
    target, score, method, flags, spelt = json.loads(result.text)
    return Translation(task.segment, target, _outcomes(task, spelt), score, method, tuple(flags))


def _outcomes(task: Task, spelt: Sequence[tuple[str, int, int, float | None]]) -> tuple[Outcome, ...]:
    return tuple(Outcome(match, Verdict(each[0]), *each[1:]) for match, each in zip(task.matches, spelt, strict=True))
