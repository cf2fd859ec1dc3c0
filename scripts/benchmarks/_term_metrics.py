"""How well terms are honoured, counted from texts alone: nothing of the toolkit is imported here.

Success, lemmas and window overlap follow the scorer of the WMT21 terminology task (Alam et al. 2021,
arXiv:2106.11891; github.com/mahfuzibnalam/terminology_evaluation), and give its figures on its own sample. Its 1 - TERm
is left out: the search for shifts would take longer than the translation.
"""

import re
import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Span = tuple[int, int]

WORD = re.compile(r"\w+|[^\w\s]")
ASCII_SIGNS = str.maketrans("«»“”„‘’–—…", '"""""\'\'--.')
STARTS = re.compile(r"(?:^|[.!?:…])\W*$")
"""What stands before a sentence: nothing or the end of another, and opening signs."""
FUNCTION_WORDS = frozenset(
    "a an the of to in on for by with at from and or as is are was were be been has have had that this these those it"
    " its their his her not which who".split()
)
NEAR = 2
"""Words on either side of a forced term where the old rendering counts as standing beside it."""
REWRITTEN = 3
"""Words that the old rendering may have more than the term; where more has changed, nobody can say what it was."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term that a translation has to hold: one of ``forms``, the best first; ``occurrences`` of it are in the source.

    A form has its capital changed at the start of a sentence only, and not at all where it is a ``name``.
    """

    forms: tuple[str, ...]
    name: bool = False
    occurrences: int = 1


def places(terms: Sequence[Term], text: str) -> list[Span | None]:
    """Find each term in a text as whole words, spelt as it should be, no place twice, long terms first."""
    taken: list[Span] = []
    found: dict[int, Span] = {}
    for index in sorted(range(len(terms)), key=lambda i: (-max(map(len, terms[i].forms)), i)):
        free = (span for span in _standing(terms[index], text) if _outside(span, taken))
        span = next(free, None)
        if span:
            found[index] = span
            taken.append(span)
    return [found.get(index) for index in range(len(terms))]


def _standing(term: Term, text: str) -> Iterator[Span]:
    for form in term.forms:
        yield from (span for span in occurrences(form, text) if _spelt(term, form, text, span))


def occurrences(form: str, text: str) -> list[Span]:
    """Find a form as whole words, in any case."""
    words = r"\s+".join(map(re.escape, form.split()))
    return [found.span() for found in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE)]


def _spelt(term: Term, form: str, text: str, span: Span) -> bool:
    written = " ".join(text[slice(*span)].split())
    if written == " ".join(form.split()):
        return True
    capital = form[:1].upper() + form[1:]
    return not term.name and written == capital and bool(STARTS.search(text[: span[0]]))


def _outside(span: Span, taken: Iterable[Span]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in taken)


def words(text: str) -> list[str]:
    """Cut a text into words and signs, in small letters, curly and angular signs made straight."""
    return WORD.findall(text.translate(ASCII_SIGNS).lower())


def lemma(word: str) -> str:
    """Give a key that a word shares with its plural, third person, -ed and -ing.

    >>> [lemma(word) for word in ("viruses", "studied", "isolating", "isolates", "stopped", "hands", "illness")]
    ['virus', 'study', 'isolat', 'isolat', 'stop', 'hand', 'illness']
    """
    word = re.sub(r"(?<=\w\w)ie[sd]$", "y", word)
    word = re.sub(r"(?<=ss|us|ch|sh)es$|(?<=[xz])es$|(?<![su])(?<!i)(?<=\w\w)s$", "", word)
    if stem := re.fullmatch(r"(\w*[aeiouy]\w*[^e\W])(?:ed|ing)", word):
        word = re.sub(r"([bdgklmnprt])\1$", r"\1", stem[1])
    return re.sub(r"(?<=\w\w)e$", "", word)


def honoured_by_lemma(terms: Sequence[Term], text: str) -> list[bool]:
    """Tell of each term whether it, or its lemmas in any case, stand in a text; no place twice."""
    exact = places(terms, text)
    spoken = [lemma(word) for word in words(text)]
    taken = [token_span(text, span) for span in exact if span]
    return [bool(span) or _take(term, spoken, taken) for term, span in zip(terms, exact, strict=True)]


def _take(term: Term, spoken: Sequence[str], taken: list[Span]) -> bool:
    for form in term.forms:
        wanted = [lemma(word) for word in words(form)]
        for start in range(len(spoken) - len(wanted) + 1):
            span = (start, start + len(wanted))
            if spoken[slice(*span)] == wanted and _outside(span, taken):
                taken.append(span)
                return True
    return False


def token_span(text: str, span: Span) -> Span:
    """Give the numbers of the words that stand in a part of a text."""
    start = len(words(text[: span[0]]))
    return start, start + len(words(text[slice(*span)]))


def overlaps(terms: Sequence[Term], text: str, reference: str, window: int) -> list[float | None]:
    """Give for each term that stands in the reference the share of its neighbours there that it has in the text.

    None where the reference does not have the term or the text does not: its place cannot be judged.
    """
    result: list[float | None] = [None] * len(terms)
    for forms in dict.fromkeys(term.forms for term in terms):
        same = [index for index, term in enumerate(terms) if term.forms == forms]
        found = [token_span(text, span) for span in _distinct(forms, text)]
        wanted = [token_span(reference, span) for span in _distinct(forms, reference)][: len(same)]
        paired = pair(words(text), words(reference), found, wanted, window)
        for index, share in zip(same, paired, strict=False):
            result[index] = share
    return result


def _distinct(forms: Iterable[str], text: str) -> list[Span]:
    spans: list[Span] = []
    for form in sorted(forms, key=len, reverse=True):
        spans += [span for span in occurrences(form, text) if _outside(span, spans)]
    return sorted(spans)


def pair(
    text: Sequence[str], reference: Sequence[str], found: Sequence[Span], wanted: Sequence[Span], window: int
) -> list[float | None]:
    """Pair the places of one term in a text with those in the reference, the best first; give each pair's overlap.

    The text and the reference are words, the places spans of words; this is the scorer's ``exact window overlap``.
    """
    shares = {
        (i, j): _share(neighbours(text, there, window), neighbours(reference, here, window))
        for i, here in enumerate(wanted)
        for j, there in enumerate(found)
    }
    result: list[float | None] = [None] * len(wanted)
    used: set[int] = set()
    for i, j in sorted(shares, key=lambda both: -shares[both]):
        if result[i] is None and j not in used:
            result[i] = shares[i, j]
            used.add(j)
    return result


def neighbours(tokens: Sequence[str], span: Span, window: int) -> list[str]:
    """List the words before and behind a span, ``window`` on each side, signs not counted."""
    sides = tokens[: span[0]][::-1], tokens[span[1] :]
    return [word for side in sides for word in [each for each in side if each not in string.punctuation][:window]]


def _share(around: Sequence[str], wanted: Sequence[str]) -> float:
    left = list(around)
    for word in wanted:
        if word in left:
            left.remove(word)
    return (len(around) - len(left)) / len(wanted) if wanted else 0.0


def segment_overlap(shares: Sequence[float | None]) -> float:
    """Give a segment's overlap as the scorer does: the mean of what could be judged, 0 where nothing could."""
    judged = [share for share in shares if share is not None]
    return sum(judged) / len(judged) if judged else 0.0


def duplicates(terms: Sequence[Term], text: str, reference: str) -> int:
    """Count how often terms stand in a text beyond what the source has of them, and beyond what the reference has."""
    counts = {term.forms: max(1, term.occurrences) for term in terms}
    return sum(
        max(0, len(_distinct(forms, text)) - max(count, len(_distinct(forms, reference))))
        for forms, count in counts.items()
    )


def old_rendering(plain: str, text: str, place: Span) -> str:
    """Give the words of the plain output that a text has its forced term instead of; empty where that is unclear."""
    start, end = token_span(text, place)
    old, new = words(plain), words(text)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    touched = [(a, b) for kind, a, b, c, d in blocks if c < end and start < d and kind == "replace"]
    replaced = old[touched[0][0] : touched[-1][1]] if touched else []
    if len(replaced) > end - start + REWRITTEN:
        return ""
    while replaced and (replaced[0] in FUNCTION_WORDS or not replaced[0].isalnum()):
        del replaced[0]
    while replaced and (replaced[-1] in FUNCTION_WORDS or not replaced[-1].isalnum()):
        del replaced[-1]
    return " ".join(replaced)


def is_left(rendering: str, text: str, place: Span, reference: str) -> bool:
    """Tell whether an old rendering, one that the reference does not have, stands near a term that was forced."""
    wanted = rendering.split()
    if not wanted or _find(wanted, words(reference)):
        return False
    start, end = token_span(text, place)
    spoken = words(text)
    reach = NEAR + len(wanted)
    before, behind = spoken[max(0, start - reach) : start], spoken[end : end + reach]
    return _find(wanted, before) or _find(wanted, behind)


def _find(wanted: Sequence[str], spoken: Sequence[str]) -> bool:
    return any(list(spoken[i : i + len(wanted)]) == list(wanted) for i in range(len(spoken) - len(wanted) + 1))
