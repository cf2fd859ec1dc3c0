"""Read and write files; nothing half-written is ever left under an output's name."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from toolkit.errors import InputError, OutputError

STANDARD = "-"
DESCRIPTORS = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/self/fd/")


def read(path: str) -> bytes:
    """Read a file, or standard input for ``-``."""
    try:
        return sys.stdin.buffer.read() if path == STANDARD else Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {_reason(error)}", place="stdin" if path == STANDARD else path) from error


def write(path: str, text: str) -> None:
    """Write a file in UTF-8, or standard output for ``-``.

    A regular file is replaced in one step and keeps its mode; a symbolic link stays and its target is written; a
    device or a pipe is written directly. A closed pipe stays a BrokenPipeError, for it is no failure.
    """
    data = text.encode(errors="replace")  # a file name that is not UTF-8 brings lone surrogates
    with _output_errors(path):
        _write(path, data)


def check_writable(path: str) -> None:
    """Raise an OutputError when a path cannot be written; meant for before hours of work."""
    with _output_errors(path):
        if path != STANDARD and not _direct(path):
            _check_place(path)


@contextmanager
def _output_errors(path: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot be written: {_reason(error)}", place=_name(path)) from error


def _check_place(path: str) -> None:
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise OutputError("is a folder", place=path)
    if not target.parent.is_dir():
        raise OutputError(f"there is no folder {target.parent}", place=path)
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise OutputError(f"the folder {target.parent} cannot be written", place=path)
    if target.exists() and not os.access(target, os.W_OK):
        raise OutputError("is write-protected", place=path)


def _write(path: str, data: bytes) -> None:
    if path == STANDARD:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    elif _direct(path):
        # appending: /dev/stdout may be a file that the shell already writes to
        with Path(path).open("ab") as stream:
            stream.write(data)
    else:
        _check_place(path)
        _replace(Path(os.path.realpath(path)), data)


def _replace(target: Path, data: bytes) -> None:
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


def _direct(path: str) -> bool:
    if path.startswith(DESCRIPTORS):
        return True
    target = Path(path)
    return target.exists() and not target.is_file() and not target.is_dir()


def _name(path: str) -> str:
    return "stdout" if path == STANDARD else path


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
