"""Tell what can be a term from words that tell nothing of a subject, and from verbs."""

from collections.abc import Mapping

from toolkit.arabic import has_arabic
from toolkit.extraction.analysis import MARKERS, NUMBER, Analyser, Stems
from toolkit.extraction.candidates import Candidate, length
from toolkit.extraction.stopwords import ARABIC_COMMON, ENGLISH_COMMON

SHORT = 5
"""The letters beyond which an English word in -ed is a participle."""
PERSONS = ("ي", "ت")
"""The first letters of a verb that stands for now, for him and for her."""
SHORTEST = 2


def is_term(one: Candidate, arabic: Analyser) -> bool:
    """Tell whether a candidate may be a term of a subject, and is no name that Arabic leaves in Latin letters."""
    return (
        any(map(has_arabic, one.source))
        and not _is_common(one.source, ARABIC_COMMON)
        and not _is_common(one.target, ENGLISH_COMMON)
        and _ends_well(one.target)
        and not is_verb(one.source[0], arabic.counts)
        and (length(one.source) > 1 or len(one.source[0]) >= SHORTEST)
    )


def _ends_well(target: Stems) -> bool:
    """Tell whether English ends in no participle, and is no single letter or adverb."""
    last = target[-1]
    alone = length(target) == 1 and (last.endswith("ly") or len(last) < SHORTEST)
    return not alone and not (last.endswith("ed") and len(last) > SHORT)


def is_numbered(one: Candidate, targets: Mapping[Stems, Stems]) -> bool:
    """Tell whether a candidate is another one with a number behind it: a paragraph, a phase."""
    return one.target[-1][0] == NUMBER == one.source[-1][0] and targets.get(one.source[:-1]) == one.target[:-1]


def _is_common(phrase: Stems, common: frozenset[str]) -> bool:
    return all(stem in common for stem in phrase if stem not in MARKERS)


def is_verb(stem: str, counts: Mapping[str, int]) -> bool:
    """Tell whether an Arabic word is a verb: it stands for him and for her, and takes no article.

    >>> is_verb("توصي", {"توصي": 2, "يوصي": 3}), is_verb("تفشي", {"تفشي": 2}), is_verb("جديد", {"جديد": 2})
    (True, False, False)
    """
    return (
        stem.startswith(PERSONS)
        and all(counts.get(person + stem[1:]) for person in PERSONS)
        and not counts.get("ال" + stem)
    )
