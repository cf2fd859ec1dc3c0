"""One run: read, find, translate, write, count. Files and formats are at its edges, the model in its middle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from toolkit import consistency, documents, planning, recall, recipes, reports, sources, translating
from toolkit.bitext import Bitext, Recipe, Translation
from toolkit.documents import files
from toolkit.drafts import Task
from toolkit.engines import Engine, installation
from toolkit.engines.argos import ArgosEngine
from toolkit.jobs import SILENT, Job, Listener
from toolkit.planning import Plan
from toolkit.recall import Recall
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
    with recall.opened(job, recipes.recipe(job, engine, reader.index.glossary)) as memory:
        bitexts = _bitexts(engine, read, memory, job, listener)
        outputs = [sources.output(engine, *pair, job.mark) for pair in zip(read, bitexts, strict=True)]
        for source, output in zip(read, outputs, strict=True):
            if planned.folder:
                files.make_folder(Path(source.destination.place).parent)
            files.write(source.destination.place, output)
        for source, bitext in zip(read, bitexts, strict=True):
            memory.learn(source.tasks, bitext.translations)
    counted = summary.count(translation for bitext in bitexts for translation in bitext.translations)
    if job.report and render:
        report = reports.Report(memory.recipe.tool, memory.recipe.signature, counted, tuple(bitexts))
        files.write(str(job.report), render(report))
    return Result(counted, memory.recipe)


def _plan(job: Job, listener: Listener) -> Plan:
    """Decide where each input goes, and check that it can.

    Raises UsageError where inputs and outputs do not go together, OutputError where a place cannot be written.
    """
    planned = planning.plan(job.inputs, job.output, job.to)
    places = (*(each.place for each in planned.destinations), *([str(job.report)] if job.report else []))
    read = (
        *(each.source for each in planned.destinations),
        *map(str, job.glossaries),
        *map(str, filter(None, [job.memory])),
    )
    files.check_distinct(read, places)
    for place in places:
        files.check_writable(place, planned.folder)
    for line in planning.left_out(planned.skipped):
        listener.notice(line)
    return planned


def _bitexts(engine: Engine, read: Sequence[Source], memory: Recall, job: Job, listener: Listener) -> list[Bitext]:
    recalled = [each for source in read for each in memory.recalled(source.tasks)]
    tasks = [task for source in read for task in source.tasks]
    left = [task for task, each in zip(tasks, recalled, strict=True) if not each.translation]
    made = iter(_translate(engine, left, memory.recipe, job, listener))
    every = [replace(each.translation or next(made), suggestions=each.suggestions) for each in recalled]
    if job.consistent:
        every = list(_consistent(engine, read, every, job, listener))
    own = iter(every)
    return [
        Bitext(source.text.name, source.text.units, tuple(islice(own, len(source.tasks))), memory.recipe)
        for source in read
    ]


def _translate(
    engine: Engine, tasks: Sequence[Task], recipe: Recipe, job: Job, listener: Listener
) -> Iterator[Translation]:
    """Translate tasks, those that are alike once."""
    keys = [recipes.key(recipe, task) for task in tasks]
    unique = list(dict(zip(reversed(keys), reversed(tasks), strict=True)).items())[::-1]
    done: dict[bytes, Translation] = {}
    for start in range(0, len(unique), BATCH):
        listener.progress(start, len(unique))
        some = unique[start : start + BATCH]
        made = translating.translate(engine, [task for _, task in some], job.beam, job.enforce)
        done.update(zip((key for key, _ in some), made, strict=True))
    listener.progress(len(unique), len(unique))
    return (replace(done[key], segment=task.segment) for key, task in zip(keys, tasks, strict=True))


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
