"""``toolkit translate``."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any

import click
from click.core import ParameterSource

from toolkit import pipeline
from toolkit.commands.options import FILE, PATH, bitext_options, cut_options, engine_options, glossary_options
from toolkit.documents import FORMATS
from toolkit.errors import Exit, UsageError
from toolkit.jobs import Job, Listener
from toolkit.reports import text


def _unless_the_output_says(ctx: click.Context, parameter: click.Parameter, name: str) -> str:
    """Take the format of ``toolkit.toml`` for outputs whose suffix names none."""
    suffix = PurePath(ctx.params.get("output", "")).suffix.lower()
    named = any(suffix in each.suffixes for each in FORMATS)
    return "" if named and ctx.get_parameter_source("to") is ParameterSource.DEFAULT_MAP else name


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
@click.option(
    "--to",
    default="",
    metavar="FORMAT",
    callback=_unless_the_output_says,
    help=f"{', '.join(each.name for each in FORMATS)}; by default what OUTPUT's suffix says.",
)
@glossary_options
@click.option(
    "--no-enforce",
    "enforce",
    is_flag=True,
    default=True,
    flag_value=False,
    help="Leave the model alone; terms are only looked for.",
)
@click.option(
    "--consistent",
    is_flag=True,
    help="Render what recurs in a document as where it first stands: terms are proposed and honoured.",
)
@engine_options
@bitext_options
@click.option("--overwrite", is_flag=True, help="Translate what has a target already, too.")
@click.option("--only-fuzzy", is_flag=True, help="Translate only what is marked as fuzzy.")
@click.option(
    "--mark",
    type=click.Choice(["review", "all", "none"]),
    default="review",
    show_default=True,
    help="What is marked as fuzzy in the file: what is flagged, all that was translated, nothing.",
)
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
