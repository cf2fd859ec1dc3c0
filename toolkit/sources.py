"""Inputs on their way to a translation: read, cut, their terms found; and on their way back, filled or exported."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit import arabic, concordance, documents, filling, placeholders, renderings, terms
from toolkit.bitext import Bitext, Unit
from toolkit.concordance import Cut, Found, Text
from toolkit.documents.contents import Content, Targets
from toolkit.drafts import Task
from toolkit.engines import Engine
from toolkit.filling import Done, Mark
from toolkit.jobs import Job
from toolkit.planning import Destination


@dataclass(frozen=True, slots=True)
class Source:
    """One input, read and cut, its terms found; its text holds the units that are translated."""

    destination: Destination
    content: Content
    text: Text
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the inputs of a job: how text is cut, and the terms that are looked for."""

    job: Job
    cut: Cut
    index: terms.Index

    def read(self, destination: Destination) -> Source:
        """Read one input; raise InputError, with the line, for what cannot be read."""
        content = self._content(destination)
        return self._source(destination, content, documents.for_input(destination.source).read(content))

    def parts(self, destination: Destination) -> Iterator[Source]:
        """Read one input part by part, where its format can be written so, else as a whole; see ``read``."""
        own = documents.for_input(destination.source)
        content = self._content(destination)
        if not own.splitter or destination.format is not own:
            yield self._source(destination, content, own.read(content))
            return
        bare, parts = replace(content, data=b""), own.parts(content)
        del content  # its bytes are as large as the text
        for units in parts:
            yield self._source(destination, bare, units)

    def _content(self, destination: Destination) -> Content:
        job = self.job
        return concordance.read(destination.source, job.encoding, job.side, (job.source_column, job.target_column))

    def _source(self, destination: Destination, content: Content, every: Sequence[Unit]) -> Source:
        units = tuple(unit for unit in every if _is_chosen(unit, self.job))
        found = concordance.search(units, self.cut, self.index)
        text = Text(Path(content.place).name, units, found)
        kinds = {unit.id: unit.kinds for unit in units}
        return Source(destination, content, text, tuple(_task(each, kinds[each.segment.unit]) for each in found))


def reader(job: Job) -> Reader:
    """Load what a job's inputs are read with; raise InputError for a glossary or rules that cannot be read."""
    cut = concordance.cutter(job.srx, job.abbreviations)
    return Reader(job, cut, terms.load(job.glossaries, job.default_glossary, job.client, job.domains))


def output(engine: Engine, source: Source, bitext: Bitext, mark: Mark, targets: Targets | None = None) -> str | bytes:
    """Spell what goes out: the input, filled with its targets, which may be made already, or another format."""
    chosen = source.destination.format
    if not source.destination.filled:
        return chosen.write(bitext)
    return chosen.fill(source.content, filling.fill(engine, done(bitext), mark) if targets is None else targets)


def done(bitext: Bitext) -> tuple[Done, ...]:
    """Pair the units that were translated with their translations; one in which a segment failed stays as it was."""
    groups = bitext.by_unit()
    pairs = ((unit, groups[unit.id]) for unit in bitext.units if groups[unit.id])
    return tuple((unit, made) for unit, made in pairs if not any("failed" in each.flags for each in made))


def unspellable(engine: Engine, sources: Sequence[Source]) -> Iterator[str]:
    """Tell of each term that has to be honoured and that the model cannot write."""
    matches = (match for source in sources for task in source.tasks for match in task.matches if match.enforced)
    asked = dict.fromkeys((match.entry.place, renderings.wanted(match)) for match in matches)
    for (place, form), spelt in zip(asked, engine.spellable([form for _, form in asked]), strict=True):
        if not spelt:
            yield f"{place}: the model cannot spell «{form}»; it is spliced in"


def _is_chosen(unit: Unit, job: Job) -> bool:
    """Tell whether a unit is translated; a target that only copies the Arabic is none."""
    if job.only_fuzzy:
        return unit.state == "fuzzy"
    copied = arabic.has_arabic(unit.source) and unit.target.strip() == unit.source.strip()
    return job.overwrite or copied or unit.state != "translated"


def _task(found: Found, kinds: Sequence[str]) -> Task:
    return Task(found.segment, found.matches, placeholders.kept(found.segment.source, found.matches, kinds))
