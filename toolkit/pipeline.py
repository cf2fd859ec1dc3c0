"""One run: read, find, translate, write, count. Files and formats are at its edges, the model in its middle."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import toolkit
from toolkit import arabic, concordance, documents, enforcement, placeholders, renderings, reports, terms
from toolkit.bitext import Bitext, Recipe, Segment, Translation
from toolkit.concordance import Found, Text
from toolkit.documents import files
from toolkit.drafts import Task
from toolkit.engines import Engine, installation
from toolkit.engines.argos import ArgosEngine
from toolkit.errors import UsageError
from toolkit.glossaries import Glossary
from toolkit.reports import summary
from toolkit.reports.summary import Summary

BATCH = 128
"""Segments that go down the ladder together."""
EUROPEAN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪،؛؟", "01234567890123456789.,%,;?")
"""What an English reader sees in a copy for Arabic and Persian digits and punctuation."""


@dataclass(frozen=True, slots=True)
class Job:
    """All that a run of ``translate`` needs, fixed before it starts.

    ``inputs`` are paths, or ``-`` for stdin; ``output`` is a path, a folder where it ends in ``/``, stdout where empty.
    """

    inputs: tuple[str, ...]
    output: str = ""
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
class Destination:
    """Where one input goes: a file and the format to write."""

    source: str
    place: str
    format: documents.Format


@dataclass(frozen=True, slots=True)
class Source:
    """One input, read and cut, its terms found."""

    destination: Destination
    text: Text
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
    folder = _folder(job)
    planned = plan(job, folder)
    render = reports.by_suffix(str(job.report)) if job.report else None
    index = terms.load(job.glossaries, job.default_glossary, job.client, job.domains)
    glossary = index.glossary
    for line in glossary.unknown(job.client, job.domains):
        listener.notice(line)
    sources = [_read(destination, job.encoding, index) for destination in planned]
    engine = ArgosEngine(installation.choose(job.model), job.threads)
    if job.enforce:
        _tell_unspellable(engine, sources, listener)
    recipe = _recipe(job, engine, glossary)
    translations = _translate(engine, sources, job, listener)
    bitexts = list(_bitexts(sources, translations, recipe))
    if folder:
        files.make_folder(folder)
    for destination, bitext in zip(planned, bitexts, strict=True):
        files.write(destination.place, destination.format.write(bitext))
    counted = summary.count(translations)
    if job.report and render:
        files.write(str(job.report), render(recipe, counted, bitexts))
    return Result(counted, recipe)


def plan(job: Job, folder: Path | None) -> tuple[Destination, ...]:
    """Decide where each input goes, and check that it can; ``folder`` is the one to be made, if they go into one.

    Raises UsageError where inputs and outputs do not go together, OutputError where a place cannot be written.
    """
    planned = tuple(_destination(job, source, folder) for source in job.inputs)
    places = (*(each.place for each in planned), *([str(job.report)] if job.report else []))
    files.check_distinct((*job.inputs, *map(str, job.glossaries)), places)
    for place in places:
        files.check_writable(place, folder)
    return planned


def _folder(job: Job) -> Path | None:
    """Name the folder that the outputs go into, there already or not; None where they go elsewhere."""
    if len(job.inputs) > 1 and not job.output:
        raise UsageError("several inputs want a folder to go to: -o DIR")
    into = job.output and (len(job.inputs) > 1 or job.output.endswith("/") or files.is_folder(Path(job.output)))
    return Path(job.output) if into else None


def _destination(job: Job, source: str, folder: Path | None) -> Destination:
    documents.for_input(source)
    if job.output and not folder:
        chosen = documents.by_name(job.to) if job.to else documents.by_suffix(job.output)
        return Destination(source, job.output, chosen)
    chosen = documents.by_name(job.to or "text")
    return Destination(source, str(folder / _output_name(source, chosen)) if folder else files.STANDARD, chosen)


def _output_name(source: str, chosen: documents.Format) -> str:
    """Name an output after its input: ``news.ar.txt`` becomes ``news.en.txt`` or ``news.tmx``."""
    stem = Path(source).stem.removesuffix(".ar") if source != "-" else "stdin"
    return f"{stem}.en{chosen.suffixes[0]}" if chosen.name == "text" else f"{stem}{chosen.suffixes[0]}"


def _read(destination: Destination, encoding: str, index: terms.Index) -> Source:
    text = concordance.find(destination.source, encoding, index)
    return Source(destination, text, tuple(_task(found) for found in text.found))


def _task(found: Found) -> Task:
    return Task(found.segment, found.matches, placeholders.kept(found.segment.source, found.matches))


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
    """Translate the Arabic segments; copy the others."""
    arabic_tasks = [task for task in tasks if arabic.has_arabic(task.segment.source)]
    translated = iter(enforcement.translate(engine, arabic_tasks, job.beam, job.enforce))
    for task in tasks:
        yield next(translated) if arabic.has_arabic(task.segment.source) else _copy(task.segment)


def _copy(segment: Segment) -> Translation:
    return Translation(segment, segment.source.translate(EUROPEAN), method="copy", flags=("not-arabic",))


def _bitexts(sources: Sequence[Source], translations: Sequence[Translation], recipe: Recipe) -> Iterator[Bitext]:
    start = 0
    for source in sources:
        end = start + len(source.tasks)
        yield Bitext(source.text.name, source.text.units, tuple(translations[start:end]), recipe)
        start = end
