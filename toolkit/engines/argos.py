"""An Argos package as an Engine: CTranslate2 with the package's own tokenizer, one entry a segment."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from toolkit.engines import Decoding, Hypothesis, Request
from toolkit.engines.metadata import Marks
from toolkit.engines.packages import Package
from toolkit.engines.tokenizers import MosesBPE, SentencePiece, Tokenizer
from toolkit.errors import ModelError

BATCH = 512
"""Tokens of one batch: small enough that a short text keeps all threads busy."""
Kind = tuple[int, int | str]
"""The length of a source, and what else the texts of a batch have in common."""
LONGEST, SLACK = 2, 20
"""Pieces of a translation for each piece of the source, and pieces more, after which decoding stops."""


@dataclass(frozen=True, slots=True)
class _Source:
    """The pieces of a source and the number of the word that each belongs to."""

    pieces: tuple[str, ...]
    words: tuple[int, ...]

    def around(self, span: tuple[int, int], before: Sequence[str], behind: Sequence[str]) -> "_Source":
        """Write new pieces before and behind the pieces of a span; they count to its first word."""
        pieces, words = list(self.pieces), list(self.words)
        for place, new in ((span[1], behind), (span[0], before)):
            pieces[place:place] = new
            words[place:place] = [self.words[span[0]]] * len(new)
        return _Source(tuple(pieces), tuple(words))


class ArgosEngine:
    """See ``Engine``. Loading takes the package's files from memory, so that a zip needs no unpacking."""

    def __init__(self, package: Package, threads: int = 0) -> None:
        self._package = package
        self._threads = threads or cores()
        self._prefix = [package.metadata.prefix] if package.metadata.prefix else []
        self._marks = package.metadata.marks
        self.limit = package.metadata.limit
        self.annotates = self._marks is not None
        self.name = package.title

    @cached_property
    def fingerprint(self) -> str:
        return self._package.fingerprint

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        files = self._package.files
        try:
            if "sentencepiece.model" in files:
                return SentencePiece(files["sentencepiece.model"])
            return MosesBPE(files["bpe.model"], *self._package.metadata.pair)
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"its tokenizer cannot be loaded: {error}", self._package.place) from None

    @cached_property
    def _translator(self) -> Any:
        import ctranslate2

        try:
            return ctranslate2.Translator(
                self._package.name, files=self._package.model, inter_threads=self._threads, intra_threads=1
            )
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"its model cannot be loaded: {error}", self._package.place) from None

    def size(self, text: str) -> int:
        return len(self._tokenizer.encode(text))

    def spellable(self, targets: Sequence[str]) -> list[bool]:
        spelt = [self._tokenizer.encode_target(target) for target in targets]
        known = {piece for pieces in spelt for piece in pieces if self._tokenizer.knows(piece)}
        writable = self._writable(sorted(known))
        return [writable.issuperset(pieces) for pieces in spelt]

    def _writable(self, pieces: list[str]) -> set[str]:
        """Ask the translator itself which pieces it knows, since vocabulary files differ from layout to layout."""
        if not pieces:
            return set()
        try:
            self._translator.translate_batch(
                [pieces[:1]], suppress_sequences=[[piece] for piece in pieces], max_decoding_length=1
            )
            return set(pieces)
        except ValueError:
            half = len(pieces) // 2
            return self._writable(pieces[:half]) | self._writable(pieces[half:]) if half else set()

    def translate(self, requests: Sequence[Request], decoding: Decoding) -> list[tuple[Hypothesis, ...]]:
        if not requests:
            return []
        sources = [self._source(request) for request in requests]
        kinds = [(len(source.pieces), request.barred) for source, request in zip(sources, requests, strict=True)]
        batches = [(batch, self._sent(batch, sources, requests, decoding)) for batch in _batches(kinds)]
        try:
            results = {i: each.result() for batch, sent in batches for i, each in zip(batch, sent, strict=True)}
            return [self._hypotheses(results[i], source.words) for i, source in enumerate(sources)]
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"its model cannot translate: {error}", self._package.place) from None

    def _sent(
        self, batch: Sequence[int], sources: Sequence[_Source], requests: Sequence[Request], decoding: Decoding
    ) -> Any:
        """Send off a batch of sources of one length, which bar one phrase."""
        return self._translator.translate_batch(
            [sources[i].pieces for i in batch],
            target_prefix=[self._target(requests[i].prefix) for i in batch],
            beam_size=decoding.beam,
            num_hypotheses=decoding.hypotheses if decoding.alternatives else min(decoding.hypotheses, decoding.beam),
            return_alternatives=decoding.alternatives,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram_size=decoding.no_repeat,
            suppress_sequences=self._spellings(requests[batch[0]].barred),
            max_decoding_length=len(sources[batch[0]].pieces) * LONGEST + SLACK,
            max_input_length=0,
            replace_unknowns=True,
            return_scores=True,
            return_attention=decoding.attention,
            asynchronous=True,
        )

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        if not requests:
            return []
        sources, spelt = [self._source(request).pieces for request in requests], list(map(self._target, targets))
        kinds = [(len(source), len(target)) for source, target in zip(sources, spelt, strict=True)]
        batches = [(batch, self._scored(batch, sources, spelt)) for batch in _batches(kinds)]
        results = {i: each.result() for batch, sent in batches for i, each in zip(batch, sent, strict=True)}
        return [sum(results[i].log_probs) / max(1, len(results[i].log_probs)) for i in range(len(requests))]

    def _scored(self, batch: Sequence[int], sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]) -> Any:
        return self._translator.score_batch(
            [sources[i] for i in batch], [targets[i] for i in batch], max_input_length=0, asynchronous=True
        )

    def _source(self, request: Request) -> _Source:
        """Give the pieces of a source, its inline terms written in."""
        text = request.source.translate(dict.fromkeys(map(ord, str(self._marks or "")), " "))
        pieces = self._tokenizer.encode(text)
        source = _Source(tuple(pieces), tuple(self._tokenizer.words(pieces)))
        if self._marks:
            marked = ((self._tokenizer.range(pieces, text, term.start, term.end), term) for term in request.inline)
            placed = [(span, term.target) for span, term in marked if span and span[0] < span[1]]
            for span, target in sorted(placed, reverse=True):
                source = self._annotated(source, span, target, self._marks)
        return source

    def _annotated(self, source: _Source, span: tuple[int, int], target: str, marks: Marks) -> _Source:
        """Write a term behind the pieces that it translates."""
        return source.around(
            span, [marks.opening], [marks.separator, *self._tokenizer.encode_target(target), marks.closing]
        )

    def _spellings(self, phrase: str) -> list[list[str]] | None:
        """Spell a phrase with and without a capital; None for an empty one."""
        forms = dict.fromkeys((phrase, phrase[:1].lower() + phrase[1:], phrase[:1].upper() + phrase[1:]))
        return [self._tokenizer.encode_target(form) for form in forms] if phrase else None

    def _target(self, text: str) -> list[str]:
        return self._prefix + (self._tokenizer.encode_target(text) if text else [])

    def _hypotheses(self, result: Any, words: Sequence[int]) -> tuple[Hypothesis, ...]:
        attentions = result.attention or [[]] * len(result.hypotheses)
        return tuple(
            self._hypothesis(pieces, score, attention, words)
            for pieces, score, attention in zip(result.hypotheses, result.scores, attentions, strict=True)
        )

    def _hypothesis(
        self, pieces: list[str], score: float, attention: list[list[float]], words: Sequence[int]
    ) -> Hypothesis:
        skip = len(self._prefix)
        pieces = pieces[skip:]
        text = self._tokenizer.decode(pieces)
        targets = self._tokenizer.words(pieces)
        if not attention or not pieces or targets[-1] + 1 != len(text.split()):
            return Hypothesis(text, score)
        return Hypothesis(text, score, _by_words(attention[skip : skip + len(pieces)], targets, words))


def cores() -> int:
    """Count the cores that this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _batches(kinds: Sequence[Kind]) -> Iterator[list[int]]:
    """Cut what has kinds into batches of one kind and of ``BATCH`` tokens, the longest sources first.

    Without padding, a text comes out the same whatever shares its batch: docs/adr/0009-one-segment-one-translation.md.
    """
    ordered = sorted(range(len(kinds)), key=lambda i: kinds[i], reverse=True)
    for (length, *_), group in groupby(ordered, key=lambda i: kinds[i]):
        same, size = list(group), max(1, BATCH // max(1, length))
        yield from (same[start : start + size] for start in range(0, len(same), size))


def _by_words(
    attention: list[list[float]], targets: list[int], sources: Sequence[int]
) -> tuple[tuple[float, ...], ...]:
    """Sum piece-to-piece attention over the words of the source; take the mean over the pieces of a target word."""
    import numpy

    weights = numpy.asarray(attention)[:, : len(sources)]
    source_words = numpy.eye(max(sources) + 1)[list(sources[: weights.shape[1]])]
    target_words = numpy.eye(targets[-1] + 1)[targets]
    rows = (target_words / target_words.sum(axis=0)).T @ weights @ source_words
    return tuple(map(tuple, rows.tolist()))
