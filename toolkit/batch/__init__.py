"""A tree of files into a tree of translations, in chunks, by many workers; killed at any moment, it goes on."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from toolkit import planning, recall, recipes, sources
from toolkit.batch import cluster, inputs, jobs, ledger, workers
from toolkit.batch.executors import Executor, Processes
from toolkit.batch.jobs import SILENT, Batch, Listener
from toolkit.batch.ledger import File
from toolkit.batch.running import Desk
from toolkit.batch.workers import EngineMaker
from toolkit.bitext import Recipe
from toolkit.documents import files
from toolkit.engines import Engine
from toolkit.engines.argos import cores
from toolkit.errors import UsageError

CHUNK = 1024
"""Segments that a process gets at once."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of a batch, counted from its files."""

    states: tuple[tuple[str, int], ...] = ()
    segments: int = 0
    terms: int = 0
    missed: int = 0
    flagged: int = 0
    failed: int = 0

    @property
    def unusable(self) -> bool:
        """Tell whether inputs could not be read, or outputs were not written because somebody had edited them."""
        return not {"unreadable", "kept"}.isdisjoint(name for name, _ in self.states)

    @property
    def text(self) -> str:
        """Spell the counts for a person."""
        states = ", ".join(f"{number} {state}" for state, number in self.states)
        return (
            f"files:    {sum(number for _, number in self.states)} ({states})\n"
            f"segments: {self.segments}, {self.flagged} to review, {self.failed} failed\n"
            f"terms:    {self.terms}; {self.missed} missed that had to be honoured"
        )

    def plus(self, file: File) -> "Tally":
        """Count one file more."""
        states = dict(self.states)
        states[file.state] = states.get(file.state, 0) + 1
        return Tally(
            tuple(sorted(states.items())),
            self.segments + file.segments,
            self.terms + file.terms,
            self.missed + file.missed,
            self.flagged + file.flagged,
            self.failed + file.failed,
        )


def run(batch: Batch, listener: Listener = SILENT, maker: EngineMaker | None = None) -> Tally:
    """Translate a tree into a tree, and go on where an earlier run of it ended.

    ``maker`` loads the engine, in each worker. Raises ToolkitError where the batch as a whole cannot go on; what was
    done until then is safe.
    """
    if batch.job.consistent:
        raise UsageError("--consistent looks at one document; it goes with translate, not with batch")
    if batch.ray:
        cluster.library()
    reader = sources.reader(batch.job)
    load = maker or partial(workers.load, batch.job.model, _threads(batch))
    engine = load()
    with recall.opened(batch.job, recipes.recipe(batch.job, engine, reader.index.glossary)) as memory:
        wanted, skipped = inputs.planned(batch, memory.recipe)
        for line in (*reader.index.glossary.unknown(batch.job.client, batch.job.domains), *planning.left_out(skipped)):
            listener.notice(line)
        folder = Path(batch.job.output)
        files.make_folder(folder)
        with ledger.opened(folder) as book, _executor(batch, load, engine) as executor:
            files.clear(folder)
            total = sum(each.bytes for each in wanted)
            book.note(_beginning(batch, memory.recipe, len(wanted), total, book.counts()[0]))
            desk = Desk(_sized(batch), book, executor, engine, reader, memory, listener, total)
            tally = Tally()
            for file in desk.work(wanted):
                listener.record(file)
                tally = tally.plus(file)
            book.note(desk.position)
            return tally


def resumed(folder: Path) -> Batch:
    """Read the batch that was run in a folder; raise InputError where none was."""
    place = str(folder / ledger.NAME)
    with ledger.read(folder) as book:
        return jobs.read(book.job().get("batch", "null"), place)


def _beginning(batch: Batch, recipe: Recipe, number: int, total: int, before: int) -> dict[str, str]:
    """Say what is to be done; the time is for ``status`` alone, and stands in no output."""
    numbers = {"files": number, "bytes": total, "before": before, "done": 0, "done_bytes": 0, "started": time.time()}
    return {
        "batch": jobs.spelt(batch),
        "recipe": recipe.signature,
        **{name: str(each) for name, each in numbers.items()},
    }


def _sized(batch: Batch) -> Batch:
    """Choose how much is sent at once, if nobody did: more to a cluster."""
    return replace(batch, chunk=batch.chunk or (cluster.SHARD if batch.ray else CHUNK))


def _threads(batch: Batch) -> int:
    """Share the cores among the workers, unless their threads were named; those of other machines are not known."""
    if batch.job.threads or batch.ray not in ("", cluster.LOCAL):
        return batch.job.threads or 1
    return max(1, cores() // batch.staff)


@contextmanager
def _executor(batch: Batch, load: EngineMaker, engine: Engine) -> Iterator[Executor]:
    if batch.ray:
        workers = batch.staff if batch.ray == cluster.LOCAL else batch.workers
        with cluster.opened(batch.ray, load, workers, _threads(batch), cluster.signature(engine)) as executor:
            yield executor
        return
    processes = Processes(load, batch.staff)
    try:
        yield processes
    finally:
        processes.close()
