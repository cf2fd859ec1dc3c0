"""Signs before the letter that works a menu or a button: ``&حفظ``, ``_حفظ``."""

import re

from toolkit.bitext import Code
from toolkit.documents.contents import Pieces

SHORT = 40
"""A longer message is no label of a menu or a button, so that a sign in it is no accelerator."""
SIGNS = "&_"

_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3]")
_LETTER = re.compile(r"[^\W_]")
_WORD_START = re.compile(r"(?:^|[^\w#@&])\w{0,2}$")
"""An identifier or a hashtag has more letters before its underscore."""


def pattern(sign: str) -> str:
    """Give what matches a sign: as ``sign`` one before a letter, as ``twice`` one that means itself, or ``(&S)``."""
    mark = re.escape(sign)
    entity = r"(?!(?:[A-Za-z]+|\#\d+);)" if sign == "&" else ""
    before_letter = f"(?:(?<![A-Za-z0-9]){mark}(?=[A-Za-z0-9])|{mark}(?=[^\\W_A-Za-z0-9]))"
    return rf"(?P<twice>{mark}{mark}|\({mark}[A-Za-z0-9]\))|(?P<sign>{before_letter}{entity})"


def accelerator(text: str) -> str:
    """Guess what marks an accelerator in a message: ``&`` or ``_``, once, before an Arabic letter; else nothing.

    >>> accelerator("&حفظ"), accelerator("إ_لغاء"), accelerator("اسم_المستخدم")
    ('&', '_', '')
    """
    if len(text) > SHORT:
        return ""
    return next((sign for sign in SIGNS if _is_accelerated(text, sign)), "")


def settled(pieces: Pieces) -> Pieces:
    """Move a sign that is not before a letter to the next letter, or else to the first one there is."""
    for index, piece in enumerate(pieces):
        if isinstance(piece, Code) and len(piece.text) == 1 and piece.text != "#":
            behind = pieces[index + 1] if index + 1 < len(pieces) else ""
            if isinstance(behind, str) and _LETTER.match(behind):
                return pieces
            return _before_letter((*pieces[:index], *pieces[index + 1 :]), index, piece)
    return pieces


def _is_accelerated(text: str, sign: str) -> bool:
    places = [match.start() for match in re.finditer(pattern(sign), text) if match["sign"]]
    if len(places) != 1 or not _ARABIC.match(text, places[0] + 1):
        return False
    return bool(_WORD_START.search(text[: places[0]]))


def _before_letter(pieces: Pieces, index: int, sign: Code) -> Pieces:
    for place in (*range(index, len(pieces)), *range(index)):
        piece = pieces[place]
        found = _LETTER.search(piece) if isinstance(piece, str) else None
        if isinstance(piece, str) and found:
            start = found.start()
            return (*pieces[:place], piece[:start], sign, piece[start:], *pieces[place + 1 :])
    return (*pieces[:index], sign, *pieces[index:])
