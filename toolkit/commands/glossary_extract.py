"""``toolkit glossary extract``."""

from typing import Any

import click

from toolkit import extraction
from toolkit.commands.options import FILE, glossary_options
from toolkit.documents import files
from toolkit.errors import UsageError
from toolkit.extraction import Extraction, proposals, summary
from toolkit.extraction.pairs import FORMATS

READABLE = ", ".join(each.name for each in FORMATS)


@click.command("extract")
@click.argument("inputs", metavar="[BITEXT...]", nargs=-1, type=FILE)
@click.option(
    "--plain", nargs=2, multiple=True, metavar="AR EN", help="Two plain texts, line for line; may be repeated."
)
@click.option("-o", "--output", default="-", metavar="FILE", type=FILE, help="The CSV to write; stdout by default.")
@click.option(
    "--min-count",
    "least",
    default=3,
    show_default=True,
    metavar="N",
    type=click.IntRange(2),
    help="How often both must stand together.",
)
@click.option(
    "--max-words",
    "longest",
    default=6,
    show_default=True,
    metavar="N",
    type=click.IntRange(1, 8),
    help="How long a term may be.",
)
@click.option("--limit", default=0, metavar="N", type=click.IntRange(0), help="How many proposals; all by default.")
@glossary_options
@click.option("--known", is_flag=True, help="Propose what the glossary has, too; the note says its English.")
@click.option("--from", "reader", default="", metavar="FORMAT", help=f"{READABLE}; by default what the suffix says.")
@click.option("--encoding", default="", metavar="NAME", help="The encoding of the bitexts; recognised by default.")
def command(inputs: tuple[str, ...], output: str, plain: tuple[tuple[str, str], ...], **options: Any) -> None:
    """Propose terms from aligned text. The surest and most frequent go first; Arabic may be either side of a BITEXT.

    What comes out is a term table, all entries proposed: delete what is wrong, change the status of what is right, and
    give the table to --glossary. The note of an entry says how often its two sides stand together and alone.

    \b
    Examples:
      toolkit glossary extract memory.tmx -o proposals.csv
      toolkit glossary extract news.xlf site.po --min-count 5 --limit 200
      toolkit glossary extract --plain corpus.ar.txt corpus.en.txt --no-default-glossary
    """
    if not inputs and not plain:
        raise UsageError("nothing to extract from: name a BITEXT, or two plain texts behind --plain")
    read = (*inputs, *(path for paths in plain for path in paths), *map(str, options["glossaries"]))
    files.check_distinct(read, [output])
    files.check_writable(output)
    extracted = extraction.extract(Extraction(inputs=inputs, plain=plain, **options))
    files.write(output, proposals.table(extracted.proposals))
    click.echo(summary.text(extracted), err=True, nl=False)
