"""Find the terms in a text: walk the trie from each word, keep what the rules accept, the longest leftmost first."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.arabic import BLANKS, CONTROLS, has_arabic, spelling
from toolkit.bitext import MatchKind, TermMatch
from toolkit.terms.addresses import addresses, tears
from toolkit.terms.agreement import Candidate, accepts, is_plural, kind
from toolkit.terms.index import Index, Node, Reading
from toolkit.terms.readings import readings
from toolkit.terms.words import Word, words

_HIDDEN = re.compile(f"[{CONTROLS}]")

CLOSING = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”", "‹": "›"}


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
    groups: defaultdict[tuple[int, int], list[Candidate]] = defaultdict(list)
    frozen = addresses(text)
    for candidate in _candidates(index, words(text)):
        if _reads_literally(candidate, text) and accepts(candidate) and not tears(frozen, *_offsets(candidate, text)):
            groups[candidate.span].append(candidate)
    order = sorted(groups, key=lambda span: (span[0], -span[1]))
    return tuple(_chosen([_Claim(*span, _match(groups[span], text)) for span in order]))


def _candidates(index: Index, found: tuple[Word, ...]) -> Iterator[Candidate]:
    for place in range(len(found)):
        yield from _walk(index, index.root, found, (place,), ())


def _walk(
    index: Index, node: Node, found: tuple[Word, ...], places: tuple[int, ...], path: tuple[Reading, ...]
) -> Iterator[Candidate]:
    """Follow the trie with each reading of the last place, then go on to the next word; clitics stand only first."""
    for reading in readings(index, found[places[-1]]):
        child = node.children.get(reading.stem)
        if child and not (path and reading.clitics):
            taken = (*path, reading)
            stems = tuple(index.stems[each.stem] for each in taken)
            for pattern in child.patterns:
                yield Candidate(pattern, found, places, taken, stems)
            yield from _go_on(index, child, found, places, taken)


def _go_on(
    index: Index, node: Node, found: tuple[Word, ...], places: tuple[int, ...], path: tuple[Reading, ...]
) -> Iterator[Candidate]:
    """Take the next word, or, where a form of the term may be torn apart, the nearest that leads on."""
    following = places[-1] + 1
    for place in range(following, min(following + 1 + max(node.gaps, default=0), len(found))):
        candidates = list(_walk(index, node, found, (*places, place), path)) if node.children else []
        yield from candidates
        if candidates or found[place].apart:
            return


def _match(candidates: Sequence[Candidate], text: str) -> TermMatch:
    """Choose among the candidates for the same words."""
    if len(candidates) == 1:
        return _matched(candidates[0], text, kind(candidates[0]))

    def rank(candidate: Candidate) -> tuple[int, int, bool, bool, bool]:
        pattern = candidate.pattern
        differs = not text[slice(*_offsets(candidate, text))].endswith(pattern.form)
        return candidate.cost, pattern.level, not candidate.same_case, pattern.variant, differs

    ranks = list(map(rank, candidates))
    equals = [each for each, ranked in zip(candidates, ranks, strict=True) if ranked == min(ranks)]
    best = equals[0]
    claims = {candidate.pattern.entry.target for candidate in equals}
    return _matched(best, text, kind(best) if len(claims) == 1 else "ambiguous")


def _matched(candidate: Candidate, text: str, settled: MatchKind) -> TermMatch:
    return TermMatch(candidate.pattern.entry, *_offsets(candidate, text), settled, is_plural(candidate))


def _chosen(claims: Sequence[_Claim]) -> Iterator[TermMatch]:
    """Choose among claims in their order, those enforced first, and nest in each what lies inside it."""
    enforced = _leftmost(claim for claim in claims if claim.match.enforced)
    others = _leftmost(claim for claim in claims if not claim.match.enforced and _is_clear(claim, enforced))
    firsts = [claim.first for claim in claims]
    for claim in sorted([*enforced, *others], key=_first):
        near = claims[bisect_left(firsts, claim.first) : bisect_right(firsts, claim.last)]
        inside = [inner for inner in near if inner is not claim and inner.last <= claim.last]
        yield replace(claim.match, nested=tuple(_chosen(inside)))


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


def _offsets(candidate: Candidate, text: str) -> tuple[int, int]:
    first, last = candidate.span
    start, end = candidate.words[first].start, candidate.words[last].end
    if has_arabic(candidate.pattern.form):
        return start, _closed(text, start, end)
    before, behind = _edges(candidate.pattern.form)
    return start - _reach(text, range(start - 1, -1, -1), before), end + _reach(text, range(end, len(text)), behind)


def _reach(text: str, places: range, signs: int) -> int:
    """Count the places, in their order, that so many signs of a text take, with the invisible marks among them."""
    taken = 0
    while signs and taken < len(places):
        signs -= not _HIDDEN.match(text, places[taken])
        taken += 1
    return taken


def _closed(text: str, start: int, end: int) -> int:
    waiting: list[str] = []
    for character in text[start:end]:
        if character in CLOSING:
            waiting.append(CLOSING[character])
        elif waiting and character == waiting[-1]:
            waiting.pop()
    while waiting and text[end : end + 1] == waiting.pop():
        end += 1
    return end


def _edges(form: str) -> tuple[int, int]:
    """Count the visible signs before the first and behind the last word of a form: C++, .NET."""
    found = words(form)
    before, behind = form[: found[0].start].lstrip(BLANKS), form[found[-1].end :].rstrip(BLANKS)
    return len(_HIDDEN.sub("", before)), len(_HIDDEN.sub("", behind))


def _reads_literally(candidate: Candidate, text: str) -> bool:
    """Hold every sign of a form in another script against the text; Arabic forms are read word by word."""
    form = candidate.pattern.form
    if has_arabic(form):
        return True
    start, end = _offsets(candidate, text)
    return _literal(text[start:end]) == _literal(form)


def _literal(form: str) -> str:
    return " ".join(spelling(form).split())
