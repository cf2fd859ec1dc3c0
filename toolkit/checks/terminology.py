"""Checks of the terms of a glossary: there, as the glossary says, and none that it forbids."""

from collections.abc import Iterator, Sequence

from toolkit import renderings
from toolkit.bitext import Outcome
from toolkit.checks.subjects import Pair, Remark
from toolkit.checks.traces import Traces


def missing(pairs: Sequence[Pair]) -> Iterator[Remark]:
    """Find the terms that have to be in the target and are not, in no form."""
    traces = Traces.of_a_file(pairs)
    for pair, outcome in _missed(pairs):
        if not traces.of(pair, outcome):
            yield Remark(pair, f"«{outcome.match.entry.target}» is missing for {_written(pair, outcome)}")


def in_another_form(pairs: Sequence[Pair]) -> Iterator[Remark]:
    """Find the terms of which there is only a trace: another form, an acronym, or once for the two of the source."""
    traces = Traces.of_a_file(pairs)
    for pair, outcome in _missed(pairs):
        if trace := traces.of(pair, outcome):
            yield Remark(pair, f"«{outcome.match.entry.target}» for {_written(pair, outcome)} {trace}")


def forbidden(pair: Pair) -> Iterator[str]:
    """Find the renderings that the entries of the source's terms forbid, outside the terms themselves."""
    told: set[str] = set()
    for match in pair.matches:
        for form in match.entry.forbidden if match.enforced else ():
            if form not in told and any(_is_free(span, pair) for span in renderings.in_any_number(form, pair.target)):
                told.add(form)
                reason = f" ({match.entry.reason})" if match.entry.reason else ""
                yield f"«{form}» is forbidden; the glossary says «{match.entry.target}»{reason}"


def changed(pair: Pair) -> Iterator[str]:
    """Find what is not to be translated and is not in the target as it was, capitals included."""
    for outcome in pair.outcomes:
        entry = outcome.match.entry
        written = pair.target[outcome.start : outcome.end]
        if outcome.match.enforced and entry.status == "do-not-translate":
            if outcome.missed:
                yield f"«{entry.target}» is not to be translated and not in the target"
            elif " ".join(written.split()) not in (entry.target, *entry.target_variants):
                yield f"«{entry.target}» is not to be changed, and is «{written}»"


def _missed(pairs: Sequence[Pair]) -> Iterator[tuple[Pair, Outcome]]:
    for pair in pairs:
        for outcome in pair.outcomes if pair.translated else ():
            if outcome.missed and outcome.match.entry.status != "do-not-translate":
                yield pair, outcome


def _written(pair: Pair, outcome: Outcome) -> str:
    return f"«{pair.source[outcome.match.start : outcome.match.end]}»"


def _is_free(span: renderings.Span, pair: Pair) -> bool:
    """Tell whether a place lies in no term of the target; it may go beyond one."""
    return not any(each.start <= span[0] and span[1] <= each.end for each in pair.outcomes)
