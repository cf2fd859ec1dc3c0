"""Checks of numbers and dates: whatever way they are written, they say the same."""

import re
from collections import Counter
from collections.abc import Iterator

from toolkit import addresses, arabic
from toolkit.checks import months, numerals
from toolkit.checks.subjects import Pair
from toolkit.placeholders import PLACEHOLDER, TAG

HIJRI = re.compile(r"(?<!\d)(1[2-5]\d\d)\s?ه(?:جري(?:ة|ا)?)?(?!\w)")
DATE = re.compile(r"(?<!\d)(?:\d{1,4}[/.-]){1,2}\d{1,4}(?!\d)")
SAID = re.compile(r"(?<!\w)(?:AH|A\.H\.|[Hh]ijr[ia]|[Hh]egira|[Aa]nno [Hh]egirae)(?!\w)|\d\s?H(?!\w)")


def differences(pair: Pair) -> Iterator[str]:
    """Find the numbers of one text that the other does not speak of, in digits or in words."""
    source, target = numerals.read(_bare(pair.source)), numerals.read(_bare(pair.target))
    named = months.of_arabic(pair.source), months.of_english(pair.target)
    fewer = bool(Counter(map(_values, source.written)) - Counter(map(_values, target.written)))
    for number in dict.fromkeys(source.written):
        if not target.tell_of(number) and named[1].isdisjoint(number.values):
            yield f"the number «{number.written}» of the source is not in the target"
    for number in dict.fromkeys(target.written):
        if (number.free or fewer) and not source.tell_of(number) and named[0].isdisjoint(number.values):
            yield f"the number «{number.written}» of the target is not in the source"


def months_differ(pair: Pair) -> Iterator[str]:
    """Find the months that one text names and the other, which names another one, neither names nor numbers."""
    source, target = months.of_arabic(pair.source), months.of_english(pair.target)
    told, said = months.of_arabic(pair.source, doubtful=True), months.of_english(pair.target, doubtful=True)
    for month in sorted(source - said - _numbered(pair.target)) if target else ():
        yield f"the month «{_name(month)}» of the source is not in the target"
    for month in sorted(target - told - _numbered(pair.source)) if source else ():
        yield f"the month «{_name(month)}» of the target is not in the source"


def unnamed_calendar(pair: Pair) -> Iterator[str]:
    """Find the years of the Hijri calendar that stand in the target like those of the common one."""
    for found in HIJRI.finditer(arabic.clean(pair.source).text):
        if re.search(rf"(?<!\d){found[1]}(?!\d)", pair.target) and not SAID.search(pair.target):
            yield f"«{found[1]}» is a year of the Hijri calendar; the target does not say so"


def _values(number: numerals.Number) -> numerals.Values:
    return number.values


def _numbered(text: str) -> frozenset[int]:
    """Give what may be the months of dates in digits: 31/12/2020."""
    return frozenset(int(part) for found in DATE.findall(arabic.clean(text).text) for part in re.findall(r"\d+", found))


def _name(month: int) -> str:
    return months.ENGLISH[month - 1].capitalize()


def _bare(text: str) -> str:
    """Leave out the placeholders, the tags and the addresses, whose digits are no numbers."""
    text = TAG.sub(" ", PLACEHOLDER.sub(" ", text))
    for start, end in reversed(addresses.addresses(text)):
        text = f"{text[:start]} {text[end:]}"
    return text
