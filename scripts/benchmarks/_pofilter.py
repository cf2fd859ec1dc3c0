"""The arm of ``scripts/bench checks`` that is translate-toolkit's ``pofilter``, with its standard checks."""

from collections.abc import Sequence
from typing import Any

from toolkit.checks import Pair


def checker(kept: Sequence[str]) -> Any | None:
    """Make its checker for English targets, with words that stay as they are; None where it is not installed."""
    try:
        from translate.filters import checks
    except ImportError:
        return None
    return checks.StandardChecker(checkerconfig=checks.CheckerConfig(targetlanguage="en", notranslatewords=list(kept)))


def filters(made: Any, pair: Pair) -> frozenset[str]:
    """Name the filters that a pair fails, as a message of a PO file."""
    from translate.storage import po

    unit = po.pounit(pair.source)
    unit.target = pair.target
    return frozenset(made.run_filters(unit))
