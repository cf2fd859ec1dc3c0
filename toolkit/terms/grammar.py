"""The grammar of a written Arabic word: [و|ف] [ب|ك|ل] [ال] stem [ending], as tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

Declension = Literal["consonant", "feminine", "maqsura", "verbal noun", "adjective", "defective", "plural", "short"]


@dataclass(frozen=True, slots=True)
class Proclitic:
    """What may stand before a stem.

    ``cut`` counts those of its ``letters`` that are no part of the stem, ``count`` the clitics without the article.
    """

    letters: str
    cut: int
    count: int
    article: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """What may stand behind a stem.

    ``plural`` covers the dual, ``construct`` needs a definite noun behind the word, ``pronoun`` makes it definite;
    ``free`` endings may go with the article. ``agrees`` is the feminine of an adjective whose noun is plural (مكاتب
    إقليمية), ``broken`` says that a broken plural stands before it, ``doubtful`` that this may be another word.
    """

    letters: str = ""
    plural: bool = False
    pronoun: bool = False
    construct: bool = False
    free: bool = False
    agrees: bool = False
    broken: bool = False
    doubtful: bool = False


PRONOUNS = ("ه", "ها", "هم", "هن", "هما", "ك", "كم", "كن", "كما", "نا")

BARE = Ending(free=True)

VERBAL_NOUN = "ت..ي.|[اإ].+ا."
"""The patterns تفعيل and إفعال, افتعال, استفعال: masculine nouns whose plural ends in ات (تهديدات, اجتماعات)."""

DEFECTIVE = "(?:م|مت).ا.ي|قاضي|نادي|وادي|راعي|والي|داعي|هاوي"
"""The pattern محامي, and a few of the pattern قاضي: nouns that lose their last letter before ون and ين, and where they
are indefinite."""

HAS_SOUND_PLURAL = "م.{4,}|.ا..|..ي.|.{2,}ي"
"""The patterns of nouns for persons, more or less: a bare ي behind others is that of an adjective, as in قانوني."""

NO_ADJECTIVE = (
    "م.ا..|مت.{3,4}|مدير|مستشار|مستثمر|مستخدم|مستهلك|مسؤول|مدرب|معلم|مدرس|ممثل|محقق|منظم|مشرف|مجرم|متهم|مدون|مقدم|مؤلف"
    "|منتج|مخرج|مصور|محرر|مترجم|محلل|مسلح|مؤسس|مقرب|مهرب|مزود|مشغل|مطور|موظف|مبعوث|لاعب|باحث|ناشط|صانع|حامل|سائق"
)
"""The patterns of participles of which no adjective in ي is made, so that it is a plural before any noun."""

WITHOUT_ARTICLE = frozenset("في من على عن إلى غير بين مع ضد عبر نحو لدى حول دون بلا ذات ذو ذي".split())
"""Words inside a term that never have the article."""

NO_ARTICLE = frozenset(
    {
        *("الله", "اللهم", "التزام", "التحاق", "التقاء", "التقاط", "التماس", "التهاب", "التهام", "التفاف"),
        *("التفات", "التباس", "التجاء", "التحام", "التواء", "المانيا", "البانيا", "الماس", "الكتروني", "الكترونية"),
    }
)
"""Words that begin with the letters of the article and have none."""


def split_article(spelled: str) -> tuple[bool, str]:
    """Tell whether a folded word has the article, and give the word without it.

    >>> split_article("اللجنة"), split_article("التزام")
    ((True, 'لجنة'), (False, 'التزام'))
    """
    article = spelled.startswith("ال") and len(spelled) >= 4 and spelled not in NO_ARTICLE
    return article, spelled[2:] if article else spelled


def _proclitics() -> Iterator[Proclitic]:
    for conjunction in ("", "و", "ف"):
        before = len(conjunction)
        yield Proclitic(conjunction + "لل", before + 2, before + 1, True)
        yield Proclitic(conjunction + "لل", before + 1, before + 1, True)
        yield Proclitic(conjunction + "ال", before + 2, before, True)
        yield Proclitic(conjunction, before, before, False)
        for preposition in "بكل":
            yield Proclitic(conjunction + preposition + "ال", before + 3, before + 1, True)
            yield Proclitic(conjunction + preposition, before + 1, before + 1, False)


PROCLITICS = tuple(_proclitics())
"""Those with the article first, for they are the likelier reading where both are possible.

The article melts into ل: للكويت is ل+ال+كويت, and before a lam one of three is lost: للجنة is ل+ال+لجنة.
"""


def _with_pronouns(before: str, plural: bool) -> tuple[Ending, ...]:
    return tuple(Ending(before + pronoun, plural=plural, pronoun=True) for pronoun in PRONOUNS)


def _plurals(*letters: str) -> tuple[Ending, ...]:
    return tuple(Ending(each, plural=True, free=True) for each in letters)


def _table(*endings: Ending) -> Mapping[str, Ending]:
    return {ending.letters: ending for ending in endings}


_AGREEING = Ending("ة", free=True, agrees=True)

_COMMON = (
    BARE,
    Ending("ا"),
    _AGREEING,
    Ending("ي", plural=True, construct=True),
    *_plurals("ان", "ين"),
    *_with_pronouns("", False),
    *(ending for letter in "يا" for ending in _with_pronouns(letter, True)),
)
"""What every noun in a consonant takes, the dual among it."""

_CONSONANT = (*_COMMON, *_plurals("ون"), Ending("و", plural=True, construct=True), *_with_pronouns("و", True))

ENDINGS: Mapping[Declension, Mapping[str, Ending]] = {
    "consonant": _table(*_CONSONANT),
    "verbal noun": _table(*_COMMON, *_plurals("ات"), *_with_pronouns("ات", True)),
    "adjective": _table(*_CONSONANT, Ending("ة", free=True), *_plurals("ات", "تان", "تين")),
    "feminine": _table(
        *_plurals("ات", "تان", "تين"),
        *(Ending(letters, plural=True) for letters in ("تا", "تي")),
        *_with_pronouns("ت", False),
        *(ending for letters in ("ات", "تا", "تي") for ending in _with_pronouns(letters, True)),
    ),
    "maqsura": _table(
        *_plurals("يات", "يان", "يين"),
        Ending("يا", plural=True),
        *_with_pronouns("ا", False),
        *_with_pronouns("يات", True),
    ),
    "short": _table(BARE, *_with_pronouns("", False)),
    "defective": _table(
        Ending(),
        *_plurals("ون", "ين"),
        Ending("و", plural=True, construct=True),
        *_with_pronouns("و", True),
    ),
    "plural": _table(
        *(Ending(letters, free=True) for letters in ("ون", "ين")),
        *(Ending(letter, construct=True) for letter in "وي"),
        *(ending for letter in "وي" for ending in _with_pronouns(letter, False)),
    ),
}
"""The endings of each kind of stem, the short ones being of two letters; the last letters that a kind loses are cut
off before them: ة, ى, the ي of محامي (محامون), the ون of مراقبون (مراقبين)."""

CUT: Mapping[Declension, int] = {"feminine": 1, "maqsura": 1, "defective": 1, "plural": 2}
"""The letters that fall before an ending."""

CASES: Mapping[str, tuple[str, ...]] = {
    "أبو": ("أبي", "أبا"),
    "ذو": ("ذي", "ذا"),
    "أخو": ("أخي", "أخا"),
    "امرأة": ("مرأة",),
    "ابن": ("بن",),
}
"""Words that change inside with their case or with the article, names too: أبو ظبي, أبي ظبي."""

COMPOUND = r"(?<!\w)(عبد)( ?)(?=ال\w)|(?<!\w)(أبو)( ?)(?=\w\w)"
"""What a name begins with that is written as one word with the next, or as two."""

CASE_ENDINGS = _table(Ending(free=True))

BARE_ENDINGS = _table(BARE)


def _broken(doubtful: bool) -> Mapping[Declension, Mapping[str, Ending]]:
    endings: Mapping[Declension, tuple[Ending, ...]] = {
        "consonant": (Ending(plural=True, free=True), Ending("ا", plural=True), *_with_pronouns("", True)),
        "feminine": _with_pronouns("ت", True),
        "maqsura": _with_pronouns("ا", True),
    }
    return {
        declension: _table(*(replace(each, broken=True, doubtful=doubtful) for each in table))
        for declension, table in endings.items()
    }


BROKEN_ENDINGS, DOUBTFUL_ENDINGS = _broken(doubtful=False), _broken(doubtful=True)
"""The endings of broken plurals, by their own last letter, which ة and ى lose before theirs."""

LIKE_VERBS = 4
"""The letters of plurals such as كتبة, of which a pronoun makes what is more often a verb: كتبته, she wrote it."""

LONGEST_ENDING = max(len(letters) for endings in ENDINGS.values() for letters in endings)
SHORTEST_STEM = 3

SHORTEST_GUESS = 6
"""The letters that a word must have to be known by its consonants alone."""

_SKELETON = str.maketrans("طصظضقغم", "تسزدكجن", "اويءى")


def skeleton(keyed: str) -> str:
    """Reduce a foreign name to the consonants and the last letter, which its spellings share; empty if too short.

    >>> skeleton("اسطنبول") == skeleton("استانبول") == skeleton("اسطمبول")
    True
    >>> skeleton("برلماني") == skeleton("برلمان")
    False
    """
    consonants = keyed[:-1].translate(_SKELETON) + keyed[-1]
    return consonants if len(consonants) >= 4 else ""
