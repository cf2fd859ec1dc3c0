"""Batches on Ray: what the executor does with its actors, told from a stand-in; and a real cluster where Ray is."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests import batches
from tests.batches import engine
from toolkit import batch
from toolkit.batch import cluster
from toolkit.batch.cluster import Cluster
from toolkit.batch.executors import DEATHS, Reply
from toolkit.batch.jobs import Batch
from toolkit.batch.workers import Broken, Translate
from toolkit.engines import Engine
from toolkit.errors import InputError, ModelError, UsageError
from toolkit.jobs import Job

CALL = Translate((), 1, True)


class RayError(Exception):
    """Stands in for Ray's: the actor is lost."""


class InitError(RayError):
    """Stands in for Ray's: the actor could not be made."""

    actor_init_failed = True


class RayTaskError(RayError):
    """Stands in for Ray's: the actor's code raised."""


@dataclass
class Ray:
    """A stand-in for the module: an actor works when it is waited for, and dies where its turn is in ``dying``."""

    dying: Sequence[int] = ()
    starts: bool = True
    exceptions: Any = field(default_factory=lambda: SimpleNamespace(RayError=RayError, RayTaskError=RayTaskError))
    hired: int = 0
    killed: int = 0
    performed: int = 0
    most: int = 0
    owed: dict[object, Any] = field(default_factory=dict)

    def remote(self, **options: Any) -> Any:
        assert options == {"num_cpus": 2, "max_restarts": 0}
        return lambda kind: SimpleNamespace(remote=lambda *given: self._actor(kind(*given)))

    def _actor(self, made: Any) -> Any:
        self.hired += 1
        return SimpleNamespace(
            begin=SimpleNamespace(remote=lambda: self._owe(made.begin)),
            perform=SimpleNamespace(remote=lambda call: self._owe(lambda: self._perform(made, call))),
        )

    def _owe(self, work: Any) -> object:
        owed = object()
        self.owed[owed] = work
        self.most = max(self.most, len(self.owed))
        return owed

    def _perform(self, made: Any, call: Any) -> Any:
        self.performed += 1
        if self.performed in self.dying:
            raise RayError
        return made.perform(call)

    def wait(self, owed: list[object], num_returns: int, timeout: float) -> tuple[list[object], list[object]]:
        return (owed[:1], owed[1:]) if self.starts else ([], owed)

    def get(self, owed: object) -> Any:
        return self.owed.pop(owed)()

    def kill(self, actor: Any) -> None:
        self.killed += 1


def executor(ray: Ray, maker: Any = engine, workers: int = 2) -> Cluster:
    """Make an executor on a stand-in."""
    return Cluster(ray, maker, workers, 2, cluster.signature(engine()))


def broken_model() -> Engine:
    """Fail as a package that is missing does."""
    raise ModelError("no package is there", "ar_en")


def received(some: Cluster, calls: int) -> dict[int, Reply]:
    """Submit calls and wait for all."""
    replies = {}
    for number in range(1, calls + 1):
        while some.full:
            reply = some.receive()
            replies[reply.number] = reply
        some.submit(number, CALL)
    while len(replies) < calls:
        reply = some.receive()
        replies[reply.number] = reply
    return replies


def test_each_call_is_answered_and_no_more_are_on_their_way_than_there_are_actors() -> None:
    ray = Ray()

    replies = received(executor(ray), 9)

    assert {number: Reply(number, ()) for number in range(1, 10)} == replies
    assert (ray.hired, ray.most) == (2, 2)


def test_an_actor_that_dies_is_replaced_and_its_call_done_again() -> None:
    ray = Ray(dying=(3,))

    replies = received(executor(ray), 5)

    assert {each.answer for each in replies.values()} == {()}
    assert (ray.hired, ray.killed, ray.performed) == (3, 1, 6)


def test_a_call_that_no_two_actors_survive_is_broken() -> None:
    ray = Ray(dying=(1, 2))

    replies = received(executor(ray, workers=1), 2)

    assert [replies[1].answer, replies[2].answer] == [Broken("its worker died"), ()]


def test_a_cluster_on_which_all_die_is_given_up() -> None:
    some = executor(Ray(dying=range(1, 1000)))
    with pytest.raises(ModelError, match=f"{DEATHS + 1} workers died"):
        received(some, 60)


def test_a_cluster_without_a_free_processor_is_given_up() -> None:
    some = executor(Ray(starts=False))
    with pytest.raises(ModelError, match="no worker could start in 600 seconds: has the cluster 2 free processors"):
        received(some, 1)


def test_a_model_that_a_worker_cannot_load_is_said_as_it_is() -> None:
    with pytest.raises(ModelError, match="ar_en: no package is there"):
        received(executor(Ray(), broken_model), 1)


def test_a_worker_with_another_model_is_refused() -> None:
    some = Cluster(Ray(), engine, 1, 2, "toolkit 0.0 with another@1")
    with pytest.raises(ModelError, match="phrase-book@0, this machine toolkit 0.0 with another@1; make them the same"):
        received(some, 1)


def test_a_worker_whose_code_fails_ends_the_run() -> None:
    def failing() -> Engine:
        raise RayTaskError("traceback\nModuleNotFoundError: No module named 'tests'")

    with pytest.raises(ModelError, match="cannot work: ModuleNotFoundError: No module named 'tests'"):
        received(executor(Ray(), failing), 1)


def test_a_machine_without_toolkit_ends_the_run_at_once() -> None:
    def failing() -> Engine:
        raise InitError("traceback\nModuleNotFoundError: No module named 'toolkit'")

    ray = Ray()
    with pytest.raises(ModelError, match="cannot begin: ModuleNotFoundError: No module named 'toolkit'"):
        received(executor(ray, failing, workers=1), 1)

    assert ray.hired == 1


def test_closing_kills_the_actors() -> None:
    ray = Ray()
    some = executor(ray)
    received(some, 3)

    some.close()

    assert ray.killed == ray.hired == 2


def test_without_ray_the_extra_is_named_before_anything_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    job = Batch(Job(inputs=(str(tmp_path),), output=str(tmp_path / "out")), ray="local")

    with pytest.raises(UsageError, match=r"--ray wants Ray: pip install 'toolkit\[cluster\]'"):
        batch.run(job, maker=engine)

    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (subprocess.TimeoutExpired("ray", cluster.REACH), "no Ray cluster answers there"),
        (
            subprocess.CalledProcessError(1, "ray", stderr="traceback\nray.exceptions.AuthenticationError: no\n"),
            "wants its token: set RAY_AUTH_MODE=token",
        ),
        (
            subprocess.CalledProcessError(1, "ray", stderr="traceback\nRuntimeError: Ray version mismatch\n"),
            "no cluster could be joined: RuntimeError: Ray version mismatch",
        ),
    ],
)
def test_a_cluster_that_does_not_let_in_is_said_before_it_is_joined(
    monkeypatch: pytest.MonkeyPatch, failure: Exception, said: str
) -> None:
    def run(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setitem(sys.modules, "ray", SimpleNamespace())
    monkeypatch.setattr(subprocess, "run", run)

    with pytest.raises(InputError, match=f"--ray here:1: {said}"), cluster.opened("here:1", engine, 1, 1, ""):
        pass


def test_a_run_that_is_terminated_leaves_its_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    before, left = signal.getsignal(signal.SIGTERM), []
    ray = SimpleNamespace(
        init=lambda **_: signal.signal(signal.SIGTERM, lambda number, _: sys.exit(1)),
        cluster_resources=lambda: {"CPU": 5.0},
        shutdown=lambda: left.append("cluster"),
        exceptions=SimpleNamespace(RayError=RayError),
    )
    monkeypatch.setitem(sys.modules, "ray", ray)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: None)

    with pytest.raises(SystemExit) as ended, cluster.opened("auto", engine, 0, 2, "") as some:
        assert some.workers == 2
        os.kill(os.getpid(), signal.SIGTERM)

    assert (ended.value.code, left, signal.getsignal(signal.SIGTERM)) == (143, ["cluster"], before)


def test_what_is_no_address_is_refused() -> None:
    pytest.importorskip("ray")
    with (
        pytest.raises(UsageError, match="--ray ray://here:1: is no HOST:PORT of a cluster, auto or local"),
        cluster.opened("ray://here:1", engine, 1, 1, ""),
    ):
        pass


@pytest.mark.enable_socket
def test_where_no_cluster_is_found_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    monkeypatch.setenv("RAY_ADDRESS", "")
    monkeypatch.setenv("RAY_TMPDIR", str(tmp_path))
    monkeypatch.setattr(cluster, "REACH", 6)
    with (
        pytest.raises(InputError, match="--ray auto: no (cluster could be joined|Ray cluster answers)"),
        cluster.opened("auto", engine, 1, 1, ""),
    ):
        pass


@pytest.mark.enable_socket
def test_a_cluster_makes_the_same_bytes_and_leaves_nothing_behind(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    source = batches.tree(tmp_path / "in", 60, 6)

    status, said = batches.finish("run", source, "-o", tmp_path / "here", "--workers", 1)
    ray = batches.start("run", source, "-o", tmp_path / "ray", "--workers", 1, "--ray", "local")
    _, said = ray.communicate()

    assert (status, ray.returncode) == (0, 0), said
    assert batches.outputs(tmp_path / "here") == batches.outputs(tmp_path / "ray")
    assert sorted(path.name for path in (tmp_path / "here").iterdir()) == sorted(
        path.name for path in (tmp_path / "ray").iterdir()
    )
    assert batches.is_alone(ray, 10)
