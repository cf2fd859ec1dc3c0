"""Tell how well an English word spells an Arabic name, and whether two renderings are one but for their form."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from toolkit import english
from toolkit.arabic import spelling
from toolkit.english import FUNCTION_WORDS
from toolkit.terms.grammar import split_article

SHARED = 2
"""The words at the edges of two renderings, of which each was read too far, that make them one."""
SHORTEST_ROOT = 4
"""Letters that two words must begin with to be forms of one."""

_ARABIC = dict(zip("بتثجحخدذرزسشصضطظغفقكلمنهةپڤگچ", "BTSKHKDDRSSSSDTSKFKKLMNHHBFKS", strict=True))
_FIRST = {"و": "W", "ي": "Y"}
"""Letters that are consonants for sure where a name begins with them."""
_DIGRAPHS = (("sh", "S"), ("ch", "S"), ("kh", "K"), ("gh", "K"), ("th", "S"), ("dh", "D"), ("ph", "F"), ("ck", "K"))
_LETTERS = dict(zip("bcdfghjklmnpqrstvxz", "BKDFKHKKLMNBKRSTFKS", strict=True))
_ARTICLE = re.compile(r"^(?:[aeu][a-z]{1,2}-|al |el )")
_NATION = re.compile(r"(?:ese|ish|ian|ean|can|man)$")
_NO_NAMES = frozenset(
    """
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    kuwaiti iraqi saudi omani bahraini qatari emirati yemeni israeli pakistani afghani somali bangladeshi azerbaijani
    french dutch greek swiss czech arab arabic thai islamic muslim jewish christian catholic god
    """.split()
)


def likeness(target: str, source: str) -> float:
    """Tell how far an English name has the consonants of an Arabic one, from 0 to 1 (Dice's coefficient).

    The first and the last must be the same, so that Schengen is not Shanghai.

    >>> [round(likeness(name, "ميندوزا"), 2) for name in ("Mendoza", "Midoza", "Medina")]
    [1.0, 0.86, 0.0]
    """
    one, other = _latin_consonants(target), _arabic_consonants(source)
    if not one or not other or one[0] != other[0] or one[-1] != other[-1]:
        return 0.0
    return 2 * _common(one, other) / (len(one) + len(other))


def is_name(words: Sequence[str]) -> bool:
    """Tell whether all words are capitalised and none is a month, a day or the name of a people."""
    content = [word for word in words if word.lower() not in FUNCTION_WORDS]
    capital = all(word[:1].isupper() or re.match(r"(?:al|el)-[A-Z]", word) for word in content)
    return capital and not any(word.lower() in _NO_NAMES or _NATION.search(word) for word in content)


def same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two renderings differ in no more than articles, capitals, number, form, or words around one.

    >>> same(["defense", "committee"], ["Defense", "committees"]), same(["NATO"], ["alliance"])
    (True, False)
    >>> same(["Kuwait"], ["Kuwaiti"]), same(["Al-Anzi"], ["Al-Anezi"])
    (True, False)
    >>> same(["national", "emergency", "response"], ["case", "of", "national", "emergency"])
    True
    """
    short, long = sorted((_content(one), _content(other)), key=len)
    if not short or _initials(short, long) or _initials(long, short):
        return True
    least = max(min(SHARED, len(short)), len(short) - 1)
    return any(_agree(short, long, shift) >= least for shift in range(least - len(short), len(long) - least + 1))


def akin(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two renderings share a word, in whatever form.

    >>> akin(["tourist", "ships"], ["tourist", "vessels"]), akin(["travel", "journey"], ["flight"])
    (True, False)
    """
    return any(_forms_of_one(word, another) for word in _content(one) for another in _content(other))


def repeats(words: Sequence[str]) -> bool:
    """Tell whether a rendering says a word twice."""
    content = [word.lower() for word in _content(words)]
    return any(_forms_of_one(word, other) for place, word in enumerate(content) for other in content[:place])


def _agree(short: Sequence[str], long: Sequence[str], shift: int) -> int:
    """Count the words of one rendering beside another that is moved along it; 0 where two beside each other differ."""
    pairs = [(word, long[place + shift]) for place, word in enumerate(short) if 0 <= place + shift < len(long)]
    return len(pairs) if all(_forms_of_one(*pair) for pair in pairs) else 0


def _content(words: Sequence[str]) -> list[str]:
    return [word for word in words if word.lower() not in FUNCTION_WORDS]


def _initials(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether one rendering abbreviates the other: UN, United Nations."""
    letters = "".join(word.replace(".", "") for word in short)
    return len(short) == 1 and letters.isupper() and letters.startswith("".join(word[0].upper() for word in long[:2]))


def _forms_of_one(one: str, other: str) -> bool:
    """Tell whether two words are one but for number and part of speech; of two names every letter counts."""
    small, large = sorted((each.lower().replace("iz", "is") for each in (one, other)), key=len)
    if small == large or english.plural(small) == large or english.plural(large) == small:
        return True
    if one[:1].isupper() and other[:1].isupper():
        root, forms = SHORTEST_ROOT, small + "i" == large or small + "n" == large or bool(_NATION.search(large))
    else:
        root, forms = max(SHORTEST_ROOT, len(small) - 3), small[-1] != large[-1] or len(small) != len(large)
    return forms and small[:root] == large[:root]


def _arabic_consonants(source: str) -> str:
    _, bare = split_article(spelling(source))
    return _merged(_FIRST.get(bare[:1], "") + "".join(_ARABIC.get(letter, " ") for letter in bare))


def _latin_consonants(target: str) -> str:
    text = _ARTICLE.sub("", target.lower())
    for written, letter in _DIGRAPHS:
        text = text.replace(written, letter)
    first = text[:1].upper() if text[:1] in ("w", "y") else ""
    return _merged(first + "".join(_LETTERS.get(letter, letter if letter.isupper() else " ") for letter in text))


def _merged(letters: str) -> str:
    """Take a letter that is doubled once; blanks stand for vowels."""
    return "".join(letter for letter, _ in groupby(letters.replace(" ", "")))


def _common(one: str, other: str) -> int:
    """Give the length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for letter in one:
        row = list(_next_row(letter, other, row))
    return row[-1]


def _next_row(letter: str, other: str, row: Sequence[int]) -> Iterator[int]:
    best = 0
    yield best
    for place, each in enumerate(other):
        best = max(best, row[place + 1], row[place] + 1 if letter == each else 0)
        yield best
