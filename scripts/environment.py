"""Make .venv hold the packages of the named locks, once, however many ask at the same time.

Run by environment.sh when .venv is missing or stale. A copy of each lock in .venv says that it was installed whole:
the copies go first and come back last, so that whoever is killed in between leaves nothing that looks finished.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

SCRIPTS = Path(__file__).resolve().parent
ROOT = SCRIPTS.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def main(locks: Sequence[str]) -> int:
    """Return 0 when .venv holds the locks; else say why not in one line and return 3."""
    try:
        with (ROOT / ".venv.lock").open("ab") as queue:
            wait_in(queue)
            make(locks, queue.fileno())
    except OSError as error:
        return fail(f"cannot make an environment in {ROOT}: {error.strerror or error}")
    except subprocess.CalledProcessError as error:
        return fail(f"cannot make {VENV}; is the package index in reach? {reason(error.stderr)}")
    except KeyboardInterrupt:
        return 130
    return 0


def wait_in(queue: IO[bytes]) -> None:
    """Wait until nobody else makes the environment; the lock ends with the process, however that ends."""
    try:
        fcntl.flock(queue, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("waiting for another call, which is making .venv")
        fcntl.flock(queue, fcntl.LOCK_EX)


def make(locks: Sequence[str], queue: int) -> None:
    """Install the locks that are missing; begin afresh unless all that is there is wanted."""
    wanted = {lock: (SCRIPTS / lock).read_bytes() for lock in locks}
    found = {copy.name: copy.read_bytes() for copy in VENV.glob("requirements*.txt")} if PYTHON.exists() else {}
    if wanted.items() <= found.items():
        return
    say("making .venv, once: this takes about a minute")
    for copy in VENV.glob("requirements*.txt"):
        copy.unlink()
    if not found or not found.items() <= wanted.items():
        # The real path names the minor version, so an upgrade of the system's Python shows as a dangling link.
        run([os.path.realpath(sys.executable), "-I", "-m", "venv", "--clear", str(VENV)], queue)
        found = {}
    for lock in wanted.keys() - found.keys():
        install(SCRIPTS / lock, queue)
    for site_packages in VENV.glob("lib/python*/site-packages"):
        # Relative, so that the checkout may be moved.
        (site_packages / "toolkit.pth").write_text(os.path.relpath(ROOT, site_packages) + "\n", encoding="utf-8")
    for lock, content in wanted.items():
        (VENV / lock).write_bytes(content)


def install(lock: Path, queue: int) -> None:
    """Install exactly what the lock names, from wheels alone."""
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"]
    run([str(PYTHON), "-I", "-m", "pip", "install", *options, "--require-hashes", "-r", str(lock)], queue)


def run(command: Sequence[str], queue: int) -> None:
    """Run a command that keeps our place in the queue even when it outlives us."""
    subprocess.run(command, check=True, capture_output=True, encoding="utf-8", errors="replace", pass_fds=[queue])


def reason(stderr: str) -> str:
    """Return the last error that pip told, or its last line."""
    lines = [line for line in stderr.splitlines() if line.strip()]
    return next((line for line in reversed(lines) if line.startswith("ERROR:")), lines[-1] if lines else "")


def fail(message: str) -> int:
    """Say what stands in the way and return the exit status of something that cannot be used."""
    say(message)
    return 3


def say(message: str) -> None:
    """Print one line for the person who waits."""
    print(f"toolkit: {message}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
