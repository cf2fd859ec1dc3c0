"""The report as a web page of its own, for a translator: nothing is fetched, and without scripts all can be read."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.bitext import Verdict
from toolkit.findings import SEVERITIES
from toolkit.reports import Report, Rule
from toolkit.reports.page_entries import entries, table
from toolkit.reports.page_script import SCRIPT
from toolkit.reports.page_segments import Legend, sections
from toolkit.reports.page_style import STYLE
from toolkit.reports.page_text import CHECKED, SEVERITY_NAMES, VERDICTS, text, verdict_class
from toolkit.reports.remarks import File, by_file, known, remarks, rules

KEYS = (
    ("j", "the next segment with something to look at"),
    ("k", "the one before"),
    ("/", "search in Arabic, English and findings; vowel signs do not matter"),
    ("Esc", "leave the search and empty it"),
    ("?", "this help"),
)


def render(report: Report) -> str:
    """Spell the page. Its policy lets it run its own style and script and load nothing, whatever the texts hold."""
    files = by_file(report)
    found = entries(files)
    checks = rules(report, files)
    legend = Legend(
        entries={entry: number for number, entry in enumerate(found, 1)},
        checks={rule.id: number for number, rule in enumerate(checks)},
        verdicts=VERDICTS if report.findings is None else CHECKED,
        checked=report.findings is not None,
    )
    return "".join(
        (
            *_head(files, legend),
            *_summary(report, files, legend),
            *_filters(report, files, checks, legend),
            '<main id="segments" tabindex="-1">\n',
            *sections(files, legend),
            *table(found),
            "</main>\n",
            f"<footer>{text(report.signature)}</footer>\n",
            *_help(),
            f"<script>{SCRIPT}</script>\n</body>\n</html>\n",
        )
    )


def _head(files: Sequence[File], legend: Legend) -> Iterator[str]:
    policy = (
        f"default-src 'none'; style-src '{_hash(STYLE)}'; script-src '{_hash(SCRIPT)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    names = ", ".join(file.name for file in files[:3]) + (" …" if len(files) > 3 else "")
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{_name(legend)}{text(f': {names}') if names else ''}</title>\n"
        f"<style>{STYLE}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#segments">Skip to the segments</a>\n'
    )


def _name(legend: Legend) -> str:
    return "Quality check" if legend.checked else "Translation report"


def _hash(content: str) -> str:
    """Name an inline script or style as a Content Security Policy does."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode("ascii")


def _summary(report: Report, files: Sequence[File], legend: Legend) -> Iterator[str]:
    yield f'<header class="page">\n<h1>{_name(legend)}</h1>\n<dl>\n'
    for label, number, style in _numbers(report, files, legend):
        yield f"<div{f' class={style}' if style and number else ''}><dt>{label}</dt><dd>{number:,}</dd></div>\n"
    yield "</dl>\n"
    yield from _verdicts(report, legend)
    if len(files) > 1:
        yield from _contents(files)
    yield "</header>\n"


def _numbers(report: Report, files: Sequence[File], legend: Legend) -> Iterator[tuple[str, int, str]]:
    summary = report.summary
    yield "segments", summary.segments, ""
    yield "words", summary.words, ""
    yield "terms", summary.terms, ""
    if not legend.checked:
        yield "missed", summary.missed, "error"
        yield "to review", summary.flagged, "warning"
        return
    severities = Counter(finding.severity for finding in remarks(files))
    for severity in SEVERITIES:
        yield SEVERITY_NAMES[severity][1], severities[severity], severity
    if report.known is not None:
        yield "in the baseline", len(tuple(known(files))), ""


def _verdicts(report: Report, legend: Legend) -> Iterator[str]:
    """Spell how many terms each verdict befell; it is the legend of the colours too."""
    told = [(verdict, number) for verdict, number in report.summary.verdicts if number]
    if told:
        items = "".join(_verdict(verdict, number, legend) for verdict, number in told)
        yield f'<ul class="legend" aria-label="verdicts of the terms">{items}</ul>\n'


def _verdict(verdict: Verdict, number: int, legend: Legend) -> str:
    name, meaning = legend.verdicts[verdict]
    style = verdict_class(verdict)
    return f'<li title="{text(meaning)}"><span class="verdict {style}">{name}</span> {number:,}</li>'


def _contents(files: Sequence[File]) -> Iterator[str]:
    yield '<nav aria-label="files"><ul>\n'
    for number, file in enumerate(files, 1):
        counts = Counter(finding.severity for finding in remarks([file]))
        told = [f"{counts[each]:,} {SEVERITY_NAMES[each][counts[each] > 1]}" for each in SEVERITIES if counts[each]]
        if old := len(tuple(known([file]))):
            told.append(f"{old:,} in the baseline")
        counted = ", ".join(told) or "nothing to tell"
        yield f'<li><a href="#f{number}">{text(file.name)}</a> <span>{counted}</span></li>\n'
    yield "</ul></nav>\n"


def _filters(report: Report, files: Sequence[File], checks: Sequence[Rule], legend: Legend) -> Iterator[str]:
    """Spell the bar of filters; it is hidden until the script that it needs shows it."""
    found = tuple(remarks(files))
    severities = Counter(finding.severity for finding in found)
    yield '<form class="filters" id="filters" role="search" aria-label="filter the segments" hidden>\n'
    yield '<input type="search" id="search" placeholder="Search  /" aria-label="search the segments" dir="auto">\n'
    for severity in SEVERITIES:
        if severities[severity]:
            yield (
                f'<label class="toggle {severity}"><input type="checkbox" name="severity" value="{severity}">'
                f"{SEVERITY_NAMES[severity][1]} <span>{severities[severity]:,}</span></label>\n"
            )
    yield from _choice_of_checks(Counter(finding.check for finding in found), checks, legend)
    yield from _choice_of_verdicts(report, legend)
    only = "with findings" if legend.checked else "to review"
    yield f'<label class="toggle"><input type="checkbox" id="review">{only} only</label>\n'
    yield '<output id="shown" role="status"></output>\n'
    yield '<button type="button" id="ask" aria-label="help: keys" title="Keys  ?">?</button>\n</form>\n'


def _choice_of_checks(numbers: Counter[str], checks: Sequence[Rule], legend: Legend) -> Iterator[str]:
    options = [
        f'<option value="{legend.checks[rule.id]}" title="{text(rule.explanation)}">'
        f"{text(rule.id)} ({numbers[rule.id]:,})</option>"
        for rule in checks
        if numbers[rule.id]
    ]
    if options:
        every = "every check" if legend.checked else "every flag"
        yield _select("check", every, options)


def _choice_of_verdicts(report: Report, legend: Legend) -> Iterator[str]:
    options = [
        f'<option value="{verdict_class(verdict)}">{legend.verdicts[verdict][0]} ({number:,})</option>'
        for verdict, number in report.summary.verdicts
        if number
    ]
    if options:
        yield _select("verdict", "every verdict", options)


def _select(name: str, every: str, options: Sequence[str]) -> str:
    return f'<select id="{name}" aria-label="{name}"><option value="">{every}</option>{"".join(options)}</select>\n'


def _help() -> Iterator[str]:
    rows = "".join(f"<div><dt><kbd>{key}</kbd></dt><dd>{meaning}</dd></div>" for key, meaning in KEYS)
    yield (
        '<dialog id="help" aria-labelledby="keys">\n<h2 id="keys">Keys</h2>\n'
        f"<dl>{rows}</dl>\n"
        '<p><label><input type="checkbox" id="single" checked> Keys without a modifier work</label></p>\n'
        '<form method="dialog"><button autofocus>Close</button></form>\n</dialog>\n'
    )
