"""Find the terms in a text: walk the trie from each word, keep what the rules accept, the longest leftmost first."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.addresses import Span, addresses
from toolkit.bitext import MatchKind, TermMatch
from toolkit.terms.agreement import Candidate, accepts, follower, is_plural, kind
from toolkit.terms.extent import extent, stands
from toolkit.terms.index import UNKNOWN, Index, Known, Lone, Reading, edge
from toolkit.terms.readings import known
from toolkit.terms.words import Word, words


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with its words, what is known of each, and where its addresses are."""

    text: str
    words: tuple[Word, ...]
    known: tuple[Known, ...]
    addresses: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    """The best match for the words ``first`` to ``last`` of a text."""

    first: int
    last: int
    match: TermMatch


def find(index: Index, text: str) -> tuple[TermMatch, ...]:
    """Find the terms of a glossary in a text, in text order, none overlapping.

    Matches are whole words, clitics and endings included, and a closing bracket that was opened inside; the words of
    an address are none. Of matches that compete, an enforced one wins, then the leftmost, then the longest, then the
    one that explains the letters best; shorter ones that lie inside a match are its ``nested``. A form that two
    entries claim equally is ambiguous.
    """
    found = words(text)
    read = _Text(text, found, tuple([known(index, word) for word in found]), addresses(text))
    places = [place for place, word in enumerate(read.known) if word.beginnings]
    return tuple(_chosen([claim for place in places for claim in _claims(index, read, place)]))


def _claims(index: Index, text: _Text, place: int) -> Iterator[_Claim]:
    """Yield what the words from a place on may be, the longest first."""
    longer = _longer(index, text, place)
    for last in sorted({candidate.places[-1] for candidate in longer}, reverse=True):
        match = _match([candidate for candidate in longer if candidate.places[-1] == last], text)
        if match:
            yield _Claim(place, last, match)
    match = _lone(index, text, place)
    if match:
        yield _Claim(place, place, match)


def _lone(index: Index, text: _Text, place: int) -> TermMatch | None:
    """Choose what a word is by itself; of an Arabic one outside addresses it and its follower decide."""
    word = text.words[place]
    if not text.known[place].arabic or text.addresses:
        return _match(list(_candidates(index, text, place)), text)
    written = word.written, follower(text.words, place + 1)
    lone = index.memo.lone.get(written, UNKNOWN)
    if lone is UNKNOWN:
        match = _match(list(_candidates(index, text, place)), text)
        lone = index.memo.lone[written] = Lone(match.entry, match.kind, match.plural) if match else None
    return TermMatch(lone.entry, word.start, word.end, lone.kind, lone.plural) if lone else None


def _candidates(index: Index, text: _Text, place: int) -> Iterator[Candidate]:
    for reading, node in text.known[place].beginnings:
        for pattern in index.patterns(node):
            yield Candidate(pattern, text.words, (place,), (reading,))


def _longer(index: Index, text: _Text, place: int) -> list[Candidate]:
    """List what the words from a place on may be together."""
    longer: list[Candidate] = []
    for reading, node in text.known[place].beginnings:
        longer += _steps(index, text, node, (place,), (reading,))
    return longer


def _steps(index: Index, text: _Text, node: int, places: tuple[int, ...], path: tuple[Reading, ...]) -> list[Candidate]:
    """Take the next word, or, where a form of the term may be torn apart, the nearest that leads on."""
    following = places[-1] + 1
    for place in range(following, min(following + 1 + index.gaps.get(node, 0), len(text.words))):
        candidates: list[Candidate] = []
        for reading in text.known[place].readings:
            child = index.children.get(edge(node, reading.number))
            if child is not None and not reading.clitics:
                candidates += _reached(index, text, child, (*places, place), (*path, reading))
        if candidates or text.words[place].apart:
            return candidates
    return []


def _reached(
    index: Index, text: _Text, node: int, places: tuple[int, ...], path: tuple[Reading, ...]
) -> Iterator[Candidate]:
    """Yield the forms that end at a node, then those that go on from it; clitics stand only before the first word."""
    for pattern in index.patterns(node):
        yield Candidate(pattern, text.words, places, path)
    yield from _steps(index, text, node, places, path)


def _match(candidates: Sequence[Candidate], text: _Text) -> TermMatch | None:
    """Choose among the candidates for the same words; None where the rules allow none of them."""
    allowed = [each for each in candidates if accepts(each) and stands(each, text.text, text.addresses)]
    if not allowed:
        return None
    best, settled = (allowed[0], kind(allowed[0])) if len(allowed) == 1 else _best(allowed, text.text)
    return TermMatch(best.pattern.entry, *extent(best, text.text), settled, is_plural(best))


def _best(candidates: Sequence[Candidate], text: str) -> tuple[Candidate, MatchKind]:
    """Take what is longest in signs (C# is not C), explains the letters best, has precedence; equals are ambiguous."""

    def rank(candidate: Candidate) -> tuple[int, int, int, bool, bool, bool]:
        pattern = candidate.pattern
        start, end = extent(candidate, text)
        differs = not text[start:end].endswith(pattern.form)
        return start - end, candidate.cost, pattern.level, not candidate.same_case, pattern.variant, differs

    ranks = list(map(rank, candidates))
    best = min(ranks)
    equals = [each for each, ranked in zip(candidates, ranks, strict=True) if ranked == best]
    targets = {candidate.pattern.entry.target for candidate in equals}
    return equals[0], kind(equals[0]) if len(targets) == 1 else "ambiguous"


def _chosen(claims: Sequence[_Claim]) -> Iterator[TermMatch]:
    """Choose among claims in their order, those enforced first, and nest in each what lies inside it."""
    enforced = _leftmost(claim for claim in claims if claim.match.enforced)
    others = _leftmost(claim for claim in claims if not claim.match.enforced and _is_clear(claim, enforced))
    firsts = [claim.first for claim in claims]
    for claim in sorted([*enforced, *others], key=_first):
        near = claims[bisect_left(firsts, claim.first) : bisect_right(firsts, claim.last)]
        inside = [inner for inner in near if inner is not claim and inner.last <= claim.last]
        yield replace(claim.match, nested=tuple(_chosen(inside))) if inside else claim.match


def _leftmost(claims: Iterable[_Claim]) -> list[_Claim]:
    """Take the first claim of each overlapping run: the leftmost and longest."""
    taken: list[_Claim] = []
    for claim in claims:
        if not taken or claim.first > taken[-1].last:
            taken.append(claim)
    return taken


def _is_clear(claim: _Claim, taken: Sequence[_Claim]) -> bool:
    """Tell whether a claim overlaps none of those taken, which overlap nowhere and are in order."""
    before = bisect_right(taken, claim.last, key=_first)
    return before == 0 or taken[before - 1].last < claim.first


def _first(claim: _Claim) -> int:
    return claim.first
