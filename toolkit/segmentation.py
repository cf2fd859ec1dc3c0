"""Cut a unit into sentences, and an over-long sentence into pieces: spans of the original, nothing lost.

A text is cut between characters, never searched for sentences, so whatever a segment leaves out is white space or an
invisible mark. Whether a stop ends its sentence is decided in a bounded neighbourhood.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from toolkit.arabic import BLANKS, CONTROLS, LETTERS, MARKS, TATWEEL, spelling
from toolkit.bitext import Segment, Unit
from toolkit.connectives import PREPOSITIONS, SUBORDINATORS, begins_with_and, first_word, goes_on
from toolkit.enclosures import NEWLINE, Span, outermost

TITLES = re.compile("و?أد|و[أدم]|مج|تحق|[وفبل]?.(?:[.].)+|.")
"""Abbreviations and initials: their full stop ends no sentence."""

MAY_END = re.compile("الخ|إلخ|ق[.]م|ق[.]ه|ب[.]م")
"""Abbreviations that often stand last, as a letter behind a number does (1945م.): a sentence may end with them."""

LATIN_TITLES = "Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Fig|vs|cf|Gen|Sen|Col|Capt|Lt|Sgt|Rev"

_WORD = f"{LETTERS}{MARKS}{TATWEEL}"
_CLOSING = "»”’›)\\]}﴾\"'"

_BLANK = re.compile(f"[\\s{CONTROLS}]*")
_BOUNDARY = re.compile(f"(?P<newline>[{NEWLINE}]+)|[.!?؟؛…۔]+(?:[ \xa0][!?؟]+)*")
_CLOSERS = re.compile(f"[{_CLOSING}{CONTROLS}]*")
_OPENING = re.compile(f"[{LETTERS}«“‹(\\[﴿]")
_LAST_WORD = re.compile(f"(?<![{_WORD}.])(?:[{_WORD}]+\\.)*[{_WORD}]+\\Z")
_NUMBER = re.compile(r"\d[ \xa0]?\Z")
_LATIN_ABBREVIATION = re.compile(rf"(?<![A-Za-z.])(?:(?:[A-Za-z]\.)*[A-Za-z]|{LATIN_TITLES})\Z")
_LIST_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
_MARK = re.compile(f"[{MARKS}{TATWEEL}{CONTROLS}]")

_ADDRESS_SIGNS = ("://", "www.", "@")

_CLAUSE = re.compile(f"\\s+(?=و|(?:{SUBORDINATORS})(?![{_WORD}]))")
_CUTS = (
    re.compile(f"[.!?؟؛…۔:][{_CLOSING}]*\\s+"),
    re.compile(f"[،,][{_CLOSING}]*\\s+"),
    _CLAUSE,
    re.compile(r"\s+"),
)


@dataclass(frozen=True, slots=True)
class _Stop:
    """An end mark, ``text[start:end]``, the closing brackets up to ``after``, and where its sentence began."""

    text: str
    sentence: int
    start: int
    end: int
    after: int


@dataclass(frozen=True, slots=True)
class _Kept:
    """The spans that are not to be cut, none empty: their ``starts`` and their ``ends``, each sorted."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def allows(self, place: int) -> bool:
        """Tell whether no span has begun before a place that has not ended there."""
        return bisect_left(self.starts, place) == bisect_right(self.ends, place)


def segments(unit: Unit, abbreviations: frozenset[str] = frozenset()) -> tuple[Segment, ...]:
    """Cut a unit into its sentences, in order.

    Each segment is a slice of the unit without white space and invisible marks at its ends, and nothing but these is
    left between segments. A line break always cuts. The full stop behind one of ``abbreviations`` ends no sentence:
    Arabic or Latin words, written without that stop in whatever case and spelling; و may stand before one.

    >>> [segment.source for segment in segments(Unit("p1", "ما الحل؟! قال د. سعيد: 3.5 في المئة."))]
    ['ما الحل؟!', 'قال د. سعيد: 3.5 في المئة.']
    """
    return divide(unit, _ends(unit.source, _abbreviation(abbreviations)))


def divide(unit: Unit, places: Iterable[int]) -> tuple[Segment, ...]:
    """Cut a unit at places in its text, which ascend, into segments as ``segments`` gives them."""
    spans = _content(unit.source, places)
    return tuple(
        Segment(unit.id, number, start, end, unit.source[start:end]) for number, (start, end) in enumerate(spans, 1)
    )


def split(text: str, fits: Callable[[int, int], bool], keep: Sequence[Span] = ()) -> tuple[Span, ...]:
    """Cut a text until each piece fits, at the best boundary near its middle, never inside a span to keep.

    ``fits`` is asked about ``text[start:end]``.

    Better than a space is a space before و or a relative word, then one behind a comma, then one behind a semicolon,
    colon or full stop; a text without white space is cut between characters. The spans leave out white space only.
    A piece that cannot be cut without breaking a kept span is given as it is, too long.

    >>> split("قال نعم، ثم غادر", lambda start, end: end - start < 10)
    ((0, 8), (9, 16))
    """
    pieces: list[Span] = []
    kept = _Kept(tuple(sorted(start for start, _ in keep)), tuple(sorted(end for _, end in keep)))
    pending = list(_content(text, ()))
    while pending:
        start, end = pending.pop()
        cut = None if fits(start, end) else _best_cut(text, start, end, kept)
        if cut is None:
            pieces.append((start, end))
        else:
            pending += reversed(list(_content(text, (cut,), start, end)))
    return tuple(pieces)


def _content(text: str, cuts: Iterable[int], start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield what lies between cuts, without the blanks at its ends; a piece of blanks only is none."""
    for cut in (*cuts, len(text) if end is None else end):
        start = _skip(text, start)
        if start < cut:
            yield start, start + len(text[start:cut].rstrip(BLANKS))
            start = cut


def _ends(text: str, abbreviation: re.Pattern[str] | None) -> Iterator[int]:
    enclosures = outermost(text)
    openings = [start for start, _ in enclosures]
    sentence = _skip(text, 0)
    for boundary in _BOUNDARY.finditer(text):
        end = boundary.end()
        if not boundary["newline"]:
            end = _match_end(_CLOSERS, text, end)
            stop = _Stop(text, sentence, *boundary.span(), end)
            around = enclosures[bisect_right(openings, stop.start) - 1] if enclosures else (0, 0)
            if stop.start <= sentence or _is_given(abbreviation, stop) or not _ends_sentence(stop, around):
                continue
        yield end
        sentence = _skip(text, end)


def _ends_sentence(stop: _Stop, enclosure: Span) -> bool:
    mark = stop.text[stop.start : stop.end]
    if enclosure[0] < stop.start < enclosure[1] and not _ends_with(enclosure, stop, mark):
        return False
    if not _something_begins(stop):
        return False
    if mark == ".":
        return not _abbreviates(stop)
    return any(sign in mark for sign in "!?؟۔") or not goes_on(first_word(stop.text, stop.after))


def _ends_with(enclosure: Span, stop: _Stop, mark: str) -> bool:
    """Tell whether a sentence ends where a quotation ends: «…؟» سأل goes on, for the quotation began it."""
    opening, closing = enclosure
    if closing >= stop.after:
        return False
    begins = opening == stop.sentence
    if stop.text[opening] in "([{":
        return begins
    return not begins or "." in mark or "…" in mark


def _something_begins(stop: _Stop) -> bool:
    following = stop.text[stop.after : stop.after + 1]
    if not following or following.isspace():
        return True
    return bool(_OPENING.match(following)) and not _stands_in_address(stop)


def _stands_in_address(stop: _Stop) -> bool:
    run = stop.text[max(0, stop.start - 200) : stop.end].split()[-1]
    return any(sign in run for sign in _ADDRESS_SIGNS)


def _abbreviates(stop: _Stop) -> bool:
    if stop.start - stop.sentence < 12 and _LIST_NUMBER.fullmatch(stop.text, stop.sentence, stop.start):
        return True
    if _before(_LATIN_ABBREVIATION, stop):
        return True
    found = _before(_LAST_WORD, stop)
    if not found:
        return False
    word = spelling(found[0])
    if MAY_END.fullmatch(word) or (
        len(word) == 1 and _NUMBER.search(stop.text, max(0, found.start() - 2), found.start())
    ):
        return bool(PREPOSITIONS.fullmatch(first_word(stop.text, stop.after)))
    return bool(TITLES.fullmatch(word))


@lru_cache
def _abbreviation(words: frozenset[str]) -> re.Pattern[str] | None:
    """Compile what matches folded text that ends with one of the words."""
    folded = sorted({spelling(word).strip(" .") for word in words} - {""})
    return re.compile(rf"(?<![^\W\d_])(?<!\.)و?(?:{'|'.join(map(re.escape, folded))})\Z") if folded else None


def _is_given(abbreviation: re.Pattern[str] | None, stop: _Stop) -> bool:
    """Tell whether a full stop belongs to an abbreviation of the caller's, as ``_abbreviation`` compiled them."""
    if abbreviation is None or stop.text[stop.start : stop.end] != ".":
        return False
    return abbreviation.search(spelling(stop.text[max(stop.sentence, stop.start - 64) : stop.start])) is not None


def _before(pattern: re.Pattern[str], stop: _Stop) -> re.Match[str] | None:
    """Find the end of the text before a stop, in a window that an abbreviation fits."""
    return pattern.search(stop.text, max(stop.sentence, stop.start - 16), stop.start)


def _best_cut(text: str, start: int, end: int, kept: _Kept) -> int | None:
    margin = (end - start) // 6
    for cuts, low, high in ((_CUTS, start + margin, end - margin), (_CUTS[-1:], start, end)):
        for cut in cuts:
            places = [found.end() for found in cut.finditer(text, low, high) if _is_good(cut, found, kept)]
            if places:
                return min(places, key=lambda place: abs(2 * place - start - end))
    middle = (start + end) // 2
    outwards = sorted(range(start + 1, end), key=lambda place: abs(place - middle))
    return next((place for place in outwards if not _MARK.match(text, place) and kept.allows(place)), None)


def _is_good(cut: re.Pattern[str], found: re.Match[str], kept: _Kept) -> bool:
    """Tell whether a match is a place to cut: a clause begins there only if its و is the conjunction."""
    place = found.end()
    if cut is _CLAUSE and found.string[place] == "و" and not begins_with_and(found.string, place):
        return False
    return kept.allows(place)


def _skip(text: str, place: int) -> int:
    return _match_end(_BLANK, text, place)


def _match_end(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place
