"""Reduce the forms of a word to one stem; what is a clitic or an ending, the words of the bitext tell."""

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.arabic import key
from toolkit.connectives import begins_with_and
from toolkit.lookalikes import looks_like_clitic
from toolkit.terms import grammar

PRONOUNS = tuple(sorted(grammar.PRONOUNS, key=len, reverse=True))
"""The longest first, for some end in others."""
CERTAIN = 10
"""How many times commoner a word must be without a letter than that letter is behind the article."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A spelled Arabic word without its proclitics: ``rest`` has its article, ``joined`` tells of a conjunction."""

    rest: str
    joined: bool = False


def cut(spelled: str, counts: Mapping[str, int]) -> Cut:
    """Cut the conjunction and the preposition off a word; ``counts`` are the keyed words of the bitext.

    >>> counts = {"الصحه": 9, "صحه": 1, "جهاز": 3, "اللجنه": 2, "بطاقه": 1}
    >>> [cut(word, counts).rest for word in ("وللصحة", "بجهاز", "للجنة", "بطاقة")]
    ['الصحة', 'جهاز', 'اللجنة', 'بطاقة']
    """
    if begins_with_and(spelled):
        return Cut(_without_preposition(spelled[1:], counts), joined=True)
    if spelled[0] == "ف" and _is_clitic(spelled, counts):
        return Cut(_without_preposition(spelled[1:], counts), joined=True)
    return Cut(_without_preposition(spelled, counts))


def _without_preposition(word: str, counts: Mapping[str, int]) -> str:
    if word.startswith("لل") and len(word) > 4:
        rest = max(word[2:], word[1:], key=lambda each: _known(key(each), counts))
        return "ال" + rest if _known(key(rest), counts) else word
    if word[:1] in tuple("بكل") and _is_clitic(word, counts):
        return word[1:]
    return word


def _is_clitic(word: str, counts: Mapping[str, int]) -> bool:
    """Tell whether the first letter of a word is a clitic: the rest is a word, and the whole takes no article."""
    if len(word) < 4 or looks_like_clitic(word):
        return False
    keyed = key(word)
    return _known(keyed[1:], counts) > CERTAIN * counts.get("ال" + keyed, 0)


def _known(keyed: str, counts: Mapping[str, int]) -> int:
    bare = keyed[2:] if keyed.startswith("ال") else keyed
    return counts.get(bare, 0) + counts.get("ال" + bare, 0)


def arabic_stem(rest: str, counts: Mapping[str, int]) -> str:
    """Give what the forms of a word have in common: without article, pronoun, plural and feminine of an adjective.

    >>> counts = {"لقاح": 3, "لقاحات": 2, "مناعه": 1}
    >>> arabic_stem("لقاحاتها", counts), arabic_stem("مناعته", counts), arabic_stem("تنفسية", counts)
    ('لقاح', 'مناعه', 'تنفسي')
    """
    stem = key(grammar.split_article(rest)[1])
    while (shorter := _shorter(stem, counts)) != stem:
        stem = shorter
    return stem


def _shorter(stem: str, counts: Mapping[str, int]) -> str:
    if stem.endswith("يه") and len(stem) > 4:
        return stem[:-1]
    for pronoun in PRONOUNS:
        base = stem.removesuffix(pronoun)
        if base != stem and len(base) > 2:
            for form in (base, base[:-1] + "ه") if base[-1] == "ت" else (base,):
                if _known(form, counts) > (_known(stem, counts) if pronoun in "هك" else 0):
                    return form
    for plural in ("ات", "ين", "ون"):
        base = stem.removesuffix(plural)
        if base != stem and len(base) > 2:
            for form in (base + "ه", base) if plural == "ات" else (base,):
                if _known(form, counts):
                    return form
    return stem


def has_pronoun(rest: str, stem: str) -> bool:
    """Tell whether a pronoun was taken off a word to get its stem.

    >>> has_pronoun("مناعته", "مناعه"), has_pronoun("مناعة", "مناعه"), has_pronoun("لقاحات", "لقاح")
    (True, False, False)
    """
    keyed = key(grammar.split_article(rest)[1])
    return keyed != stem and keyed.endswith(PRONOUNS) and not rest.endswith(("ة", "ين", "ون", "ات"))


def english_stem(word: str, counts: Mapping[str, int]) -> str:
    """Give the singular of a lower-cased word, if the bitext has it.

    >>> english_stem("viruses", {"virus": 2}), english_stem("patient's", {"patient": 1}), english_stem("virus", {})
    ('virus', 'patient', 'virus')
    """
    for ending in ("'s", "’s"):
        word = word.removesuffix(ending)
    for plural, singular in (("ies", "y"), ("es", ""), ("s", "")):
        base = word.removesuffix(plural)
        if base != word and len(base) > 2 and counts.get(base + singular):
            return base + singular
    return word
