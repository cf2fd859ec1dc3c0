"""Text as Markdown spells it: a backslash before a sign that would be a mark, and nothing else changed."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from toolkit.addresses import addresses
from toolkit.bitext import Code
from toolkit.documents.contents import Pieces
from toolkit.documents.markdown.extensions import FORMULA
from toolkit.documents.nesting import nested

_SIGNS = re.compile(
    r"(?P<always>[`\[\]]|\\(?=[!-/:-@\[-`{-~\n]|\Z)|~(?=~)|<(?=[A-Za-z/!?]))"
    r"|(?P<star>(?<!\s)\*|\*(?!\s))"
    r"|(?P<score>(?<!\w)_+(?!\s)|(?<!\s)_+(?!\w))"
    r"|(?P<reference>&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);)"
)
_BEGINNING = re.compile(
    r"(?P<number>\d{1,9})(?=[.)](?:\s|\Z))|(?=#{1,6}(?:\s|\Z)|[-+*](?:\s|\Z)|>|~~~|=+\s*\Z|(?:-\s*)+\Z|:\s)"
)
_CLOSING_HASHES = re.compile(r"(?<=\s)#(?=#*\Z)")
_BLANKS = re.compile(r"\s*[\n\r]\s*")
_EMPHASIS = frozenset(("*", "**", "_", "__", "~~"))


def spell(mixed: Pieces, cell: bool) -> Iterator[str | Code]:
    """Yield text as Markdown spells it, in a ``cell`` of a table or not, and the codes, in an order that nests."""
    begins = True
    parts = _tight(_nested(mixed))
    for place, piece in enumerate(parts):
        if isinstance(piece, Code):
            begins = "\n" in piece.text
            yield piece
        elif piece:
            following = parts[place + 1] if place + 1 < len(parts) else ""
            link = isinstance(following, Code) and following.text.startswith("[")
            yield _escaped(piece, begins, link, last=place + 1 == len(parts), cell=cell)
            begins = False


def _escaped(text: str, begins: bool, link: bool, last: bool, cell: bool) -> str:
    text = _BLANKS.sub(" ", text)
    start = _BEGINNING.match(text) if begins else None
    raw = _raw(text)
    spelled = _SIGNS.sub(lambda found: found[0] if found.start() in raw else _sign(found), text)
    spelled = FORMULA.sub(r"\\\g<0>", spelled)
    if start:
        number = start["number"] or ""
        spelled = f"{number}\\{spelled[len(number) :]}" if not spelled.startswith("\\") else spelled
    if last:
        spelled = _CLOSING_HASHES.sub(r"\\#", spelled)
    if link and spelled.endswith("!"):
        spelled = spelled[:-1] + "\\!"
    return spelled.replace("|", "\\|") if cell else spelled


def _raw(text: str) -> frozenset[int]:
    """Find the underscores that stand alone in an address: they mark nothing, and a backslash would break it."""
    found = ([each.start() for each in _SIGNS.finditer(text, *span) if each["score"]] for span in addresses(text))
    return frozenset(each[0] for each in found if len(each) == 1)


def _sign(found: re.Match[str]) -> str:
    if found["reference"]:
        return found[0] if unescape(found[0]) == found[0] else f"&amp;{found[0][1:]}"
    return "".join(f"\\{sign}" for sign in found[0])


def _nested(mixed: Pieces) -> Pieces:
    """Put codes in an order that nests, as tags would be put."""
    originals = {(piece.kind, piece.pair): piece for piece in mixed if isinstance(piece, Code) and piece.pair >= 0}
    tags = tuple(_as_tag(piece) if isinstance(piece, Code) and piece.pair >= 0 else piece for piece in mixed)
    return tuple(
        originals[piece.kind, piece.pair] if isinstance(piece, Code) and piece.pair >= 0 else piece
        for piece in nested(tags)
    )


def _as_tag(code: Code) -> Code:
    return Code(code.offset, "<x>" if code.kind == "open" else "</x>", code.kind, code.pair)


def _tight(mixed: Sequence[str | Code]) -> list[str | Code]:
    """Move blanks out of emphasis, which has none at its ends, and leave out emphasis of nothing."""
    parts: list[str | Code] = []
    for piece in mixed:
        blanks = ""
        if isinstance(piece, str) and parts and _is_mark(parts[-1], "open"):
            blanks, piece = _cut(piece)
            before = len(parts)
            while before and _is_mark(parts[before - 1], "open"):
                before -= 1
            parts.insert(before, blanks)
        elif isinstance(piece, Code) and _is_mark(piece, "close"):
            _close(parts, piece)
            continue
        if piece:
            parts.append(piece)
    return [piece for piece in parts if piece]


def _close(parts: list[str | Code], closing: Code) -> None:
    last = parts[-1] if parts else ""
    if isinstance(last, Code) and last.kind == "open" and last.pair == closing.pair:
        parts.pop()
        return
    blanks = ""
    if isinstance(last, str):
        words = last.rstrip()
        blanks = last[len(words) :]
        parts[-1] = words
    parts += (closing, blanks) if blanks else (closing,)


def _is_mark(piece: str | Code, kind: str) -> bool:
    return isinstance(piece, Code) and piece.kind == kind and piece.text in _EMPHASIS


def _cut(text: str) -> tuple[str, str]:
    words = text.lstrip()
    return text[: len(text) - len(words)], words
