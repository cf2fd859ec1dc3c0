"""Checks of the target as a text: there, in English, as long as it should be, nothing said twice."""

import re
from collections.abc import Iterator, Sequence

from toolkit import arabic, renderings
from toolkit.addresses import is_address
from toolkit.checks.subjects import Pair, Remark
from toolkit.english import FUNCTION_WORDS
from toolkit.faults import LOOP, STUTTER

DOUBLED = re.compile(r"(?<![\w'’-])([^\W\d_]+)\s+\1(?![\w'’-])", re.IGNORECASE)
PHRASE_TWICE = re.compile(r"(?<!\w)(\w+(?:[ ,]+\w+){2,9}?),? (?:and )?\1(?!\w)", re.IGNORECASE)
RIGHTLY_DOUBLED = frozenset("had very so bye ha hear knock many no really yes".split())
"""Words that may follow themselves: «he had had enough», «very very»."""
ARABIC_SIGNS = re.compile("[\u0660-\u0669\u06f0-\u06f9\u066a-\u066c\u060c\u061b\u061f\u06d4]")
"""Digits of Arabic and Persian, and the punctuation of both."""
SHORTEST, LONGEST = 0.52, 2.0
"""Letters and digits of a translation for one of the source; in clean text it is 1.15 as a rule."""
SLACK = 5
"""Letters that the length of a translation may always differ by."""
SHOWN = 40
"""Characters of a text that a message shows."""


def empty(pairs: Sequence[Pair]) -> Iterator[Remark]:
    """Find the segments that are not translated at all."""
    for pair in pairs:
        if not pair.translated and pair.source.strip():
            yield Remark(pair, f"no target for «{shown(pair.source)}»")


def untranslated(pair: Pair) -> Iterator[str]:
    """Find the targets that are their Arabic source, which an address may be."""
    if _is_copied(pair) and not is_address(pair.source.strip()):
        yield f"the target is the source «{shown(pair.source)}»"


def _is_copied(pair: Pair) -> bool:
    return arabic.has_arabic(pair.source) and _letters(pair.source) == _letters(pair.target)


def arabic_left(pair: Pair) -> Iterator[str]:
    """Find Arabic letters in a target that is not its source as a whole, outside terms that stand in Arabic."""
    text = renderings.without_arabic_terms(pair.matches, pair.target)
    if arabic.has_arabic(text) and not _is_copied(pair):
        word = next(word for word in text.split() if arabic.has_arabic(word))
        yield f"Arabic is left in the target: «{shown(word)}»"


def arabic_signs(pair: Pair) -> Iterator[str]:
    """Find the digits and punctuation of Arabic in an English text."""
    found = ARABIC_SIGNS.findall(pair.target)
    if found and not arabic.has_arabic(pair.target):
        yield f"an Arabic sign in the target: «{found[0]}»"


def length(pair: Pair) -> Iterator[str]:
    """Find the targets that are much shorter or longer than their source lets one expect."""
    source, target = _size(pair.source), _size(pair.target)
    if target + SLACK < source * SHORTEST:
        yield f"the target is too short: {target} letters for {source}"
    elif target > source * LONGEST + 4 * SLACK:
        yield f"the target is too long: {target} letters for {source}"


def doubled_words(pair: Pair) -> Iterator[str]:
    """Find the words that stand twice in a row and do not in the source."""
    if DOUBLED.search(arabic.spelling(pair.source)):
        return
    for found in DOUBLED.finditer(pair.target):
        if not _is_name(found[0]) and found[1].lower() not in RIGHTLY_DOUBLED and not any(_within(pair, found.span())):
            yield f"a word stands twice: «{found[0]}»"


def repetition(pair: Pair) -> Iterator[str]:
    """Find what is said again and again, as models do, and is not in the source."""
    patterns = (LOOP, STUTTER, PHRASE_TWICE)
    found = next((match for pattern in patterns if (match := pattern.search(pair.target))), None)
    if found and not any(pattern.search(pair.source) for pattern in patterns):
        yield f"the target repeats «{shown(found[1])}»"


def shown(text: str) -> str:
    """Give the beginning of a text in one line."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1].rstrip() + "…"


def _is_name(words: str) -> bool:
    """Tell whether words may be a name such as Duran Duran."""
    return words.istitle() and words.split()[0].lower() not in FUNCTION_WORDS


def _within(pair: Pair, span: tuple[int, int]) -> Iterator[bool]:
    """Tell of each term in the target whether it covers a place: a name may hold a word twice."""
    return (outcome.start <= span[0] and span[1] <= outcome.end for outcome in pair.outcomes if outcome.end)


def _letters(text: str) -> str:
    return "".join(arabic.spelling(text).split())


def _size(text: str) -> int:
    """Count what takes part in a word."""
    return sum(character.isalnum() for character in text)
