"""Batches to break: a tree of files, an engine that counts what it translates and breaks when asked to, and the CLI.

``python -m tests.batches run IN -o OUT`` is ``toolkit batch run IN -o OUT`` with that engine, which is set by
variables of the environment: ``BATCH_LOG``, a file for what was translated; ``BATCH_DELAY``, seconds for a segment;
``BATCH_CHUNK``, the segments of a chunk; ``BATCH_CLOCK``, seconds by which each look at the clock goes wrong.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from random import Random

from tests.fakes import PhraseBook
from tests.hostile.seeds import CASES, seeds
from toolkit import batch, cli
from toolkit.batch import ledger, workers
from toolkit.commands import batch as command
from toolkit.engines import Decoding, Hypothesis, Request

ROOT = Path(__file__).parents[1]
PEOPLE = ("الوزير", "المهندس", "مدير الميناء", "رئيس البلدية", "الطبيب", "المعلمة", "قائد السفينة", "عضو الوفد")
ACTS = ("زار", "افتتح", "وصف", "راجع", "صور", "ذكر", "فحص", "شاهد", "اختار", "رسم")
THINGS = ("المدرسة الجديدة", "الجسر القديم", "السوق", "شركة النقل", "الحديقة", "محطة القطار", "المكتبة", "الطريق")
RAISES, EXITS, DIES = "يثير", "يخرج", "يموت"
"""Words at which the engine raises, ends its process, and kills it."""
GLOSSARY = "source\ttarget\nشركة النقل\ttransport company\nعضو الوفد\tdelegate\n"
FILLED = ("app.ar.json", "film.ar.srt", "guide.md", "news.html", "site.po", "shop.xlf", "strings.xml", "site.tsv")


class Breaking(PhraseBook):
    """An engine that spells Arabic letters by numbers, slowly, and notes each source that it translates."""

    def translate(self, requests: Sequence[Request], decoding: Decoding) -> list[tuple[Hypothesis, ...]]:
        note([request.source for request in requests])
        for request in requests:
            time.sleep(float(os.environ.get("BATCH_DELAY", "0")))
            _break(request.source)
        return super().translate(requests, decoding)

    def _texts(self, request: Request) -> Sequence[str]:
        return [" ".join(map(_spelt, request.source.split()))]


def note(sources: Sequence[str]) -> None:
    """Append sources to the log, in one step."""
    if path := os.environ.get("BATCH_LOG"):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(descriptor, "".join(f"{source}\n" for source in sources).encode())
        os.close(descriptor)


def _break(source: str) -> None:
    if RAISES in source:
        raise RuntimeError("the engine broke")
    if EXITS in source:
        os._exit(9)
    if DIES in source:
        os.kill(os.getpid(), signal.SIGKILL)


def _spelt(word: str) -> str:
    return "".join(chr(ord("a") + ord(letter) % 26) if letter.isalpha() else letter for letter in word)


def engine() -> Breaking:
    """Make the engine; a worker can import this."""
    return Breaking({}, obeys=False)


def load(model: str, threads: int) -> Breaking:
    """Stand in for ``workers.load``."""
    return engine()


def sentences(count: int, seed: int = 1) -> list[str]:
    """Compose sentences, all different."""
    random = Random(seed)
    every = [f"{act} {person} {thing}." for act in ACTS for person in PEOPLE for thing in THINGS]
    return random.sample(every, count)


def tree(folder: Path, count: int = 600, parts: int = 12) -> Path:
    """Write files of many formats, with so many composed sentences in plain, marked and keyed text."""
    folder.mkdir(parents=True)
    (folder / "deep" / "er").mkdir(parents=True)
    lines = sentences(count)
    share = count // parts
    for number in range(parts):
        own = lines[number * share : (number + 1) * share]
        name, text = _document(number, own)
        (folder / ("deep/er" if number % 4 == 3 else "") / name).write_text(text, "utf-8")
    for name in FILLED:
        (folder / "deep" / name).write_bytes((CASES / "documents" / name).read_bytes())
    (folder / "report.docx").write_bytes(next(seed.data for seed in seeds() if seed.name == "report.docx"))
    return folder


def _document(number: int, lines: Sequence[str]) -> tuple[str, str]:
    if number % 3 == 0:
        return f"text{number}.ar.txt", "\n\n".join(lines) + "\n"
    if number % 3 == 1:
        return f"page{number}.md", "# عنوان الصفحة\n\n" + "\n\n".join(
            f"- **{line[:-1]}** اليوم." for line in lines
        ) + "\n"
    paragraphs = "\n".join(f"<p>{line[:-1]} <a href='x'>هنا</a>.</p>" for line in lines)
    return f"site{number}.html", f'<!DOCTYPE html>\n<html lang="ar"><body>\n{paragraphs}\n</body></html>\n'


def outputs(folder: Path) -> dict[str, bytes]:
    """Read everything in a folder but its ledger."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != ledger.NAME)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def translated(log: Path) -> Counter[str]:
    """Count the sources that were translated."""
    return Counter(log.read_text("utf-8").splitlines() if log.exists() else ())


def start(*words: object, **surroundings: object) -> "subprocess.Popen[str]":
    """Start ``toolkit batch`` with the engine, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.batches", *map(str, words)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=_surroundings(surroundings),
        text=True,
        start_new_session=True,
    )


def finish(*words: object, **surroundings: object) -> tuple[int, str]:
    """Run ``toolkit batch`` with the engine to its end: its status, and what it said on stderr."""
    process = start(*words, **surroundings)
    _, said = process.communicate(timeout=300)
    return process.returncode, said


def _surroundings(given: Mapping[str, object]) -> dict[str, str]:
    return {
        **os.environ,
        "OMP_NUM_THREADS": "1",
        **{f"BATCH_{name.upper()}": str(each) for name, each in given.items()},
    }


def staff(process: "subprocess.Popen[str]") -> list[int]:
    """List the processes that are alive in the session of one that was started, itself left out."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split() if entry.name.isdigit() else []
        except OSError:
            continue
        if fields and fields[0] not in "ZX" and int(fields[3]) == process.pid != int(entry.name):
            found.append(int(entry.name))
    return sorted(found)


def is_alone(process: "subprocess.Popen[str]", patience: float = 5.0) -> bool:
    """Tell whether all that a process started has ended, or ends in so many seconds."""
    end = time.monotonic() + patience
    while staff(process):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def _jumping(seconds: float, random: Random) -> float:
    return _TIME() + random.uniform(-seconds, seconds)


_TIME = time.time


def main() -> None:
    """Run the command line with the engine."""
    if clock := os.environ.get("BATCH_CLOCK"):
        time.time = partial(_jumping, float(clock), Random(1))
    if os.environ.get("BATCH_ENGINE") != "embedded":
        workers.load = load
    command.Batch = partial(batch.Batch, chunk=int(os.environ.get("BATCH_CHUNK", "16")))  # type: ignore[misc]
    sys.exit(cli.run(["batch", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
