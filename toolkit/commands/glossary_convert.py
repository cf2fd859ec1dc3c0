"""``toolkit glossary convert``."""

import re
from pathlib import Path

import click

from toolkit.commands.options import PATH
from toolkit.errors import UsageError
from toolkit.glossaries import conversion
from toolkit.glossaries.contents import Languages
from toolkit.glossaries.conversion import Options
from toolkit.glossaries.formats import FORMATS

READABLE = ", ".join(each.name for each in FORMATS)
WRITABLE = ", ".join(each.name for each in FORMATS if each.writer)


@click.command("convert")
@click.argument("source", metavar="IN", type=PATH)
@click.argument("target", metavar="OUT", type=PATH)
@click.option("--from", "reader", default="", metavar="NAME", help=f"{READABLE}; by default what IN's suffix says.")
@click.option("--to", "writer", default="", metavar="NAME", help=f"{WRITABLE}; by default what OUT's suffix says.")
@click.option("--encoding", default="", metavar="NAME", help="The encoding of IN; recognised by default.")
@click.option("--languages", default="ar/en", show_default=True, metavar="SOURCE/TARGET", help="The languages in TBX.")
def command(source: Path, target: Path, languages: str, **options: str) -> None:
    """Convert the glossary IN to OUT; - is stdin or stdout. What OUT has no place for is told on stderr.

    \b
    Examples:
      toolkit glossary convert client.xlsx client.tbx
      toolkit glossary convert client.tbx client.utf8
      toolkit glossary convert glossary.txt client.tsv --from omegat --encoding windows-1256
    """
    for notice in conversion.convert(source, target, Options(**options, languages=_languages(languages))):
        click.echo(f"toolkit: {notice}", err=True)


def _languages(pair: str) -> Languages:
    found = re.fullmatch(r"([A-Za-z]+(?:-[A-Za-z0-9]+)*)/([A-Za-z]+(?:-[A-Za-z0-9]+)*)", pair)
    if not found:
        raise UsageError(f"--languages '{pair}' is not SOURCE/TARGET; for example ar/en")
    return Languages(*found.groups())
