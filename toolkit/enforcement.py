"""Make a translation honour its terms: a ladder of steps, each dearer than the one before, and one verdict a match."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from toolkit import chunks, decoding, placement, verdicts
from toolkit.bitext import Translation, Verdict
from toolkit.chunks import Chunk
from toolkit.drafts import Draft, Task
from toolkit.engines import Decoding, Engine, Hypothesis
from toolkit.flaws import flaws, remembering
from toolkit.splicing import splice

ROUNDS = 8
"""How many terms of one chunk the search goes after, one a round."""
MENDINGS = 2
"""How often a translation with flaws is decoded again."""


def translate(engine: Engine, tasks: Sequence[Task], beam: int = 4, enforce: bool = True) -> list[Translation]:
    """Translate segments, in order, so that each term comes out as its entry says.

    A segment without terms takes one plain decode. With ``enforce=False`` the model is left alone and each term is
    only looked for.
    """
    cut = [chunks.cut(engine, task.segment, task.wanted) for task in tasks]
    wide = [enforce and _has_term(task, chunk) for task, parts in zip(tasks, cut, strict=True) for chunk in parts]
    drafts = iter(_drafts(engine, [chunk for parts in cut for chunk in parts], wide, beam, enforce))
    owned = [list(islice(drafts, len(parts))) for parts in cut]
    return [verdicts.translation(task, parts, enforce) for task, parts in zip(tasks, owned, strict=True)]


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
    return Decoding(beam, hypotheses=beam)


def _decoded(engine: Engine, parts: Sequence[Chunk], how: Decoding) -> list[Draft]:
    results = decoding.decode(engine, parts, how)
    return [_first(chunk, hypotheses) for chunk, hypotheses in zip(parts, results, strict=True)]


def _first(chunk: Chunk, hypotheses: Sequence[Hypothesis]) -> Draft:
    missed = (Verdict.MISSED,) * len(chunk.matches)
    draft = Draft(chunk, hypotheses[0], missed, others=tuple(hypotheses[1:]))
    return draft.moved(hypotheses[0], Verdict.BY_MODEL)


def _remembered(engine: Engine, drafts: list[Draft], beam: int) -> list[Draft]:
    """Note how the model by itself renders what it misses."""
    looked = _looked(engine, drafts)
    return [replace(each, chunk=remembering(each.chunk, each.best)) if each.missing else each for each in looked]


def _looked(engine: Engine, drafts: Sequence[Draft]) -> list[Draft]:
    """Give the drafts that miss a term the attention by which its place is found."""
    open_drafts = [i for i, draft in enumerate(drafts) if draft.missing and not draft.best.attention]
    aligned = placement.aligned(engine, [(drafts[i].chunk, drafts[i].best) for i in open_drafts])
    looked = {i: replace(drafts[i], best=best) for i, best in zip(open_drafts, aligned, strict=True)}
    return [looked.get(i, draft) for i, draft in enumerate(drafts)]


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
        drafts = _looked(engine, drafts)
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
    return [_splice_all(draft) for draft in _looked(engine, drafts)]


def _splice_all(draft: Draft) -> Draft:
    for index in draft.missing:
        spliced = draft.moved(splice(draft.chunk, draft.best, index), Verdict.BY_SPLICE)
        draft = spliced if len(spliced.missing) < len(draft.missing) else draft
    return draft


def _weighed(engine: Engine, drafts: list[Draft], beam: int) -> list[Draft]:
    """Ask of each forced term how sure its place is."""
    forced = [i for i, draft in enumerate(drafts) if draft.forced]
    looked = placement.aligned(engine, [(drafts[i].chunk, drafts[i].best) for i in forced])
    weighed = {i: _confident(drafts[i], hypothesis) for i, hypothesis in zip(forced, looked, strict=True)}
    return [weighed.get(i, draft) for i, draft in enumerate(drafts)]


def _confident(draft: Draft, aligned: Hypothesis) -> Draft:
    places = placement.places(draft.chunk, aligned)
    confidences = (
        place.confidence if place and verdict.forced else None
        for place, verdict in zip(places, draft.verdicts, strict=True)
    )
    return replace(draft, confidences=tuple(confidences))


LADDER: tuple[Callable[[Engine, list[Draft], int], list[Draft]], ...] = (
    _remembered,
    _annotated,
    _nbest,
    _searched,
    _spliced,
    _mended,
    _weighed,
)
