r"""What the formats of messages share: inline codes of a string, and the sub-messages of an ICU plural or select.

A reader calls ``take_apart`` for a unit's source and codes, and a filler spells the pieces of a target with
``put_together``. Where ``leaves(skeleton(text))`` is not empty, each leaf is a unit of its own, and ``put_back`` puts
their targets into the skeleton.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from toolkit.bitext import Code, CodeKind
from toolkit.documents.contents import Pieces
from toolkit.documents.messages import accelerators
from toolkit.documents.messages.accelerators import accelerator
from toolkit.documents.messages.plurals import Leaf, leaves, put_back, skeleton

__all__ = ["Leaf", "accelerator", "leaves", "put_back", "put_together", "skeleton", "take_apart", "woven"]

LONGEST_CODE = 500
BLANK = " \t\r\n"
BLOCKS = (
    "blockquote|center|dd|div|dl|dt|fieldset|figcaption|figure|h[1-6]|hr|li|ol|p|pre|tbody|td|tfoot|th|thead|tr|ul|br"
)
"""Elements between which no sentence goes on; others whose names are words, as <table>, may stand for something."""
VOID = frozenset("area base col embed hr img input link meta param source track wbr".split())
CODES = frozenset("code kbd samp script style".split())
"""Elements whose content is no language, unless it is Arabic."""

_BARE = "async|autofocus|checked|controls|defer|disabled|download|hidden|multiple|readonly|required|selected"
_ATTRIBUTE = rf"""\s+(?:[\w:@.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'|[^\s"'<>=`]+)|(?:{_BARE})(?=[\s/>]))"""
_SEPARATOR = r"(?<!\\)(?:(?<![A-Za-z:])|(?!\\n[A-Za-z]))(?:\\r)?\\n"
_TOKEN = rf"""
    (?P<break>{_SEPARATOR})
    |<(?P<open>[A-Za-z0-9][\w:.-]*)(?P<attributes>(?:{_ATTRIBUTE})*)\s*(?P<empty>/?)>
    |</(?P<close>[A-Za-z0-9][\w:.-]*)\s*>
    |(?P<alone><!--(?:(?!<!--).)*?-->
        |\{{\s*[\w.-]+\s*,\s*(?:date|duration|list|number|ordinal|spellout|time)\b[^{{}}]*\}}  # {{when, date, long}}
        |\{{\s*[\w.-]+\s*,\s*choice\b(?:[^{{}}]|\{{[^{{}}]*\}})*\}}  # {{0,choice,…}}
        |'[{{}}]'  # a brace that means itself
        |\$t\([^()\s]*\)|@:[\w.]+                                                         # links to other messages
    )
"""
_VALUES = r"""(?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*)?"""
_BREAK = re.compile(rf"[{BLANK}]*(?:(?:</?(?:{BLOCKS}){_VALUES}/?>|(?:\\r)?\\n)[{BLANK}]*)+", re.IGNORECASE)
_BLOCK = re.compile(BLOCKS, re.IGNORECASE)
_PROTECTED = re.compile(r"""\stranslate\s*=\s*["']?no\b""", re.IGNORECASE)
_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3]")


@dataclass(frozen=True, slots=True)
class _Token:
    """A stretch of a message that is no text; ``kind`` is also ``break`` and ``sign``, which stand alone."""

    start: int
    end: int
    kind: str
    name: str = ""
    protected: bool = False
    pair: int = -1


def take_apart(text: str, sign: str = "", number: bool = False) -> tuple[str, tuple[Code, ...]]:
    r"""Give a message without its inline codes, and these: tags, a spelled ``\n``, ICU arguments with a format.

    ``sign`` is what marks an accelerator in this message, if anything does: ``&`` or ``_``. Placeholders stay in the
    text, but ``#`` is a code where it is the ``number`` of a plural. A line break that is a code, and a tag of a block,
    with the blanks around it, leaves a newline in the text, which ``put_together`` takes away again: so sentences are
    cut there.
    An element that is not to be translated is one code.

    >>> take_apart("اضغط <b>حفظ</b>")
    ('اضغط حفظ', (Code(offset=5, text='<b>', kind='open', pair=0), Code(offset=8, text='</b>', kind='close', pair=0)))
    """
    parts: list[str] = []
    codes: list[Code] = []
    length = end = 0
    for token in _tokens(text, sign, number):
        parts.append(text[end : token.start])
        length += token.start - end
        codes.append(_code(token, length, text))
        if token.kind == "break":
            parts.append("\n")
            length += 1
        end = token.end
    parts.append(text[end:])
    return "".join(parts), tuple(codes)


def put_together(pieces: Pieces) -> str:
    """Spell a target as the message of a file: ``put_together(woven(*take_apart(text, sign))) == text``.

    An accelerator that is not before a letter goes to the next one.
    """
    return "".join(piece if isinstance(piece, str) else piece.text for piece in _joined(accelerators.settled(pieces)))


def woven(text: str, codes: Sequence[Code]) -> Pieces:
    """Put codes back into the text that they were taken from."""
    pieces: list[str | Code] = []
    end = 0
    for code in codes:
        pieces += [text[end : code.offset], code]
        end = code.offset
    return tuple(piece for piece in (*pieces, text[end:]) if piece)


@lru_cache(maxsize=16)
def _pattern(sign: str, number: bool) -> re.Pattern[str]:
    """Match what is no text."""
    signs = f"|{accelerators.pattern(sign)}" if sign else ""
    numbers = r"|(?P<number>'\#'|\#)" if number else ""
    return re.compile(f"{_TOKEN}{numbers}{signs}", re.VERBOSE | re.DOTALL)


def _tokens(text: str, sign: str, number: bool) -> list[_Token]:
    found = _one_sign(_token(match) for match in _pattern(sign, number).finditer(text))
    whole = _without_protected(_paired(found), text)
    return _with_blanks(map(_with_breaks, whole), text)


def _token(match: re.Match[str]) -> _Token:
    kind = match.lastgroup or ""
    if match["open"]:
        alone = bool(match["empty"]) or match["open"].lower() in VOID
        protected = bool(_PROTECTED.search(match["attributes"]))
        return _Token(*match.span(), "alone" if alone else "open", match["open"], protected)
    if kind == "close":
        return _Token(*match.span(), kind, match["close"])
    return _Token(*match.span(), kind if kind in ("break", "sign") else "alone")


def _one_sign(tokens: Iterable[_Token]) -> list[_Token]:
    """Keep the first accelerator: a message has one."""
    seen = False
    kept = []
    for token in tokens:
        if token.kind != "sign" or not seen:
            kept.append(token)
        seen = seen or token.kind == "sign"
    return kept


def _with_breaks(token: _Token) -> _Token:
    """Make a break of a tag of a block."""
    return replace(token, kind="break", pair=-1) if _BLOCK.fullmatch(token.name) else token


def _with_blanks(tokens: Iterable[_Token], text: str) -> list[_Token]:
    """Widen line breaks by the blanks around them, and make one of those that then touch."""
    widened: list[_Token] = []
    for token in tokens:
        if token.kind == "break":
            token = _widened(token, text, widened[-1].end if widened else 0)
            if widened and widened[-1].kind == "break" and widened[-1].end == token.start:
                token = replace(token, start=widened.pop().start)
        widened.append(token)
    return widened


def _widened(token: _Token, text: str, least: int) -> _Token:
    start, end = token.start, token.end
    while start > least and text[start - 1] in BLANK:
        start -= 1
    while end < len(text) and text[end] in BLANK:
        end += 1
    return replace(token, start=start, end=end)


def _paired(tokens: Sequence[_Token]) -> list[_Token]:
    """Number the tags that belong together; one without its other half, or wrongly nested, stands alone."""
    result = [replace(token, kind="alone") if token.kind in ("open", "close") else token for token in tokens]
    opened: list[int] = []
    waiting: dict[str, int] = {}
    for index, token in enumerate(tokens):
        name = token.name.lower()
        if token.kind == "open":
            opened.append(index)
            waiting[name] = waiting.get(name, 0) + 1
        elif token.kind == "close" and waiting.get(name):
            partner = _popped(opened, waiting, tokens, name)
            result[partner] = replace(tokens[partner], pair=partner)
            result[index] = replace(token, pair=partner)
    return result


def _popped(opened: list[int], waiting: dict[str, int], tokens: Sequence[_Token], name: str) -> int:
    while True:
        index = opened.pop()
        last = tokens[index].name.lower()
        waiting[last] -= 1
        if last == name:
            return index


def _without_protected(tokens: Sequence[_Token], text: str) -> list[_Token]:
    """Make one code of an element that is not to be translated and all that it holds."""
    closing = {token.pair: token for token in tokens if token.kind == "close"}
    kept: list[_Token] = []
    for token in tokens:
        if kept and token.start < kept[-1].end:
            continue
        close = closing.get(token.pair) if token.kind == "open" else None
        if close and (token.protected or _holds_code(text, token, close)):
            token = _Token(token.start, close.end, "alone")
        kept.append(token)
    return kept


def _holds_code(text: str, opening: _Token, close: _Token) -> bool:
    length = close.start - opening.end
    if opening.name.lower() not in CODES or length > LONGEST_CODE:
        return False
    return not _ARABIC.search(text, opening.end, close.start)


def _code(token: _Token, offset: int, text: str) -> Code:
    kind: CodeKind = "open" if token.kind == "open" else "close" if token.kind == "close" else "alone"
    return Code(offset, text[token.start : token.end], kind, token.pair)


def _joined(pieces: Sequence[str | Code]) -> Iterator[str | Code]:
    """Take away the newline that stood for a line break, once for each, behind it or before."""
    result = list(pieces)
    for index, piece in enumerate(result):
        if isinstance(piece, Code) and _BREAK.fullmatch(piece.text):
            behind, before = _neighbour(result, index + 1), _neighbour(result, index - 1)
            if behind.startswith("\n"):
                result[index + 1] = behind[1:]
            elif before.endswith("\n"):
                result[index - 1] = before[:-1]
    yield from result


def _neighbour(pieces: Sequence[str | Code], index: int) -> str:
    piece = pieces[index] if 0 <= index < len(pieces) else ""
    return piece if isinstance(piece, str) else ""
