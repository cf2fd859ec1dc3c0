"""The lines of a subtitle: joined where a sentence runs on, and wrapped again for the screen."""

import re
from collections.abc import Container, Iterable

from toolkit.bitext import Code
from toolkit.documents.contents import Pieces

WIDTH = 42
"""The characters of a line that fit a screen."""
_MARKS = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
_RUNNING_ON = re.compile(
    rf"(?<![.!?؟…۔\n])(?<![.!?؟…۔][\s\"'»”’)\]{_MARKS}])\n(?![\s{_MARKS}]*[-‐-―−•\n])",
)
"""A line break behind which no other speaker or sentence begins."""


def joined(text: str, held: Container[int] = ()) -> str:
    r"""Turn the line breaks where a sentence runs on into spaces, one for one, but for those at the places ``held``.

    >>> joined("ذهبنا إلى\nالسوق."), joined("- من هناك؟\n- أنا.")
    ('ذهبنا إلى السوق.', '- من هناك؟\n- أنا.')
    """
    return _RUNNING_ON.sub(lambda found: found[0] if found.start() in held else " ", text)


def wrapped(text: str, width: int = WIDTH) -> str:
    r"""Turn spaces into line breaks, so that no line is longer than ``width`` and a paragraph's lines are alike long.

    One for one, so that offsets still hold; a word that is longer than a line stays whole.

    >>> wrapped("We went to the market yesterday to buy fresh bread.")
    'We went to the market\nyesterday to buy fresh bread.'
    """
    return "\n".join(_balanced(paragraph, width) for paragraph in text.split("\n"))


def wrapped_pieces(pieces: Pieces, width: int = WIDTH) -> Pieces:
    """Wrap the text of a subtitle whose codes take no room."""
    text = wrapped("".join(piece for piece in pieces if isinstance(piece, str)), width)
    return tuple(_cut(text, pieces))


def width_of(text: str) -> int:
    """Measure how wide a subtitle may be: as wide as it was, if that is more than a line should be."""
    return max(WIDTH, *map(len, text.split("\n")))


def _cut(text: str, pieces: Pieces) -> Iterable[str | Code]:
    start = 0
    for piece in pieces:
        if isinstance(piece, Code):
            yield piece
        else:
            yield text[start : start + len(piece)]
            start += len(piece)


def _balanced(paragraph: str, width: int) -> str:
    """Break a paragraph into as few lines as there can be, and these as short as they can be."""
    fewest = _broken(paragraph, width)
    count = fewest.count("\n")
    if not count:
        return paragraph
    narrowest = len(paragraph) // (count + 1)
    tries = (_broken(paragraph, narrow) for narrow in range(narrowest, width))
    return next((tried for tried in tries if tried.count("\n") <= count), fewest)


def _broken(paragraph: str, width: int) -> str:
    """Break a paragraph greedily, at the last space that fits or else the first that does not."""
    lines, start, end = [], 0, len(paragraph.rstrip())
    while len(paragraph) - start > width:
        space = paragraph.rfind(" ", start + 1, min(start + width + 1, end))
        if space < 0:
            space = paragraph.find(" ", start + width, end)
        if space < 0:
            break
        lines.append(paragraph[start:space])
        start = space + 1
    return "\n".join([*lines, paragraph[start:]])
