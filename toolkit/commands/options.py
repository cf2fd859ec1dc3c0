"""Options that several commands share, each declared once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

PATH = click.Path(path_type=Path, readable=False)  # what cannot be read or written is told below, in our words


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
        help="A glossary (CSV, TSV); may be repeated, the later one goes first.",
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
