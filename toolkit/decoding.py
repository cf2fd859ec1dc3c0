"""Search over an Engine: decoding with a second try, and the enumeration of prefixes that hold a term.

CTranslate2 knows no lexical constraints, but it forces a prefix. For a hypothesis ``h`` and a missing term ``t``,
every ``h[:i] + t`` is continued in one batch and the results are ranked; so the term is there by construction.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit import english, renderings
from toolkit.bitext import TermMatch
from toolkit.chunks import Chunk
from toolkit.engines import Decoding, Engine, Hypothesis, Request
from toolkit.faults import faults
from toolkit.flaws import Flaw, flaws
from toolkit.placement import aligned, focus, places

WIDTH = 2
"""Beam of the continuations: the prefix has settled most of the sentence."""
SURE = 0.25
"""Mean attention of a term's words above which its place is trusted, and only the places around it are tried."""
AROUND = 2
DOUBTFUL = 8
"""Places that are tried where no attention is sure."""
WAVES = (slice(0, 3), slice(3, 6), slice(6, None))
"""Prefixes of one term that are tried together, before the others."""
PARTED, ALTERNATIVES = 3, 6
"""Prefixes that are tried once more where nothing was sound, and ways to go on behind each."""
PATIENCE = 3
"""Candidates of one request that are good enough to be scored."""
FLAWS = 2
"""Flaws of one translation that are gone after at once."""
DETERMINED = re.compile(r"(?<!\w)(?:the|an?|this|that|his|her|its|their|our|my|your|no|each|every|'s)$", re.IGNORECASE)
"""Words behind which no article stands."""

Rank = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A hypothesis for a chunk, ranked: smaller is better.

    It is ``doubtful`` where another word looks more at a forced term's source than the term does.
    """

    rank: Rank
    hypothesis: Hypothesis
    doubtful: bool = False

    @property
    def merit(self) -> tuple[Rank, bool]:
        return self.rank, self.doubtful

    @property
    def key(self) -> tuple[Rank, bool, float]:
        return self.rank, self.doubtful, -self.hypothesis.score


def rank(chunk: Chunk, text: str) -> Rank:
    """Count what is wrong with a translation: faults, missing terms, flaws in how the others stand there."""
    enforced = [match for match in chunk.matches if match.enforced]
    return (
        len(faults(chunk.request.source, renderings.without_arabic_terms(enforced, text))),
        renderings.locate(enforced, text).count(None),
        len(flaws(chunk, text)),
    )


def candidate(chunk: Chunk, hypothesis: Hypothesis) -> Candidate:
    """Rank a hypothesis for a chunk."""
    return Candidate(rank(chunk, hypothesis.text), hypothesis)


def decode(engine: Engine, chunks: Sequence[Chunk], decoding: Decoding) -> list[tuple[Hypothesis, ...]]:
    """Translate chunks; what comes out faulty is tried once more with repetition made costly.

    The hypotheses are in the model's order, those of the second try behind those of the first, but a hypothesis with
    fewer faults goes before one with more.
    """
    first = engine.translate([chunk.request for chunk in chunks], decoding)
    faulty = [i for i, chunk in enumerate(chunks) if faults(chunk.request.source, first[i][0].text)]
    careful = replace(decoding, repetition_penalty=1.2, no_repeat=3)
    second = dict(zip(faulty, engine.translate([chunks[i].request for i in faulty], careful), strict=True))
    return [_soundest(chunk, first[i], second.get(i, ())) for i, chunk in enumerate(chunks)]


def _soundest(chunk: Chunk, first: tuple[Hypothesis, ...], second: tuple[Hypothesis, ...]) -> tuple[Hypothesis, ...]:
    return tuple(sorted(first + second, key=lambda each: len(faults(chunk.request.source, each.text))))


def prefixes(chunk: Chunk, hypothesis: Hypothesis, missing: int) -> tuple[str, ...]:
    """List the beginnings of a translation that end in the missing term, those at the likeliest places first.

    A common noun is tried with «the» as well, for the article that the old rendering had may not be the term's.
    """
    words = hypothesis.text.split()
    match = chunk.matches[missing]
    befores: list[str] = []
    for place in _places(chunk, hypothesis, missing, len(words)):
        before = " ".join(words[:place])
        befores.append(before)
        if match.entry.case == "sentence" and not DETERMINED.search(before):
            befores.append(f"{before} the" if before else "The")
    return tuple(dict.fromkeys(prefix(before, match) for before in befores))


def prefix(before: str, match: TermMatch) -> str:
    """Go on from a text with a match's term, the article before it and its capital mended."""
    term = renderings.in_place(match, renderings.wanted(match), before)
    return english.with_article(f"{before} ", term).strip()


def _places(chunk: Chunk, hypothesis: Hypothesis, missing: int, length: int) -> Sequence[int]:
    """Choose places by attention, the likely first: around a word that looks at the term's source, or before many."""
    weights = focus(chunk, hypothesis, missing)
    if not any(weights):
        return range(length + 1)
    peak = weights.index(max(weights))
    if weights[peak] >= SURE:
        around = range(max(0, peak - AROUND), min(length, peak + AROUND) + 1)
        return sorted(around, key=lambda place: (abs(place - peak), -place))
    return sorted(range(len(weights)), key=lambda place: -weights[place])[:DOUBTFUL]


def search(engine: Engine, open_chunks: Sequence[tuple[Chunk, Hypothesis, int]], beam: int) -> list[Candidate]:
    """For each chunk, its hypothesis and the match that it misses, find the best translation with the term forced.

    The likeliest places of all chunks are decoded in one batch; where none of these is sound and beyond doubt, the next
    in a second, the others in a third; and where none is sound, in a fourth the likeliest with several words behind the
    term, for a model may go on writing the term's last word: flu, fluids. The best of a hopeless lot may still be worse
    than before.
    """
    groups: list[list[Candidate]] = [[] for _ in open_chunks]
    every = [prefixes(*each) for each in open_chunks]
    before = [rank(chunk, best.text) for chunk, best, _ in open_chunks]
    narrow = Decoding(beam=min(beam, WIDTH))
    parting = replace(narrow, beam=1, hypotheses=ALTERNATIVES, alternatives=True)
    for wave, how in (*((wave, narrow) for wave in WAVES), (slice(0, PARTED), parting)):
        tries = [
            (i, prefix)
            for i, group in enumerate(groups)
            if not any(_is_sound(each.rank, before[i]) and (how is parting or not each.doubtful) for each in group)
            for prefix in every[i][wave]
        ]
        requests = [replace(open_chunks[i][0].request, prefix=prefix) for i, prefix in tries]
        results = engine.translate(requests, how)
        found = [(i, each) for (i, _), result in zip(tries, results, strict=True) for each in result[: how.hypotheses]]
        for i, each in _weighed(engine, open_chunks, before, found):
            groups[i].append(each)
    return _best(engine, [chunk.request for chunk, _, _ in open_chunks], list(map(_shortlist, groups)))


def _weighed(
    engine: Engine,
    open_chunks: Sequence[tuple[Chunk, Hypothesis, int]],
    before: Sequence[Rank],
    found: Sequence[tuple[int, Hypothesis]],
) -> Iterator[tuple[int, Candidate]]:
    """Rank hypotheses for their chunks, and look where the term stands in those that are sound."""
    ranked = [(i, candidate(open_chunks[i][0], hypothesis)) for i, hypothesis in found]
    sound = [(open_chunks[i][0], each.hypothesis) for i, each in ranked if _is_sound(each.rank, before[i])]
    looked = iter(aligned(engine, sound))
    for i, each in ranked:
        chunk, _, index = open_chunks[i]
        yield i, _placed(each, chunk, index, next(looked)) if _is_sound(each.rank, before[i]) else each


def _placed(found: Candidate, chunk: Chunk, index: int, looked: Hypothesis) -> Candidate:
    place = places(chunk, looked)[index]
    return Candidate(found.rank, looked, doubtful=place is not None and place.rival > place.own)


def _is_sound(found: Rank, before: Rank) -> bool:
    """Tell whether a candidate honours more than what was there before and is no worse otherwise."""
    return found[0] <= before[0] and found[1] < before[1] and found[2] <= before[2]


def _shortlist(group: Sequence[Candidate]) -> list[Candidate]:
    best = min(each.merit for each in group)
    unique = {each.hypothesis.text: each for each in group if each.merit == best}
    return sorted(unique.values(), key=lambda each: each.key)[:PATIENCE]


def _best(engine: Engine, requests: Sequence[Request], shortlists: Sequence[Sequence[Candidate]]) -> list[Candidate]:
    """Score the candidates of all requests in one batch, for forced pieces had no score, and take the best of each."""
    flat = [(i, each) for i, shortlist in enumerate(shortlists) for each in shortlist]
    scores = engine.score([requests[i] for i, _ in flat], [each.hypothesis.text for _, each in flat])
    rescored: list[list[Candidate]] = [[] for _ in requests]
    for (i, each), score in zip(flat, scores, strict=True):
        rescored[i].append(replace(each, hypothesis=replace(each.hypothesis, score=score)))
    return [min(candidates, key=lambda each: each.key) for candidates in rescored]


def mend(engine: Engine, flawed: Sequence[tuple[Chunk, Hypothesis]], beam: int) -> list[Candidate]:
    """Decode translations again from before their first flaws, each barred from what follows; give the best."""
    requests = [
        (i, request)
        for i, (chunk, best) in enumerate(flawed)
        for flaw in flaws(chunk, best.text)[:FLAWS]
        for request in _barring(chunk.request, best.text, flaw)
    ]
    groups: list[list[Candidate]] = [[] for _ in flawed]
    how = Decoding(width := min(beam, WIDTH), hypotheses=width)
    results = engine.translate([request for _, request in requests], how)
    for (i, _), result in zip(requests, results, strict=True):
        groups[i] += [candidate(flawed[i][0], each) for each in result]
    whole = [group or [candidate(*before)] for group, before in zip(groups, flawed, strict=True)]
    return _best(engine, [chunk.request for chunk, _ in flawed], list(map(_shortlist, whole)))


def _barring(request: Request, text: str, flaw: Flaw) -> Iterator[Request]:
    """Ask for a text again up to a flaw, and up to the term that it repeats; what is barred is asked for no longer."""
    inline = tuple(term for term in request.inline if term.target != flaw.form)
    for prefix in dict.fromkeys(text[:end].rstrip() for end in (flaw.start, flaw.kept) if end):
        yield replace(request, inline=inline, prefix=prefix, barred=flaw.form)
