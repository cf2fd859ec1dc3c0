"""A batch at work: files are opened in their order, their segments go out in chunks, and each is written when whole."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from toolkit import recipes, sources
from toolkit.batch import results
from toolkit.batch.executors import Executor
from toolkit.batch.inputs import Wanted, hashed
from toolkit.batch.jobs import Batch, Listener, Progress
from toolkit.batch.ledger import File, Ledger
from toolkit.batch.opened import Opened
from toolkit.batch.results import Made
from toolkit.batch.workers import Answer, Broken, Call, Fill, Translate
from toolkit.bitext import Bitext
from toolkit.documents import files
from toolkit.drafts import Task
from toolkit.engines import Engine
from toolkit.recall import Recall
from toolkit.sources import Reader, Source

LEAST = 64
"""Segments that are worth a call of their own."""


@dataclass(slots=True)
class Desk:
    """Where the files of a run lie open until they are done; the ledger is the only truth about what is."""

    batch: Batch
    ledger: Ledger
    executor: Executor
    engine: Engine
    reader: Reader
    memory: Recall
    listener: Listener
    total: int
    _queue: deque[Opened] = field(default_factory=deque)
    _waiting: dict[bytes, list[Opened]] = field(default_factory=dict)
    _chunk: list[tuple[bytes, Task]] = field(default_factory=list)
    _sent: dict[int, tuple[tuple[bytes, ...] | Opened, Call]] = field(default_factory=dict)
    _suspects: set[bytes] = field(default_factory=set)
    _failed: set[bytes] = field(default_factory=set)
    _calls: int = 0
    _bytes: int = 0
    _files: int = 0
    _segments: int = 0

    def work(self, wanted: Sequence[Wanted]) -> Iterator[File]:
        """Work through inputs; what became of each comes in their order."""
        for each in wanted:
            for _ in self._open(each):
                yield from self._done()
        self._share()
        while self._queue:
            if not self._queue[0].ready:
                self._receive()
            yield from self._done()

    def _open(self, wanted: Wanted) -> Iterator[Opened]:
        """Open a file, a long one part by part."""
        opened = Opened(wanted)
        for source in self._sources(opened):
            if opened.source:
                opened.last = False
                self._queue.append(opened)
                self._take(opened, opened.source)
                yield opened
                opened = Opened(wanted, opened.whole, hash=opened.hash)
            opened.source = source
        self._queue.append(opened)
        if opened.source and not opened.file:
            self._take(opened, opened.source)
        yield opened

    def _take(self, opened: Opened, source: Source) -> None:
        made = self._remembered(opened, source)
        tasks = zip(opened.keys, source.tasks, strict=True)
        missing = {key: task for key, task in tasks if key not in made or self._may_mend(key, made[key])}
        opened.missing.update(missing)
        for key, task in missing.items():
            self._ask(opened, key, task)
        if not missing:
            self._complete(opened, source)
        while len(self._chunk) >= self.batch.chunk:
            self._send(self.batch.chunk)

    def _share(self) -> None:
        """Send what is left, in a part for each worker."""
        size = max(LEAST, -(-len(self._chunk) // self.batch.staff))
        while self._chunk:
            self._send(size)

    def _may_mend(self, key: bytes, made: Made) -> bool:
        """Tell whether to try again what failed, which is done once in a run."""
        return made.failed and key not in self._failed

    def _remembered(self, opened: Opened, source: Source) -> dict[bytes, Made]:
        """Give what the ledger has for a file, and the memory besides; the work of people goes before both.

        What a machine made is asked of the ledger first, so that a run comes out the same, learns it or goes on.
        """
        recalled = self.memory.recalled(source.tasks)
        opened.suggestions = tuple(each.suggestions for each in recalled)
        opened.keys = tuple(
            recipes.key(self.memory.recipe, task, each.translation.target if each.translation and each.by_hand else "")
            for task, each in zip(source.tasks, recalled, strict=True)
        )
        made = self.ledger.results(opened.keys)
        new = {
            key: results.made(each.translation)
            for key, each in zip(opened.keys, recalled, strict=True)
            if each.translation and key not in made
        }
        if new:
            self.ledger.store(list(new.items()))
        return made | new

    def _sources(self, opened: Opened) -> Iterator[Source]:
        """Read a file, unless nothing is to be done for it."""
        destination, now = opened.wanted.destination, ""
        with opened.reported():
            opened.hash, now = hashed(destination.source), hashed(destination.place)
        opened.file = opened.file or self._settled(opened, now)
        if not opened.file:
            with opened.reported():
                yield from self.reader.parts(destination)

    def _settled(self, opened: Opened, now: str) -> File | None:
        """Give what became of a file for which nothing is to be done; ``now`` is the hash of its output."""
        path = opened.wanted.path
        if now and not self.batch.force and not self.ledger.wrote(path, now):
            return opened.what("kept", "its output was edited, or is not ours; --force overwrites it")
        known = opened.known = self.ledger.file(path)
        same = known and (known.state, known.hash, known.recipe) == ("done", opened.hash, opened.wanted.recipe)
        return known if known and same and now == known.output else None

    def _ask(self, opened: Opened, key: bytes, task: Task) -> None:
        if key not in self._waiting:
            self._chunk.append((key, task))
        self._waiting.setdefault(key, []).append(opened)

    def _send(self, size: int) -> None:
        some, self._chunk = self._chunk[:size], self._chunk[size:]
        keys, tasks = zip(*some, strict=True)
        self._submit(keys, Translate(tasks, self.batch.job.beam, self.batch.job.enforce))

    def _submit(self, who: tuple[bytes, ...] | Opened, call: Call) -> None:
        while self.executor.full:
            self._receive()
        self._calls += 1
        self._sent[self._calls] = who, call
        self.executor.submit(self._calls, call)

    def _receive(self) -> None:
        reply = self.executor.receive()
        who, call = self._sent.pop(reply.number)
        if isinstance(who, Opened):
            self._filled(who, call, reply.answer)
        elif isinstance(call, Translate) and isinstance(reply.answer, Broken):
            self._split(who, call, reply.answer)
        elif isinstance(reply.answer, tuple):
            self._store(who, reply.answer)

    def _split(self, keys: tuple[bytes, ...], call: Translate, broken: Broken) -> None:
        """Send the halves of what no worker survives; a single segment that was in such a call before has failed."""
        if len(keys) == 1 and keys[0] in self._suspects:
            self._store(keys, (Made(broken.message, failed=True),))
            return
        self._suspects.update(keys)
        for half in call.halves():
            own, keys = keys[: len(half.tasks)], keys[len(half.tasks) :]
            self._submit(own, half)

    def _store(self, keys: tuple[bytes, ...], made: tuple[Made, ...]) -> None:
        self.ledger.store(list(zip(keys, made, strict=True)))
        self._segments += len(keys)
        self._failed.update(key for key, each in zip(keys, made, strict=True) if each.failed)
        self._tell()
        for key in keys:
            for opened in self._waiting.pop(key):
                opened.missing.discard(key)
                if not opened.missing and opened.source:
                    self._complete(opened, opened.source)

    def _complete(self, opened: Opened, source: Source) -> None:
        """Ask a worker for the targets of a file whose codes need an engine."""
        if source.destination.filled and any(unit.codes for unit in source.text.units):
            opened.filling = True
            self._submit(opened, Fill(sources.done(self._bitext(opened, source)), self.batch.job.mark))

    def _filled(self, opened: Opened, call: Call, answer: Answer) -> None:
        """Take the targets of a file; a call whose worker died is made again, once."""
        if isinstance(answer, Broken) and not opened.again:
            opened.again = True
            self._submit(opened, call)
        elif isinstance(answer, Broken):
            opened.file = opened.what("unreadable", f"its codes could not be placed: {answer.message}")
        elif not isinstance(answer, tuple):
            opened.targets = answer

    def _done(self) -> Iterator[File]:
        while self._queue and self._queue[0].ready:
            opened = self._queue.popleft()
            file = opened.whole.broken or opened.file or self._translated(opened)
            opened.whole.broken = opened.whole.broken or opened.file
            if not opened.last:
                continue
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

    def _translated(self, opened: Opened) -> File:
        """Spell a part, and write the whole with the last; say what became of it."""
        assert opened.source
        bitext = self._bitext(opened, opened.source)
        with opened.reported():
            made = sources.output(self.engine, opened.source, bitext, self.batch.job.mark, opened.targets)
            opened.whole.outputs.append(files.encoded(made))
        if opened.file:
            return opened.file
        self.memory.learn(opened.source.tasks, bitext.translations)
        opened.whole.files.append(opened.counted(bitext))
        return self._written(opened) if opened.last else opened.whole.files[-1]

    def _written(self, opened: Opened) -> File:
        data = b"\n".join(opened.whole.outputs)
        place, output = opened.wanted.destination.place, sha256(data).hexdigest()
        self.ledger.intend(opened.wanted.path, output)
        files.make_folder(Path(place).parent)
        files.write(place, data)
        return opened.whole.file(output)

    def _bitext(self, opened: Opened, source: Source) -> Bitext:
        made = self.ledger.results(opened.keys)
        translations = (
            replace(results.translation(task, made[key]), suggestions=near)
            for task, key, near in zip(source.tasks, opened.keys, opened.suggestions, strict=True)
        )
        return Bitext(source.text.name, source.text.units, tuple(translations), self.memory.recipe)

    def _tell(self) -> None:
        self.listener.progress(Progress(self._bytes, self.total, self._segments))
