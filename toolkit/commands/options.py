"""Options that several commands share, each declared once."""

from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from toolkit.documents import FORMATS

Command = TypeVar("Command", bound=Callable[..., Any])

PATH = click.Path(path_type=Path, readable=False)  # what cannot be read or written is told below, in our words
FILE = click.Path(readable=False)
"""A name that may be ``-``; said to be a path so that a shell completes it."""


def _named_json(ctx: click.Context, parameter: click.Parameter, path: Path | None) -> Path | None:
    if path and path.suffix.lower() != ".json":
        raise click.BadParameter(f"{path} is no .json file; no other report is written here.", ctx, parameter)
    return path


def json_report_option(text: str) -> Callable[[Command], Command]:
    """Declare ``--report`` for a command that reports in JSON alone."""
    return click.option("--report", type=PATH, metavar="FILE.json", callback=_named_json, help=text)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def _behind_the_projects(ctx: click.Context, parameter: click.Parameter, paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Keep the glossaries of ``toolkit.toml``, and put those of the command line behind them: later ones go first."""
    projects = tuple(ctx.lookup_default("glossaries") or ())
    return paths if paths == projects else (*projects, *paths)


def _together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


glossary_options = _together(
    click.option(
        "--glossary",
        "glossaries",
        metavar="FILE",
        type=PATH,
        multiple=True,
        callback=_behind_the_projects,
        help="A glossary (TSV, CSV, TBX, UTX, XLSX …); may be repeated, the later one goes first.",
    ),
    click.option(
        "--no-default-glossary",
        "default_glossary",
        is_flag=True,
        default=True,
        flag_value=False,
        help="Leave the shipped termbase out.",
    ),
    click.option(
        "--client", default="", metavar="NAME", help="The client whose entries go first; those of others never match."
    ),
    click.option(
        "--domain",
        "domains",
        metavar="NAME",
        multiple=True,
        help="A domain whose entries go before general ones; may be repeated.",
    ),
)

bitext_options = _together(
    click.option(
        "--source-side",
        "side",
        type=click.Choice(["source", "target"]),
        default="source",
        show_default=True,
        help="Where the Arabic stands in a bilingual file; an ordinary ar.po has it as the target.",
    ),
    click.option("--source-column", default="", metavar="NAME", help="The Arabic column of a table."),
    click.option("--target-column", default="", metavar="NAME", help="The English column of a table."),
)

choice_options = _together(
    click.option(
        "--no-enforce",
        "enforce",
        is_flag=True,
        default=True,
        flag_value=False,
        help="Leave the model alone; terms are only looked for.",
    ),
    click.option("--overwrite", is_flag=True, help="Translate what has a target already, too."),
    click.option("--only-fuzzy", is_flag=True, help="Translate only what is marked as fuzzy."),
    click.option(
        "--mark",
        type=click.Choice(["review", "all", "none"]),
        default="review",
        show_default=True,
        help="What is marked as fuzzy in the file: what is flagged, all that was translated, nothing.",
    ),
)

memory_options = _together(
    click.option(
        "--memory", type=PATH, metavar="FILE", help="A translation memory, asked before the model: toolkit memory."
    ),
    click.option("--learn", is_flag=True, help="Store what the model makes in the memory, with its recipe."),
)

cut_options = _together(
    click.option("--srx", type=PATH, metavar="FILE", help="Cut text by the rules of an SRX file in the place of ours."),
    click.option(
        "--abbreviation",
        "abbreviations",
        multiple=True,
        metavar="WORD",
        help="A word whose full stop ends no sentence; may be repeated.",
    ),
)

engine_options = _together(
    click.option(
        "--model", default="", metavar="NAME|FILE", help="An Argos package, by name, folder or .argosmodel file."
    ),
    click.option(
        "--beam",
        default=4,
        show_default=True,
        metavar="N",
        type=click.IntRange(1, 32),
        help="Hypotheses that the search keeps.",
    ),
    click.option(
        "--threads",
        default=0,
        metavar="N",
        type=click.IntRange(0, 256),
        help="Threads of the model; all cores by default.",
    ),
)


def _unless_the_output_says(ctx: click.Context, parameter: click.Parameter, name: str) -> str:
    """Take the format of ``toolkit.toml`` for outputs whose suffix names none."""
    suffix = PurePath(ctx.params.get("output", "")).suffix.lower()
    named = any(suffix in each.suffixes for each in FORMATS)
    return "" if named and ctx.get_parameter_source("to") is ParameterSource.DEFAULT_MAP else name


format_option = click.option(
    "--to",
    default="",
    metavar="FORMAT",
    callback=_unless_the_output_says,
    help=f"{', '.join(each.name for each in FORMATS)}; by default what OUTPUT's suffix says.",
)
