"""Inline codes that a translation moved: put in order so that tags nest, which XML and HTML need."""

import re
from collections.abc import Iterator

from toolkit.bitext import Code
from toolkit.documents.contents import Pieces

_START_TAG = re.compile(r"<[^<!?][^<]*(?<!/)>")


def nested(pieces: Pieces) -> Pieces:
    """Put pieces in order so that start and end tags nest; pieces that nest stay as they are.

    A tag that closes too late is closed where the one around it is; one that closes before it opens holds nothing; one
    whose other half is missing is left out. Codes that are whole elements (``<bpt>…</bpt>``) may cross.
    """
    return tuple(_nested([piece for piece in pieces if piece != ""]))


def _nested(pieces: list[str | Code]) -> Iterator[str | Code]:
    tags = [piece for piece in pieces if isinstance(piece, Code) and piece.pair >= 0]
    closing = {tag.pair: tag for tag in tags if tag.kind == "close"}
    nesting = {tag.pair for tag in tags if tag.kind == "open" and _START_TAG.fullmatch(tag.text)} & closing.keys()
    halves = {tag.pair for tag in tags if _START_TAG.fullmatch(tag.text) or tag.text.startswith("</")} - nesting
    passed: set[int] = set()
    open_tags: list[int] = []
    for piece in pieces:
        if isinstance(piece, str) or piece.pair not in nesting | halves:
            yield piece
        elif piece.pair in halves or (piece.kind == "close" and piece.pair not in open_tags):
            passed.add(piece.pair)
        elif piece.kind == "close":
            while piece.pair in open_tags:
                yield closing[open_tags.pop()]
        else:
            yield piece
            open_tags.append(piece.pair)
            if piece.pair in passed:
                yield closing[open_tags.pop()]
    while open_tags:
        yield closing[open_tags.pop()]
