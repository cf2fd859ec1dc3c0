"""``toolkit analyse``."""

from typing import Any

import click

from toolkit import analysis
from toolkit.analysis import Analysis
from toolkit.commands.options import FILE, PATH, bitext_options, cut_options, glossary_options, json_option
from toolkit.documents import files
from toolkit.reports import analysis as report


@click.command("analyse")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=FILE)
@glossary_options
@bitext_options
@cut_options
@click.option("--encoding", default="", metavar="NAME", help="The encoding of the inputs; recognised by default.")
@click.option("--memory", type=PATH, metavar="FILE", help="A translation memory; segments are counted by nearness.")
@json_option
def command(as_json: bool, **options: Any) -> None:
    """Count what there is to translate: segments, words, repetitions, placeholders, and terms by entry.

    A segment is repeated if it stood before in these files. With a memory each Arabic segment is in one band: 101 (the
    same text in the same context), 100, repeated, 95-99, 85-94, 75-84, new. No model is needed.

    \b
    Examples:
      toolkit analyse news.ar.txt site.po
      toolkit analyse docs/ --json > docs.json
    """
    analysed = analysis.analyse(Analysis(**options))
    files.write(files.STANDARD, report.json_report(analysed) if as_json else report.text(analysed))
    if analysed.skipped:
        click.echo(f"toolkit: {len(analysed.skipped)} files that no format reads are left out", err=True)
