"""A batch at work: files are opened in their order, their segments go out in chunks, and each is written when whole."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from toolkit import filling, recipes, sources
from toolkit.batch import results
from toolkit.batch.executors import Executor
from toolkit.batch.inputs import Wanted, hashed
from toolkit.batch.jobs import Batch, Listener, Progress
from toolkit.batch.ledger import File, Ledger
from toolkit.batch.results import Made
from toolkit.batch.workers import Answer, Broken, Call, Fill, Translate, reason
from toolkit.bitext import Bitext, Recipe
from toolkit.documents import files
from toolkit.documents.contents import Targets
from toolkit.drafts import Task
from toolkit.engines import Engine
from toolkit.errors import InputError
from toolkit.filling import Done
from toolkit.reports import summary
from toolkit.sources import Reader, Source

_DEFECTS = (ArithmeticError, AttributeError, LookupError, MemoryError, RuntimeError, TypeError, ValueError)
"""What a reader with a defect may raise."""


@dataclass(slots=True)
class _Opened:
    """A file on its way: what became of it, if that is known; else its source, and the keys that are still to come."""

    wanted: Wanted
    hash: str = ""
    file: File | None = None
    known: File | None = None
    source: Source | None = None
    keys: tuple[bytes, ...] = ()
    missing: set[bytes] = field(default_factory=set)
    filling: bool = False
    targets: Targets | None = None

    @property
    def ready(self) -> bool:
        """Tell whether nothing more is to come."""
        return bool(self.file) or (
            bool(self.source) and not self.missing and not (self.filling and self.targets is None)
        )


@dataclass(slots=True)
class Desk:
    """Where the files of a run lie open until they are done; the ledger is the only truth about what is."""

    batch: Batch
    ledger: Ledger
    executor: Executor
    engine: Engine
    reader: Reader
    recipe: Recipe
    listener: Listener
    total: int
    _queue: deque[_Opened] = field(default_factory=deque)
    _waiting: dict[bytes, list[_Opened]] = field(default_factory=dict)
    _chunk: list[tuple[bytes, Task]] = field(default_factory=list)
    _sent: dict[int, tuple[tuple[bytes, ...] | _Opened, Call]] = field(default_factory=dict)
    _calls: int = 0
    _bytes: int = 0
    _files: int = 0
    _segments: int = 0

    def work(self, wanted: Sequence[Wanted]) -> Iterator[File]:
        """Work through inputs; what became of each comes in their order."""
        for each in wanted:
            self._open(each)
            yield from self._done()
        self._send()
        while self._queue:
            if not self._queue[0].ready:
                self._receive()
            yield from self._done()

    def _open(self, wanted: Wanted) -> None:
        opened = _Opened(wanted)
        self._queue.append(opened)
        if source := self._source(opened):
            opened.keys = tuple(recipes.key(self.recipe, task) for task in source.tasks)
            made = self.ledger.results(opened.keys)
            for key, task in zip(opened.keys, source.tasks, strict=True):
                if key not in made or made[key].failed:
                    self._ask(opened, key, task)
            opened.source = source
            if not opened.missing:
                self._complete(opened, source)

    def _source(self, opened: _Opened) -> Source | None:
        """Read a file, unless nothing is to be done for it; one that breaks its reader does not stop the others."""
        try:
            opened.hash = hashed(opened.wanted.destination.source)
            opened.file = self._settled(opened)
            return None if opened.file else self.reader.read(opened.wanted.destination)
        except InputError as error:
            opened.file = self._file(opened, "unreadable", str(error))
        except _DEFECTS as error:
            opened.file = self._file(opened, "unreadable", f"{opened.wanted.destination.source}: {reason(error)}")
        return None

    def _settled(self, opened: _Opened) -> File | None:
        """Give what became of a file for which nothing is to be done."""
        path, now = opened.wanted.path, hashed(opened.wanted.destination.place)
        if now and not self.batch.force and not self.ledger.wrote(path, now):
            return self._file(opened, "kept", "its output was edited, or is not ours; --force overwrites it")
        known = opened.known = self.ledger.file(path)
        same = known and (known.state, known.hash, known.recipe) == ("done", opened.hash, opened.wanted.recipe)
        return known if known and same and now == known.output else None

    def _ask(self, opened: _Opened, key: bytes, task: Task) -> None:
        if key in opened.missing:
            return
        opened.missing.add(key)
        if key not in self._waiting:
            self._chunk.append((key, task))
        self._waiting.setdefault(key, []).append(opened)
        if len(self._chunk) >= self.batch.chunk:
            self._send()

    def _send(self) -> None:
        if self._chunk:
            keys, tasks = zip(*self._chunk, strict=True)
            self._chunk = []
            self._submit(keys, Translate(tasks, self.batch.job.beam, self.batch.job.enforce))

    def _submit(self, who: tuple[bytes, ...] | _Opened, call: Call) -> None:
        while self.executor.full:
            self._receive()
        self._calls += 1
        self._sent[self._calls] = who, call
        self.executor.submit(self._calls, call)

    def _receive(self) -> None:
        reply = self.executor.receive()
        who, call = self._sent.pop(reply.number)
        if isinstance(who, _Opened):
            self._filled(who, reply.answer)
        elif isinstance(call, Translate) and isinstance(reply.answer, Broken):
            self._split(who, call, reply.answer)
        elif isinstance(reply.answer, tuple):
            self._store(who, reply.answer)

    def _split(self, keys: tuple[bytes, ...], call: Translate, broken: Broken) -> None:
        """Send the halves of what no worker survives; a single segment has failed."""
        if len(keys) == 1:
            self._store(keys, (Made(broken.message, failed=True),))
        for half in call.halves():
            own, keys = keys[: len(half.tasks)], keys[len(half.tasks) :]
            self._submit(own, half)

    def _store(self, keys: tuple[bytes, ...], made: tuple[Made, ...]) -> None:
        self.ledger.store(list(zip(keys, made, strict=True)))
        self._segments += len(keys)
        self._tell()
        for key in keys:
            for opened in self._waiting.pop(key):
                opened.missing.discard(key)
                if not opened.missing and opened.source:
                    self._complete(opened, opened.source)

    def _complete(self, opened: _Opened, source: Source) -> None:
        """Ask a worker for the targets of a file whose codes need an engine."""
        if source.destination.filled and any(unit.codes for unit in source.text.units):
            opened.filling = True
            self._submit(opened, Fill(tuple(_sound(self._bitext(source, opened.keys))), self.batch.job.mark))

    def _filled(self, opened: _Opened, answer: Answer) -> None:
        if isinstance(answer, Broken):
            opened.file = self._file(opened, "unreadable", f"its codes could not be placed: {answer.message}")
        elif not isinstance(answer, tuple):
            opened.targets = answer

    def _done(self) -> Iterator[File]:
        while self._queue and self._queue[0].ready:
            opened = self._queue.popleft()
            file = self._finished(opened)
            self._bytes += file.bytes
            self._files += 1
            if file is not opened.known:
                self.ledger.finish(file, self.position)
            self._tell()
            yield file

    @property
    def position(self) -> dict[str, str]:
        """Say how many files, and how many bytes of them, the run is through with."""
        return {"done": str(self._files), "done_bytes": str(self._bytes)}

    def _finished(self, opened: _Opened) -> File:
        if opened.file or not opened.source:
            return opened.file or self._file(opened, "unreadable")
        return self._written(opened, opened.source)

    def _written(self, opened: _Opened, source: Source) -> File:
        bitext = self._bitext(source, opened.keys)
        data = self._spelt(source, bitext, opened.targets)
        place, output = opened.wanted.destination.place, sha256(data).hexdigest()
        self.ledger.intend(opened.wanted.path, output)
        files.make_folder(Path(place).parent)
        files.write(place, data)
        return self._counted(opened, bitext, output)

    def _spelt(self, source: Source, bitext: Bitext, targets: Targets | None) -> bytes:
        chosen = source.destination.format
        if not source.destination.filled:
            return files.encoded(chosen.write(bitext))
        made = filling.fill(self.engine, _sound(bitext), self.batch.job.mark) if targets is None else targets
        return chosen.fill(source.content, made)

    def _bitext(self, source: Source, keys: Sequence[bytes]) -> Bitext:
        made = self.ledger.results(keys)
        translations = (results.translation(task, made[key]) for task, key in zip(source.tasks, keys, strict=True))
        return Bitext(source.text.name, source.text.units, tuple(translations), self.recipe)

    def _counted(self, opened: _Opened, bitext: Bitext, output: str) -> File:
        counted = summary.count(bitext.translations)
        failed = sum("failed" in translation.flags for translation in bitext.translations)
        return replace(
            self._file(opened, "failed" if failed else "done"),
            segments=counted.segments,
            terms=counted.terms,
            missed=counted.missed,
            flagged=counted.flagged,
            failed=failed,
            output=output,
        )

    def _file(self, opened: _Opened, state: str, message: str = "") -> File:
        wanted = opened.wanted
        source = wanted.destination.source
        return File(wanted.path, source, opened.hash, wanted.recipe, state, message=message, bytes=wanted.bytes)

    def _tell(self) -> None:
        self.listener.progress(Progress(self._bytes, self.total, self._segments))


def _sound(bitext: Bitext) -> Sequence[Done]:
    """Leave out the units in which a segment failed: they stay as they were."""
    done = sources.done(bitext)
    return [(unit, made) for unit, made in done if not any("failed" in each.flags for each in made)]
