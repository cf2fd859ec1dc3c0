"""``toolkit batch``: a tree of files into a tree of translations."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

import click

from toolkit import batch
from toolkit.batch import standing
from toolkit.batch.jobs import Batch, Listener, Progress
from toolkit.batch.ledger import File
from toolkit.commands.options import (
    FILE,
    PATH,
    bitext_options,
    choice_options,
    cut_options,
    engine_options,
    format_option,
    glossary_options,
    json_option,
    memory_options,
)
from toolkit.documents import files
from toolkit.errors import Exit, OutputError
from toolkit.jobs import Job

force_option = click.option("--force", is_flag=True, help="Overwrite outputs that somebody edited.")
strict_option = click.option("--strict", is_flag=True, help="End with status 1 where a term was missed.")
quiet_option = click.option("--quiet", is_flag=True, help="Say nothing but errors.")
log_option = click.option(
    "--log", type=PATH, metavar="FILE", help="Append a JSON line for each file; stderr by default."
)
workers_option = click.option(
    "--workers",
    default=0,
    metavar="N",
    type=click.IntRange(0, 1024),
    help="Processes that translate; one for each core by default.",
)
ray_option = click.option(
    "--ray",
    default="",
    metavar="ADDRESS|local",
    help="Let the workers run on a Ray cluster, or on one that starts here.",
)

_LOGGED = ("path", "source", "state", "segments", "terms", "missed", "flagged", "failed", "message")
"""What a line of the log says of a file."""


@click.group("batch")
def command() -> None:
    """Translate trees of files, by many workers; killed at any moment, a batch goes on where it stopped.

    \b
    Examples:
      toolkit batch run site/ -o site.en
      toolkit batch status site.en
      toolkit batch resume site.en
    """


@command.command("run")
@click.argument("inputs", metavar="SOURCE...", nargs=-1, required=True, type=FILE)
@click.option(
    "-o", "--output", required=True, metavar="OUT", type=FILE, help="The folder of the outputs and the ledger."
)
@format_option
@glossary_options
@engine_options
@memory_options
@bitext_options
@choice_options
@cut_options
@click.option("--encoding", default="", metavar="NAME", help="The encoding of the inputs; recognised by default.")
@workers_option
@ray_option
@force_option
@strict_option
@log_option
@quiet_option
def run(workers: int, ray: str, force: bool, strict: bool, log: Path | None, quiet: bool, **options: Any) -> int:
    """Translate every file of SOURCE that a format knows into the same place below OUT.

    SOURCE is a file, a folder, a pattern or @LIST, a file with one of these a line. OUT holds the outputs and a ledger,
    .toolkit.sqlite. Run again, only what changed is done: files whose text or recipe is new, in them the segments
    whose text or whose glossary entries are.

    \b
    Examples:
      toolkit batch run site/ -o site.en --glossary client.tsv --workers 4
      toolkit batch run @tonight.txt -o out --to xliff
    """
    return _worked(Batch(Job(**options), workers, ray, force=force), strict, log, quiet)


@command.command("resume")
@click.argument("folder", metavar="OUT", type=PATH)
@workers_option
@ray_option
@force_option
@strict_option
@log_option
@quiet_option
def resume(folder: Path, workers: int, ray: str, force: bool, strict: bool, log: Path | None, quiet: bool) -> int:
    """Go on with the batch whose ledger is in OUT, as it was run last."""
    last = batch.resumed(folder)
    again = replace(last, force=force, workers=workers or last.workers, ray=ray or last.ray)
    return _worked(replace(again, job=replace(again.job, output=str(folder))), strict, log, quiet)


@command.command("status")
@click.argument("folder", metavar="OUT", type=PATH)
@json_option
def status(folder: Path, as_json: bool) -> None:
    """Tell how far the batch in OUT is, while it runs or later."""
    found = standing.read(folder)
    text = json.dumps(found.values(time.time()), ensure_ascii=False, indent=2) if as_json else found.text(time.time())
    click.echo(text)


def _worked(job: Batch, strict: bool, log: Path | None, quiet: bool) -> int:
    with ExitStack() as stack:
        listener = stack.enter_context(_listener(log, quiet))
        tally = batch.run(job, listener)
    if not quiet:
        click.echo(tally.text, err=True)
    if tally.unusable:
        return Exit.UNUSABLE
    return Exit.FOUND if tally.failed or (strict and tally.missed) else Exit.DONE


@contextmanager
def _listener(log: Path | None, quiet: bool) -> Iterator[Listener]:
    """Show a bar on a terminal, and write a line of JSON for each file to the log, else to stderr."""
    terminal = sys.stderr is not None and sys.stderr.isatty()
    with ExitStack() as stack:
        lines = stack.enter_context(_appended(log)) if log else None if quiet or terminal else sys.stderr
        progress = stack.enter_context(_bar()) if terminal and not quiet else lambda _: None
        yield Listener(
            _silent if quiet else _notice, lambda file: _record(lines, file, terminal and not quiet), progress
        )


def _silent(_: str) -> None:
    return


def _notice(line: str) -> None:
    click.echo(f"toolkit: {line}", err=True)


@contextmanager
def _appended(path: Path) -> Iterator[TextIO]:
    files.check_writable(str(path))
    try:
        with path.open("a", encoding="utf-8") as stream:
            yield stream
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror or error}", str(path)) from error


def _record(lines: TextIO | None, file: File, bar: bool) -> None:
    if lines:
        line = json.dumps({name: getattr(file, name) for name in _LOGGED}, ensure_ascii=False)
        lines.write(line + "\n")
        lines.flush()
    if bar and file.message:
        _notice(f"{file.path}: {file.message}")


@contextmanager
def _bar() -> Iterator[Any]:
    with click.progressbar(length=1, label="translating", file=sys.stderr, item_show_func=_shown) as bar:

        def progress(how_far: Progress) -> None:
            bar.length = max(1, how_far.total)
            bar.update(how_far.done - bar.pos, how_far)

        yield progress


def _shown(how_far: Progress | None) -> str | None:
    return f"{how_far.segments:,} segments" if how_far else None
