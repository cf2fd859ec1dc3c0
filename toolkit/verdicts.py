"""From drafts to a translation: the parts put together, what became of each match, what a reviewer should look at."""

from collections.abc import Sequence

from toolkit import chunks, english, placement, renderings
from toolkit.bitext import Outcome, TermMatch, Translation, Verdict
from toolkit.drafts import Draft, Fate, Task
from toolkit.faults import faults
from toolkit.flaws import flaws
from toolkit.placeholders import strays

METHODS = {
    Verdict.BY_MODEL: "model",
    Verdict.BY_NBEST: "n-best",
    Verdict.BY_ANNOTATION: "annotation",
    Verdict.BY_SEARCH: "search",
    Verdict.BY_SPLICE: "splice",
}
"""The method of a translation for the step that gave it, in order of cost."""


def translation(task: Task, drafts: Sequence[Draft], enforce: bool) -> Translation:
    """Put the chunks of a segment together; the verdicts hold for the text that comes out."""
    target = chunks.join([(draft.chunk.request.source, draft.best.text) for draft in drafts], task.matches)
    target = _finished(task, target) if enforce else target
    fates = [fate for draft in drafts for fate in draft.fates]
    outcomes = _outcomes(task.wanted, fates, target)
    flags = _flags(outcomes, target, task, drafts, enforce)
    score = sum(draft.best.score for draft in drafts) / len(drafts)
    kept = set(map(id, task.kept))
    terms = tuple(outcome for outcome in outcomes if id(outcome.match) not in kept)
    return Translation(task.segment, target, terms, score, _method(drafts), flags)


def _finished(task: Task, target: str) -> str:
    """Mend spaces and spell the terms; a term that would be lost by it is worth more than a space."""
    spaced = chunks.spaced(target)
    kept = renderings.locate(task.wanted, spaced).count(None) <= renderings.locate(task.wanted, target).count(None)
    return _begun(task, renderings.respell(task.matches, spaced if kept else target))


def _begun(task: Task, target: str) -> str:
    """Give a whole sentence its capital, unless it begins with a term or a string that is spelt otherwise."""
    begins = any(place and place[0] == 0 for place in renderings.locate(task.wanted, target))
    whole = task.segment.source.rstrip(chunks.CLOSING)[-1:] in chunks.STOPS
    return english.capitalised(target) if whole and not begins else target


def _outcomes(matches: Sequence[TermMatch], fates: Sequence[Fate], target: str) -> tuple[Outcome, ...]:
    """Find the terms that were honoured in the English; those that were missed take nobody's place."""
    there = [match for match, (verdict, _) in zip(matches, fates, strict=True) if verdict is not Verdict.MISSED]
    places = iter(renderings.locate(there, target))
    found = (None if verdict is Verdict.MISSED else next(places) for verdict, _ in fates)
    return tuple(
        Outcome(match, verdict, *place, confidence) if place else Outcome(match, Verdict.MISSED)
        for match, (verdict, confidence), place in zip(matches, fates, found, strict=True)
    )


def _method(drafts: Sequence[Draft]) -> str:
    """Name the costliest step that gave a part of the translation."""
    used = {draft.step for draft in drafts}
    return next(method for verdict, method in reversed(METHODS.items()) if verdict in used)


def _repeats(draft: Draft) -> bool:
    """Tell whether a term stands once more than in the source, or beside the words that it replaced."""
    found = flaws(draft.chunk, draft.best.text) if draft.enforced else []
    return any(flaw.kind != "forbidden" for flaw in found)


def _is_unsure(outcome: Outcome) -> bool:
    return outcome.confidence is not None and outcome.confidence < placement.SURE


def _flags(
    outcomes: Sequence[Outcome], target: str, task: Task, drafts: Sequence[Draft], enforce: bool
) -> tuple[str, ...]:
    enforced = [match for match in task.matches if match.enforced]
    missed = {id(outcome.match) for outcome in outcomes if outcome.missed}
    found = {
        "term-missed": any(id(match) in missed for match in task.matches),
        "not-kept": any(id(match) in missed for match in task.kept) or strays(task.segment.source, target),
        "unsure-place": any(_is_unsure(outcome) for outcome in outcomes),
        "spliced": any(outcome.verdict is Verdict.BY_SPLICE for outcome in outcomes),
        "forbidden-term": bool(renderings.forbidden(enforced, target)),
        "term-repeated": enforce and any(map(_repeats, drafts)),
        "split": len(drafts) > 1,
    }
    wrong = faults(task.segment.source, renderings.without_arabic_terms(enforced, target))
    return (*wrong, *(name for name, holds in found.items() if holds))
