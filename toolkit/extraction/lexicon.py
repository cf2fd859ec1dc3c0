"""Learn from aligned segments which word translates which: association first, then IBM model 1.

Dunning, Accurate Methods for the Statistics of Surprise and Coincidence, 1993; Brown et al., The Mathematics of
Statistical Machine Translation, 1993; Moore, Improving IBM Word-Alignment Model 1, 2004, for starting the latter from
the former.
"""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from heapq import nlargest
from itertools import chain

from toolkit.extraction.analysis import MARKERS, Stems

Lexicon = dict[str, dict[str, float]]
"""For each word of one language, those of the other that may translate it, with their probabilities."""

BREADTH = 15
"""How many translations of a word are kept."""
ROUNDS = 4
NOTHING = 0.02
"""The weight of a word that translates none."""
SMOOTHING = 0.5
FAINTEST_TRANSLATION = 0.01
"""The probability of a translation below which it is forgotten."""
WEAKEST = 3.0
"""The log-likelihood ratio below which two words are strangers."""


def association(together: int, one: int, other: int, total: int) -> float:
    """Give the log-likelihood ratio of two events that ought to be independent; 0 where they avoid each other.

    >>> round(association(10, 10, 10, 100), 1), association(1, 10, 10, 100)
    (65.0, 0.0)
    """
    if together * total <= one * other:
        return 0.0
    apart = (one - together, other - together, total - one - other + together)
    return 2 * (_entropy(together, *apart) - _entropy(one, total - one) - _entropy(other, total - other))


def _entropy(*counts: int) -> float:
    total = sum(counts)
    return sum(count * math.log(count / total) for count in counts if count > 0)


def learn(sources: Sequence[Stems], targets: Sequence[Stems]) -> Lexicon:
    """Learn how the words of the sources are translated; the same segments give the same lexicon."""
    lexicon = _associated(sources, targets)
    known = [tuple(word for word in source if word in lexicon) for source in sources]
    words = [tuple(word for word in target if word not in MARKERS) for target in targets]
    for _ in range(ROUNDS):
        lexicon = _expected(lexicon, known, words)
    return lexicon


def _associated(sources: Sequence[Stems], targets: Sequence[Stems]) -> Lexicon:
    """Start with the words of the targets that stand most strikingly often beside a word of the sources."""
    places = _places(sources)
    beside = [frozenset(target) - MARKERS for target in targets]
    counts = Counter(chain.from_iterable(beside))
    lexicon: Lexicon = {}
    for word, segments in places.items():
        if len(segments) > 1:
            together = Counter(chain.from_iterable(beside[number] for number in segments))
            lexicon[word] = _strongest(together, len(segments), counts, len(sources))
    return lexicon


def _places(texts: Sequence[Stems]) -> Mapping[str, "array[int]"]:
    places: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))
    for number, text in enumerate(texts):
        for word in frozenset(text) - MARKERS:
            places[word].append(number)
    return places


def _strongest(together: Counter[str], count: int, counts: Counter[str], total: int) -> dict[str, float]:
    weights = (
        (association(common, count, counts[word], total), word) for word, common in together.items() if common > 1
    )
    kept = nlargest(BREADTH, (weight for weight in weights if weight[0] > WEAKEST))
    norm = sum(weight for weight, _ in kept)
    return {word: weight / norm for weight, word in kept}


def _expected(lexicon: Lexicon, sources: Sequence[Stems], targets: Sequence[Stems]) -> Lexicon:
    """Go one round of expectation and maximisation."""
    fresh: Lexicon = {word: dict.fromkeys(row, 0.0) for word, row in lexicon.items()}
    for source, target in zip(sources, targets, strict=True):
        written = frozenset(target)
        hits: defaultdict[str, list[tuple[dict[str, float], float]]] = defaultdict(list)
        for word in source:
            known, row = lexicon[word], fresh[word]
            for translation in written & known.keys():
                hits[translation].append((row, known[translation]))
        for word in target:
            if word in hits:
                norm = NOTHING + sum([chance for _, chance in hits[word]])
                for row, chance in hits[word]:
                    row[word] += chance / norm
    return {word: _normalised(row) for word, row in fresh.items()}


def _normalised(row: Mapping[str, float]) -> dict[str, float]:
    norm = SMOOTHING + sum(row.values())
    return {word: weight / norm for word, weight in row.items() if weight / norm > FAINTEST_TRANSLATION}
