r"""What the formats with backslashes share: characters by their numbers, ``\u0627``."""

import re

from toolkit.documents import edits
from toolkit.documents.contents import Content
from toolkit.documents.encodings import BEYOND_ASCII

_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """Make one character of the two halves that UTF-16 spells it with."""
    return _SURROGATES.sub(lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)


def spelled(text: str, letter: str, ascii_only: bool) -> str:
    r"""Spell as ``\u0627`` what a file cannot hold; ``letter`` is ``u`` or ``U``."""
    pattern = BEYOND_ASCII if ascii_only else _LONE
    return pattern.sub(lambda found: "".join(f"\\{letter}{unit:04x}" for unit in _units(found[0])), text)


def ascii_only(content: Content) -> bool:
    """Tell whether a file spells all else than ASCII with escapes, or is in an encoding that has few letters."""
    _, encoding = edits.carrier(content)
    return not encoding.startswith("utf") or not BEYOND_ASCII.search(content.text())


def _units(character: str) -> tuple[int, ...]:
    data = character.encode("utf-16-be", "surrogatepass")
    return tuple(int.from_bytes(data[start : start + 2], "big") for start in range(0, len(data), 2))
