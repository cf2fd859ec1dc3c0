"""Traces of terms that do not stand in a target as they should: other forms of their words, acronyms that hold them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit import addresses, english, renderings
from toolkit.bitext import Outcome
from toolkit.checks.subjects import Pair
from toolkit.english import FUNCTION_WORDS

WORD = re.compile(r"[^\W\d_]+")
ACRONYM = re.compile(r"(?<![A-Za-z])(?:[A-Z]\.?&?|[a-z](?=[a-z]?[A-Z])){2,}s?(?![A-Za-z])")
DEFINED = re.compile(r"(?<![\w’'])((?:[\w’']+[ -]){2,8})\(([A-Z][A-Za-z]+?)s?\)")
"""Words and the acronym in brackets behind them: influenza-like illness (ILI)."""
ENDING = re.compile(r"(?:us|um|is|on|a|y|e|s)$")
"""What another form of a word may be without: virus, viral."""
STEM, COMPOUND = 3, 5
"""Letters of the shortest stem, and of the shortest word, that has relatives."""
LOST, LONG = 2, 7
"""Letters that another form of a long word, of so many letters, may lack besides: Malaysia, Malays; else one less."""
APART = 3
"""Letters of an acronym that may be there for other words."""
NAMES, NEAR = 4, 0.15
"""Letters of an acronym that may have any word, and how far from it in its sentence, as a share of that, it stands."""
HALF = re.compile(r"[^\Waeiou_]\w{3,}")
"""The end of a compound, and of no other form of its first half: the «care» of healthcare."""
TAXON = re.compile(r"(?:aceae|ales|iae?|idae|inae|inia)$")
"""How the Latin names of living things and viruses end: Coronaviridae."""
DEMONSTRATIVE = re.compile(r"(?<!\w)[بفكلو]{0,2}(?:هذ[اه]|هذان|هذين|هاتان|هاتين|هؤلاء|ذلك|تلك) $")
PRONOUN = re.compile(r"(?<![\w’'-])(?:it|its|they|them|their)(?![\w’'-])", re.IGNORECASE)
"""What stands for a noun that the Arabic points at: هذه الفيروسات, they."""
ONES = re.compile(r"(?<![\w-])ones(?![\w-])", re.IGNORECASE)
PEOPLE = frozenset("individual individuals people person persons".split())
"""What is not said again where it is clear who is meant: older people, older travellers."""
KINDS = frozenset(
    "agency channel city company country disease governorate group island kingdom month movement newspaper organization"
    " party province republic river sea state virus".split()
)
"""What stands before an Arabic name, and is often left out before an English one."""


@dataclass(frozen=True, slots=True)
class Traces:
    """Where to look for traces in a file: the words that its acronyms stand for, where it says so."""

    expansions: Mapping[str, tuple[str, ...]]

    @classmethod
    def of_a_file(cls, pairs: Sequence[Pair]) -> "Traces":
        """Collect what the targets of a file say of their acronyms."""
        return cls({acronym: words for pair in pairs for acronym, words in _defined(pair.target)})

    def of(self, pair: Pair, outcome: Outcome) -> str:
        """Say what there is of a missed term in the target; empty where there is nothing."""
        match = outcome.match
        if any(renderings.occurrences(form, pair.target) for form in renderings.forms(match)):
            return "stands less often than in the source"
        forms = (match.entry.target, *match.entry.target_variants)
        told = [each for each in _up_to(pair, outcome) if each.missed and each.match.entry is match.entry]
        others = _related(forms, WORD.findall(_without_terms(pair)))
        if others > len(told):
            return "stands in another form"
        acronyms = [each for each, _ in _acronyms(pair, outcome) if self._holds(each, forms)]
        acronyms = [each for each in acronyms if not _related(forms, [each])]
        named = _named_behind(pair, outcome) or next(iter(acronyms[max(len(told) - others, 0) :]), "")
        named = named or _standing_for(pair, outcome) or ("" if told else self._at_its_place(pair, outcome))
        return f"may be in «{named}»" if named else ""

    def _holds(self, acronym: str, forms: Sequence[str]) -> bool:
        """Tell whether an acronym stands for words of a term, or may by its letters: the V of CoV is a virus."""
        words = self.expansions.get(acronym)
        if words:
            return _related(forms, words) > 0
        letters = "".join(WORD.findall(acronym)).upper()
        initials = ["".join(word[0] for word in _spoken(form)).upper() for form in forms]
        if any(len(each) > 1 and each in letters and len(letters) <= len(each) + APART for each in initials):
            return True
        return not acronym.isupper() and any(kind[0].upper() in acronym[1:] for kind in KINDS.intersection(forms))

    def _at_its_place(self, pair: Pair, outcome: Outcome) -> str:
        """Give an acronym, explained nowhere, that is where a term should be and has its initials: online, MOOCs."""
        words = _spoken(outcome.match.entry.target)
        initials = "".join(word[0] for word in words if not word.isupper()).upper()
        for acronym, start in _acronyms(pair, outcome):
            apart = abs(start / len(pair.target) - outcome.match.start / len(pair.source))
            letters = acronym if acronym.isalpha() and acronym not in self.expansions else ""
            if len(letters) >= NAMES and apart < NEAR and initials and initials in letters:
                return acronym
        return ""


def relatives(one: str, other: str) -> bool:
    """Tell whether two words may be forms of one, or the second holds the first: virus, virology; RNA, mRNAs."""
    if len(one) > 2 and one.isupper() and one in other:
        return True
    first, second = one.casefold(), other.casefold()
    if first == second or english.plural(first) == second or english.plural(second) == first:
        return True
    if len(first) >= COMPOUND and first in second:
        return True
    if len(first) >= COMPOUND and _is_taxon_of(first, second):
        return True
    shorter = min(len(first), len(second))
    common = next((i for i in range(shorter) if first[i] != second[i]), shorter)
    if common == len(second) and HALF.fullmatch(first[common:]):
        return False
    kept = shorter - (LOST if shorter >= LONG else LOST - 1)
    return shorter >= COMPOUND and common >= STEM and common >= min(len(ENDING.sub("", first)), kept)


def _named_behind(pair: Pair, outcome: Outcome) -> str:
    """Give the name, there in the target, before which a missed term only says of what kind it is: فيروس كوفيد-19."""
    place = len(_up_to(pair, outcome)) + 1
    behind = pair.outcomes[place] if place < len(pair.outcomes) else outcome
    beside = not pair.source[outcome.match.end : behind.match.start].strip(' "«“(')
    entry = behind.match.entry
    is_name = entry.pos == "proper noun" and entry.case == "as-is"
    named = is_name and not pair.source[behind.match.start :].startswith("و")
    return pair.target[behind.start : behind.end] if beside and named and outcome.match.entry.target in KINDS else ""


def _defined(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the acronyms that a text explains, each with the words that have its letters."""
    for found in DEFINED.finditer(text):
        words = [word for word in WORD.findall(found[1]) if word.lower() not in FUNCTION_WORDS or len(word) > 3]
        told = tuple(words[-len(found[2]) :])
        if "".join(word[0] for word in told).upper() == found[2].upper():
            yield found[2], told


def _is_taxon_of(first: str, second: str) -> bool:
    """Tell whether a Latin name ends with what a word begins with: virus, Coronaviridae."""
    stem = TAXON.sub("", second)
    return len(stem) < len(second) and stem.endswith(ENDING.sub("", first))


def _acronyms(pair: Pair, outcome: Outcome) -> Iterator[tuple[str, int]]:
    """Yield what a source writes out, and its place; an acronym in brackets stands for what is in brackets."""
    text = _without_terms(pair)
    bracket = _bracket(pair.source, outcome.match.start)
    same = pair.source.count("(") == pair.target.count("(")
    for found in ACRONYM.finditer(text):
        acronym = found[0].removesuffix("s").rstrip(".")
        within = _bracket(pair.target, found.start())
        apart = within != bracket if same else "(" in pair.source and within and not bracket
        if acronym not in pair.source and not (within and apart):
            yield acronym, found.start()


def _bracket(text: str, place: int) -> int:
    """Number the bracket that a place of a text is in, from 1; 0 outside of brackets."""
    opened = text.count("(", 0, place)
    return opened if opened > text.count(")", 0, place) else 0


def _standing_for(pair: Pair, outcome: Outcome) -> str:
    """Give the pronoun of a target that may stand for a term: ones for any in the plural, they where it is these."""
    pointed = DEMONSTRATIVE.search(pair.source[: outcome.match.start])
    target = outcome.match.entry.target
    many = outcome.match.plural or english.plural(target) == target
    found = (many and ONES.search(pair.target)) or (pointed and PRONOUN.search(pair.target))
    return found[0] if found else ""


def _without_terms(pair: Pair) -> str:
    """Leave out of a target what is there for another term, and addresses."""
    text = pair.target
    for start, end in addresses.addresses(text):
        text = text[:start] + " " * (end - start) + text[end:]
    for outcome in pair.outcomes:
        if outcome.end:
            text = text[: outcome.start] + " " * (outcome.end - outcome.start) + text[outcome.end :]
    return text


def _related(forms: Sequence[str], words: Sequence[str]) -> int:
    """Count how often all words of a form have relatives among words: Hungary and Hungarian, older people and older."""
    told = ([word for word in _spoken(form) if word not in PEOPLE] or _spoken(form) for form in forms)
    return max((min(sum(relatives(one, word) for word in words) for one in each) for each in told if each), default=0)


def _up_to(pair: Pair, outcome: Outcome) -> Sequence[Outcome]:
    return pair.outcomes[: next(place for place, each in enumerate(pair.outcomes) if each is outcome)]


def _spoken(form: str) -> list[str]:
    return [word for word in WORD.findall(form) if word.lower() not in FUNCTION_WORDS]
