"""Read the numbers of a text, in digits and in words, Arabic and English, for comparison.

A number may be written in many ways: ٣ ملايين, ثلاثة ملايين, 3 million, 3,000,000. So each is read as all that it may
mean, and what a text may say with all its numbers is its evidence for those of the other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from toolkit import arabic
from toolkit.checks import number_words

Values = frozenset[Fraction]

ARABIC_COMMA = re.compile(r"(?<=\d)،(?=\d{3}(?!\d))")
THIN = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")
"""A space that groups digits."""
SUPERSCRIPTS = re.compile(r"[⁰¹²³⁴-⁹₀-₉]+")
TOKEN = re.compile(r"(?P<digits>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_]+)")
JOINED = re.compile(r"\s+|\s+و\s*|\s*-\s*|\s+(?:and|&)\s+|\s+a\s+")
"""What may stand between the words of one number."""
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d{1,2}(?:,\d{2})+,\d{3}")
AND_A_HALF = re.compile(r"(?<!\w)(?:ونصف|والنصف|and a half)(?!\w)")
NUMBERED = re.compile(
    r"(?:st|nd|rd|th|s|a|p|am|pm|mg|kg|g|km|m|cm|mm|ml|l|k|mn|bn|h|hrs?|min|gb|mb|tb|hz)?(?![A-Za-z])", re.I
)
"""What may be glued to a number and leaves it one."""
SHORT_SCALES = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9}
MULTIPLIERS = (100, 12)
"""What the word before it counts, apart from the scales: three hundred, two dozen."""
SHORT_SCALE = re.compile(r"(?:k|m|mn|bn)(?![A-Za-z])", re.IGNORECASE)
DECADE = re.compile(r"['’]?s(?!\w)")
CLOCK = re.compile(r"\s*(?::\d\d|[ap]\.?m\b)", re.IGNORECASE)
HIJRI = re.compile(r"\s*(?:ه|AH)(?!\w)")
LONGEST_RUN = 6
"""Words of one number."""
LONGEST_NUMBER = 60
"""Signs of one number; more digits are a key, or noise."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in digits: as written; all that it may mean, alone or with the words around it; its parts, if any.

    ``free`` says that it is no part of a name, as in COVID-19, which another language may write without it.
    """

    written: str
    values: Values
    parts: Values = frozenset()
    free: bool = True


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a text that are in digits, in its order, and all values that it speaks of in any way."""

    written: tuple[Number, ...]
    evidence: Values

    def tell_of(self, number: Number) -> bool:
        """Tell whether a number of the other text is spoken of here."""
        if not self.evidence.isdisjoint(number.values):
            return True
        return bool(number.parts) and number.parts <= self.evidence


@dataclass(frozen=True, slots=True)
class _Token:
    """Digits or a number word; ``values`` of one are alternatives. ``scale`` is for thousand and more."""

    start: int
    end: int
    values: Values
    digits: str = ""

    @property
    def scale(self) -> bool:
        return not self.digits and all(value >= 1000 for value in self.values)


def read(text: str) -> Numbers:
    """Read the numbers of a text in Arabic or English."""
    folded = arabic.clean(SUPERSCRIPTS.sub(" ", ARABIC_COMMA.sub(",", THIN.sub("", text)))).text
    runs = list(_runs(folded, list(_tokens(folded))))
    written = [number for run in runs for number in _written(folded, run)]
    told = frozenset().union(*{_value(run[first:last]) for run in runs for first, last in _spans(run)})
    parts = [part for number in written for part in number.parts]
    halves = [value + Fraction(1, 2) for value in (Fraction(1), *told)] if AND_A_HALF.search(folded) else []
    return Numbers(tuple(written), frozenset((*told, *parts, *halves, *number_words.hinted(folded))))


def _tokens(text: str) -> Iterator[_Token]:
    for found in TOKEN.finditer(text):
        if found["digits"] and len(found["digits"]) <= LONGEST_NUMBER:
            yield _Token(*found.span(), _digits(text, found), found["digits"])
        elif values := number_words.values(found["word"] or ""):
            yield _Token(*found.span(), values)


def _digits(text: str, found: re.Match[str]) -> Values:
    """Give what digits may mean, by themselves and with what is glued to them."""
    plain = frozenset(_plain(found[0]))
    behind = text[found.end() : found.end() + 6]
    return plain.union(other for value in plain for other in _in_place(value, behind))


def _plain(written: str) -> Iterator[Fraction]:
    """Read digits in which commas or points group or are decimal, or may be either."""
    if GROUPED.fullmatch(written):
        yield Fraction(written.replace("," if "," in written else ".", ""))
    if re.fullmatch(r"\d{1,3}\.\d{3}", written):
        yield Fraction(written.replace(".", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+", written):
        yield Fraction(written.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", written):
        yield Fraction(written.replace(",", "."))


def _in_place(value: Fraction, behind: str) -> Iterator[Fraction]:
    """Yield what a number may mean with what follows it: 5bn, the nineties for 1990s, 2:30 for 14:30, 1441 AH."""
    if scale := SHORT_SCALE.match(behind):
        yield value * SHORT_SCALES[scale[0].lower()]
    if DECADE.match(behind):
        yield value % 100
    if CLOCK.match(behind):
        yield from (value + 12, value - 12)
    if HIJRI.match(behind):
        yield from map(Fraction, gregorian(int(value)))


def gregorian(year: int) -> range:
    """Give the years of the Gregorian calendar that a year of the Hijri one falls into.

    >>> list(gregorian(1441))
    [2019, 2020]
    """
    first = int(year * 0.970229 + 621.5643)
    return range(first, first + 2)


def _runs(text: str, tokens: Sequence[_Token]) -> Iterator[Sequence[_Token]]:
    """Put the tokens that may be one number together: digits only at the start, or after a scale."""
    run: list[_Token] = []
    for token in tokens:
        if run and not _goes_on(text, run, token):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _goes_on(text: str, run: Sequence[_Token], token: _Token) -> bool:
    if len(run) >= LONGEST_RUN or not JOINED.fullmatch(text[run[-1].end : token.start]):
        return False
    if token.digits:
        return run[-1].scale
    return token.scale or not run[-1].digits or not token.values.isdisjoint(MULTIPLIERS)


def _spans(run: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    return ((first, last) for first in range(len(run)) for last in range(first + 1, len(run) + 1))


def _value(run: Sequence[_Token]) -> Values:
    """Give the values of tokens as one number; a word may mean several."""
    return _sums(tuple((token.values, token.scale) for token in run))


@lru_cache(maxsize=4096)
def _sums(parts: tuple[tuple[Values, bool], ...]) -> Values:
    sums = {(Fraction(0), Fraction(0))}
    for values, scale in parts:
        sums = {_added(*each, value, scale) for each in sums for value in values}
    return frozenset(total + current for total, current in sums)


def _added(total: Fraction, current: Fraction, value: Fraction, scale: bool) -> tuple[Fraction, Fraction]:
    if scale:
        return total + (current or 1) * value, Fraction(0)
    if value in MULTIPLIERS and 0 < current < value:
        return total, current * value
    return total, current + value


def _written(text: str, run: Sequence[_Token]) -> Iterator[Number]:
    """Yield the numbers in digits of a run, each with what it means in it; a scale behind belongs to it."""
    for place, token in enumerate(run):
        if token.digits:
            spans = [(first, last) for first, last in _spans(run) if first <= place < last and _ends(run, last)]
            values = frozenset(value for first, last in spans for value in _value(run[first:last]))
            yield Number(token.digits, values, _parts(token.digits), _is_free(text, token))


def _ends(run: Sequence[_Token], last: int) -> bool:
    return last == len(run) or not run[last].scale


def _parts(digits: str) -> Values:
    """Give the numbers of a date or of a list: 12.05.2020, 3,4."""
    pieces = re.split("[.,]", digits)
    listed = len(pieces) > 2 or ("," in digits)
    return frozenset(map(Fraction, pieces)) if listed and not GROUPED.fullmatch(digits) else frozenset()


def _is_free(text: str, token: _Token) -> bool:
    before = text[max(0, token.start - 2) : token.start]
    glued = re.search(r"[A-Za-z][-‑]?$", before) and not re.search(r"(?:^|[^A-Za-z])[A-Z]?\$$", before)
    return not glued and bool(NUMBERED.match(text, token.end))
