"""Checks of what stands around and between the words: spaces, punctuation, brackets, capitals, invisible signs."""

import re
from collections.abc import Iterator, Mapping, Sequence

from toolkit.bitext import Code
from toolkit.checks.subjects import Pair, Remark

GAP = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""The controls of UAX #9, which set a direction and have nothing to do in an English text."""
CLOSING = " \t\n\r\u00a0»”’\"')]}"
LIKE = str.maketrans("؟؛،۔…", "?;,..")
ENDINGS = frozenset(".?!:;,")
NAMES = {".": "a full stop", "?": "a question mark", "!": "an exclamation mark", ":": "a colon", ";": "a semicolon"}
BRACKETS = {"(": ")", "[": "]", "{": "}"}
QUOTES = {"“": "”", "«": "»", "‹": "›"}
POINT = re.compile(r"(?:^|[\n;,:.]\s*|(?:and|or)\s)(?:\d{1,3}|[A-Za-z]|[ivx]{2,5})\)$|[:;8=]-?\)$")
"""A point of a list such as «a)», and a smiley: brackets that nothing has opened."""
INCHES = re.compile(r"\d['\u2032]\s?\d+(?:[.,]\d+)?\"")
SMILEY = re.compile(r"[:;8=]-?\($")
OPENERS = re.compile(r"""^(?:[\s"'«“”‘’(\[{<>*•·▪◦●■–—\-+#]|\(?(?:\d+|[a-zA-Z])[.)]\s)*""")
"""What stands before the first word of a text: quotes, brackets, bullets, the numbers of a list."""
STOPS = frozenset(".!?؟۔")
FIRST = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w@'’./:\\-])")
"""A word; e.g. and www.nato.int are none."""
SMALL = re.compile(r"[a-z]+(?:['’-][a-z]+)*")
"""A word without capitals; iPhone has one."""
USUAL = 0.9
"""Share of the texts of a file that begin with a capital, from which on all should."""
CODE = "\ufffc"
"""What stands for an inline code, as in UAX #14."""


def edge_spaces(pair: Pair) -> Iterator[str]:
    """Find the white space at the beginning or the end that the source has and the target lacks, or the other way."""
    edges = _edges(_shown(pair.source, pair.source_codes)), _edges(_shown(pair.target, pair.target_codes))
    for place, source, target in zip(("begins", "ends"), *edges, strict=True):
        if source != target:
            yield f"the source {place} with {_space(source)}, the target with {_space(target)}"


def double_spaces(pair: Pair) -> Iterator[str]:
    """Find two spaces in a row inside a target whose source has none."""
    target = _shown(pair.target, pair.target_codes)
    found = GAP.search(target)
    if found and not GAP.search(_shown(pair.source, pair.source_codes)):
        words = target[: found.start()].replace(CODE, " ").split()
        yield f"more than one space behind «{words[-1]}»" if words else "more than one space behind a code"


def end_punctuation(pair: Pair) -> Iterator[str]:
    """Find the targets that end with another sign than their source: ؟ is ?, and nothing is nothing."""
    source, target = _end(pair.source), _end(pair.target)
    if source != target:
        yield f"the source ends with {_named(source)}, the target with {_named(target)}"


def lone_brackets(pair: Pair) -> Iterator[str]:
    """Find the brackets of a target that nothing opens or closes, where those of the source are in order."""
    lone = _lone(pair.target, BRACKETS, pair.source)
    if lone and not _lone(pair.source, BRACKETS):
        yield f"a bracket without its partner: «{lone}»"


def lone_quotes(pair: Pair) -> Iterator[str]:
    """Find the quotation marks of a target without partner; a quotation may go on in the next segment."""
    lone = _lone(pair.target, QUOTES) or '"' * (_straight(pair.target) % 2)
    if lone and not _lone(pair.source, QUOTES) and not _straight(pair.source) % 2:
        yield f"a quotation mark without its partner: «{lone}»"


def bidi_controls(pair: Pair) -> Iterator[str]:
    """Find the controls of right-to-left text that came along into the English."""
    found = dict.fromkeys(BIDI.findall(pair.target))
    if found:
        yield f"a control of right-to-left text in the target: {', '.join(f'U+{ord(each):04X}' for each in found)}"


def initial_capitals(pairs: Sequence[Pair]) -> Iterator[Remark]:
    """Find the texts that begin with a small letter, judged behind bullets, numbers and quotes.

    A source that ends like a sentence makes its target one; where nearly all targets have a capital, all should.
    """
    begun = [(pair, _first_word(pair)) for pair in pairs if pair.translated]
    judged = [word for _, word in begun if word]
    usual = sum(word[0].isupper() for word in judged) >= USUAL * len(judged)
    for pair, word in begun:
        ended = pair.source.rstrip(CLOSING)[-1:] in STOPS
        if (ended or usual) and SMALL.fullmatch(word) and not _is_spelt_so(pair, word):
            yield Remark(pair, f"the text begins with a small letter: «{word}»")


def _first_word(pair: Pair) -> str:
    """Give the word that a target begins with; empty where that is no word, or follows a code that may hold some."""
    start = len(pair.target) - len(OPENERS.sub("", pair.target))
    word = FIRST.match(pair.target, start)
    coded = any(code.offset <= start and code.kind == "alone" for code in pair.target_codes)
    return "" if coded or not word else word[0]


def _is_spelt_so(pair: Pair, word: str) -> bool:
    """Tell whether a target begins with a term whose entry says how it is spelt, or goes on with a sentence."""
    start = pair.target.index(word)
    named = any(each.end and each.start == start and each.match.entry.case == "as-is" for each in pair.outcomes)
    return named or pair.target[:start].rstrip().endswith(("…", "..."))


def _shown(text: str, codes: Sequence[Code]) -> str:
    """Give a text with a sign for each code that stands alone, as a number or an image: blanks beside it are inside."""
    for code in reversed(codes):
        if code.kind == "alone":
            text = f"{text[: code.offset]}{CODE}{text[code.offset :]}"
    return text


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _space(text: str) -> str:
    if not text:
        return "no space"
    lines = text.count("\n")
    if lines:
        return "a line break" if lines == 1 else f"{lines} line breaks"
    return "a space" if len(text) == 1 else f"{len(text)} spaces"


def _end(text: str) -> str:
    last = text.translate(LIKE).rstrip(CLOSING)[-1:]
    return last if last in ENDINGS else ""


def _named(sign: str) -> str:
    return NAMES.get(sign, "a comma") if sign else "no punctuation"


def _lone(text: str, partners: Mapping[str, str], other: str = "") -> str:
    """Give the first sign without partner; a point as «a)» needs none, unless the other text has it as «(a)»."""
    waiting: list[str] = []
    for place, sign in enumerate(text):
        if sign in partners and not SMILEY.search(text[max(0, place - 2) : place + 1]):
            waiting.append(sign)
        elif sign in partners.values():
            if waiting and partners[waiting[-1]] == sign:
                waiting.pop()
            elif not _is_point(text[max(0, place - 10) : place + 1], other):
                return sign
    return waiting[0] if waiting else ""


def _is_point(text: str, other: str) -> bool:
    found = POINT.search(text)
    return found is not None and f"({found[0].split()[-1]}" not in other


def _straight(text: str) -> int:
    """Count the straight quotation marks; those of inches are none."""
    return text.count('"') - len(INCHES.findall(text))
