"""``toolkit translate``."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from toolkit import pipeline
from toolkit.commands.options import (
    FILE,
    PATH,
    bitext_options,
    choice_options,
    cut_options,
    engine_options,
    format_option,
    glossary_options,
    memory_options,
)
from toolkit.errors import Exit, UsageError
from toolkit.jobs import Job, Listener
from toolkit.reports import text


@click.command("translate")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=FILE)
@click.option(
    "-o",
    "--output",
    default="",
    metavar="OUTPUT",
    type=FILE,
    help="The file to write, or a folder (FOLDER/, or for several inputs); stdout by default.",
)
@format_option
@glossary_options
@click.option(
    "--consistent",
    is_flag=True,
    help="Render what recurs in a document as where it first stands: terms are proposed and honoured.",
)
@engine_options
@memory_options
@bitext_options
@choice_options
@cut_options
@click.option("--strict", is_flag=True, help="End with status 1 where a term was missed.")
@click.option("--report", type=PATH, metavar="FILE", help="Write a report: .json, .xml (JUnit), .sarif or .html.")
@click.option("--encoding", default="", metavar="NAME", help="The encoding of the inputs; recognised by default.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def command(strict: bool, quiet: bool, **options: Any) -> int:
    """Translate Arabic files to English; INPUT - is stdin.

    Of a localisation file the same file comes out, translated, all else as it was; of a folder a folder of the same
    shape. A text can also become aligned segments, in the format that OUTPUT's suffix or --to names.

    \b
    Examples:
      toolkit translate news.ar.txt
      toolkit translate news.ar.txt -o news.tmx --report news.json
      toolkit translate site.po -o site.en.po --only-fuzzy
      toolkit translate docs/ -o docs.en/
      cat news.ar.txt | toolkit translate - --to xliff2 > news.xlf
    """
    if options["source_column"] and options["source_column"] == options["target_column"]:
        raise UsageError("the Arabic and the English cannot share a column: name two")
    started = time.perf_counter()
    with _listener(quiet) as listener:
        result = pipeline.run(Job(**options), listener)
    if not quiet:
        click.echo(text.render(result.summary, result.recipe, time.perf_counter() - started), err=True, nl=False)
    return Exit.FOUND if strict and result.summary.missed else Exit.DONE


@contextmanager
def _listener(quiet: bool) -> Iterator[Listener]:
    def notice(line: str) -> None:
        click.echo(f"toolkit: {line}", err=True)

    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield Listener() if quiet else Listener(notice)
        return
    with click.progressbar(length=1, label="translating", file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield Listener(notice, progress)
