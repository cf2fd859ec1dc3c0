"""The checks of a glossary: small functions that yield remarks, in one table with their ids and severities."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from toolkit import renderings
from toolkit.findings import Severity
from toolkit.linting import rivalry, spelling
from toolkit.linting.subjects import Remark, Subject


@dataclass(frozen=True, slots=True)
class Check:
    """A check: ``id`` names it in reports; only an ``error`` keeps a glossary from being used."""

    id: str
    severity: Severity
    find: Callable[[Subject], Iterator[Remark]]


def broken_rows(subject: Subject) -> Iterator[Remark]:
    """Find the rows that make no entry."""
    yield from subject.broken


def forbidden_targets(subject: Subject) -> Iterator[Remark]:
    """Find the entries that forbid their own target."""
    for entry in subject.entries:
        for form in entry.forbidden:
            if _honours(entry.target, form):
                yield Remark(entry.place, f"«{form}» is the target and forbidden")


def forbidden_variants(subject: Subject) -> Iterator[Remark]:
    """Find the entries that forbid what one of their variants accepts, so that it is never told."""
    for entry in subject.entries:
        for form in entry.forbidden:
            variant = next((each for each in entry.target_variants if _honours(each, form)), None)
            if variant is not None:
                yield Remark(entry.place, f"«{form}» is forbidden, and accepted as the variant «{variant}»")


def _honours(accepted: str, form: str) -> bool:
    """Tell whether a form in English would be taken for an accepted one."""
    return (0, len(form)) in renderings.occurrences(accepted, form)


def missing_reasons(subject: Subject) -> Iterator[Remark]:
    """Find the entries that forbid something and do not say why."""
    for entry in subject.entries:
        if entry.forbidden and not entry.reason:
            yield Remark(entry.place, f"«{entry.forbidden[0]}» is forbidden without a reason")


def unspellable_targets(subject: Subject) -> Iterator[Remark]:
    """Find the targets that the model cannot write, so that they can only be spliced in."""
    asked = [entry for entry in subject.entries if entry.status not in ("proposed", "deprecated")]
    spelt = subject.spellable([entry.target for entry in asked])
    for entry, known in zip(asked, spelt, strict=True):
        if not known:
            yield Remark(entry.place, f"the model cannot spell «{entry.target}»; it will be spliced in")


CHECKS = (
    Check("broken-row", "error", broken_rows),
    Check("conflicting-targets", "error", rivalry.conflicting_targets),
    Check("forbidden-target", "error", forbidden_targets),
    Check("forbidden-variant", "warning", forbidden_variants),
    Check("duplicate", "warning", rivalry.duplicates),
    Check("unreachable", "warning", rivalry.unreachable),
    Check("common-word", "warning", spelling.common_words),
    Check("mixed-scripts", "warning", spelling.mixed_scripts),
    Check("unbalanced", "warning", spelling.unbalanced),
    Check("unspellable-target", "warning", unspellable_targets),
    Check("forbidden-without-reason", "warning", missing_reasons),
    Check("untidy-spaces", "info", spelling.untidy_spaces),
)
"""Everything that ``glossary lint`` looks for."""
