"""Where each input of a run goes, and in which format, decided before any work is done."""

import glob
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath

from toolkit import documents
from toolkit.documents import files
from toolkit.errors import InputError, UsageError

PATTERN = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, ``-`` for stdin; ``relative`` is its path below the folder or the pattern that it came from."""

    path: str
    relative: PurePath


@dataclass(frozen=True, slots=True)
class Destination:
    """Where one input goes: a file, and the format to write; ``filled`` if that is the input, its text replaced."""

    source: str
    place: str
    format: documents.Format
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The destinations of a run, in the order of its inputs; the ``folder`` to be made, if they go into one.

    ``skipped`` are the files of folders that no format reads.
    """

    destinations: tuple[Destination, ...]
    folder: Path | None
    skipped: tuple[str, ...] = ()


def plan(inputs: Sequence[str], output: str, to: str) -> Plan:
    """Decide where each input goes.

    ``output`` is a file, a folder where it ends in ``/`` or is one, stdout where empty. Of an input that is a folder or
    a pattern (``site/**/*.po``) all files that a format reads go to the same place below the output. Raises UsageError
    where inputs and output do not go together, InputError for what cannot be read.
    """
    each_input, skipped = found(inputs)
    many = len(each_input) > 1 or any(_is_folder(each) or _is_pattern(each) for each in inputs)
    if many and not output:
        raise UsageError("several inputs want a folder to go to: -o DIR")
    into = output and (many or output.endswith("/") or files.is_folder(Path(output)))
    folder = Path(output) if into else None
    return Plan(tuple(_destination(each, output, to, folder) for each in each_input), folder, skipped)


def found(inputs: Sequence[str]) -> tuple[list[Input], tuple[str, ...]]:
    """List the files of the inputs, and those of their folders that no format reads."""
    every = [(each, below) for each in inputs for below in _below(each)]
    readable = [below for each, below in every if below.path == each or documents.is_readable(below.path)]
    skipped = tuple(below.path for each, below in every if below.path != each and not documents.is_readable(below.path))
    if not readable:
        raise InputError("holds no file that toolkit reads", inputs[0])
    return readable, skipped


def left_out(skipped: Sequence[str]) -> Iterator[str]:
    """Tell of the files that no format reads."""
    if skipped:
        yield f"{len(skipped)} files that no format reads are left out, as {skipped[0]}"


def _below(given: str) -> Iterator[Input]:
    path = Path(given)
    if _is_folder(given):
        yield from (Input(str(each), each.relative_to(path)) for each in _walked(path))
    elif _is_pattern(given):
        base = PurePath(*_fixed(given))
        for each in sorted(glob.glob(given, recursive=True)):  # noqa: PTH207 -- Path.glob takes no absolute pattern
            if Path(each).is_file():
                yield Input(each, PurePath(each).relative_to(base))
    else:
        yield Input(given, PurePath(PurePath(given).name))


def _walked(folder: Path) -> list[Path]:
    """List the files in a folder and those below it, none that is hidden, in one order everywhere."""
    every = (each for each in folder.rglob("*") if each.is_file())
    return sorted(each for each in every if not any(part.startswith(".") for part in each.relative_to(folder).parts))


def _is_folder(given: str) -> bool:
    with suppress(OSError):  # reading will tell what is wrong with it
        return Path(given).is_dir()
    return False


def _is_pattern(given: str) -> bool:
    with suppress(OSError):
        return not PATTERN.isdisjoint(given) and not Path(given).exists()
    return False


def _fixed(pattern: str) -> Iterator[str]:
    """Yield the parts of a pattern that stand before the first sign of one."""
    for part in PurePath(pattern).parts[:-1]:
        if not PATTERN.isdisjoint(part):
            return
        yield part


def _destination(given: Input, output: str, to: str, folder: Path | None) -> Destination:
    own = documents.for_input(given.path)
    if folder:
        chosen = documents.by_name(to) if to else own
        place = str(folder / given.relative.with_name(_output_name(given, own, chosen)))
    else:
        chosen = documents.by_name(to) if to else documents.by_suffix(output) if output else documents.TEXT
        place = output or files.STANDARD
    filled = chosen is own and bool(own.filler)
    if not filled and not chosen.writer:
        raise UsageError(f"{chosen.name} can only come out of a file that is {chosen.name}", given.path)
    return Destination(given.path, place, chosen, filled)


def _output_name(given: Input, own: documents.Format, chosen: documents.Format) -> str:
    """Name an output after its input: ``news.ar.txt`` becomes ``news.en.txt`` or ``news.tmx``."""
    name = given.relative.name if given.path != files.STANDARD else "stdin"
    stem, suffix = PurePath(name).stem, PurePath(name).suffix
    if chosen is own and chosen is not documents.TEXT:
        return f"{stem.removesuffix('.ar')}.en{suffix}" if stem.endswith(".ar") else name
    english = ".en" if chosen is documents.TEXT else ""
    return f"{stem.removesuffix('.ar')}{english}{chosen.suffixes[0]}"
