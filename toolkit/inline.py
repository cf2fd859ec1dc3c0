"""Put the inline codes of a segment into its translation: each around the words that render what it stood around.

Which words these are the attention of the model says; without attention the share of the text decides. All codes come
out, pairs are rightly nested whatever the order of the words, and codes at the edges stay there.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.arabic import HIDDEN
from toolkit.bitext import Code
from toolkit.code_tree import Node, tree
from toolkit.documents.contents import Pieces
from toolkit.english import FUNCTION_WORDS, SIGNS

MOST = 300
"""Codes in a sentence; no person writes more, and each of them looks at all words."""
Attention = Sequence[Sequence[float]]
Span = tuple[int, int]
OPENING = frozenset("([«“")
CLOSING = frozenset(".,;:!?…)]»”،؛؟")
"""Signs that stand before a word, and behind one, without a space."""

_LETTERS = "|".join("".join(f"{letter}[{HIDDEN}]*" for letter in word) for word in "بال كال ال لل ب ك ل".split())
_PROCLITIC = re.compile(rf"(?<![\w{HIDDEN}])(?=\w)(?:[وف][{HIDDEN}]*)?(?:{_LETTERS})?\Z")
"""What Arabic writes together with the word behind it, and English does not: ``و``, ``لـ``, ``وبال`` …"""
_LONGEST_PROCLITIC = 12


@dataclass(frozen=True, slots=True)
class _Texts:
    """A source and its translation, with the attention of each target word to each source word.

    ``read`` are the spans of the source's words, ``words`` those of the target's.
    """

    source: str
    target: str
    attention: Attention
    read: tuple[Span, ...]
    words: tuple[Span, ...]

    def within(self, part: Span) -> dict[int, Span]:
        """Give the spans of the target's words that stand in a part of it, as far as they do, by their numbers."""
        spans = ((number, max(start, part[0]), min(end, part[1])) for number, (start, end) in enumerate(self.words))
        return {number: (start, end) for number, start, end in spans if start < end}

    def source_words(self, start: int, end: int) -> Span:
        """Give the numbers of the source's words that ``source[start:end]`` touches: the first, and behind the last."""
        first = sum(1 for span in self.read if span[1] <= start)
        return first, max(first, sum(1 for span in self.read if span[0] < end))


def place(source: str, target: str, codes: Sequence[Code], attention: Attention) -> Pieces:
    """Give a translation with the codes in it; their offsets are into the source.

    A code that stands between spaces, or behind a proclitic, gets a space beside it where it would touch a word.

    ``attention[i][j]`` is the weight of the source's word ``j`` on the target's word ``i``; empty where not known.

    >>> bold = Code(0, "<b>", "open", 0), Code(6, "</b>", "close", 0)
    >>> pieces = place("الوزير قال", "said the minister", bold, [[0, 1], [1, 0], [1, 0]])
    >>> "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)
    'said <b>the minister</b>'
    """
    if len(codes) > MOST:
        return joined(_spread(source, target, codes))
    texts = _Texts(source, target, attention, _words(source), _words(target))
    return joined(_pieces(texts, tree(codes, len(source)), (0, len(target)), (0, len(source))))


def _spread(source: str, target: str, codes: Sequence[Code]) -> Iterator[str | Code]:
    """Give each code the place that its share of the source has in the target, all in their order."""
    place = 0
    for code in codes:
        end = max(place, code.offset * len(target) // max(1, len(source)))
        yield target[place:end]
        yield code
        place = end
    yield target[place:]


def joined(pieces: Iterable[str | Code]) -> Pieces:
    """Put texts together that stand beside each other; leave empty ones out."""
    whole: list[str | Code] = []
    for piece in pieces:
        if isinstance(piece, str) and whole and isinstance(before := whole[-1], str):
            whole[-1] = before + piece
        elif piece:
            whole.append(piece)
    return tuple(whole)


def _pieces(texts: _Texts, nodes: Sequence[Node], target: Span, source: Span) -> Iterator[str | Code]:
    """Spell a part of the target with the nodes in it."""
    place = target[0]
    for node, (start, end) in _placed(texts, nodes, target, source):
        yield texts.target[place:start]
        free = node.alone and _is_free(texts.source, node.start)
        if free and texts.target[:start][-1:].strip() and texts.target[start - 1] not in OPENING:
            yield " "
        if node.opening:
            yield node.opening
        if free and texts.target[start : start + 1].strip() and not _ends_clause(texts, node, start):
            yield " "
        yield from _pieces(texts, node.inside, (start, end), (node.start, node.end))
        if node.closing:
            yield node.closing
        place = end
    yield texts.target[place : target[1]]


def _is_free(source: str, place: int) -> bool:
    """Tell whether a code stands between spaces or signs, or behind a proclitic, as a word does."""
    before, behind = source[:place][-1:], source[place : place + 1]
    if _lacks_word(source, place):
        return True
    return (before.isspace() and (behind.isspace() or behind in CLOSING)) or (before in OPENING and behind in CLOSING)


def _lacks_word(source: str, place: int) -> bool:
    """Tell whether a proclitic before a code has no other word to stand with."""
    proclitic = _PROCLITIC.search(source, max(0, place - _LONGEST_PROCLITIC), place)
    return proclitic is not None and not source[place : place + 1].isalnum()


def _ends_clause(texts: _Texts, node: Node, place: int) -> bool:
    """Tell whether a sign follows a code in the source and would at this place of the target."""
    return texts.source[node.start] in CLOSING and texts.target[place] in CLOSING


def _placed(texts: _Texts, nodes: Sequence[Node], target: Span, source: Span) -> list[tuple[Node, Span]]:
    """Find a place for each node inside a part of the target; pairs choose first, and no place is taken twice."""
    taken: list[Span] = []
    places: dict[int, Span] = {}
    for number in sorted(
        range(len(nodes)), key=lambda number: (nodes[number].alone, nodes[number].start - nodes[number].end)
    ):
        node = nodes[number]
        span = _point(texts, node, target, source) if node.alone else _stretch(texts, node, target, source, taken)
        places[number] = _outside(span, taken)
        taken += [places[number]] if not node.alone else []
    order = sorted(range(len(nodes)), key=lambda number: (places[number], number))
    return [(nodes[number], places[number]) for number in order]


def _outside(span: Span, taken: Sequence[Span]) -> Span:
    """Move an empty span out of what is taken, to the nearer edge."""
    around = next(((start, end) for start, end in taken if start < span[0] < end), None)
    if not around or span[0] != span[1]:
        return span
    nearer = min(around, key=lambda edge: abs(edge - span[0]))
    return nearer, nearer


def _stretch(texts: _Texts, node: Node, target: Span, source: Span, taken: Sequence[Span]) -> Span:
    """Find the words that render those of a pair; an empty span where none is free."""
    if texts.source[source[0] : node.start].strip() + texts.source[node.end : source[1]].strip() == "" and not taken:
        return target
    words = {
        number: (start, end)
        for number, (start, end) in texts.within(target).items()
        if all(end <= one or other <= start for one, other in taken)
    }
    if not words:
        return _point(texts, node, target, source)
    run = _best_run(texts, texts.source_words(node.start, node.end), list(words))
    return _trimmed(texts, node, (words[run[0]][0], words[run[-1]][1]))


def _best_run(texts: _Texts, source: Span, words: Sequence[int]) -> list[int]:
    """Find the run of target words that looks most at some words of the source, not others; the longer of two.

    Where all look elsewhere it is one word: a link around nothing would be lost.
    """
    best: tuple[float, list[int]] = (0.0, [max(words, key=lambda number: _leaning(texts, source, number))])
    total, run = 0.0, list[int]()
    for number in words:
        if run and number != run[-1] + 1:
            total, run = 0.0, []
        leaning = _leaning(texts, source, number)
        total, run = total + leaning, [*run, number]
        if total <= 0:
            total, run = 0.0, []
        elif leaning > 0 and total >= best[0]:
            best = total, run
    return best[1]


def _leaning(texts: _Texts, source: Span, word: int) -> float:
    """Tell how much more a target word looks inside a span of the source's words than outside, from -1 to 1."""
    if word < len(texts.attention):
        row = texts.attention[word]
        inside = sum(row[slice(*source)])
        return 2 * inside - sum(row)
    place = (word + 0.5) / len(texts.words) * max(1, len(texts.read))
    return 1.0 if source[0] <= place < source[1] else -1.0


def _trimmed(texts: _Texts, node: Node, span: Span) -> Span:
    """Leave signs outside where the source has none inside, and what renders the clitics before the opening code."""
    start, end = span
    before, inside = texts.source[: node.start][-1:], texts.source[node.start : node.start + 1]
    while before.isalpha() and inside.isalpha() and (first := _function_word(texts.target[start:end])):
        start += first
    if texts.source[: node.end][-1:].isalnum():
        end = start + len(texts.target[start:end].rstrip(SIGNS))
    if inside.isalnum():
        start = end - len(texts.target[start:end].lstrip(SIGNS))
    return (start, end) if start < end else span


def _function_word(text: str) -> int:
    """Give the length of the function word that a text begins with, with the space behind it; 0 for another word."""
    word, space, rest = text.partition(" ")
    return len(word + space) if rest.strip() and word.lower() in FUNCTION_WORDS else 0


def _point(texts: _Texts, node: Node, target: Span, source: Span) -> Span:
    """Find the place of a code alone: before what renders the word behind it, or behind what renders the one before it.

    It goes with the word that it hangs on without a space, and with the one before it where a sign is behind it.
    """
    before, behind = texts.source[source[0] : node.start], texts.source[node.start : source[1]]
    if not before.strip():
        return target[0], target[0]
    if not behind.strip():
        return target[1], target[1]
    ends = behind[0] in CLOSING and (before[-1].isspace() or _lacks_word(texts.source, node.start))
    hangs = ends or not before[-1].isspace()
    word = texts.source_words(node.start, node.start + 1)[0] if not hangs else texts.source_words(0, node.start)[1] - 1
    words = texts.within(target)
    if not words:
        return target[1], target[1]
    rendering = max(words, key=lambda number: (_leaning(texts, (word, word + 1), number), -number))
    place = words[rendering][1 if hangs else 0]
    if ends and before.rstrip()[-1].isalnum():
        place = words[rendering][0] + len(texts.target[slice(*words[rendering])].rstrip(SIGNS))
    return place, place


def _words(text: str) -> tuple[Span, ...]:
    return tuple(found.span() for found in re.finditer(r"\S+", text))
