"""``toolkit glossary``: what keeps a termbase in order."""

import sys
from pathlib import Path
from typing import Any

import click

from toolkit import concordance, glossaries, linting
from toolkit.commands import glossary_convert, glossary_extract
from toolkit.commands.options import FILE, PATH, glossary_options, json_option, json_report_option
from toolkit.concordance import Search
from toolkit.documents import files
from toolkit.engines import installation
from toolkit.engines.argos import ArgosEngine
from toolkit.errors import Exit
from toolkit.glossaries import additions, differences, statistics, tables
from toolkit.glossaries.additions import Addition
from toolkit.reports import concordance as concordance_report
from toolkit.reports import concordance_page, findings
from toolkit.reports import differences as differences_report
from toolkit.reports import statistics as statistics_report


@click.group("glossary")
def command() -> None:
    """Check, convert, compare and extend glossaries, and find their terms in a text.

    \b
    Examples:
      toolkit glossary lint
      toolkit glossary find news.ar.txt
    """


@command.command("lint")
@click.argument("paths", metavar="[FILE...]", nargs=-1, type=PATH)
@click.option("--model", default="", metavar="NAME|FILE", help="The Argos package that has to spell the targets.")
@json_report_option("Write the findings in JSON.")
def lint(paths: tuple[Path, ...], model: str, report: Path | None) -> int:
    """Find the mistakes of glossaries. Without FILE, those of the shipped termbase.

    Each FILE, or folder of files, is a glossary by itself. The status is 1 where there is an error, 0 for warnings.

    \b
    Example:
      toolkit glossary lint client.tsv --report findings.json
    """
    if report:
        files.check_writable(str(report))
    engine = ArgosEngine(installation.choose(model))
    linted = linting.lint(paths or (glossaries.shipped(),), engine.spellable)
    click.echo(findings.text(linted), nl=False)
    if report:
        files.write(str(report), findings.json_report(linted))
    return Exit.FOUND if linted.count("error") else Exit.DONE


@command.command("stats")
@click.argument("paths", metavar="[FILE...]", nargs=-1, type=PATH)
@json_option
def stats(paths: tuple[Path, ...], as_json: bool) -> None:
    """Count the entries of glossaries. They are told by domain, status and part of speech.

    Without FILE, those of the shipped termbase are counted.

    \b
    Example:
      toolkit glossary stats client.tsv --json
    """
    entries = [entry for path in paths or (glossaries.shipped(),) for entry in glossaries.entries_of(path)]
    render = statistics_report.json_report if as_json else statistics_report.text
    click.echo(render(statistics.count(entries)), nl=False)


@command.command("diff")
@click.argument("old", metavar="OLD", type=PATH)
@click.argument("new", metavar="NEW", type=PATH)
@json_option
def diff(old: Path, new: Path, as_json: bool) -> None:
    """Compare two glossaries. The entries that were added, removed and changed are told; their order does not count.

    \b
    Example:
      toolkit glossary diff client-2025.tsv client.tsv
    """
    found = differences.compare(glossaries.entries_of(old), glossaries.entries_of(new))
    render = differences_report.json_report if as_json else differences_report.text
    click.echo(render(found), nl=False)


@command.command("add")
@click.argument("source", metavar="SOURCE")
@click.argument("target", metavar="TARGET")
@click.option(
    "--to", "path", default="glossary.tsv", show_default=True, metavar="FILE", type=PATH, help="The table; made if new."
)
@click.option("--pos", type=click.Choice(tables.PARTS_OF_SPEECH), help="By default what the target says.")
@click.option("--domain", default="", metavar="NAME", help="By default that of all entries of the table.")
@click.option("--status", type=click.Choice(tables.STATUSES), help="By default preferred; proposed if in doubt.")
def add(path: Path, **cells: str | None) -> None:
    """Write an entry into a table. It goes in its sorted place if the table is sorted, else at the end.

    \b
    Example:
      toolkit glossary add "خطة عمل" "action plan" --to client.tsv
    """
    entry = additions.add(path, Addition(**{column: cell or "" for column, cell in cells.items()}))
    click.echo(f"{entry.place}: {entry.source} → {entry.target}")


@command.command("find")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=FILE)
@glossary_options
@json_report_option("Write the report that translate writes, without translations and verdicts.")
@click.option("--html", "page", type=PATH, metavar="FILE", help="Write a page with the terms marked.")
@click.option("--encoding", default="", metavar="NAME", help="The encoding of the inputs; recognised by default.")
def find(inputs: tuple[str, ...], encoding: str, report: Path | None, page: Path | None, **stacked: Any) -> None:
    """Show which terms stand where. Nothing is translated; INPUT - is stdin.

    On a terminal, Arabic is set in Unicode isolates, so that lines stay in order; elsewhere the text is bare.

    \b
    Examples:
      toolkit glossary find news.ar.txt --glossary client.tsv
      toolkit glossary find news.ar.txt --html news.html --report news.json
    """
    places = [str(place) for place in (report, page) if place]
    files.check_distinct((*inputs, *map(str, stacked["glossaries"])), places)
    for place in places:
        files.check_writable(place)
    made = concordance.make(Search(inputs, encoding=encoding, **stacked))
    click.echo(concordance_report.text(made, isolated=sys.stdout is not None and sys.stdout.isatty()), nl=False)
    if report:
        files.write(str(report), concordance_report.json_report(made))
    if page:
        files.write(str(page), concordance_page.render(made))
    click.echo(concordance_report.summary(made), err=True, nl=False)


command.add_command(glossary_convert.command)
command.add_command(glossary_extract.command)
