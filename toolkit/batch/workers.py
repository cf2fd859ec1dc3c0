"""What a worker does, whatever machine it runs on: it holds an engine and performs calls, one after the other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from toolkit import filling, translating
from toolkit.batch import results
from toolkit.batch.results import Made
from toolkit.documents.contents import Targets
from toolkit.drafts import Task
from toolkit.engines import Engine, installation
from toolkit.engines.argos import ArgosEngine
from toolkit.filling import Done, Mark

EngineMaker = Callable[[], Engine]
"""Loads an engine, in the process that uses it."""


@dataclass(frozen=True, slots=True)
class Translate:
    """A call to translate tasks; they are answered in their order."""

    tasks: tuple[Task, ...]
    beam: int
    enforce: bool

    def perform(self, engine: Engine) -> tuple[Made, ...]:
        """Translate; what breaks the engine is isolated by bisection, and fails alone."""
        return tuple(self._isolated(engine, self.tasks))

    def _isolated(self, engine: Engine, tasks: Sequence[Task]) -> Iterator[Made]:
        try:
            translated = list(translating.translate(engine, tasks, self.beam, self.enforce))
        except Exception as error:
            if len(tasks) == 1:
                yield Made(reason(error), failed=True)
                return
            half = len(tasks) // 2
            yield from self._isolated(engine, tasks[:half])
            yield from self._isolated(engine, tasks[half:])
        else:
            yield from map(results.made, translated)

    def halves(self) -> tuple["Translate", ...]:
        """Split a call that no worker survived; one of a single task stays whole."""
        half = len(self.tasks) // 2
        return tuple(
            Translate(tasks, self.beam, self.enforce) for tasks in (self.tasks[:half], self.tasks[half:]) if tasks
        )


@dataclass(frozen=True, slots=True)
class Fill:
    """A call to make the targets of a file's units, whose codes need an engine to be placed."""

    done: tuple[Done, ...]
    mark: Mark

    def perform(self, engine: Engine) -> Targets:
        return filling.fill(engine, self.done, self.mark)


@dataclass(frozen=True, slots=True)
class Broken:
    """The answer to a call that could not be performed."""

    message: str


Call = Translate | Fill
Answer = tuple[Made, ...] | Targets | Broken


def perform(call: Call, engine: Engine) -> Answer:
    """Perform a call; whatever goes wrong is an answer, and no end of the worker."""
    try:
        return call.perform(engine)
    except Exception as error:
        return Broken(reason(error))


def reason(error: Exception) -> str:
    """Say what went wrong in one line."""
    return f"{type(error).__name__}: {error}".splitlines()[0]


def load(model: str, threads: int) -> Engine:
    """Load a package as an engine; raise ModelError where it cannot be."""
    return ArgosEngine(installation.choose(model), threads)
