"""The long run of ``scripts/bench batch``, by itself: python _batch_flat.py FOLDER, which answers with JSON:
the seconds of the processor in the main process and in the worker, the most bytes of each.

FOLDER holds ``in`` with the files, and gets ``out``. A fake engine stands in for the model: it copies the source letter
by letter in Latin ones, so that nothing in it is at fault. Terms are found and reported, and none is enforced.
"""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import active_children
from pathlib import Path

from toolkit import batch
from toolkit.batch.jobs import Batch, Listener
from toolkit.engines import Decoding, Engine, Hypothesis, Request
from toolkit.jobs import Job

LATIN = str.maketrans("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئء،؛؟", "abtejhxdzrzsxsdtzagfqklmnhwyyhaiaweo,;?")
TEMPLATES = (
    "قرأ الطالب رقم {0} الكتاب في المكتبة قبل أن يعود إلى بيته مساء اليوم.",
    "بلغ عدد الزوار {0} زائر خلال شهر واحد، وهو أعلى من العدد المسجل في العام الماضي.",
    "أعلنت وزارة الصحة أن {0} شخص تلقوا اللقاح في المراكز التي افتتحت هذا الأسبوع.",
    "أوضح المهندس أن الجسر رقم {0} يحتاج إلى صيانة عاجلة لأن الأمطار أضرت بأعمدته.",
    "اجتمعت اللجنة للمرة {0} واتفقت على تأجيل التصويت حتى تصل بقية الوثائق.",
    "تنتج المزرعة {0} كيلوغرام من القمح كل سنة رغم قلة المياه في المنطقة.",
    "قال مجلس الأمن في القرار {0} إن وقف إطلاق النار يجب أن يبدأ فورا.",
    "وصلت السفينة {0} إلى الميناء محملة بالأدوية والأغذية لسكان المدن المحاصرة.",
)


@dataclass(frozen=True, slots=True)
class FakeEngine:
    """An engine that costs next to nothing; see ``Engine``."""

    name: str = "fake"
    fingerprint: str = "0"
    annotates: bool = False
    limit: int = 100

    def size(self, text: str) -> int:
        return text.count(" ") + 1

    def spellable(self, targets: Sequence[str]) -> list[bool]:
        return [True] * len(targets)

    def translate(self, requests: Sequence[Request], decoding: Decoding) -> list[tuple[Hypothesis, ...]]:
        return [(Hypothesis(request.source.translate(LATIN), -0.5),) for request in requests]

    def score(self, requests: Sequence[Request], targets: Sequence[str]) -> list[float]:
        return [-0.5] * len(requests)


def write(folder: Path, segments: int, size: int) -> None:
    """Write different segments, one a line, into files of a size."""
    folder.mkdir(parents=True)
    for first in range(0, segments, size):
        lines = _lines(first, min(first + size, segments))
        with (folder / f"{first:08}.ar.txt").open("w", encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for line in lines)


def _lines(first: int, end: int) -> Iterator[str]:
    return (TEMPLATES[number % len(TEMPLATES)].format(number + 10) for number in range(first, end))


def engine() -> Engine:
    return FakeEngine()


def main() -> None:
    folder = Path(sys.argv[1])
    peaks: dict[int, int] = {}
    seconds: dict[int, float] = {}

    def look(_: object) -> None:
        for worker in active_children():
            if worker.pid and (peak := _peak(worker.pid)):
                peaks[worker.pid], seconds[worker.pid] = peak, seconds_of(worker.pid)

    job = Job((str(folder / "in"),), str(folder / "out"), enforce=False, threads=1)
    before = time.process_time()
    batch.run(Batch(job, workers=1), Listener(progress=look), engine)
    main_seconds = time.process_time() - before
    print(json.dumps([main_seconds, sum(seconds.values()), _peak("self"), max(peaks.values())]))


def _peak(process: int | str) -> int:
    """Give the most bytes that a process ever had in memory; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def seconds_of(process: int) -> float:
    """Give the user and system time of a process; a tick is a hundredth of a second."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


if __name__ == "__main__":
    main()
