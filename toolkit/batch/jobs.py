"""What a batch is given, how it is kept in its ledger, and whom it tells."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from toolkit.batch.ledger import File
from toolkit.documents import files
from toolkit.documents.contents import Content
from toolkit.engines.argos import cores
from toolkit.errors import InputError
from toolkit.jobs import Job

_PATHS = ("srx", "memory")


@dataclass(frozen=True, slots=True)
class Batch:
    """All that a batch needs, fixed before it starts: what ``translate`` does with each input, and how many at once.

    ``job.inputs`` are files, folders, patterns or ``@LIST``, a file with one of these a line; ``job.output`` is the
    folder of the outputs and of the ledger. ``workers`` are processes, 0 for one on each core; ``ray`` is the address
    of a cluster, or ``local``; ``chunk`` is the number of segments that are sent and stored together, 0 for what
    suits. With ``force``, outputs that somebody edited are overwritten.
    """

    job: Job
    workers: int = 0
    ray: str = ""
    chunk: int = 0
    force: bool = False

    @property
    def staff(self) -> int:
        """Count the workers that there are to be on this machine."""
        return self.workers or cores()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: bytes of the sources that are done, of all, and segments that were translated in this run."""

    done: int
    total: int
    segments: int


@dataclass(frozen=True, slots=True)
class Listener:
    """Whom a batch tells what it is doing: notices for a person, a record for each file, and how far it is."""

    notice: Callable[[str], None] = lambda _: None
    record: Callable[[File], None] = lambda _: None
    progress: Callable[[Progress], None] = lambda _: None


SILENT = Listener()
"""Tells nobody."""


def spelt(batch: Batch) -> str:
    """Spell a batch for its ledger, so that it can go on from any folder."""
    job = batch.job
    places = {
        "inputs": [str(Path(each).absolute()) for each in expanded(job.inputs)],
        "output": _absolute(Path(job.output)),
    }
    paths = places | {
        "glossaries": [str(path.resolve()) for path in job.glossaries],
        "srx": _absolute(job.srx),
        "memory": _absolute(job.memory),
        "model": _absolute(Path(job.model)) if job.model and Path(job.model).exists() else job.model,
    }
    return json.dumps({**asdict(batch), "job": asdict(job) | paths}, ensure_ascii=False, default=str)


def read(text: str, place: str) -> Batch:
    """Read a batch as it was spelt; raise InputError for what another version of toolkit wrote."""
    try:
        values = json.loads(text)
        return replace(Batch(**{**values, "job": _job(values["job"])}), force=False)
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(f"the job in it cannot be read ({error}); run «toolkit batch run» again", place) from error


def _job(values: Mapping[str, Any]) -> Job:
    made: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    made |= {name: Path(made[name]) for name in _PATHS if made.get(name)}
    made["glossaries"] = tuple(map(Path, made["glossaries"]))
    return Job(**{field.name: made[field.name] for field in fields(Job) if field.name in made})


def _absolute(path: Path | None) -> str | None:
    return str(path.resolve()) if path else None


def expanded(inputs: Iterable[str]) -> tuple[str, ...]:
    """Put the lines of each ``@LIST`` in its place; raise InputError for one that cannot be read."""
    return tuple(each for given in inputs for each in (_lines(given[1:]) if given.startswith("@") else [given]))


def _lines(path: str) -> list[str]:
    lines = Content(path, files.read(path)).text().splitlines()
    return [line.strip() for line in lines if line.strip()]
