"""The segments on a report's page: Arabic beside English, terms marked on both sides, findings below."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from toolkit.bitext import Outcome, TermEntry, TermMatch, Translation, Verdict
from toolkit.findings import SEVERITIES, Finding
from toolkit.reports.page_text import SEVERITY_NAMES, place, text, title, verdict_class, visible
from toolkit.reports.remarks import File, Remarked

Names = Mapping[Verdict, tuple[str, str]]

QUOTED = re.compile("«([^«»]*)»")
"""What a message is about; it may be Arabic, which must not move the signs around it."""


@dataclass(frozen=True, slots=True)
class Legend:
    """What segments refer to: the numbers of entries and checks on the page, and what verdicts are called.

    ``checked`` says that the file was checked and not translated.
    """

    entries: Mapping[TermEntry, int]
    checks: Mapping[str, int]
    verdicts: Names
    checked: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text that is marked: ``html`` instead of ``text[start:end]``."""

    start: int
    end: int
    html: str


def sections(files: Sequence[File], legend: Legend) -> Iterator[str]:
    """Spell a section for each file; the segments are numbered through all of them."""
    anchors = count(1)
    for number, file in enumerate(files, 1):
        yield f'<section class="file" aria-labelledby="f{number}">\n<h2 id="f{number}">{text(file.name)}</h2>\n'
        if file.remarks or file.known:
            yield _loose(file, legend)
        for segment in file.segments:
            yield _segment(next(anchors), segment, legend)
        if not file.segments and not file.remarks and not file.known:
            yield '<p class="nothing">No segments.</p>\n'
        yield "</section>\n"


def _segment(anchor: int, remarked: Remarked, legend: Legend) -> str:
    translation = remarked.translation
    review = remarked.remarks if legend.checked else remarked.needs_review
    verdicts = dict.fromkeys(verdict_class(outcome.verdict) for outcome in translation.outcomes)
    return (
        f'<article class="segment{_gravest(remarked.remarks)}" id="s{anchor}" tabindex="-1"'
        f' aria-labelledby="i{anchor}"{_data(remarked.remarks, legend)} data-verdicts="{" ".join(verdicts)}"'
        f"{' data-review' if review else ''}>\n"
        f"{_head(anchor, remarked, legend)}"
        f'<p class="source" lang="ar" dir="rtl">{_source(translation, legend)}</p>\n'
        f'<p class="target" lang="en" dir="ltr">{_target(translation, legend)}</p>\n'
        f"{_terms(translation.outcomes, legend)}{_remarks(remarked)}</article>\n"
    )


def _loose(file: File, legend: Legend) -> str:
    """Spell the findings of a file that belong to no segment."""
    review = " data-review" if file.remarks else ""
    return (
        f'<article class="segment loose{_gravest(file.remarks)}" tabindex="-1" aria-label="findings of the file"'
        f'{_data(file.remarks, legend)} data-verdicts=""{review}>\n{_remarks(file)}</article>\n'
    )


def _gravest(remarks: Sequence[Finding]) -> str:
    found = {each.severity for each in remarks}
    return next((f" {severity}" for severity in SEVERITIES if severity in found), "")


def _data(remarks: Sequence[Finding], legend: Legend) -> str:
    severities = " ".join(dict.fromkeys(each.severity for each in remarks))
    checks = " ".join(str(legend.checks[each]) for each in dict.fromkeys(each.check for each in remarks))
    return f' data-severities="{severities}" data-checks="{checks}"'


def _head(anchor: int, remarked: Remarked, legend: Legend) -> str:
    translation = remarked.translation
    parts = [f'<a class="id" id="i{anchor}" href="#s{anchor}">{text(translation.segment.id)}</a>']
    if remarked.line:
        parts.append(f"<span>line {remarked.line}</span>")
    if not legend.checked:
        parts.append(f"<span>{text(translation.method)}</span>")
    if translation.score:
        score = f"{translation.score:.2f}".replace("-", "−")
        parts.append(f'<span title="the model\'s log-probability for each piece">{score}</span>')
    return f'<header class="meta">{" ".join(parts)}</header>\n'


def _source(translation: Translation, legend: Legend) -> str:
    source = translation.segment.source
    spans = [
        Span(outcome.match.start, outcome.match.end, _mark(number, outcome, _nested(source, outcome.match), legend))
        for number, outcome in enumerate(translation.outcomes)
    ]
    return _marked(source, 0, len(source), spans)


def _target(translation: Translation, legend: Legend) -> str:
    target = translation.target
    spans = [
        Span(outcome.start, outcome.end, _mark(number, outcome, visible(target[outcome.start : outcome.end]), legend))
        for number, outcome in enumerate(translation.outcomes)
        if outcome.end > outcome.start
    ]
    return _marked(target, 0, len(target), spans) or '<span class="empty">empty</span>'


def _marked(value: str, start: int, end: int, spans: Sequence[Span]) -> str:
    """Spell ``value[start:end]`` with its spans marked; of two that overlap, the first and longest is."""
    pieces: list[str] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if start <= span.start < span.end <= end:
            pieces += [visible(value[start : span.start]), span.html]
            start = span.end
    return "".join(pieces) + visible(value[start:end])


def _nested(source: str, match: TermMatch) -> str:
    """Spell a match with those inside it."""
    spans = [
        Span(
            inner.start,
            inner.end,
            f'<span class="nested" title="{_inner_title(inner)}">{_nested(source, inner)}</span>',
        )
        for inner in match.nested
    ]
    return _marked(source, match.start, match.end, spans)


def _inner_title(match: TermMatch) -> str:
    return text(f"{match.entry.source} → {match.entry.target}, inside a longer term  {place(match.entry)}")


def _mark(number: int, outcome: Outcome, inside: str, legend: Legend) -> str:
    return (
        f'<a class="term {_classes(outcome)}" href="#e{legend.entries[outcome.match.entry]}" data-term="{number}"'
        f' title="{text(title(outcome, legend.verdicts))}">{inside}</a>'
    )


def _classes(outcome: Outcome) -> str:
    return verdict_class(outcome.verdict) + ("" if outcome.match.enforced else " reported")


def _terms(outcomes: Sequence[Outcome], legend: Legend) -> str:
    """List the terms with their verdicts; of a file that was checked only the missing ones, the others being marked."""
    told = [each for each in enumerate(outcomes) if not legend.checked or each[1].verdict is Verdict.MISSED]
    items = "".join(_term(number, outcome, legend) for number, outcome in told)
    return f'<ul class="terms" aria-label="terms">{items}</ul>\n' if items else ""


def _term(number: int, outcome: Outcome, legend: Legend) -> str:
    entry = outcome.match.entry
    sure = "" if outcome.confidence is None else f' <span title="how sure its place is">{outcome.confidence:.2f}</span>'
    enforced = "" if outcome.match.enforced else " · not enforced"
    return (
        f'<li data-term="{number}"><span lang="ar" dir="rtl">{text(entry.source)}</span> → {text(entry.target)}'
        f' <span class="verdict {_classes(outcome)}">{legend.verdicts[outcome.verdict][0]}</span>{sure}{enforced}</li>'
    )


def _remarks(told: Remarked | File) -> str:
    """List the findings, the gravest first, and below them those that the baseline has."""
    items = [_remark(each, each.severity) for each in _ordered(told.remarks)]
    items += [_remark(each, "known", " in the baseline") for each in _ordered(told.known)]
    return f'<ul class="remarks" aria-label="findings">{"".join(items)}</ul>\n' if items else ""


def _ordered(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda each: SEVERITIES.index(each.severity))


def _remark(finding: Finding, style: str, standing: str = "") -> str:
    line = "" if finding.segment or not finding.line else f"line {finding.line}: "
    message = QUOTED.sub(r"«<bdi>\1</bdi>»", visible(finding.message))
    return (
        f'<li class="{style}"><b>{SEVERITY_NAMES[finding.severity][0]}</b> <span>{line}{message}</span>'
        f" <code>{text(finding.check)}</code>{standing}</li>"
    )
