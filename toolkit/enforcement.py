"""Make a translation honour its terms: a ladder of steps, each dearer than the one before, and one verdict a match."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from toolkit import chunks, decoding, renderings
from toolkit.bitext import Outcome, TermMatch, Translation, Verdict
from toolkit.chunks import Chunk
from toolkit.drafts import Draft, Task
from toolkit.engines import Decoding, Engine, Hypothesis
from toolkit.faults import faults
from toolkit.flaws import flaws, remembering
from toolkit.splicing import splice

ROUNDS = 8
"""How many terms of one chunk the search goes after, one a round."""
MENDINGS = 2
"""How often a translation with flaws is decoded again."""
METHODS = {
    Verdict.BY_MODEL: "model",
    Verdict.BY_NBEST: "n-best",
    Verdict.BY_ANNOTATION: "annotation",
    Verdict.BY_SEARCH: "search",
    Verdict.BY_SPLICE: "splice",
}
"""The method of a translation for the step that gave it, in order of cost."""


def translate(engine: Engine, tasks: Sequence[Task], beam: int = 4, enforce: bool = True) -> list[Translation]:
    """Translate segments, in order, so that each term comes out as its entry says.

    A segment without terms takes one plain decode. With ``enforce=False`` the model is left alone and each term is
    only looked for.
    """
    cut = [chunks.cut(engine, task.segment, task.wanted) for task in tasks]
    wide = [enforce and _has_term(task, chunk) for task, parts in zip(tasks, cut, strict=True) for chunk in parts]
    drafts = iter(_drafts(engine, [chunk for parts in cut for chunk in parts], wide, beam, enforce))
    owned = [list(islice(drafts, len(parts))) for parts in cut]
    return [_translation(task, parts, enforce) for task, parts in zip(tasks, owned, strict=True)]


def _has_term(task: Task, chunk: Chunk) -> bool:
    """Tell whether a chunk has a term to honour; what is merely kept comes out without help, nearly always."""
    own = {id(match.entry) for match in task.matches}
    return any(match.enforced and id(match.entry) in own for match in chunk.matches)


def _drafts(engine: Engine, parts: Sequence[Chunk], wide: Sequence[bool], beam: int, enforce: bool) -> list[Draft]:
    """Decode chunks, those with terms ``wide``, and send what misses anything down the ladder."""
    with_terms = [i for i, has_term in enumerate(wide) if has_term]
    plain = [i for i, has_term in enumerate(wide) if not has_term]
    drafts = dict(zip(plain, _decoded(engine, [parts[i] for i in plain], Decoding(beam)), strict=True))
    with_terms += [i for i in plain if enforce and drafts[i].missing]
    honoured = _decoded(engine, [parts[i] for i in with_terms], _wide(beam))
    for step in LADDER:
        honoured = step(engine, honoured, beam)
    drafts.update(zip(with_terms, honoured, strict=True))
    return [drafts[i] for i in range(len(parts))]


def _wide(beam: int) -> Decoding:
    return Decoding(beam, hypotheses=beam, attention=True)


def _decoded(engine: Engine, parts: Sequence[Chunk], how: Decoding) -> list[Draft]:
    results = decoding.decode(engine, parts, how)
    return [_first(chunk, hypotheses) for chunk, hypotheses in zip(parts, results, strict=True)]


def _first(chunk: Chunk, hypotheses: Sequence[Hypothesis]) -> Draft:
    draft = Draft(
        remembering(chunk, hypotheses[0]),
        hypotheses[0],
        (Verdict.MISSED,) * len(chunk.matches),
        others=tuple(hypotheses[1:]),
    )
    return draft.moved(hypotheses[0], Verdict.BY_MODEL)


def _annotated(engine: Engine, drafts: list[Draft], beam: int) -> list[Draft]:
    """Ask a model that takes terms inline for those that it missed; the others are safer without marks."""
    asked = [i for i, draft in enumerate(drafts) if draft.missing and engine.annotates]
    parts = [drafts[i].chunk.annotated(drafts[i].missing) for i in asked]
    results = decoding.decode(engine, parts, _wide(beam))
    taken = {i: _taken(drafts[i], chunk, result) for i, chunk, result in zip(asked, parts, results, strict=True)}
    return [taken.get(i, draft) for i, draft in enumerate(drafts)]


def _taken(draft: Draft, chunk: Chunk, hypotheses: Sequence[Hypothesis]) -> Draft:
    """Take the first annotated hypothesis unless it is worse; the others may still serve."""
    first, others = hypotheses[0], (*hypotheses[1:], *draft.others)
    if decoding.rank(chunk, first.text) > decoding.rank(chunk, draft.best.text):
        return replace(draft, chunk=chunk, others=(first, *others))
    return replace(draft, chunk=chunk, others=others).moved(first, Verdict.BY_ANNOTATION)


def _nbest(engine: Engine, drafts: list[Draft], beam: int) -> list[Draft]:
    """Take another hypothesis where it honours more, or as much without a fault or a term said twice."""
    return [_best_of(draft) for draft in drafts]


def _best_of(draft: Draft) -> Draft:
    best = min((draft.best, *draft.others), key=lambda each: decoding.rank(draft.chunk, each.text))
    return draft.moved(best, Verdict.BY_NBEST)


def _searched(engine: Engine, drafts: list[Draft], beam: int) -> list[Draft]:
    """Force missing terms by constrained search, one for each open draft in a round, all drafts in one batch."""
    tried: set[tuple[int, int]] = set()
    for _ in range(ROUNDS):
        targeted = [(i, _next(draft, i, tried)) for i, draft in enumerate(drafts)]
        wanted = [(i, index) for i, index in targeted if index is not None]
        if not wanted:
            break
        tried.update(wanted)
        found = decoding.search(engine, [(drafts[i].chunk, drafts[i].best, index) for i, index in wanted], beam)
        better = {i: each.hypothesis for (i, _), each in zip(wanted, found, strict=True) if _gains(drafts[i], each)}
        drafts = [d.moved(better[i], Verdict.BY_SEARCH) if i in better else d for i, d in enumerate(drafts)]
    return drafts


def _mended(engine: Engine, drafts: list[Draft], beam: int) -> list[Draft]:
    """Decode again where a term is said too often, a rendering is forbidden, or an old one stands beside its term.

    What is barred may take another term with it, which is then searched for.
    """
    flawed = _flawed(drafts, range(len(drafts)))
    for _ in range(MENDINGS):
        found = decoding.mend(engine, [(drafts[i].chunk, drafts[i].best) for i in flawed], beam)
        tried = {i: drafts[i].moved(each.hypothesis, Verdict.BY_SEARCH) for i, each in zip(flawed, found, strict=True)}
        robbed = [i for i, draft in tried.items() if len(draft.missing) > len(drafts[i].missing)]
        tried.update(zip(robbed, _searched(engine, [tried[i] for i in robbed], beam), strict=True))
        better = {i: draft for i, draft in tried.items() if _rank(draft) < _rank(drafts[i])}
        drafts = [better.get(i, draft) for i, draft in enumerate(drafts)]
        flawed = _flawed(drafts, better)  # the others would come out as before
    return drafts


def _flawed(drafts: Sequence[Draft], indexes: Iterable[int]) -> list[int]:
    return [i for i in indexes if drafts[i].enforced and flaws(drafts[i].chunk, drafts[i].best.text)]


def _rank(draft: Draft) -> decoding.Rank:
    return decoding.rank(draft.chunk, draft.best.text)


def _next(draft: Draft, number: int, tried: set[tuple[int, int]]) -> int | None:
    return next((index for index in draft.missing if (number, index) not in tried), None)


def _gains(draft: Draft, found: decoding.Candidate) -> bool:
    return found.rank[:2] < decoding.rank(draft.chunk, draft.best.text)[:2]


def _spliced(engine: Engine, drafts: list[Draft], beam: int) -> list[Draft]:
    """Put what is still missing into the text, one term after the other."""
    return [_splice_all(draft) for draft in drafts]


def _splice_all(draft: Draft) -> Draft:
    for index in draft.missing:
        spliced = draft.moved(splice(draft.chunk, draft.best, index), Verdict.BY_SPLICE)
        draft = spliced if len(spliced.missing) < len(draft.missing) else draft
    return draft


LADDER: tuple[Callable[[Engine, list[Draft], int], list[Draft]], ...] = (
    _annotated,
    _nbest,
    _searched,
    _spliced,
    _mended,
)


def _translation(task: Task, drafts: Sequence[Draft], enforce: bool) -> Translation:
    """Put the chunks of a segment together; the verdicts hold for the text that comes out."""
    target = chunks.join([(draft.chunk.request.source, draft.best.text) for draft in drafts], task.matches)
    target = _finished(task, target) if enforce else target
    verdicts = [verdict for draft in drafts for verdict in draft.verdicts]
    outcomes = _outcomes(task.wanted, verdicts, target)
    flags = _flags(outcomes, target, task, drafts, enforce)
    score = sum(draft.best.score for draft in drafts) / len(drafts)
    kept = set(map(id, task.kept))
    terms = tuple(outcome for outcome in outcomes if id(outcome.match) not in kept)
    return Translation(task.segment, target, terms, score, _method(drafts), flags)


def _finished(task: Task, target: str) -> str:
    """Mend spaces and spell the terms; a term that would be lost by it is worth more than a space."""
    spaced = chunks.spaced(target)
    kept = renderings.locate(task.wanted, spaced).count(None) <= renderings.locate(task.wanted, target).count(None)
    return renderings.respell(task.matches, spaced if kept else target)


def _outcomes(matches: Sequence[TermMatch], verdicts: Sequence[Verdict], target: str) -> tuple[Outcome, ...]:
    """Find the terms that were honoured in the English; those that were missed take nobody's place."""
    there = [match for match, verdict in zip(matches, verdicts, strict=True) if verdict is not Verdict.MISSED]
    places = iter(renderings.locate(there, target))
    found = (None if verdict is Verdict.MISSED else next(places) for verdict in verdicts)
    return tuple(
        Outcome(match, verdict, *place) if place else Outcome(match, Verdict.MISSED)
        for match, verdict, place in zip(matches, verdicts, found, strict=True)
    )


def _method(drafts: Sequence[Draft]) -> str:
    """Name the costliest step that gave a part of the translation."""
    used = {draft.step for draft in drafts}
    return next(method for verdict, method in reversed(METHODS.items()) if verdict in used)


def _repeats(draft: Draft) -> bool:
    """Tell whether a term stands once more than in the source, or beside the words that it replaced."""
    found = flaws(draft.chunk, draft.best.text) if draft.enforced else []
    return any(flaw.kind != "forbidden" for flaw in found)


def _flags(
    outcomes: Sequence[Outcome], target: str, task: Task, drafts: Sequence[Draft], enforce: bool
) -> tuple[str, ...]:
    enforced = [match for match in task.matches if match.enforced]
    missed = {id(outcome.match) for outcome in outcomes if outcome.missed}
    found = {
        "term-missed": any(id(match) in missed for match in task.matches),
        "not-kept": any(id(match) in missed for match in task.kept),
        "spliced": any(outcome.verdict is Verdict.BY_SPLICE for outcome in outcomes),
        "forbidden-term": bool(renderings.forbidden(enforced, target)),
        "term-repeated": enforce and any(map(_repeats, drafts)),
        "split": len(drafts) > 1,
    }
    wrong = faults(task.segment.source, renderings.without_arabic_terms(enforced, target))
    return (*wrong, *(name for name, holds in found.items() if holds))
