"""The numbers that words speak of, in Arabic and in English: units, tens, scales, ordinals, fractions, months."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from toolkit import arabic

Values = frozenset[Fraction]

ARABIC = {
    0: "صفر",
    1: "واحد واحدة أحد إحدى حادي حادية أول أولى أوائل أحادي أحادية",
    2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي ثاني ثانية ثان كلا كلتا كلي ثنائي ثنائية مثنى ضعف مرتين",
    3: "ثلاثة ثلاث ثالث ثالثة ثلث ثلثا ثلثي أثلاث ثلاثي ثلاثية",
    4: "أربعة أربع رابع رابعة ربع أرباع رباعي رباعية",
    5: "خمسة خمس خامس خامسة أخماس خماسي خماسية",
    6: "ستة ست سادس سادسة سدس سداسي سداسية",
    7: "سبعة سبع سابع سابعة سبع أسباع سباعي",
    8: "ثمانية ثماني ثمان ثامن ثامنة ثمن أثمان",
    9: "تسعة تسع تاسع تاسعة أتساع",
    10: "عشرة عشر عاشر عاشرة أعشار عقد عقود عقدا",
    12: "دزينة درزن",
    14: "أسبوعين أسبوعان",
    20: "عشرون عشرين عشرينيات عشرينات عقدين عقدان",
    30: "ثلاثون ثلاثين ثلاثينيات ثلاثينات",
    40: "أربعون أربعين أربعينيات أربعينات",
    50: "خمسون خمسين خمسينيات خمسينات",
    60: "ستون ستين ستينيات ستينات",
    70: "سبعون سبعين سبعينيات سبعينات",
    80: "ثمانون ثمانين ثمانينيات ثمانينات",
    90: "تسعون تسعين تسعينيات تسعينات",
    100: "مئة مائة مية مئوية مئات قرن قرون",
    200: "مئتان مائتان مئتين مائتين مئتا مائتا مئتي مائتي قرنين قرنان",
    300: "ثلاثمئة ثلاثمائة",
    400: "أربعمئة أربعمائة",
    500: "خمسمئة خمسمائة",
    600: "ستمئة ستمائة",
    700: "سبعمئة سبعمائة",
    800: "ثمانمئة ثمانمائة ثمانيمئة",
    900: "تسعمئة تسعمائة",
    1000: "ألف آلاف ألوف",
    2000: "ألفان ألفين ألفا ألفي",
    10**6: "مليون ملايين",
    2 * 10**6: "مليونان مليونين مليونا مليوني",
    10**9: "مليار مليارات بليون بلايين",
    2 * 10**9: "ملياران مليارين مليارا ملياري",
    10**12: "تريليون تريليونات ترليون",
}
ENGLISH = {
    0: "zero nil none",
    1: "one first once single 1st",
    2: "two second twice double both pair couple secondary bilateral half",
    3: "three third thrice triple thirds trio trilateral",
    4: "four fourth quarter quarters quadruple",
    5: "five fifth fifths",
    6: "six sixth",
    7: "seven seventh",
    8: "eight eighth",
    9: "nine ninth",
    10: "ten tenth decade decades tens tenths",
    11: "eleven eleventh",
    12: "twelve twelfth dozen noon midday",
    13: "thirteen thirteenth",
    14: "fourteen fourteenth fortnight",
    15: "fifteen fifteenth",
    16: "sixteen sixteenth",
    17: "seventeen seventeenth",
    18: "eighteen eighteenth",
    19: "nineteen nineteenth",
    20: "twenty twentieth twenties",
    30: "thirty thirtieth thirties",
    40: "forty fortieth forties",
    50: "fifty fiftieth fifties",
    60: "sixty sixtieth sixties",
    70: "seventy seventieth seventies",
    80: "eighty eightieth eighties",
    90: "ninety ninetieth nineties",
    100: "hundred hundreds hundredth century centuries",
    1000: "thousand thousands thousandth millennium",
    10**6: "million millions",
    10**9: "billion billions",
    10**12: "trillion trillions",
}
FRACTIONS = {
    "نصف": Fraction(1, 2),
    "ثلث": Fraction(1, 3),
    "ربع": Fraction(1, 4),
    "half": Fraction(1, 2),
    "third": Fraction(1, 3),
    "quarter": Fraction(1, 4),
}
CLITICS = re.compile("^[وف]?[بلك]?(?:ال|لل)?")
DUAL = re.compile(r"(?<!\w)\w{3,}(?:ين|ان|تي|تا)(?!\w)")


def _folded(word: str) -> str:
    return arabic.key(arabic.spelling(word))


def _table() -> Mapping[str, Values]:
    table: dict[str, set[Fraction]] = {}
    for number, words in (*ARABIC.items(), *ENGLISH.items()):
        for word in words.split():
            table.setdefault(_folded(word), set()).add(Fraction(number))
    for word, fraction in FRACTIONS.items():
        table.setdefault(_folded(word), set()).add(fraction)
    return {word: frozenset(numbers) for word, numbers in table.items()}


TABLE = _table()


def values(word: str) -> Values:
    """Give the numbers that a word may mean, through its clitics; none for a word that is no number.

    >>> sorted(values("والعشرين")), sorted(values("مليونا")), sorted(values("Twelfth")), sorted(values("كتاب"))
    ([Fraction(20, 1)], [Fraction(1000000, 1), Fraction(2000000, 1)], [Fraction(12, 1)], [])
    """
    folded = _folded(word)
    clitics = CLITICS.match(folded)
    for form in dict.fromkeys((folded, folded[clitics.end() :] if clitics else folded)):
        found = TABLE.get(form, frozenset()) | TABLE.get(form.removesuffix("ا"), frozenset())
        if found:
            return found
    return frozenset()


def hinted(text: str) -> Iterator[Fraction]:
    """Yield what a text may say by forms that are no number words: a dual is two."""
    if DUAL.search(text):
        yield Fraction(2)
    yield Fraction(1)
