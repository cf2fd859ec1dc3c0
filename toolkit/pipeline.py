"""One run: read, find, translate, write, count. Files and formats are at its edges, the model in its middle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from toolkit import consistency, documents, planning, recipes, reports, sources, translating
from toolkit.bitext import Bitext, Recipe, Translation
from toolkit.documents import files
from toolkit.engines import Engine, installation
from toolkit.engines.argos import ArgosEngine
from toolkit.errors import UsageError
from toolkit.jobs import SILENT, Job, Listener
from toolkit.planning import Plan
from toolkit.reports import summary
from toolkit.reports.summary import Summary
from toolkit.sources import Source

BATCH = 512
"""Segments that go down the ladder together; what comes out does not depend on it."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run has to say when it is done."""

    summary: Summary
    recipe: Recipe


def run(job: Job, listener: Listener = SILENT) -> Result:
    """Translate a job's inputs and write its outputs and its report.

    Raises ToolkitError before any work is lost: outputs are checked first, and each is written whole or not at all.
    """
    if job.consistent and not job.enforce:
        raise UsageError("--consistent honours terms, which --no-enforce forbids; give one of the two")
    planned = _plan(job, listener)
    render = reports.by_suffix(str(job.report)) if job.report else None
    reader = sources.reader(job)
    for line in reader.index.glossary.unknown(job.client, job.domains):
        listener.notice(line)
    read = [reader.read(destination) for destination in planned.destinations]
    for line in documents.unused([source.content for source in read]):
        listener.notice(line)
    engine = ArgosEngine(installation.choose(job.model), job.threads)
    for line in sources.unspellable(engine, read) if job.enforce else ():
        listener.notice(line)
    recipe = recipes.recipe(job, engine, reader.index.glossary)
    translations = _translate(engine, read, job, listener)
    if job.consistent:
        translations = list(_consistent(engine, read, translations, job, listener))
    bitexts = list(_bitexts(read, translations, recipe))
    outputs = [sources.output(engine, *pair, job.mark) for pair in zip(read, bitexts, strict=True)]
    for source, output in zip(read, outputs, strict=True):
        if planned.folder:
            files.make_folder(Path(source.destination.place).parent)
        files.write(source.destination.place, output)
    counted = summary.count(translations)
    if job.report and render:
        files.write(str(job.report), render(reports.Report(recipe.tool, recipe.signature, counted, tuple(bitexts))))
    return Result(counted, recipe)


def _plan(job: Job, listener: Listener) -> Plan:
    """Decide where each input goes, and check that it can.

    Raises UsageError where inputs and outputs do not go together, OutputError where a place cannot be written.
    """
    planned = planning.plan(job.inputs, job.output, job.to)
    places = (*(each.place for each in planned.destinations), *([str(job.report)] if job.report else []))
    read = (*(each.source for each in planned.destinations), *map(str, job.glossaries))
    files.check_distinct(read, places)
    for place in places:
        files.check_writable(place, planned.folder)
    if planned.skipped:
        listener.notice(f"{len(planned.skipped)} files that no format reads are left out, as {planned.skipped[0]}")
    return planned


def _translate(engine: Engine, read: Sequence[Source], job: Job, listener: Listener) -> list[Translation]:
    tasks = [task for source in read for task in source.tasks]
    done: list[Translation] = []
    for start in range(0, len(tasks), BATCH):
        listener.progress(start, len(tasks))
        done.extend(translating.translate(engine, tasks[start : start + BATCH], job.beam, job.enforce))
    listener.progress(len(tasks), len(tasks))
    return done


def _consistent(
    engine: Engine, read: Sequence[Source], translations: Sequence[Translation], job: Job, listener: Listener
) -> Iterator[Translation]:
    """Let each document agree with itself, and tell which terms it was given."""
    left = iter(translations)
    for source in read:
        own = tuple(islice(left, len(source.tasks)))
        agreed = consistency.agree(engine, source.text.name, source.tasks, own, job.beam)
        for notice in agreed.notices:
            listener.notice(notice)
        yield from agreed.translations


def _bitexts(read: Sequence[Source], translations: Sequence[Translation], recipe: Recipe) -> Iterator[Bitext]:
    start = 0
    for source in read:
        end = start + len(source.tasks)
        yield Bitext(source.text.name, source.text.units, tuple(translations[start:end]), recipe)
        start = end
