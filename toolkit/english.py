"""What a term needs of English: plurals, articles, capitals."""

import re

FUNCTION_WORDS = frozenset(
    "a an the of to in on for by with at from and or as is are was were its their his her".split()
)
SIGNS = ".,;:!?…()[]«»“”\"'"
"""What may stand around a word."""

IRREGULAR = {"child": "children", "foot": "feet", "knife": "knives", "life": "lives", "person": "people"}
PLURAL_ALREADY = re.compile(r"(?:[^s]s|men|people|children|feet|(?:memorand|dat|medi|criteri)[ao])$", re.IGNORECASE)
SINGULAR_IN_S = re.compile(r"(?:sis|[^aeiou]us|gas|bus)$")
MASS = re.compile(
    r"(?:ware|ism|personnel|information|intelligence|equipment|aid|research|(?:shar|train|fund|polic)ing)$"
)
"""Words that are not counted, or not as a term."""
HEAD = re.compile(r"(.+?)( (?:of|for|in|on|to|per|with|against|non|d'|general|extraordinary|designate|elect)\b.*)?$")
"""A noun phrase: what takes the plural ends before a preposition or an adjective that stands behind."""
ENDINGS = (
    (re.compile(r"sis$"), "ses"),
    (re.compile(r"(?<![Hh]u)(?<![Gg]er)man$"), "men"),
    (re.compile(r"(?<=[^aeiou])y$"), "ies"),
    (re.compile(r"(?<=s|x|z)$|(?<=ch|sh)$"), "es"),
    (re.compile(r"$"), "s"),
)
ARTICLE = re.compile(r"(?<!\w)(?:(an?)|((?:^|(?<=[.!?] ))An?))( +)$")
CONSONANT_SOUND = re.compile(r"[bcdfgjklmnpqrstvwxyz]|eu|one|once|uni(?!n|m)", re.IGNORECASE)
VOWEL_SOUND = re.compile(r"[aeio]|un(?!i)|up", re.IGNORECASE)
ENDS = re.compile(r"(?:(?P<word>[\w.]*)\.|[!?…])[^\w.!?…]*$")
ABBREVIATION = re.compile(r"(?:[A-Za-z]|.*\..*|Mrs?|Ms|Dr|Prof|Gen|Sen|Col|Capt|Lt|St|No|Fig|vs|cf|approx)$")
"""A word before a full stop that ends no sentence."""


def plural(term: str) -> str:
    """Give the plural of an English noun phrase.

    >>> plural("ministry of defense"), plural("action plan"), plural("cyber threats"), plural("crisis")
    ('ministries of defense', 'action plans', 'cyber threats', 'crises')
    >>> plural("spokesman"), plural("gas"), plural("German"), plural("malware"), plural("consul general")
    ('spokesmen', 'gases', 'Germans', 'malware', 'consuls general')
    """
    head = HEAD.match(term)
    if not head:
        return term
    before, space, word = head[1].rpartition(" ")
    return before + space + _plural_word(word) + (head[2] or "")


def _plural_word(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
    if MASS.search(word) or (PLURAL_ALREADY.search(word) and not SINGULAR_IN_S.search(word)):
        return word
    return next(pattern.sub(ending, word, count=1) for pattern, ending in ENDINGS if pattern.search(word))


def with_article(before: str, term: str) -> str:
    """Go on from a text with a term, «a» or «an» before it mended where its first sound leaves no doubt.

    >>> with_article("develop a ", "action plan"), with_article("an ", "European state"), with_article("a ", "MoU")
    ('develop an action plan', 'a European state', 'a MoU')
    >>> with_article("a ", "uranium plant"), with_article("an ", "honorary consul"), with_article("class A ", "item")
    ('a uranium plant', 'an honorary consul', 'class A item')
    """
    article = ARTICLE.search(before)
    if not article or not term[1:2].islower():
        return before + term
    written = article[1] or article[2]
    consonant = CONSONANT_SOUND.match(term)
    if len(written) == 2 and consonant:
        written = written[0]
    elif len(written) == 1 and VOWEL_SOUND.match(term) and not consonant:
        written += "n"
    return before[: article.start()] + written + article[3] + term


def starts_sentence(before: str) -> bool:
    """Tell whether what comes next begins a sentence.

    >>> starts_sentence(""), starts_sentence("He left. «"), starts_sentence("He left («")
    (True, True, False)
    >>> starts_sentence("three issues: "), starts_sentence("the U.S. "), starts_sentence("of Dr. ")
    (False, False, False)
    """
    end = ENDS.search(before[-80:])
    if not end:
        return not any(character.isalnum() for character in before)
    return end["word"] is None or not ABBREVIATION.match(end["word"])


def capitalised(form: str) -> str:
    """Give a form its initial capital."""
    return form[:1].upper() + form[1:]
