"""``toolkit memory``: what was translated before, kept and found again."""

from typing import Any

import click

from toolkit import documents, segmentation
from toolkit.commands.options import FILE, PATH, bitext_options, json_option
from toolkit.documents import files
from toolkit.documents.contents import Content
from toolkit.errors import UsageError
from toolkit.memory import Memory, Query, Scope, listing, queries, tmx
from toolkit.memory.entries import IN_CONTEXT, LEAST
from toolkit.memory.exchange import Bitexts, Taken
from toolkit.memory.listing import Answer


@click.group("memory")
def command() -> None:
    """Keep what was translated, and find it again, exactly or nearly.

    \b
    Examples:
      toolkit memory import client.memory old.tmx --client ACME
      toolkit memory search client.memory "أقر المجلس خطة العمل." --client ACME
    """


@command.command("import")
@click.argument("memory", metavar="MEMORY", type=PATH)
@click.argument("inputs", metavar="BITEXT...", nargs=-1, required=True, type=FILE)
@click.option("--client", default="", metavar="NAME", help="Whose translations these are; no other client gets them.")
@click.option("--domain", default="", metavar="NAME", help="The domain of the translations.")
@bitext_options
@click.option("--encoding", default="", metavar="NAME", help="The encoding of the bitexts; recognised by default.")
def import_(memory: Any, **options: Any) -> None:
    """Put the translations of bilingual files into MEMORY. It is made where there is none.

    BITEXT is TMX, XLIFF, PO or a table. All of it is stored, or nothing where a file cannot be read. Units without a
    finished translation are left out. What is imported counts as the work of people, unless an exported memory says
    otherwise; a later translation of the same text in the same context takes the place of an earlier one.

    \b
    Examples:
      toolkit memory import client.memory old.tmx news.xlf --client ACME --domain law
      toolkit memory import client.memory ar.po --source-side target
    """
    taken = Taken(Bitexts(**options))
    files.check_distinct(options["inputs"], [str(memory)])
    with Memory(memory, write=True) as opened:
        added = opened.add(taken)
        number = len(opened)
    counts = f"{added.new} new, {added.replaced} in the place of older ones, {added.known} there already"
    left_out = f"; units without a finished translation: {taken.left_out}" if taken.left_out else ""
    click.echo(f"imported: {counts}{left_out}\nentries:  {number}", err=True)


@command.command("export")
@click.argument("memory", metavar="MEMORY", type=PATH)
@click.option("-o", "--output", default="-", metavar="FILE.tmx", type=FILE, help="The TMX; stdout by default.")
def export(memory: Any, output: str) -> None:
    """Write all of MEMORY as TMX. Client, domain, context and recipe stand in properties, so that import keeps them.

    \b
    Example:
      toolkit memory export client.memory -o client.tmx
    """
    files.check_distinct([str(memory)], [output])
    files.check_writable(output)
    with Memory(memory) as opened:
        files.write(output, tmx.write(opened))


@command.command("search")
@click.argument("memory", metavar="MEMORY", type=PATH)
@click.argument("texts", metavar="[TEXT]...", nargs=-1)
@click.option("--input", "path", default="", metavar="FILE", type=FILE, help="Search for each sentence of a file.")
@click.option(
    "--least",
    default=LEAST,
    show_default=True,
    metavar="SCORE",
    type=click.IntRange(1, IN_CONTEXT),
    help="How like a text has to be, in per cent; 100 is the same, 101 the same between the same sentences.",
)
@click.option(
    "--most", default=5, show_default=True, metavar="N", type=click.IntRange(1, 100), help="How many hits for a text."
)
@click.option("--client", default="", metavar="NAME", help="The client whose entries go first; others' never match.")
@click.option("--domain", "domains", metavar="NAME", multiple=True, help="A domain that goes first; may be repeated.")
@json_option
def search(memory: Any, texts: tuple[str, ...], path: str, as_json: bool, **wanted: Any) -> None:
    """Show what MEMORY has for a TEXT, or for each sentence of a file.

    A hit is a line: score, source, target, client and domain, with tabs between them.

    \b
    Examples:
      toolkit memory search client.memory "أقر المجلس خطة العمل." --client ACME
      toolkit memory search client.memory --input news.ar.txt --least 85 --json
    """
    if not texts and not path:
        raise UsageError("nothing to search for: give a TEXT, or a file behind --input")
    asked = [*map(Query, texts), *(_sentences(path) if path else ())]
    scope = Scope(wanted["client"], wanted["domains"])
    with Memory(memory) as opened:
        found = [Answer(one.source, opened.fuzzy(one, scope, wanted["least"], wanted["most"])) for one in asked]
    click.echo((listing.json_report if as_json else listing.text)(found), nl=False)


def _sentences(path: str) -> tuple[Query, ...]:
    content = Content("stdin" if path == files.STANDARD else path, files.read(path))
    units = documents.for_input(path).read(content)
    return queries([segment for unit in units for segment in segmentation.segments(unit)])
