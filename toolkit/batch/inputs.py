"""The inputs of a batch: where each goes, what its output depends on, and whether anything is to be done for it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePath

from toolkit import planning
from toolkit.batch.jobs import Batch, expanded
from toolkit.batch.ledger import NAME
from toolkit.bitext import Recipe
from toolkit.documents import files
from toolkit.errors import InputError, UsageError
from toolkit.planning import Destination

_OPTIONS = ("to", "encoding", "side", "source_column", "target_column", "overwrite", "only_fuzzy", "mark")


@dataclass(frozen=True, slots=True)
class Wanted:
    """An input of a batch: ``path`` is that of its output below the folder, ``recipe`` all that the output depends on.

    ``bytes`` is the size of the source, 0 where it cannot be read.
    """

    destination: Destination
    path: str
    recipe: str
    bytes: int


def planned(batch: Batch, recipe: Recipe) -> tuple[list[Wanted], tuple[str, ...]]:
    """List the inputs of a batch in the order of the plan, and the files that no format reads.

    Raises UsageError where an output would be written twice or be an input, InputError for what cannot be read.
    """
    folder = Path(batch.job.output)
    given = expanded(batch.job.inputs)
    if files.STANDARD in given:
        raise UsageError("a batch reads files, so that it can be run again; translate reads stdin")
    plan = planning.plan(given, f"{folder}/", batch.job.to)
    outside = [each for each in plan.destinations if not _inside(each.source, folder)]
    if not outside:
        raise UsageError("all inputs are in the folder of the outputs", batch.job.output)
    files.check_distinct([each.source for each in outside], [each.place for each in outside])
    return [_wanted(each, batch, recipe, folder) for each in outside], plan.skipped


def _inside(source: str, folder: Path) -> bool:
    return folder.resolve() in Path(source).resolve().parents


def _wanted(destination: Destination, batch: Batch, recipe: Recipe, folder: Path) -> Wanted:
    path = PurePath(destination.place).relative_to(folder).as_posix()
    if PurePath(path).name == NAME:
        raise UsageError("an output would overwrite the ledger", destination.source)
    options = [str(getattr(batch.job, name)) for name in _OPTIONS]
    parts = (recipe.signature, str(recipe.date), destination.format.name, str(destination.filled), *options)
    return Wanted(destination, path, _hash("\n".join(parts).encode()), _size(destination.source))


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


def hashed(path: str) -> str:
    """Hash the content of a file; empty where there is none."""
    try:
        with Path(path).open("rb") as stream:
            made = hashlib.sha256()
            while block := stream.read(1 << 20):
                made.update(block)
            return made.hexdigest()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", path) from error


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
