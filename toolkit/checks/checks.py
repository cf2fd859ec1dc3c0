"""The checks of bilingual text: one table, and how it is run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from toolkit.checks import codes, consistency, language, layout, numbers, terminology
from toolkit.checks.subjects import FileCheck, Pair, each
from toolkit.errors import UsageError
from toolkit.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Check:
    """A check: ``id`` names it in reports, options and waivers; ``explanation`` says in a line what it finds."""

    id: str
    severity: Severity
    explanation: str
    find: FileCheck


CHECKS = (
    Check("empty-target", "error", "There is no target.", language.empty),
    Check("untranslated", "error", "The target is the Arabic source.", each(language.untranslated)),
    Check("arabic-left", "error", "Arabic words are left in the target.", each(language.arabic_left)),
    Check("arabic-sign", "warning", "The target has digits or punctuation of Arabic.", each(language.arabic_signs)),
    Check("term-missing", "error", "A term of the glossary is not in the target.", terminology.missing),
    Check("term-forbidden", "error", "The glossary forbids a word of the target.", each(terminology.forbidden)),
    Check("dnt-changed", "error", "What is not to be translated was changed.", each(terminology.changed)),
    Check("term-form", "info", "A term is there in another form only.", terminology.in_another_form),
    Check("term-mixed", "info", "A term is rendered in two accepted ways in a file.", consistency.mixed_terms),
    Check("two-targets", "warning", "The same source was translated in two ways.", consistency.two_targets),
    Check("number", "warning", "The numbers of source and target differ.", each(numbers.differences)),
    Check("date", "warning", "The months of source and target differ.", each(numbers.months_differ)),
    Check("calendar", "warning", "A year of the Hijri calendar is not said to be one.", each(numbers.unnamed_calendar)),
    Check("placeholder", "error", "Placeholders were lost, added or changed.", each(codes.placeholders)),
    Check("tag", "error", "Tags were lost, added or are nested wrongly.", each(codes.tags)),
    Check("link", "error", "An address of the web or of mail was changed.", each(codes.links)),
    Check("length", "warning", "The target is much shorter or longer than it can be.", each(language.length)),
    Check("doubled-word", "warning", "A word stands twice in a row.", each(language.doubled_words)),
    Check("repetition", "warning", "The target says the same again and again.", each(language.repetition)),
    Check("edge-space", "warning", "Spaces or line breaks at the edges differ.", each(layout.edge_spaces)),
    Check("double-space", "info", "There is more than one space between words.", each(layout.double_spaces)),
    Check("end-punctuation", "info", "The target ends with another sign.", each(layout.end_punctuation)),
    Check("bracket", "warning", "A bracket has no partner.", each(layout.lone_brackets)),
    Check("quote", "info", "A quotation mark has no partner.", each(layout.lone_quotes)),
    Check("bidi-control", "warning", "Controls of right-to-left text are left.", each(layout.bidi_controls)),
    Check("initial-capital", "info", "The target begins with a small letter.", layout.initial_capitals),
)
"""Everything that ``toolkit check`` looks for."""


def choose(names: Sequence[str]) -> tuple[Check, ...]:
    """Choose checks by their ids: those that are named, or all but those with ``-`` before them; all for none.

    Raises UsageError for an id that no check has.
    """
    known = [check.id for check in CHECKS]
    for name in names:
        if name.removeprefix("-") not in known:
            raise UsageError(f"no check has the id «{name.removeprefix('-')}»; known are {', '.join(known)}")
    named = [name for name in names if not name.startswith("-")] or known
    return tuple(check for check in CHECKS if check.id in named and f"-{check.id}" not in names)


def findings(pairs: Sequence[Pair], checks: Sequence[Check] = CHECKS) -> tuple[Finding, ...]:
    """Run checks over the pairs of files, those of a file together; in order of files, segments and the table."""
    files = (tuple(group) for _, group in groupby(pairs, key=lambda pair: pair.file))
    return tuple(finding for file in files for finding in _of_a_file(file, checks))


def _of_a_file(pairs: Sequence[Pair], checks: Sequence[Check]) -> Sequence[Finding]:
    place = {pair.segment: number for number, pair in enumerate(pairs)}
    return sorted(_found(pairs, checks), key=lambda finding: place[finding.segment])


def _found(pairs: Sequence[Pair], checks: Sequence[Check]) -> Iterator[Finding]:
    for check in checks:
        for remark in check.find(pairs):
            one = remark.pair
            yield Finding(check.id, check.severity, one.file, one.line, one.segment, remark.message)
