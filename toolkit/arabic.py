"""Fold Arabic spelling for comparison, and clean it for a model with the way back to the original.

Folding has two levels. ``spelling`` drops what does not change a word (vowel signs, tatweel, invisible
controls), undoes presentation forms, and maps Persian letters and all digits; alef, hamza and ta marbuta stay apart.
``key`` merges those too, letter for letter: words that may be spellings of each other share a key, and
``weak_letters`` then tells whether they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import compress
from unicodedata import category, is_normalized, normalize

Vowels = tuple[tuple[int, str], ...]

TATWEEL = "\u0640"
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
CONTROLS = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
LETTERS = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f\u08a0-\u08c9"
    "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe80-\ufefc"
)
HIDDEN = f"{MARKS}{TATWEEL}{CONTROLS}"
"""The insides of regular-expression classes: vowel signs and other marks, invisible controls, Arabic letters; what
``spelling`` drops."""

BLANKS = "".join(re.findall(f"[\\s{CONTROLS}]", "".join(map(chr, (*range(0x3001), 0xFEFF)))))
"""White space and invisible controls, each character once: for ``str.strip``."""

_DROPPED = re.compile(f"[{HIDDEN}]")
_LETTER = re.compile(f"[{LETTERS}]")
_MODEL_DROPS = re.compile(f"[\u064b-\u0652\u0670{TATWEEL}{CONTROLS}]")
_NUMBER_SIGNS = {"٫": ".", "٬": ","}
_FOREIGN = str.maketrans("یېکڪگہھەۀۃٱٲٳپچڤۆۇ٫٬‐‑", "ييكككههههةاأإبجفوو.,--")
_MERGED = str.maketrans("أإآىةؤئ", "ااايهءء")
_SHADDA = "\u0651"
TANWIN = "\u064b"
_SIGNS = frozenset("\u064e\u064f\u0650" + _SHADDA + TANWIN)
_HAMZA_ALEF = "أإآ"
_HAMZA = "ؤئء"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A rewritten text: ``origins[i]`` is the offset in the original of ``text[i]``, the last one its length."""

    text: str
    origins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Term:
    """What decides how far the spelling of a term may depart: see ``weak_letters``."""

    length: int
    name: bool
    affixed: bool
    article: bool


def spelling(text: str) -> str:
    """Rewrite a text to one spelling of each letter, without vowel signs, tatweel and invisible controls.

    >>> spelling("الکـويتُ ٢٠٣٠")
    'الكويت 2030'
    """
    return normalize("NFKC", text).translate(_SPELLED)


def key(spelled: str) -> str:
    """Merge the letters of a folded text that writers confuse; the length stays, so origins stay valid.

    >>> key("إدارة الشؤون")
    'اداره الشءون'
    """
    return spelled.translate(_MERGED)


def clean(text: str) -> Cleaned:
    """Rewrite a text to what models read best: NFKC, without vowel signs and controls, its digits European.

    The embedded model was trained on this, digits apart: with ٢٥٠٠ for 2500 it often gets the number wrong.

    >>> clean("عامَ ٢٠٣٠، ٤٫٥").text
    'عام 2030، 4.5'
    """
    composed = _compose(text)
    letters = list(map(_model_letter, composed.text))
    return Cleaned("".join(letters), (*compress(composed.origins, letters), composed.origins[-1]))


def has_arabic(text: str) -> bool:
    """Tell whether a text holds an Arabic letter; digits and punctuation are none.

    >>> has_arabic("NATO ناتو"), has_arabic("٢٠٣٠، 5")
    (True, False)
    """
    return _LETTER.search(text) is not None


def vowels(word: str) -> Vowels:
    """List the vowel signs and doublings that are written in a word: the number of the letter, from 0, and its sign.

    >>> [(letter, f"{ord(sign):04x}") for letter, sign in vowels("عُمان")]
    [(0, '064f')]
    """
    written = normalize("NFKC", word)
    if _SIGNS.isdisjoint(written):
        return ()
    found: list[tuple[int, str]] = []
    letters = 0
    for character in written:
        if character in _SIGNS:
            found.append((letters - 1, character))
        letters += len(_SPELLED[ord(character)])
    return tuple(found)


def vowels_agree(text: Vowels, term: Vowels, length: int) -> bool:
    """Tell whether a word of a text can be a term of a length, as far as the signs of both say.

    The last letter's vowel is its case, so it is free; the article doubles the first letter. A doubling that a term
    with signs lacks tells them apart, and one that a text with a vowel there lacks: عمّان is not عُمان, حَمَام not حمّام.
    """
    text = tuple((letter, sign) for letter, sign in text if sign != TANWIN)
    voiced = {letter for letter, sign in term if sign != _SHADDA}
    doubled = {letter for letter, sign in term if sign == _SHADDA and 0 < letter < length - 1}
    single = {letter for letter, _ in text} - {letter for letter, sign in text if sign == _SHADDA}
    return not doubled & single and all(
        not term or (letter, sign) in term or (letter < 1 if sign == _SHADDA else letter not in voiced)
        for letter, sign in text
        if letter < length - 1
    )


def weak_letters(
    text: str, term: str, *, name: bool = False, affixed: bool = False, article: bool = False
) -> int | None:
    """Count the letters in which a word of a text departs from a term of the same key; None if it is another word.

    A bare alef stands for any hamza. A hamza that the term lacks, ya for alef maqsura and ha for ta marbuta are
    departures, forgiven in words long enough: أعلام is not إعلام, علي is not على, وحده is not وحدة.
    ``name`` is for proper names, ``affixed`` says that clitics or an ending were taken off the word.

    >>> weak_letters("اعلام", "إعلام"), weak_letters("أعلام", "إعلام"), weak_letters("مبادره", "مبادرة")
    (0, None, 1)
    """
    count = 0
    spelled = _Term(len(term), name, affixed, article)
    for written, meant in zip(text, term, strict=True):
        if written == meant:
            continue
        weakness = _weakness(written, meant, spelled)
        if weakness is None:
            return None
        count += weakness
    return count if count <= 1 or len(term) >= 6 else None


def same_spelling(one: str, other: str) -> bool:
    """Tell whether two forms of a term can be the same, whichever was meant.

    >>> same_spelling("الامن  السيبراني", "الأمن السيبراني"), same_spelling("عَمَّان", "عُمان")
    (True, False)
    """
    first, second = (" ".join(spelling(form).split()) for form in (one, other))
    signs, others = vowels(one), vowels(other)
    if key(first) != key(second) or not (
        vowels_agree(signs, others, len(first)) and vowels_agree(others, signs, len(first))
    ):
        return False
    return all(
        weak_letters(a, b) is not None or weak_letters(b, a) is not None
        for a, b in zip(first.split(), second.split(), strict=True)
    )


def _weakness(written: str, meant: str, term: _Term) -> int | None:
    if written == "ا" and meant in _HAMZA_ALEF:
        return None if term.affixed and term.length <= 3 else 0
    if written in _HAMZA_ALEF and meant == "ا":
        return None if term.affixed and term.length <= 4 else 1
    if written in _HAMZA_ALEF and meant in _HAMZA_ALEF:
        return 1 if term.name and term.length >= 5 else None
    if {written, meant} == {"ى", "ي"}:
        return 1 if term.length >= (5 if term.name and meant == "ى" else 4) else None
    if written == "ه" and meant == "ة":
        return 1 if term.length > 4 or term.article else None
    return 0 if written in _HAMZA and meant in _HAMZA else None


class _Spelled(dict[int, str]):
    """What each character is spelled as, worked out when it is first met: a table for ``str.translate``."""

    def __missing__(self, number: int) -> str:
        self[number] = spelled = _letter(chr(number))
        return spelled


def _letter(character: str) -> str:
    if _DROPPED.match(character):
        return ""
    if character.isdecimal():
        return str(int(character))
    folded = character.translate(_FOREIGN)
    return folded.lower() if len(folded.lower()) == 1 else folded


_SPELLED = _Spelled()


@cache
def _model_letter(character: str) -> str:
    """Give the letter that a model reads for one; empty for what it does not."""
    if _MODEL_DROPS.match(character):
        return ""
    return str(int(character)) if character.isdecimal() else _NUMBER_SIGNS.get(character, character)


def _compose(text: str) -> Cleaned:
    """NFKC with origins: each base with its marks is composed alone, which gives what the whole text gives."""
    if is_normalized("NFKC", text):
        return Cleaned(text, tuple(range(len(text) + 1)))
    composed: list[str] = []
    origins: list[int] = []
    for start, piece in _pieces(text):
        composed.append(normalize("NFKC", piece))
        same = composed[-1] == piece
        origins += range(start, start + len(piece)) if same else [start] * len(composed[-1])
    return Cleaned("".join(composed), (*origins, len(text)))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for place, character in enumerate(text):
        if place and not _composes(character):
            yield start, text[start:place]
            start = place
    yield start, text[start:]


@cache
def _composes(character: str) -> bool:
    """Tell whether a character may melt into the one before it: a mark, or a vowel or final of Hangul."""
    first = normalize("NFKD", character)[0]
    return category(first).startswith("M") or "\u1160" <= first <= "\u11ff"
