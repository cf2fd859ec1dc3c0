"""The tags and entities in the text of a subtitle."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from toolkit.bitext import Code

SONG = re.compile("[♪♫]+")
"""The sign of a song, which no model knows."""
_TAG = re.compile(
    r"</?(?P<name>i|b|u|s|c|v|font|lang|ruby|rt)(?:[.\s][^<>]*)?>"
    r"|<\d[\d:.]*>"  # the time at which a word is sung
    r"|\{\\[^{}]*\}"  # {\an8}
    r"|\{/?[ibuyYcsfoP](?::[^{}]*)?\}"
    rf"|{SONG.pattern}",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:amp|lt|gt|nbsp|lrm|rlm);")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": "\u00a0", "&lrm;": "\u200e", "&rlm;": "\u200f"}


def take_out(text: str, decode: Callable[[str], str] = str) -> tuple[str, tuple[Code, ...]]:
    """Take the tags out of a text as codes, paired by their names; decode what is left.

    >>> take_out("<i>نعم</i>")
    ('نعم', (Code(offset=0, text='<i>', kind='open', pair=0), Code(offset=3, text='</i>', kind='close', pair=0)))
    """
    pieces: list[str] = []
    codes: list[Code] = []
    start = length = 0
    found = list(_TAG.finditer(text))
    for tag in found:
        pieces.append(decode(text[start : tag.start()]))
        length += len(pieces[-1])
        codes.append(Code(length, tag[0]))
        start = tag.end()
    return "".join([*pieces, decode(text[start:])]), _paired(codes, [(tag["name"] or "").lower() for tag in found])


def decoded(text: str) -> str:
    """Read the entities of WebVTT."""
    return _ENTITY.sub(lambda found: _ENTITIES[found[0]], text)


def encoded(text: str) -> str:
    """Spell what means something else in WebVTT as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("-->", "--&gt;")


def _paired(codes: Sequence[Code], names: Sequence[str]) -> tuple[Code, ...]:
    found = list(codes)
    for opening, closing in _mates(codes, names):
        found[opening] = replace(codes[opening], kind="open", pair=opening)
        found[closing] = replace(codes[closing], kind="close", pair=opening)
    return tuple(found)


def _mates(codes: Sequence[Code], names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of tags that open and close the same stretch, well nested; one left open stays alone."""
    opened: list[int] = []
    waiting = dict.fromkeys(names, 0)
    for place, (code, name) in enumerate(zip(codes, names, strict=True)):
        if name and not code.text.startswith("</"):
            opened.append(place)
            waiting[name] += 1
        elif name and waiting[name]:
            opening = opened.pop()
            while names[opening] != name:
                waiting[names[opening]] -= 1
                opening = opened.pop()
            waiting[name] -= 1
            yield opening, place
