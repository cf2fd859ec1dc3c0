"""The glossary on a report's page: which entries were found, how they fared, and in which segments."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.bitext import Outcome, TermEntry, Verdict
from toolkit.reports.page_text import place, text
from toolkit.reports.remarks import File

SHOWN = 12
"""How many segments of an entry are listed before the rest folds up."""


@dataclass(frozen=True, slots=True)
class Use:
    """Where an entry was found: ``anchor`` is the number of the segment on the page, ``segment`` its id in ``file``."""

    anchor: int
    file: str
    segment: str
    outcome: Outcome


Entries = Mapping[TermEntry, Sequence[Use]]


def entries(files: Sequence[File]) -> Entries:
    """Gather the entries and their uses: first those that were missed most, then those found most."""
    uses: dict[TermEntry, list[Use]] = {}
    segments = ((file.name, each.translation) for file in files for each in file.segments)
    for anchor, (name, translation) in enumerate(segments, 1):
        for outcome in translation.outcomes:
            use = Use(anchor, name, translation.segment.id, outcome)
            uses.setdefault(outcome.match.entry, []).append(use)
    return dict(sorted(uses.items(), key=lambda item: (-_missed(item[1]), -len(item[1]), item[0].source)))


def table(found: Entries) -> Iterator[str]:
    """Spell the table, each row with links back to the segments."""
    if not found:
        return
    yield (
        '<section class="entries" aria-labelledby="entries">\n<h2 id="entries">Glossary entries</h2>\n<table>\n'
        '<thead><tr><th scope="col">Arabic</th><th scope="col">English</th><th scope="col">Entry</th>'
        '<th scope="col" class="number">Found</th><th scope="col" class="number">Missed</th>'
        '<th scope="col">Segments</th></tr></thead>\n<tbody>\n'
    )
    for number, (entry, uses) in enumerate(found.items(), 1):
        yield _row(number, entry, uses)
    yield "</tbody>\n</table>\n</section>\n"


def _row(number: int, entry: TermEntry, uses: Sequence[Use]) -> str:
    missed = _missed(uses)
    status = "" if entry.status == "preferred" else f' <span class="status">{text(entry.status)}</span>'
    return (
        f'<tr id="e{number}" tabindex="-1"><th scope="row" lang="ar" dir="rtl">{text(entry.source)}</th>'
        f'<td data-label="English">{text(entry.target)}{status}</td>'
        f'<td data-label="Entry" class="place">{text(place(entry))}</td>'
        f'<td data-label="Found" class="number">{len(uses)}</td>'
        f'<td data-label="Missed" class="number{" some" if missed else ""}">{missed}</td>'
        f'<td data-label="Segments" class="uses">{_links(uses)}</td></tr>\n'
    )


def _links(uses: Sequence[Use]) -> str:
    """Link the segments, each once, those that miss the term marked; the long tail folds up."""
    missed = {use.anchor for use in uses if use.outcome.verdict is Verdict.MISSED}
    links = [_link(use, use.anchor in missed) for use in {use.anchor: use for use in uses}.values()]
    shown, rest = " ".join(links[:SHOWN]), " ".join(links[SHOWN:])
    return shown + (f" <details><summary>{len(links) - SHOWN} more</summary>{rest}</details>" if rest else "")


def _link(use: Use, missed: bool) -> str:
    style, told = (' class="missing"', ": the term is not in the English") if missed else ("", "")
    return f'<a href="#s{use.anchor}"{style} title="{text(use.file)}{told}">{text(use.segment)}</a>'


def _missed(uses: Sequence[Use]) -> int:
    return sum(use.outcome.verdict is Verdict.MISSED for use in uses)
