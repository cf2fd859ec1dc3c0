"""The command group: commands are imported when they are called, and every failure ends here, in one line."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from itertools import takewhile
from typing import Any, NoReturn

import click

from toolkit.errors import Exit, ToolkitError

COMMANDS = {
    "translate": "Translate Arabic files; every glossary term comes out as the glossary says.",
    "analyse": "Count what there is to translate: words, repetitions, placeholders, terms.",
    "check": "Check translations: terms, numbers, placeholders, tags and more; the gate of a CI job.",
    "batch": "Translate trees of files by many workers; killed at any moment, a batch goes on.",
    "glossary": "Check, convert, compare and extend glossaries; find their terms in a text.",
    "memory": "Keep what was translated, and find it again, exactly or nearly.",
    "model": "List, install, inspect and remove Argos packages.",
    "config": "Show the settings of a project, and where each comes from.",
}
"""Each command is the function ``command`` of its module in ``toolkit.commands``."""


class LazyGroup(click.Group):
    """A group that imports a command only when it is called, so that help is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"toolkit.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; one that takes the settings of a project gets them for its defaults."""
        if not ctx.resilient_parsing:
            ctx.default_map = _defaults(ctx.params["config"], args)
        return super().resolve_command(ctx, args)

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        """Parse a command line; ``--help`` and ``--version`` answer here."""
        with _content_with_a_closed_pipe():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command, and see its output through."""
        with _content_with_a_closed_pipe():
            status = super().invoke(ctx)
            if sys.stdout is not None:
                sys.stdout.flush()
            return status

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _defaults(path: str, words: list[str]) -> dict[str, Any]:
    """Give the settings that the command of a command line takes; a broken file keeps nobody from its help."""
    from toolkit import settings

    command = settings.command(words)
    try:
        return settings.load(path).defaults(command) if command else {}
    except ToolkitError:
        if not {"-h", "--help"}.isdisjoint(takewhile(lambda word: word != "--", words)):
            return {}
        raise


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from toolkit.commands.version import describe

        click.echo(describe())
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Name the tool, the model and the termbase, and exit.",
)
@click.option(
    "--config",
    default="",
    metavar="FILE",
    type=click.Path(readable=False),
    help="The settings of the project; by default the nearest toolkit.toml, from this folder upwards.",
)
def group(config: str) -> None:
    """Translate Arabic to English offline, with every term of a curated glossary as the glossary says.

    \b
    Example:
      toolkit translate news.ar.txt -o news.tmx --report news.json
    """


def main() -> NoReturn:
    """Run the command line and exit with the status of ``errors.Exit``."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line: the one place where failures become a line on stderr and a status."""
    try:
        return int(group.main(arguments, prog_name="toolkit", standalone_mode=False) or Exit.DONE)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return Exit.USAGE
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "toolkit"
        return _fail(f"{error.format_message()} See «{path} --help».", Exit.USAGE)
    except ToolkitError as error:
        return _fail(str(error), error.status)
    except (KeyboardInterrupt, click.Abort):
        return _fail("interrupted; nothing half-written is left", Exit.INTERRUPTED)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        return _fail(f"{place}input or output failed: {error.strerror or error}", Exit.UNUSABLE)
    except MemoryError:
        return _fail("out of memory: give smaller files, one at a time", Exit.UNUSABLE)


def _fail(message: str, status: Exit) -> int:
    with suppress(OSError):
        click.echo("toolkit: " + " ".join(message.split()), err=True)
    if status == Exit.UNUSABLE:
        _silence_stdout()
    return status


@contextmanager
def _content_with_a_closed_pipe() -> Iterator[None]:
    """Take a reader that has gone, as ``head`` does, for one that has enough; click would take it for a failure."""
    try:
        yield
    except BrokenPipeError:
        _silence_stdout()
        raise click.exceptions.Exit(Exit.DONE) from None


def _silence_stdout() -> None:
    """Keep the interpreter from flushing into a closed pipe or a full disk on its way out."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
