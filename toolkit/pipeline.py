"""One run: read, find, translate, write, count. Files and formats are at its edges, the model in its middle."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from itertools import islice
from pathlib import Path

import toolkit
from toolkit import (
    arabic,
    concordance,
    consistency,
    documents,
    enforcement,
    filling,
    placeholders,
    planning,
    renderings,
    reports,
    terms,
)
from toolkit.bitext import Bitext, Recipe, Segment, Translation, Unit
from toolkit.concordance import Cut, Found, Text
from toolkit.documents import files
from toolkit.documents.contents import Content
from toolkit.drafts import Task
from toolkit.engines import Engine, installation
from toolkit.engines.argos import ArgosEngine
from toolkit.errors import UsageError
from toolkit.glossaries import Glossary
from toolkit.jobs import SILENT, Job, Listener
from toolkit.planning import Destination, Plan
from toolkit.reports import summary
from toolkit.reports.summary import Summary

BATCH = 128
"""Segments that go down the ladder together."""
EUROPEAN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪،؛؟", "01234567890123456789.,%,;?")
"""What an English reader sees in a copy for Arabic and Persian digits and punctuation."""


@dataclass(frozen=True, slots=True)
class Source:
    """One input, read and cut, its terms found; its text holds the units that are translated."""

    destination: Destination
    content: Content
    text: Text
    tasks: tuple[Task, ...]


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
    cut = concordance.cutter(job.srx, job.abbreviations)
    index = terms.load(job.glossaries, job.default_glossary, job.client, job.domains)
    glossary = index.glossary
    for line in glossary.unknown(job.client, job.domains):
        listener.notice(line)
    sources = [_read(destination, job, cut, index) for destination in planned.destinations]
    engine = ArgosEngine(installation.choose(job.model), job.threads)
    if job.enforce:
        _tell_unspellable(engine, sources, listener)
    recipe = _recipe(job, engine, glossary)
    translations = _translate(engine, sources, job, listener)
    if job.consistent:
        translations = list(_consistent(engine, sources, translations, job, listener))
    bitexts = list(_bitexts(sources, translations, recipe))
    outputs = [_output(engine, source, bitext, job) for source, bitext in zip(sources, bitexts, strict=True)]
    for source, output in zip(sources, outputs, strict=True):
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


def _read(destination: Destination, job: Job, cut: Cut, index: terms.Index) -> Source:
    content = concordance.read(destination.source, job.encoding, job.side, (job.source_column, job.target_column))
    every = documents.for_input(destination.source).read(content)
    units = tuple(unit for unit in every if _is_chosen(unit, job))
    found = concordance.search(units, cut, index)
    text = Text(Path(content.place).name, units, found)
    return Source(destination, content, text, tuple(_task(each) for each in found))


def _is_chosen(unit: Unit, job: Job) -> bool:
    """Tell whether a unit is translated; a target that only copies the Arabic is none."""
    if job.only_fuzzy:
        return unit.state == "fuzzy"
    copied = arabic.has_arabic(unit.source) and unit.target.strip() == unit.source.strip()
    return job.overwrite or copied or unit.state != "translated"


def _task(found: Found) -> Task:
    return Task(found.segment, found.matches, placeholders.kept(found.segment.source, found.matches))


def _output(engine: Engine, source: Source, bitext: Bitext, job: Job) -> str | bytes:
    """Spell what goes out: the input with its targets filled in, or the bitext in another format."""
    chosen = source.destination.format
    if not source.destination.filled:
        return chosen.write(bitext)
    groups = bitext.by_unit()
    done = [(unit, groups[unit.id]) for unit in bitext.units if groups[unit.id]]
    return chosen.fill(source.content, filling.fill(engine, done, job.mark))


def _tell_unspellable(engine: Engine, sources: Sequence[Source], listener: Listener) -> None:
    matches = (match for source in sources for task in source.tasks for match in task.matches if match.enforced)
    asked = dict.fromkeys((match.entry.place, renderings.wanted(match)) for match in matches)
    for (place, form), spelt in zip(asked, engine.spellable([form for _, form in asked]), strict=True):
        if not spelt:
            listener.notice(f"{place}: the model cannot spell «{form}»; it is spliced in")


def _recipe(job: Job, engine: Engine, glossary: Glossary) -> Recipe:
    return Recipe(
        tool=toolkit.__version__,
        model=f"{engine.name}@{engine.fingerprint}",
        glossary=glossary.signature,
        beam=job.beam,
        enforce=job.enforce,
        date=_source_date(),
        consistent=job.consistent,
        cut=_cut_hash(job),
    )


def _cut_hash(job: Job) -> str:
    """Hash the rules that text is cut by; empty for ours alone."""
    if not (job.srx or job.abbreviations):
        return ""
    rules = files.read(str(job.srx)) if job.srx else "\n".join(sorted(job.abbreviations)).encode()
    return hashlib.sha256(rules).hexdigest()[:12]


def _source_date() -> datetime | None:
    """Read SOURCE_DATE_EPOCH (seconds since 1970, reproducible-builds.org); no clock is asked."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not value:
        return None
    try:
        return datetime.fromtimestamp(int(value), timezone.utc)
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH is not a number of seconds: {value}") from None


def _translate(engine: Engine, sources: Sequence[Source], job: Job, listener: Listener) -> list[Translation]:
    tasks = [task for source in sources for task in source.tasks]
    done: list[Translation] = []
    for start in range(0, len(tasks), BATCH):
        listener.progress(start, len(tasks))
        done.extend(_batch(engine, tasks[start : start + BATCH], job))
    listener.progress(len(tasks), len(tasks))
    return done


def _batch(engine: Engine, tasks: Sequence[Task], job: Job) -> Iterator[Translation]:
    """Translate the Arabic segments; copy the others."""
    arabic_tasks = [task for task in tasks if arabic.has_arabic(task.segment.source)]
    translated = iter(enforcement.translate(engine, arabic_tasks, job.beam, job.enforce))
    for task in tasks:
        yield next(translated) if arabic.has_arabic(task.segment.source) else _copy(task.segment)


def _consistent(
    engine: Engine, sources: Sequence[Source], translations: Sequence[Translation], job: Job, listener: Listener
) -> Iterator[Translation]:
    """Let each document agree with itself, and tell which terms it was given."""
    left = iter(translations)
    for source in sources:
        own = tuple(islice(left, len(source.tasks)))
        agreed = consistency.agree(engine, source.text.name, source.tasks, own, job.beam)
        for notice in agreed.notices:
            listener.notice(notice)
        yield from agreed.translations


def _copy(segment: Segment) -> Translation:
    return Translation(segment, segment.source.translate(EUROPEAN), method="copy", flags=("not-arabic",))


def _bitexts(sources: Sequence[Source], translations: Sequence[Translation], recipe: Recipe) -> Iterator[Bitext]:
    start = 0
    for source in sources:
        end = start + len(source.tasks)
        yield Bitext(source.text.name, source.text.units, tuple(translations[start:end]), recipe)
        start = end
