"""What a reader makes of one input: all the way from the file to what is written, in a folder that is watched."""

import contextlib
import os
import resource
import shutil
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.conformance.bitexts import RECIPE
from tests.fakes import PhraseBook
from tests.hostile import mutators
from tests.hostile.seeds import Seed
from toolkit import documents, filling, segmentation, settings, srx
from toolkit.bitext import Bitext, Segment, Translation, Unit
from toolkit.documents import files
from toolkit.documents.contents import Content
from toolkit.engines import Request, installation
from toolkit.errors import ToolkitError
from toolkit.extraction import pairs
from toolkit.glossaries import stacking

PATIENCE = 10
"""Seconds of computing that an input may take."""
MEMORY = 4 * 2**30
"""Bytes of addresses that a process may use for it."""
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = frozenset(
    "os.chmod os.chown os.link os.mkdir os.remove os.rename os.rmdir os.symlink os.truncate os.utime".split()
)
FORBIDDEN = tuple(
    "socket.connect socket.getaddrinfo socket.sendto socket.sendmsg subprocess. os.system os.exec os.posix_spawn"
    " os.fork".split()
)


class Hung(BaseException):
    """An input took longer than anybody waits; no reader may catch it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an input fared: ``parsed``, ``refused``, ``crashed``, ``hung`` or ``escaped``, and what there is to say."""

    outcome: str
    detail: str = ""


class Echo(PhraseBook):
    """An engine whose English is the Arabic again."""

    def _texts(self, request: Request) -> Sequence[str]:
        return [request.source]


@dataclass
class Sandbox:
    """A folder with a file that nobody may open, and the places that may be written; what goes beyond is noted."""

    folder: Path
    escapes: list[str] = field(default_factory=list)
    watching: bool = False

    def __post_init__(self) -> None:
        self.folder = Path(os.path.realpath(self.folder))
        for name in ("in", "out", "home/packages", "canary"):
            (self.folder / name).mkdir(parents=True)
        self.canary = self.folder / "canary" / "secret.txt"
        self.canary.write_text(mutators.CANARY)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.setblocking(False)
        sys.addaudithook(self._hook)

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def prepared(self, data: bytes) -> bytes:
        """Put the address of the canary, and of who listens, where an input asks for them."""
        port = str(self.listener.getsockname()[1]).encode()
        return data.replace(mutators.FILE, self.canary.as_uri().encode()).replace(mutators.PORT, port)

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        """Note what is done meanwhile, and clear what was written where it may be."""
        self.escapes.clear()
        self.watching = True
        try:
            yield
        finally:
            self.watching = False
            self.escapes.extend(self._traces())
            for place in (self.out, self.folder / "home"):
                shutil.rmtree(place)
            (self.folder / "home" / "packages").mkdir(parents=True)
            self.out.mkdir()

    def _traces(self) -> Iterator[str]:
        with contextlib.suppress(BlockingIOError):
            self.listener.accept()[0].close()
            yield "somebody connected"
        known = [self.folder / name for name in ("in", "out", "home", "canary")]
        strays = [each for each in self.folder.iterdir() if each not in known]
        yield from (f"stray {each}" for each in (*strays, *(self.folder / "canary").iterdir()) if each != self.canary)
        written = [path for place in (self.out, self.folder / "home") for path in place.rglob("*")]
        yield from (f"link {path}" for path in written if path.is_symlink())
        plain = (path for path in written if path.is_file() and not path.is_symlink())
        yield from (f"canary in {path}" for path in plain if mutators.CANARY.encode() in path.read_bytes())

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.watching:
            return
        if event == "open" and arguments and isinstance(arguments[0], (str, bytes)):
            self._opened(os.fsdecode(arguments[0]), arguments[2] or 0)
        elif event in CHANGES or event.startswith(FORBIDDEN):
            self._changed(event, arguments)

    def _opened(self, path: str, flags: int) -> None:
        real = os.path.realpath(path)
        if real == str(self.canary) or (flags & WRITES and not self._is_free(real)):
            self.escapes.append(f"opened {path}")

    def _changed(self, event: str, arguments: tuple[Any, ...]) -> None:
        named = [os.fsdecode(each) for each in arguments if isinstance(each, (str, bytes, os.PathLike))]
        paths = [os.path.realpath(each) for each in named if each.startswith("/")]
        if event not in CHANGES or not all(map(self._is_free, paths)):
            self.escapes.append(f"{event} {arguments}")

    def _is_free(self, path: str) -> bool:
        free = (str(self.out), str(self.folder / "home"))
        return path == "/dev/null" or any(path == each or path.startswith(f"{each}/") for each in free)


def judge(sandbox: Sandbox, hostile: Seed, number: int) -> Verdict:
    """Read one input, use it as a run would, and say how it fared."""
    path = sandbox.folder / "in" / hostile.name
    path.write_bytes(sandbox.prepared(hostile.data))
    with sandbox.watched():
        verdict = _tried(USES[hostile.kind], path, sandbox, Random(number))
    path.unlink()
    return Verdict("escaped", "; ".join(sandbox.escapes[:3])) if sandbox.escapes else verdict


def _tried(use: "Use", path: Path, sandbox: Sandbox, random: Random) -> Verdict:
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        use(path, sandbox, random)
        return Verdict("parsed")
    except ToolkitError as error:
        said = str(error)
        return Verdict("refused", said) if "\n" not in said else Verdict("crashed", f"several lines: {said!r}")
    except Hung as error:
        return Verdict("hung", _where(error))
    except Exception as error:
        return Verdict("crashed", f"{type(error).__name__}: {error}"[:150] + _where(error))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/toolkit/" in frame.filename] or list(frames)
    last = ours[-1]
    return f" at {last.filename.rpartition('/toolkit/')[2]}:{last.lineno} ({frames[-1].filename}:{frames[-1].lineno})"


def limit() -> None:
    """Bound the memory of this process, and let an alarm end what hangs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _alarm)


def _alarm(*_: object) -> None:
    raise Hung


Use = Callable[[Path, Sandbox, Random], None]


def _document(path: Path, sandbox: Sandbox, random: Random) -> None:
    """Translate as a run does, each sentence by itself, into the same format and into another."""
    known = documents.for_input(path.name)
    side = random.choice(("source", "source", "source", "target"))
    content = Content(str(path), path.read_bytes(), side=side if known.bilingual else "source")  # type: ignore[arg-type]
    units = known.read(content)
    done = [(unit, _copied(unit)) for unit in units]
    if known.filler:
        mark = random.choice(("review", "all", "none"))
        translated = [(unit, each) for unit, each in done if each]
        targets = filling.fill(Echo({}), translated, mark)  # type: ignore[arg-type]
        files.write(str(sandbox.out / path.name), known.fill(content, targets))
    export = random.choice([each for each in documents.FORMATS if each.writer])
    bitext = Bitext(path.name, units, tuple(each for _, copies in done for each in copies), RECIPE)
    files.write(str(sandbox.out / f"export{export.suffixes[0]}"), export.write(bitext))


def _copied(unit: Unit) -> tuple[Translation, ...]:
    return tuple(map(_copy, segmentation.segments(unit)))


def _copy(segment: Segment) -> Translation:
    return Translation(segment, " ".join(segment.source.split()))


def _glossary(path: Path, sandbox: Sandbox, random: Random) -> None:
    stacking.stack([path], default=False)


def _bitext(path: Path, sandbox: Sandbox, random: Random) -> None:
    pairs.read(str(path))


def _package(path: Path, sandbox: Sandbox, random: Random) -> None:
    installation.install_file(path)


def _rules(path: Path, sandbox: Sandbox, random: Random) -> None:
    rules = srx.read(path, str(path))
    srx.segments(Unit("p1", "قال د. سمير نعم. ثم ذهب! وماذا بعد؟ لا شيء."), rules)


def _settings(path: Path, sandbox: Sandbox, random: Random) -> None:
    settings.read(path)


USES: Mapping[str, Use] = {
    "document": _document,
    "glossary": _glossary,
    "bitext": _bitext,
    "package": _package,
    "rules": _rules,
    "settings": _settings,
}
