"""Count how a translation went."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.bitext import Translation, Verdict


@dataclass(frozen=True, slots=True)
class Summary:
    """Counted from translations, never kept alongside.

    ``words`` are those of the source; ``verdicts`` has every verdict once, with the number of terms that it befell;
    ``missed`` counts only the terms that had to be honoured, so it may be less than the verdicts MISSED;
    ``flagged`` counts the segments that need a review.
    """

    segments: int
    words: int
    verdicts: tuple[tuple[Verdict, int], ...]
    missed: int
    flagged: int

    @property
    def terms(self) -> int:
        """Count the terms that were found, enforced or not."""
        return sum(number for _, number in self.verdicts)


def count(translations: Iterable[Translation]) -> Summary:
    """Count translations, of one file or of many."""
    counted = tuple(translations)
    outcomes = [outcome for translation in counted for outcome in translation.outcomes]
    verdicts = Counter(outcome.verdict for outcome in outcomes)
    return Summary(
        segments=len(counted),
        words=sum(len(translation.segment.source.split()) for translation in counted),
        verdicts=tuple((verdict, verdicts[verdict]) for verdict in Verdict),
        missed=sum(outcome.missed for outcome in outcomes),
        flagged=sum(translation.needs_review for translation in counted),
    )
