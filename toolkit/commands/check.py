"""``toolkit check``."""

import sys
from pathlib import Path
from typing import Any, cast

import click

from toolkit import __version__, gate, reports
from toolkit.checks import CHECKS
from toolkit.commands.options import FILE, PATH, bitext_options, glossary_options
from toolkit.documents import files
from toolkit.errors import Exit
from toolkit.findings import SEVERITIES, Severity
from toolkit.gate import Gate, Gated
from toolkit.reports import Report, Rule, checked, summary

NEVER = "never"


def _list(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        width = max(len(check.id) for check in CHECKS)
        for check in CHECKS:
            click.echo(f"{check.id:{width}}  {check.severity:7}  {check.explanation}")
        ctx.exit()


def _names(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


@click.command("check")
@click.argument("inputs", metavar="BITEXT...", nargs=-1, required=True, type=FILE)
@glossary_options
@bitext_options
@click.option("--encoding", default="", metavar="NAME", help="The encoding of the files; recognised by default.")
@click.option(
    "--checks",
    metavar="ID,ID",
    multiple=True,
    callback=_names,
    help="Only these checks; all but ID with a hyphen before it: --checks=-length.",
)
@click.option(
    "--list-checks",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list,
    help="List the checks with their severities, and exit.",
)
@click.option("--waivers", type=PATH, metavar="FILE", help="Findings to let stand; by default .toolkit-waivers here.")
@click.option("--baseline", type=PATH, metavar="FILE", help="A JSON report; only what is not in it is told and fails.")
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, NEVER]),
    default="warning",
    show_default=True,
    help="The slightest finding that ends with status 1.",
)
@click.option(
    "--min-term-accuracy",
    "least",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="SHARE",
    help="End with status 1 where fewer of the terms are in their targets, from 0 to 1.",
)
@click.option("--report", type=PATH, metavar="FILE", help="Write a report: .json, .xml (JUnit), .sarif or .html.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def command(fail_on: str, least: float, report: Path | None, quiet: bool, **options: Any) -> int:
    """Check translations: terms, numbers, placeholders, tags, addresses, punctuation, and more.

    BITEXT is a file with targets beside its sources, or a folder of such files. The status is 1 where there is an error
    or a warning. A report in JSON can be the baseline of the next run.

    \b
    Examples:
      toolkit check site.po --glossary client.tsv
      toolkit check site/ --baseline known.json --report findings.sarif --fail-on error
    """
    job = Gate(**options)
    _check_places(job, report)
    gated = gate.run(job)
    if report:
        files.write(str(report), reports.by_suffix(str(report))(_report(gated, job)))
    if not quiet:
        isolated = sys.stdout is not None and sys.stdout.isatty()
        click.echo(checked.text(gated.new, gated.bitexts, isolated), nl=False)
        click.echo(_summary(gated, least), err=True, nl=False)
    severities = () if fail_on == NEVER else gate.failing(cast(Severity, fail_on))
    return Exit.FOUND if gated.fails(severities, least) else Exit.DONE


def _check_places(job: Gate, report: Path | None) -> None:
    """Find out before the work whether the report can be written, and over nothing that is read."""
    if report:
        reports.by_suffix(str(report))
        others = (*job.glossaries, *([job.waivers] if job.waivers else []))
        files.check_distinct((*job.inputs, *map(str, others)), [str(report)])
        files.check_writable(str(report))


def _report(gated: Gated, job: Gate) -> Report:
    rules = tuple(Rule(check.id, check.severity, check.explanation) for check in gated.checks)
    counted = summary.count(gated.translations)
    signature = f"toolkit:{__version__}|glossary:{gated.glossary}"
    known = gated.known if job.baseline else None
    return Report(__version__, signature, counted, gated.bitexts, gated.findings, rules, known)


def _summary(gated: Gated, least: float) -> str:
    notices = "".join(f"toolkit: {notice}\n" for notice in gated.notices)
    counts = ((gated.waived, "waived"), (len(gated.known), "in the baseline"))
    apart = [f"{number} {what}" for number, what in counts if number]
    wanted = f", wanted are {least:.1%}" if gated.term_accuracy < least else ""
    return notices + (
        f"segments: {len(gated.translations)}, files: {len(gated.bitexts)}\n"
        f"terms:    {gated.term_accuracy:.1%} in their targets{wanted}\n"
        f"findings: {'; '.join([checked.numbers(gated.new), *apart])}\n"
        f"glossary: {gated.glossary}\n"
    )
