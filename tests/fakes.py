"""Stand-ins that behave: an engine that translates by a phrase book."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from toolkit.bitext import Segment, TermEntry, TermMatch
from toolkit.engines import Decoding, Hypothesis, Request


@dataclass
class PhraseBook:
    """An engine whose hypotheses for a source stand in a book; a prefix is kept and the first hypothesis goes on.

    Inline terms are honoured where ``obeys``: the word at the same place is replaced. ``requests`` counts the
    sources that were decoded, so that a test can say what a step cost, ``barred`` the phrases that were. With
    ``glue`` it goes on writing the last word of a prefix, unless it is asked for alternatives. ``eyes`` says which word
    of the source an English word looks at; without, no attention is given. ``looks`` are the requests for attention.
    """

    book: Mapping[str, Sequence[str]]
    annotates: bool = False
    obeys: bool = True
    limit: int = 100
    name: str = "phrase-book"
    fingerprint: str = "0"
    glue: str = ""
    eyes: Mapping[str, int] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    barred: list[str] = field(default_factory=list)
    looks: list[Request] = field(default_factory=list)

    def size(self, text: str) -> int:
        return len(text.split())

    def spellable(self, targets: Sequence[str]) -> list[bool]:
        return [target.isascii() for target in targets]

    def translate(self, requests: Sequence[Request], decoding: Decoding) -> list[tuple[Hypothesis, ...]]:
        (self.looks if decoding.attention else self.requests).extend(requests)
        self.barred.extend(request.barred for request in requests if request.barred)
        found = [self._hypotheses(request)[: decoding.hypotheses] for request in requests]
        if decoding.attention:
            return [tuple(self._looking(each, request) for each in found[i]) for i, request in enumerate(requests)]
        if self.glue and not decoding.alternatives:
            return [tuple(self._glued(each, request) for each in found[i]) for i, request in enumerate(requests)]
        return found

    def _glued(self, hypothesis: Hypothesis, request: Request) -> Hypothesis:
        return Hypothesis(hypothesis.text.replace(request.prefix, request.prefix + self.glue, 1), hypothesis.score)

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        return [
            -abs(self._length(request) - len(target.split())) for request, target in zip(requests, targets, strict=True)
        ]

    def _length(self, request: Request) -> int:
        return len(self._texts(request)[0].split())

    def _texts(self, request: Request) -> Sequence[str]:
        return self.book.get(request.source, [f"<{request.source}>"])

    def _hypotheses(self, request: Request) -> tuple[Hypothesis, ...]:
        texts = list(self._texts(request))
        if self.obeys:
            texts = [_with_inline(text, request) for text in texts]
        if request.prefix:
            texts = [_continued(request.prefix, texts[0])]
        return tuple(Hypothesis(text, -float(rank)) for rank, text in enumerate(texts))

    def _looking(self, hypothesis: Hypothesis, request: Request) -> Hypothesis:
        words = range(len(request.source.split())) if self.eyes else ()
        rows = (tuple(float(self.eyes.get(each) == word) for word in words) for each in hypothesis.text.split())
        return replace(hypothesis, attention=tuple(row for row in rows if row))


def _with_inline(text: str, request: Request) -> str:
    words = text.split()
    for inline in request.inline:
        place = len(request.source[: inline.start].split())
        words[place : place + 1] = [inline.target]
    return " ".join(words)


def _continued(prefix: str, text: str) -> str:
    """Go on behind a prefix as if its first new word stood for one word of the text."""
    start, words = prefix.split(), text.split()
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(start, words, strict=False)))
    return " ".join([*start, *words[common + 1 :]])


def segment(source: str, unit: str = "p1", number: int = 1) -> Segment:
    """Make a segment that fills its unit."""
    return Segment(unit, number, 0, len(source), source)


def match(source: str, term: str, target: str, **fields: object) -> TermMatch:
    """Match a term at its first place in a source."""
    case = "as-is" if target[:1].isupper() else "sentence"
    entry_fields = {name: value for name, value in fields.items() if name not in ("kind", "plural")}
    entry = TermEntry(term, target, **{"case": case, **entry_fields})  # type: ignore[arg-type]
    match_fields = {name: value for name, value in fields.items() if name in ("kind", "plural")}
    start = source.index(term)
    return TermMatch(entry, start, start + len(term), **match_fields)  # type: ignore[arg-type]
