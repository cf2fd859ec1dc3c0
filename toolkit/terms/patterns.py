"""One form of an entry as a pattern that the words of a text must fit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.bitext import TermEntry
from toolkit.errors import InputError
from toolkit.glossaries.capitals import capitals
from toolkit.terms.grammar import COMPOUND, WITHOUT_ARTICLE, split_article
from toolkit.terms.stems import plurals
from toolkit.terms.words import Word, words

_WITHOUT_ARTICLE = re.compile("|".join((*sorted(WITHOUT_ARTICLE), "[وف]?(?:لل|بال|كال).+", "[وف]ال.+")))
_COMPOUND = re.compile(COMPOUND)
_SOUND_PLURALS = frozenset({"ات", "ون", "ين", "ان"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """One form of an entry: which words have the article, which may, before which a break stands, their capitals.

    ``level`` is the precedence of its entry, ``variant`` says that the form is not the source itself, ``plural`` that
    it is the source's plural.
    """

    entry: TermEntry
    form: str
    articles: tuple[bool, ...]
    takes_article: tuple[bool, ...]
    apart: tuple[bool, ...]
    capitals: tuple[tuple[int, ...], ...]
    level: int
    variant: bool
    plural: bool


def pattern(entry: TermEntry, form: str, level: int) -> Pattern:
    """Make the pattern of a form of an entry."""
    found = form_words(entry, form)
    articles = tuple(split_article(word.spelled)[0] for word in found)
    apart = tuple(word.apart for word in found)
    large = tuple(capitals(word.written) for word in found)
    takes = tuple(not _WITHOUT_ARTICLE.fullmatch(word.spelled) for word in found)
    return Pattern(entry, form, articles, takes, apart, large, level, form != entry.source, _is_plural(entry, form))


def form_words(entry: TermEntry, form: str) -> tuple[Word, ...]:
    """List the words of a form; raise InputError where there is none."""
    found = words(form)
    if not found:
        raise InputError(f"no word stands in the term «{form}»", entry.place)
    return found


def other_spellings(form: str) -> Iterator[str]:
    """Yield a form with the two words of a name written together, or apart.

    >>> list(other_spellings("عبد الله")), list(other_spellings("إمارة أبوظبي")), list(other_spellings("عبد"))
    (['عبدالله'], ['إمارة أبو ظبي'], [])
    """
    changed = _COMPOUND.sub(
        lambda found: found[0].rstrip() if found[0].endswith(" ") else f"{found[0]} ", form, count=1
    )
    if changed != form:
        yield changed


def _is_plural(entry: TermEntry, form: str) -> bool:
    """Tell whether the head of a form is the plural of the source's."""
    if entry.pos != "noun" or form == entry.source:
        return False
    own, other = (split_article(words(each)[0].spelled)[1] for each in (entry.source, form))
    stem = own.removesuffix("ة")
    return other in plurals(own) or (other.startswith(stem) and other[len(stem) :] in _SOUND_PLURALS)
