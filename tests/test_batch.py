"""A batch survives what befalls it: kills, edits, broken segments and ledgers; and does nothing twice."""

import fcntl
import os
import shutil
import signal
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests import batches
from toolkit import batch
from toolkit.batch import ledger, standing
from toolkit.batch.executors import Reply
from toolkit.batch.jobs import Batch, Listener, Progress
from toolkit.batch.ledger import File
from toolkit.batch.workers import Call, perform
from toolkit.documents import text
from toolkit.engines import Engine
from toolkit.errors import InputError, OutputError, ToolkitError, UsageError
from toolkit.jobs import Job

LINES = batches.sentences(40)


@dataclass
class Here:
    """An executor that performs calls in this process."""

    engine: Engine
    calls: deque[tuple[int, Call]] = field(default_factory=deque)
    full = False

    def submit(self, number: int, call: Call) -> None:
        self.calls.append((number, call))

    def receive(self) -> Reply:
        number, call = self.calls.popleft()
        return Reply(number, perform(call, self.engine))

    def close(self) -> None:
        self.calls.clear()


@contextmanager
def executor(*_: object) -> Iterator[Here]:
    """Stand in for the processes."""
    yield Here(batches.engine())


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Perform calls in this process; give the file in which the engine notes what it translates."""
    monkeypatch.setattr(batch, "_executor", executor)
    monkeypatch.setenv("BATCH_LOG", str(tmp_path / "log"))
    return tmp_path / "log"


@pytest.fixture
def site(tmp_path: Path) -> Batch:
    """Two files, and a glossary of two entries."""
    source = tmp_path / "in"
    (source / "deep").mkdir(parents=True)
    (source / "a.txt").write_text("\n\n".join(LINES[:20]), "utf-8")
    (source / "deep" / "b.md").write_text("\n\n".join(f"**{line}**" for line in LINES[20:]), "utf-8")
    (tmp_path / "terms.tsv").write_text(batches.GLOSSARY, "utf-8")
    job = Job((str(source),), str(tmp_path / "out"), glossaries=(tmp_path / "terms.tsv",), default_glossary=False)
    return Batch(job, workers=1, chunk=8)


def out(site: Batch) -> Path:
    return Path(site.job.output)


def run(site: Batch) -> dict[str, str]:
    """Run a batch; give the state of each file."""
    seen: list[File] = []
    batch.run(site, Listener(record=seen.append), batches.engine)
    return {file.path: file.state for file in seen}


def work(log: Path) -> list[str]:
    """Give what was translated since this was asked last, each source once."""
    found = list(dict.fromkeys(batches.translated(log)))
    log.unlink(missing_ok=True)
    return found


def test_only_outputs_and_the_ledger_are_left(here: Path, site: Batch) -> None:
    assert run(site) == {"a.en.txt": "done", "deep/b.md": "done"}
    left = sorted(path.name for path in out(site).rglob("*"))
    assert left == [".toolkit.sqlite", "a.en.txt", "b.md", "deep"]


def test_nothing_is_done_for_what_did_not_change(here: Path, site: Batch) -> None:
    run(site)
    before = batches.outputs(out(site))
    assert len(work(here)) == len(LINES)
    run(site)
    assert (work(here), batches.outputs(out(site))) == ([], before)


def test_of_a_changed_file_the_other_segments_are_taken_over(here: Path, site: Batch) -> None:
    run(site)
    work(here)
    path = Path(site.job.inputs[0]) / "a.txt"
    path.write_text(path.read_text("utf-8").replace(LINES[3], "هذا سطر جديد."), "utf-8")
    run(site)
    assert work(here) == ["هذا سطر جديد."]


def test_an_edited_entry_redoes_the_segments_where_it_matched(here: Path, site: Batch) -> None:
    run(site)
    work(here)
    site.job.glossaries[0].write_text(batches.GLOSSARY.replace("transport company", "carrier"), "utf-8")
    run(site)
    matching = [line for line in LINES if "شركة النقل" in line]
    assert sorted(work(here)) == sorted(matching) != []


def test_what_is_alike_is_translated_once(here: Path, site: Batch) -> None:
    again = Path(site.job.inputs[0]) / "again.txt"
    again.write_text("\n\n".join(LINES[:20] * 2), "utf-8")
    run(site)
    with ledger.read(out(site)) as book:
        assert book.counts()[0] == len(LINES)


def test_an_edited_output_is_not_overwritten_unless_forced(here: Path, site: Batch) -> None:
    run(site)
    made = batches.outputs(out(site))
    (out(site) / "a.en.txt").write_text("mine", "utf-8")
    assert run(site)["a.en.txt"] == "kept"
    assert (out(site) / "a.en.txt").read_text() == "mine"
    assert run(replace(site, force=True))["a.en.txt"] == "done"
    assert batches.outputs(out(site)) == made
    assert not batch.resumed(out(site)).force


def test_a_foreign_file_in_the_place_of_an_output_is_kept(here: Path, site: Batch) -> None:
    out(site).mkdir()
    (out(site) / "a.en.txt").write_text("mine", "utf-8")
    assert run(site) == {"a.en.txt": "kept", "deep/b.md": "done"}


def test_a_deleted_output_is_made_again_without_the_engine(here: Path, site: Batch) -> None:
    run(site)
    work(here)
    made = batches.outputs(out(site))
    (out(site) / "a.en.txt").unlink()
    run(site)
    assert (work(here), batches.outputs(out(site))) == ([], made)


def test_a_segment_at_which_the_engine_raises_fails_alone(here: Path, site: Batch) -> None:
    path = Path(site.job.inputs[0]) / "a.txt"
    bad = f"هذا نص {batches.RAISES} المحرك."
    path.write_text("\n\n".join([*LINES[:5], bad, *LINES[5:10]]), "utf-8")
    tally = batch.run(site, maker=batches.engine)
    made = (out(site) / "a.en.txt").read_text("utf-8").split("\n\n")
    assert (tally.failed, tally.unusable) == (1, False)
    assert [number for number, text in enumerate(made) if text == bad] == [5]
    work(here)
    run(site)
    assert work(here) == [bad]


def test_an_input_that_cannot_be_read_does_not_stop_the_others(here: Path, site: Batch) -> None:
    (Path(site.job.inputs[0]) / "a.docx").write_bytes(b"PK\3\4 no zip")
    seen: list[File] = []
    tally = batch.run(site, Listener(record=seen.append), batches.engine)
    assert [file.state for file in seen] == ["unreadable", "done", "done"]
    assert tally.unusable
    assert "a.docx" in seen[0].message


def test_an_output_that_cannot_be_filled_does_not_stop_the_others(
    here: Path, site: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        raise ValueError("no such place")

    monkeypatch.setattr("toolkit.documents.markdown.document.fill", broken)
    assert run(site) == {"a.en.txt": "done", "deep/b.md": "unreadable"}


def test_a_run_that_ends_goes_on(here: Path, site: Batch) -> None:
    run(site)
    whole, every = batches.outputs(out(site)), work(here)
    shutil.rmtree(out(site))

    def stop(_: Progress) -> None:
        raise KeyboardInterrupt

    done = []
    for _ in range(9):
        with pytest.raises(KeyboardInterrupt):
            batch.run(site, Listener(progress=stop), batches.engine)
        done += work(here)
    run(batch.resumed(out(site)))
    done += work(here)
    assert batches.outputs(out(site)) == whole
    assert sorted(done) == sorted(every)


def test_what_a_killed_run_was_writing_is_cleared(here: Path, site: Batch) -> None:
    (out(site) / "deep").mkdir(parents=True)
    (out(site) / "deep" / ".toolkit-1.tmp").write_text("half")
    run(site)
    assert not list(out(site).rglob("*.tmp"))


def test_a_second_run_is_refused_while_one_is_at_work(here: Path, site: Batch) -> None:
    run(site)
    assert not standing.read(out(site)).running
    with ledger.opened(out(site)):
        assert standing.read(out(site)).running
        with pytest.raises(OutputError, match="another run is at work"):
            run(site)
    run(site)


def test_status_does_not_keep_a_run_from_beginning(site: Batch) -> None:
    out(site).mkdir()
    with ledger.opened(out(site)):
        pass
    with (out(site) / ledger.NAME).open("rb") as looking:
        fcntl.flock(looking, fcntl.LOCK_SH)
        threading.Timer(0.1, fcntl.flock, (looking, fcntl.LOCK_UN)).start()
        with ledger.opened(out(site)):
            pass


@pytest.mark.parametrize(
    ("start", "data", "said"),
    [
        (0, b"garbage " * 2, "is no ledger"),
        (68, b"abcd", "of another program"),
        (60, bytes([0, 0, 0, 99]), "newer toolkit"),
        (4096, bytes(4096), "damaged"),
    ],
)
def test_a_corrupt_ledger_is_told_and_left_alone(here: Path, site: Batch, start: int, data: bytes, said: str) -> None:
    run(site)
    path = out(site) / ledger.NAME
    broken = bytearray(path.read_bytes())
    broken[start : start + len(data)] = data
    path.write_bytes(broken)
    with pytest.raises(InputError, match=said):
        run(site)
    assert path.read_bytes() == broken


def test_a_changed_translation_in_the_ledger_is_told(here: Path, site: Batch) -> None:
    run(site)
    (out(site) / "a.en.txt").unlink()
    with sqlite3.connect(out(site) / ledger.NAME) as connection:
        connection.execute("UPDATE segment SET result = replace(result, 'a', 'b')")
    connection.close()
    with pytest.raises(InputError, match="is damaged"):
        run(site)


def test_an_empty_ledger_overwrites_nothing(here: Path, site: Batch) -> None:
    run(site)
    (out(site) / "a.en.txt").write_text("mine", "utf-8")
    (out(site) / ledger.NAME).write_bytes(b"")
    assert run(site)["a.en.txt"] == "kept"


def test_a_full_disk_is_told_and_nothing_is_lost(here: Path, site: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("toolkit.documents.files.replace", full)
        with pytest.raises(OutputError, match="No space left"):
            run(site)
    work(here)
    assert set(run(site).values()) == {"done"}
    assert not set(work(here)) & set(LINES[:20])


def test_a_batch_that_cannot_be_meant_is_refused(site: Batch) -> None:
    with pytest.raises(UsageError):
        run(replace(site, job=replace(site.job, consistent=True)))
    with pytest.raises(ToolkitError):
        batch.resumed(out(site))


def test_the_rate_survives_a_clock_that_jumps() -> None:
    found = standing.Standing((), 1, 2, 10, 20, 5, 0, 0, 1000.0, 0, True)
    assert (found.rate(0.0), found.left(0.0)) == (0.0, None)
    assert "0.0 segments" in found.text(0.0)


def test_segments_that_end_their_worker_fail_alone(site: Batch) -> None:
    path = Path(site.job.inputs[0]) / "a.txt"
    bad = [f"هذا نص {word} المحرك." for word in (batches.EXITS, batches.DIES)]
    path.write_text("\n\n".join([bad[0], *LINES[:3], bad[1]]), "utf-8")
    tally = batch.run(replace(site, chunk=2), maker=batches.engine)
    made = (out(site) / "a.en.txt").read_text("utf-8").split("\n\n")
    assert tally.failed == 2
    assert [number for number, text in enumerate(made) if text in bad] == [0, 4]


def test_a_worker_that_is_killed_from_outside_costs_nothing(monkeypatch: pytest.MonkeyPatch, site: Batch) -> None:
    monkeypatch.setenv("BATCH_DELAY", "0.01")
    killed = []

    def kill(_: Progress) -> None:
        staff = _children()
        if staff and not killed:
            killed.append(staff[-1])
            os.kill(staff[-1], signal.SIGKILL)

    tally = batch.run(site, Listener(progress=kill), batches.engine)
    assert (len(killed), tally.failed, dict(tally.states)) == (1, 0, {"done": 2})
    assert not _children()


@pytest.mark.parametrize(("sign", "status"), [(signal.SIGKILL, -9), (signal.SIGTERM, -15), (signal.SIGINT, 130)])
def test_a_run_that_is_killed_goes_on_with_the_same_bytes(tmp_path: Path, site: Batch, sign: int, status: int) -> None:
    words = ("run", *site.job.inputs, "-o", site.job.output, "--workers", 1)
    process = batches.start(*words, log=tmp_path / "log", delay=0.02, chunk=4)
    while process.poll() is None and len(batches.translated(tmp_path / "log")) < 12:
        time.sleep(0.01)
    os.killpg(process.pid, sign) if sign == signal.SIGINT else process.send_signal(sign)
    said = process.communicate()[1]
    assert (process.returncode, "Traceback" in said) == (status, False), said
    assert batches.is_alone(process)
    assert batches.finish("resume", site.job.output, log=tmp_path / "log")[0] == 0
    assert sorted(path.name for path in out(site).rglob("*")) == [".toolkit.sqlite", "a.en.txt", "b.md", "deep"]
    expected = replace(
        site, job=replace(site.job, output=str(tmp_path / "whole"), glossaries=(), default_glossary=True)
    )
    made = batches.outputs(out(site))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "_executor", executor)
        run(expected)
    assert made == batches.outputs(tmp_path / "whole")


def _children() -> list[int]:
    text = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    return [int(each) for each in text if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()]


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
@pytest.mark.usefixtures("here")
def test_a_long_text_is_read_and_written_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    """What comes out is what would come out of the whole, line for line, and counted together."""
    lines = [f"وصل الوفد رقم {number}." if number % 3 else "" for number in range(25)]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("\r\n".join(lines) + ending, encoding="utf-8", newline="")
    outputs = []
    for part in (10_000, 4, 5, 1):
        monkeypatch.setattr(text, "PART", part)
        job = Job((str(tmp_path / "in"),), str(tmp_path / f"out{part}"), default_glossary=False)
        told: list[File] = []
        batch.run(Batch(job, workers=1, chunk=3), Listener(record=told.append), batches.engine)
        outputs.append((tmp_path / f"out{part}" / "a.en.txt").read_bytes())
        assert [(each.state, each.segments) for each in told] == [("done", 16)]

    assert len(set(outputs)) == 1
    assert outputs[0].count(b"\n") == 24 + bool(ending)


def test_what_is_left_is_shared_among_the_workers(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("\n".join(batches.sentences(300)), encoding="utf-8")
    sizes: list[int] = []
    monkeypatch.setattr(Here, "submit", lambda self, *call: (sizes.append(len(call[1].tasks)), self.calls.append(call)))
    batch.run(Batch(Job((str(tmp_path / "a.txt"),), str(tmp_path / "out"), default_glossary=False), workers=3))

    assert len(sizes) == 3
    assert max(sizes) - min(sizes) <= 2


@pytest.mark.usefixtures("here")
def test_a_batch_of_a_list_goes_on_from_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Path("a.txt").write_text(LINES[0], encoding="utf-8")
    Path("list.txt").write_text("a.txt\n", encoding="utf-8")
    batch.run(Batch(Job(("@list.txt",), "out", default_glossary=False)))
    made = Path("out/a.en.txt").read_bytes()
    Path("out/a.en.txt").unlink()
    monkeypatch.chdir(tmp_path)

    assert batch.run(batch.resumed(Path("work/out"))).states == (("done", 1),)
    assert Path("work/out/a.en.txt").read_bytes() == made


def test_standard_input_cannot_be_read_twice(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="translate reads stdin"):
        batch.run(Batch(Job(("-",), str(tmp_path / "out"), default_glossary=False)))
