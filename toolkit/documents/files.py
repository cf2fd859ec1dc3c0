"""Read and write files; nothing half-written is ever left under an output's name."""

import os
import stat
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from toolkit.errors import InputError, OutputError, UsageError

STANDARD = "-"
DESCRIPTORS = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/self/fd/")


def read(path: str) -> bytes:
    """Read a file, or standard input for ``-``."""
    if path == STANDARD and sys.stdin is None:
        raise InputError("cannot be read: is closed", place="stdin")
    try:
        return sys.stdin.buffer.read() if path == STANDARD else Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {_reason(error)}", place="stdin" if path == STANDARD else path) from error


def write(path: str, content: str | bytes) -> None:
    """Write a file, text in UTF-8, or standard output for ``-``.

    A regular file is replaced in one step and keeps its mode; a symbolic link stays and its target is written; a
    device or a pipe is written directly. A closed pipe stays a BrokenPipeError, for it is no failure.
    """
    with _output_errors(path):
        _write(path, encoded(content))


def encoded(content: str | bytes) -> bytes:
    """Give the bytes of an output; a file name in it that is not UTF-8 brings lone surrogates, which become «?»."""
    return content if isinstance(content, bytes) else content.encode(errors="replace")


def replace(target: Path, data: bytes) -> None:
    """Put a file in the place of another in one step; raise an OSError where that is not possible."""
    neighbour = target.with_name(f".toolkit-{uuid4().hex}.tmp")
    try:
        # made by hand, for a file of the tempfile module would keep mode 0600 whatever the umask
        with os.fdopen(os.open(neighbour, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as stream:
            if target.exists():
                os.fchmod(stream.fileno(), stat.S_IMODE(target.stat().st_mode))
            stream.write(data)
        neighbour.replace(target)
    finally:
        neighbour.unlink(missing_ok=True)


def clear(folder: Path) -> None:
    """Remove what a process that was killed left behind of outputs that it was writing."""
    for left in folder.rglob(".toolkit-*.tmp"):
        left.unlink(missing_ok=True)


def check_writable(path: str, made: Path | None = None) -> None:
    """Raise an OutputError when a path cannot be written; meant for before hours of work.

    ``made`` is a folder that ``make_folder`` will make before the path is written, with the folders below it that the
    path needs, so none of them need be there yet.
    """
    with _output_errors(path):
        if path == STANDARD:
            _check_standard_output()
        elif not _direct(path):
            _check_place(path, made)


def check_distinct(inputs: Sequence[str], places: Sequence[str]) -> None:
    """Refuse to write a file twice, or over what is read."""
    read, written = ([os.path.realpath(path) for path in paths if path != STANDARD] for paths in (inputs, places))
    doubled = next((place for place, times in Counter(written).items() if times > 1), None)
    if doubled:
        raise UsageError(f"two outputs of this run would be written to {doubled}")
    inputs_read = frozenset(read)
    overwritten = next((place for place in written if place in inputs_read), None)
    if overwritten:
        raise OutputError("is an input of this run and would be overwritten", overwritten)


def is_folder(path: Path) -> bool:
    """Tell whether an output's path is a folder; raise an OutputError where nobody can tell."""
    with _output_errors(str(path)):
        return path.is_dir()


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing."""
    with _output_errors(str(path)):
        _real(path).mkdir(parents=True, exist_ok=True)


@contextmanager
def _output_errors(path: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot be written: {_reason(error)}", place=_name(path)) from error


def _check_standard_output() -> None:
    if sys.stdout is None:
        raise OutputError("cannot be written: is closed", place="stdout")


def _check_place(path: str, made: Path | None = None) -> None:
    target = _real(path)
    folder = target.parent
    if made and _real(made) in (folder, *folder.parents):
        folder = _standing(target)
    if _exists(target) and target.is_dir():
        raise OutputError("is a folder", place=path)
    if not folder.is_dir():
        raise OutputError(f"{folder} is no folder" if _exists(folder) else f"there is no folder {folder}", place=path)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"the folder {folder} cannot be written", place=path)
    if target.exists() and not os.access(target, os.W_OK):
        raise OutputError("is write-protected", place=path)


def _standing(target: Path) -> Path:
    """Find the nearest folder that is there, and try the names that are to come in it: one may be too long."""
    folder = next(each for each in target.parents if _exists(each))
    for name in target.relative_to(folder).parts:
        _exists(folder / name)
    return folder


def _exists(path: Path) -> bool:
    """Tell whether a path is there; unlike ``Path.exists``, raise an OSError where it cannot be, in every Python."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _real(path: str | Path) -> Path:
    return Path(os.path.realpath(path))


def _write(path: str, data: bytes) -> None:
    if path == STANDARD:
        _check_standard_output()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    elif _direct(path):
        # appending: /dev/stdout may be a file that the shell already writes to
        with Path(path).open("ab") as stream:
            stream.write(data)
    else:
        _check_place(path)
        replace(_real(path), data)


def _direct(path: str) -> bool:
    if path.startswith(DESCRIPTORS):
        return True
    target = Path(path)
    return target.exists() and not target.is_file() and not target.is_dir()


def _name(path: str) -> str:
    return "stdout" if path == STANDARD else path


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
