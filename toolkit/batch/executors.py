"""Where calls are performed: the protocol, and processes on this machine."""

import os
import signal
import threading
from collections import deque
from dataclasses import dataclass, field
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Protocol

from toolkit.batch.workers import Answer, Broken, Call, EngineMaker, perform
from toolkit.errors import ModelError, ToolkitError

DEATHS = 50
"""Workers that may die one after the other, with nothing done between, before the run gives up."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to the call with a number."""

    number: int
    answer: Answer


class Executor(Protocol):
    """Performs calls somewhere; answers come in the order in which they are ready."""

    @property
    def full(self) -> bool:
        """Tell whether enough calls are on their way to keep all workers busy."""

    def submit(self, number: int, call: Call) -> None:
        """Take a call; it does not wait."""

    def receive(self) -> Reply:
        """Wait for the next answer. Raises ToolkitError where no worker can be had."""

    def close(self) -> None:
        """End the workers at once."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    number: int | None = None


@dataclass(slots=True)
class Processes:
    """An executor of processes on this machine, which die with this one and are replaced when they die themselves."""

    engine: EngineMaker
    workers: int
    _staff: list[_Worker] = field(default_factory=list)
    _waiting: deque[tuple[int, Call]] = field(default_factory=deque)
    _died: deque[Reply] = field(default_factory=deque)
    _deaths: int = 0

    @property
    def full(self) -> bool:
        busy = sum(worker.number is not None for worker in self._staff)
        return busy + len(self._waiting) >= 2 * self.workers

    def submit(self, number: int, call: Call) -> None:
        self._waiting.append((number, call))
        if len(self._staff) < self.workers and all(worker.number is not None for worker in self._staff):
            self._staff.append(_hired(self.engine))
        self._assign()

    def receive(self) -> Reply:
        while not self._died:
            pipes = {worker.pipe: worker for worker in self._staff if worker.number is not None}
            for pipe in connection.wait(list(pipes)):
                if reply := self._heard(pipes[pipe]):  # type: ignore[index]
                    return reply
        return self._died.popleft()

    def close(self) -> None:
        for worker in self._staff:
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()
        self._staff.clear()

    def _heard(self, worker: _Worker) -> Reply | None:
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return None
        if isinstance(answer, ToolkitError):
            raise answer
        number, worker.number, self._deaths = worker.number, None, 0
        self._assign()
        return Reply(number or 0, answer)

    def _bury(self, worker: _Worker) -> None:
        worker.process.join()
        worker.pipe.close()
        self._staff.remove(worker)
        self._deaths += 1
        if self._deaths > DEATHS:
            raise ModelError(f"{self._deaths} workers died one after the other; is there enough memory?")
        self._died.append(Reply(worker.number or 0, Broken("its worker died")))
        self._staff.append(_hired(self.engine))
        self._assign()

    def _assign(self) -> None:
        for worker in self._staff:
            if worker.number is None and self._waiting:
                worker.number, call = self._waiting.popleft()
                _send(worker.pipe, call)


def _send(pipe: Connection, call: Call) -> None:
    try:
        pipe.send(call)
    except OSError:  # its death is heard when it is waited for
        return


def _hired(engine: EngineMaker) -> _Worker:
    """Start a worker in a fresh process of this process group."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, engine), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _serve(pipe: Connection, maker: EngineMaker) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        engine = maker()
        while True:
            pipe.send(perform(pipe.recv(), engine))
    except ToolkitError as error:
        pipe.send(error)
    except (EOFError, OSError):
        return


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
