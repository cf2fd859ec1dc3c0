"""One run: read, find, translate, write, count. Files and formats are at its edges, the model in its middle."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import toolkit
from toolkit import arabic, documents, enforcement, glossaries, reports, segmentation, terms
from toolkit.bitext import Bitext, Recipe, Segment, Translation, Unit
from toolkit.documents import encodings, files
from toolkit.enforcement import Task
from toolkit.engines import Engine, installation
from toolkit.engines.argos import ArgosEngine
from toolkit.errors import OutputError, UsageError
from toolkit.glossaries import Glossary
from toolkit.reports import summary
from toolkit.reports.summary import Summary

BATCH = 128
"""Segments that go down the ladder together."""


@dataclass(frozen=True, slots=True)
class Job:
    """All that a run of ``translate`` needs, fixed before it starts. ``inputs`` are paths, or ``-`` for stdin."""

    inputs: tuple[str, ...]
    output: Path | None = None
    to: str = ""
    glossaries: tuple[Path, ...] = ()
    default_glossary: bool = True
    client: str = ""
    domains: tuple[str, ...] = ()
    enforce: bool = True
    model: str = ""
    report: Path | None = None
    beam: int = 4
    threads: int = 0
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Listener:
    """Whom a run tells what it is doing: notices for a person, and how many segments of how many are done."""

    notice: Callable[[str], None] = lambda _: None
    progress: Callable[[int, int], None] = lambda done, total: None


@dataclass(frozen=True, slots=True)
class Target:
    """Where one input goes: a file and the format to write."""

    source: str
    place: str
    format: documents.Format


@dataclass(frozen=True, slots=True)
class Source:
    """One input, read and cut, its terms found."""

    target: Target
    units: tuple[Unit, ...]
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What a run has to say when it is done."""

    summary: Summary
    recipe: Recipe


def run(job: Job, listener: Listener = Listener()) -> Result:
    """Translate a job's inputs and write its outputs and its report.

    Raises ToolkitError before any work is lost: outputs are checked first, and each is written whole or not at all.
    """
    planned = targets(job)
    render = reports.by_suffix(str(job.report)) if job.report else None
    glossary = glossaries.stack(job.glossaries, job.default_glossary, job.client, job.domains)
    index = terms.index(glossary)
    sources = [_read(target, job.encoding, index) for target in planned]
    engine = ArgosEngine(installation.choose(job.model), job.threads)
    _tell_unspellable(engine, sources, listener)
    recipe = _recipe(job, engine, glossary)
    translations = _translate(engine, sources, job, listener)
    bitexts = list(_bitexts(sources, translations, recipe))
    for target, bitext in zip(planned, bitexts, strict=True):
        files.write(target.place, target.format.write(bitext))
    counted = summary.count(translations)
    if job.report and render:
        files.write(str(job.report), render(recipe, counted, bitexts))
    return Result(counted, recipe)


def targets(job: Job) -> tuple[Target, ...]:
    """Decide where each input goes, and check that it can.

    Raises UsageError where inputs and outputs do not go together, OutputError where a place cannot be written.
    """
    into_folder = job.output is not None and (job.output.is_dir() or len(job.inputs) > 1)
    if len(job.inputs) > 1 and not job.output:
        raise UsageError("several inputs want a folder to go to: -o DIR")
    planned = tuple(_target(job, source, into_folder) for source in job.inputs)
    _check_distinct(planned)
    for place in {*(target.place for target in planned), *([str(job.report)] if job.report else [])}:
        files.check_writable(place)
    return planned


def _target(job: Job, source: str, into_folder: bool) -> Target:
    documents.for_input(source)
    if job.output is None:
        return Target(source, "-", documents.by_name(job.to or "text"))
    if not into_folder:
        chosen = documents.by_name(job.to) if job.to else documents.by_suffix(str(job.output))
        return Target(source, str(job.output), chosen)
    job.output.mkdir(parents=True, exist_ok=True)
    chosen = documents.by_name(job.to or "text")
    return Target(source, str(job.output / _output_name(source, chosen)), chosen)


def _output_name(source: str, chosen: documents.Format) -> str:
    """Name an output after its input: ``news.ar.txt`` becomes ``news.en.txt`` or ``news.tmx``."""
    stem = Path(source).stem.removesuffix(".ar") if source != "-" else "stdin"
    return f"{stem}.en{chosen.suffixes[0]}" if chosen.name == "text" else f"{stem}{chosen.suffixes[0]}"


def _check_distinct(planned: Sequence[Target]) -> None:
    places = [os.path.realpath(target.place) for target in planned if target.place != "-"]
    doubled = next((place for place in places if places.count(place) > 1), None)
    if doubled:
        raise UsageError(f"two inputs would be written to {doubled}")
    overwritten = {os.path.realpath(target.source) for target in planned} & set(places)
    if overwritten:
        raise OutputError("is an input of this run and would be overwritten", overwritten.pop())


def _read(target: Target, encoding: str, index: terms.Index) -> Source:
    place = "stdin" if target.source == "-" else target.source
    text = encodings.decode(files.read(target.source), encoding, place)
    units = documents.for_input(target.source).read(text)
    segments = [segment for unit in units for segment in segmentation.segments(unit)]
    return Source(target, units, tuple(Task(segment, _matches(segment, index)) for segment in segments))


def _matches(segment: Segment, index: terms.Index) -> tuple[terms.TermMatch, ...]:
    return terms.find(index, segment.source) if arabic.has_arabic(segment.source) else ()


def _tell_unspellable(engine: Engine, sources: Sequence[Source], listener: Listener) -> None:
    found = (match.entry for source in sources for task in source.tasks for match in task.matches)
    entries = list({entry.place: entry for entry in found}.values())
    for entry, spelt in zip(entries, engine.spellable([entry.target for entry in entries]), strict=True):
        if not spelt:
            listener.notice(f"{entry.place}: the model cannot spell «{entry.target}»; it is spliced in")


def _recipe(job: Job, engine: Engine, glossary: Glossary) -> Recipe:
    return Recipe(
        tool=toolkit.__version__,
        model=f"{engine.name}@{engine.fingerprint}",
        glossary=f"{'+'.join(glossary.names) or 'none'}@{glossary.fingerprint}",
        beam=job.beam,
        enforce=job.enforce,
        date=_source_date(),
    )


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
    """Translate the Arabic segments; copy the others as they are."""
    arabic_tasks = [task for task in tasks if arabic.has_arabic(task.segment.source)]
    translated = iter(enforcement.translate(engine, arabic_tasks, job.beam, job.enforce))
    for task in tasks:
        yield next(translated) if arabic.has_arabic(task.segment.source) else _copy(task.segment)


def _copy(segment: Segment) -> Translation:
    return Translation(segment, segment.source, method="copy", flags=("not-arabic",))


def _bitexts(sources: Sequence[Source], translations: Sequence[Translation], recipe: Recipe) -> Iterator[Bitext]:
    start = 0
    for source in sources:
        end = start + len(source.tasks)
        name = "stdin" if source.target.source == "-" else Path(source.target.source).name
        yield Bitext(name, source.units, tuple(translations[start:end]), recipe)
        start = end
