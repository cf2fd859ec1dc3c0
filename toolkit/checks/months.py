"""The months in a text, by their numbers: the Arabic names of east and west, the English ones and their short forms."""

import re
from collections.abc import Iterator

from toolkit import arabic

ARABIC = (
    ("يناير", "كانون الثاني", "جانفي"),
    ("فبراير", "شباط", "فيفري"),
    ("مارس", "آذار"),
    ("أبريل", "إبريل", "نيسان", "أفريل"),
    ("مايو", "أيار", "ماي"),
    ("يونيو", "يونيه", "حزيران", "جوان"),
    ("يوليو", "يوليه", "تموز", "جويلية"),
    ("أغسطس", "آب", "أوت"),
    ("سبتمبر", "أيلول"),
    ("أكتوبر", "تشرين الأول"),
    ("نوفمبر", "تشرين الثاني"),
    ("ديسمبر", "كانون الأول"),
)
ENGLISH = "january february march april may june july august september october november december".split()
DOUBTFUL = frozenset(map(arabic.key, ("مارس", "آب", "ماي", "جوان", "أوت")))
"""Names that are also other words; they count only where something says so."""


def _arabic() -> re.Pattern[str]:
    names = {arabic.key(name): number for number, names in enumerate(ARABIC, 1) for name in names}
    groups = "|".join(rf"(?P<m{number}_{i}>{name})" for i, (name, number) in enumerate(names.items()))
    return re.compile(rf"(?<!\w)[وف]?[بلك]?(?:{groups})(?!\w)")


IN_ARABIC = _arabic()
IN_ENGLISH = re.compile(
    rf"(?<!\w)({'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in ENGLISH)}|Sept)\.?(?!\w)", re.IGNORECASE
)
BEFORE = re.compile(
    r"\d(?:st|nd|rd|th)?(?: of| من| شهر)?\W{1,3}$|(?<!\w)(?:في|شهر|خلال|منذ|حتي|مطلع|نهايه|منتصف|اوايل|اواخر) $"
)
BEHIND = re.compile(r"\W{0,3}\d")
"""What says that a doubtful name is a month; Arabic is folded."""


def of_arabic(text: str, doubtful: bool = False) -> frozenset[int]:
    """Give the months that an Arabic text names; with ``doubtful`` all that it may name.

    >>> sorted(of_arabic("من ٣ آذار/مارس إلى كانون الأول ٢٠٢٠"))
    [3, 12]
    """
    folded = arabic.key(arabic.spelling(text))
    found = (
        (match, next(name for name, group in match.groupdict().items() if group))
        for match in IN_ARABIC.finditer(folded)
    )
    return frozenset(
        int(name[1:].split("_")[0])
        for match, name in found
        if doubtful or match[name] not in DOUBTFUL or _is_beside(folded, match)
    )


def of_english(text: str, doubtful: bool = False) -> frozenset[int]:
    """Give the months that an English text names, a small «may» being none; with ``doubtful`` all that it may name.

    >>> sorted(of_english("It may be on 3 March or in Dec. 2020")), sorted(of_english("May 2020"))
    ([3, 12], [5])
    """
    return frozenset(_english(text, doubtful))


def _english(text: str, doubtful: bool) -> Iterator[int]:
    for match in IN_ENGLISH.finditer(text):
        name = match[1].lower()
        whole = len(name) > 4 or name in ("june", "july")
        if match[1][0].isupper() and (doubtful or (whole and name != "march") or _is_beside(text, match)):
            yield next(number for number, month in enumerate(ENGLISH, 1) if month[:3] == name[:3])


def _is_beside(text: str, match: re.Match[str]) -> bool:
    return bool(BEFORE.search(text[: match.start()]) or BEHIND.match(text, match.end()))
