"""Find what must come out of a translation as it went in: addresses, codes, placeholders, numbers."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from toolkit.addresses import Span, addresses
from toolkit.arabic import clean
from toolkit.bitext import TermEntry, TermMatch

_PRINTF = (
    r"(?<![\d%])%(?:\d+\$)?[-+0#']*(?:\d+|\*)?(?:\.\d+)?(?:hh?|ll?|[qLzjt])?[sdiufFeEgGxXopnc@](?![A-Za-z0-9_])",
    r"%\(\w+\)[-+0#]*\d*(?:\.\d+)?[sdiufFeEgGxXor]",  # %(name)s; above %s, %1$d, %.2f
)
PLACEHOLDER = re.compile(
    "|".join(
        (
            r"%%",
            *_PRINTF,
            r"%\{\w+\}",  # %{name}
            r"(?<!\w)%[A-Za-z_]\w*%(?!\w)",  # %NAME%
            r"\$\{[^{}\s]+\}",  # ${HOME}
            r"\{\{\{[^{}]+\}\}\}|\{\{[^{}]+\}\}",  # {{ name }}
            r"\{%[^{}]+?%\}|<%[^<>]+?%>",  # {% if name %}, <%= name %>
            r"#?\{[\w.\[\]]*(?:![rsa])?(?::[^{}\s]*)?\}",  # {0}, {name:>5}, #{name}
        )
    )
)
QT = frozenset(["qt-format", "qt-plural-format", "kde-format"])
QT_PLACEHOLDER = re.compile(r"%L?\d{1,2}|%L?n(?![A-Za-z0-9_])")
"""What Qt fills in; in a text that is not said to be Qt's, %5 is five per cent."""
_PER_CENT = re.compile(rf"(?:{'|'.join(_PRINTF)}|(?<![\w.,٫%])\d+(?:[.,٫]\d+)?)%%")
"""A doubled sign of per cent with what is counted: apart from it, %d%% would come out as %d%."""
TAG = re.compile(r"</?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>")
_ENTITY = re.compile(r"&(?:[a-z]+|#\d+);")
_LATIN = re.compile(r"(?<![\w@./-])[A-Za-z][A-Za-z0-9]*(?:[-_.:/+&'][A-Za-z0-9]+)*(?![\w@])")
"""A word in Latin letters, with the numbers that belong to it: COVID-19, ISO."""
_NUMBER = re.compile(r"(?<![A-Za-z_\d.,٫٬/:-])\d+(?:[.,٫٬/:-]\d+)*(?![\w/:]|[.,٫٬-]\d)")
_KEPT = (TAG, _PER_CENT, PLACEHOLDER, _ENTITY, _LATIN, _NUMBER)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_SHORTEST, _LONGEST = 2, 200
"""Signs of what is kept: one digit may be spelled out, one letter may be a point's, and a model copies no file."""


def kept(text: str, taken: Sequence[TermMatch] = (), kinds: Sequence[str] = ()) -> tuple[TermMatch, ...]:
    """List what must survive in a text, in its order, outside the terms that are ``taken``; digits come out European.

    ``kinds`` are those of the unit that the text is from.

    >>> [match.entry.target for match in kept("بلغ ٢٬٥٠٠ في www.nato.int/ar، راجع {0} أو COVID-19")]
    ['2,500', 'www.nato.int/ar', '{0}', 'COVID-19']
    """
    free = bytearray(b"\1" * len(text))
    for match in taken:
        free[match.start : match.end] = bytes(match.end - match.start)
    found: list[tuple[int, int]] = []
    for start, end in _spans(text, kinds):
        if all(free[start:end]):
            free[start:end] = bytes(end - start)
            found.append((start, end))
    return tuple(_match(text, *span) for span in sorted(found))


def strays(source: str, target: str) -> bool:
    """Tell whether a target has more or fewer of the signs of a placeholder than its source, as ``% %s`` for ``%s``.

    >>> strays("نسخ %s", "Copy % %s"), strays("خمسون بالمئة", "50%")
    (True, False)
    """
    signs = {sign for found in PLACEHOLDER.finditer(source) for sign in found[0] if sign in "%{}"}
    return any(clean(source).text.count(sign) != target.count(sign) for sign in signs)


def _spans(text: str, kinds: Sequence[str]) -> Iterator[Span]:
    """Yield the places that may have to survive, those that hold others first."""
    patterns = _KEPT if QT.isdisjoint(kinds) else (QT_PLACEHOLDER, *_KEPT)
    found = (match.span() for pattern in patterns for match in pattern.finditer(text))
    return (span for span in chain(addresses(text), found) if _SHORTEST <= span[1] - span[0] <= _LONGEST)


def _match(text: str, start: int, end: int) -> TermMatch:
    written = text[start:end]
    target = clean(written).text
    entry = TermEntry(
        written, target, (), tuple(_spellings(target)), "do-not-translate", "other", "exact", case="as-is"
    )
    return TermMatch(entry, start, end)


def _spellings(number: str) -> Iterator[str]:
    """Yield the other ways to write a number: with and without its thousands signs, as a decimal, as an ordinal."""
    if number.isdecimal():
        if len(number) > 3:
            yield f"{int(number):,}"
        yield from (f"{number}{ending}" for ending in ("st", "nd", "rd", "th", "s"))
    elif _GROUPED.fullmatch(number):
        yield number.replace(",", "")
    elif re.fullmatch(r"\d+,\d+", number):
        yield number.replace(",", ".")
