"""Where calls are performed: actors of a Ray cluster. Only this module knows Ray, and only while it is used."""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import toolkit
from toolkit.batch.executors import DEATHS, Reply
from toolkit.batch.workers import Answer, Broken, Call, EngineMaker, perform
from toolkit.engines import Engine
from toolkit.errors import InputError, ModelError, ToolkitError, UsageError

LOCAL = "local"
"""The address of a cluster that is started here, and ends with the run."""
AUTO = "auto"
"""The address of the cluster that this machine is part of."""
SHARD = 2000
"""Segments that are sent together: a transfer costs nothing beside them, and one death costs no more than them."""
REACH = 20
"""Seconds in which a cluster has to answer."""
PATIENCE = 600
"""Seconds in which the first worker has to start; a cluster may have to grow for it."""
WANTED = "wants its token: set RAY_AUTH_MODE=token, and RAY_AUTH_TOKEN where it is not that of ~/.ray/auth_token"
"""What is said of a cluster that asks for a token; Ray sends its own to none that is named by its address."""
_STORE = 1 << 28
"""Bytes of memory for calls and answers on their way in a cluster that starts here."""


class Actor:
    """A worker of a cluster: it holds an engine, and performs one call after the other."""

    def __init__(self, maker: EngineMaker) -> None:
        self._maker = maker
        self._engine: Engine | None = None

    def begin(self) -> str | ToolkitError:
        """Load the engine; say which it is, or why there is none."""
        try:
            self._engine = self._maker()
        except ToolkitError as error:
            return error
        return signature(self._engine)

    def perform(self, call: Call) -> Answer:
        """Perform a call; whatever goes wrong is an answer."""
        return perform(call, self._engine) if self._engine else Broken("its worker has no engine")


def signature(engine: Engine) -> str:
    """Say what has to be the same on all machines."""
    return f"toolkit {toolkit.__version__} with {engine.name}@{engine.fingerprint}"


@dataclass(slots=True)
class _Hired:
    """An actor with the result it owes: that of its beginning, or of a call."""

    actor: Any
    owed: Any
    begun: bool = False
    number: int | None = None
    call: Call | None = None


@dataclass(slots=True)
class Cluster:
    """An executor of actors, one call on its way to each; those that die are replaced, and their calls done again.

    ``ray`` is the module, ``threads`` what an actor takes of a machine's processors, ``expected`` the signature of the
    engine that each must have loaded.
    """

    ray: Any
    engine: EngineMaker
    workers: int
    threads: int
    expected: str
    _staff: list[_Hired] = field(default_factory=list)
    _waiting: deque[tuple[int, Call]] = field(default_factory=deque)
    _lost: set[int] = field(default_factory=set)
    _given_up: deque[Reply] = field(default_factory=deque)
    _deaths: int = 0

    @property
    def full(self) -> bool:
        busy = sum(hired.number is not None for hired in self._staff)
        return busy + len(self._waiting) >= 2 * self.workers

    def submit(self, number: int, call: Call) -> None:
        self._waiting.append((number, call))
        if len(self._staff) < self.workers and all(hired.owed for hired in self._staff):
            self._hire()
        self._assign()

    def receive(self) -> Reply:
        while not self._given_up:
            hired = self._first()
            try:
                told = self.ray.get(hired.owed)
            except self.ray.exceptions.RayTaskError as error:
                raise ModelError(f"a worker of the cluster cannot work: {_lines(error)[-1]}") from error
            except self.ray.exceptions.RayError as error:
                if getattr(error, "actor_init_failed", False):
                    raise ModelError(f"a worker of the cluster cannot begin: {_lines(error)[-1]}") from error
                self._bury(hired)
                continue
            hired.owed = None
            if reply := self._heard(hired, told):
                return reply
        return self._given_up.popleft()

    def close(self) -> None:
        for hired in self._staff:
            self.ray.kill(hired.actor)
        self._staff.clear()

    def _first(self) -> _Hired:
        """Wait for the actor that is ready first."""
        owing = {hired.owed: hired for hired in self._staff if hired.owed}
        while True:
            ready, _ = self.ray.wait(list(owing), num_returns=1, timeout=PATIENCE)
            if ready:
                return owing[ready[0]]
            if not any(hired.begun for hired in owing.values()):
                raise ModelError(
                    f"no worker could start in {PATIENCE} seconds: has the cluster {self.threads} free processors?"
                )

    def _heard(self, hired: _Hired, told: Any) -> Reply | None:
        if isinstance(told, ToolkitError):
            raise told
        if not hired.begun and told != self.expected:
            raise ModelError(f"a worker of the cluster has {told}, this machine {self.expected}; make them the same")
        number, hired.begun, hired.number, hired.call = hired.number, True, None, None
        self._assign()
        if number is None:
            return None
        self._deaths = 0
        self._lost.discard(number)
        return Reply(number, told)

    def _bury(self, hired: _Hired) -> None:
        self.ray.kill(hired.actor)
        self._staff.remove(hired)
        self._deaths += 1
        if self._deaths > DEATHS:
            raise ModelError(f"{self._deaths} workers died one after the other; is there enough memory?")
        if hired.number is not None and hired.call:
            self._again(hired.number, hired.call)
        self._hire()
        self._assign()

    def _again(self, number: int, call: Call) -> None:
        """Have a call done again, once: machines go, whatever they are at."""
        if number in self._lost:
            self._lost.remove(number)
            self._given_up.append(Reply(number, Broken("its worker died")))
        else:
            self._lost.add(number)
            self._waiting.appendleft((number, call))

    def _hire(self) -> None:
        made = self.ray.remote(num_cpus=self.threads, max_restarts=0)(Actor).remote(self.engine)
        self._staff.append(_Hired(made, made.begin.remote()))

    def _assign(self) -> None:
        for hired in self._staff:
            if hired.begun and not hired.owed and self._waiting:
                hired.number, hired.call = self._waiting.popleft()
                hired.owed = hired.actor.perform.remote(hired.call)


@contextmanager
def opened(address: str, engine: EngineMaker, workers: int, threads: int, expected: str) -> Iterator[Cluster]:
    """Join a cluster, or start one, and leave it at the end; 0 workers are as many as its processors allow but one.

    Raises UsageError where Ray is missing or the address is none, InputError where no cluster answers.
    """
    ray = library()
    if address != LOCAL:
        _check_answers(address)
    here = {"num_cpus": workers * threads + 1, "object_store_memory": _STORE} if address == LOCAL else {}
    before = signal.getsignal(signal.SIGTERM)
    try:
        _join(ray, address, here)
        _on_termination(lambda number, _: sys.exit(128 + number))
        number = workers or max(1, (int(ray.cluster_resources().get("CPU", 0)) - 1) // threads)
        executor = Cluster(ray, engine, number, threads, expected)
        try:
            yield executor
        finally:
            executor.close()
    finally:
        ray.shutdown()
        _on_termination(before)


def _on_termination(handler: Any) -> None:
    """Say what SIGTERM does; Ray would end the run with statuses of its own. Only the main thread can."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, handler)


def library() -> Any:
    """Import Ray; raise UsageError where it is missing."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray
    except ImportError:
        raise UsageError("--ray wants Ray: pip install 'toolkit[cluster]'") from None
    return ray


def _join(ray: Any, address: str, here: dict[str, int]) -> None:
    quiet = {"include_dashboard": False, "log_to_driver": False, "logging_level": logging.ERROR}
    try:
        ray.init(address=address, namespace="toolkit", **quiet, **here)
    except (OSError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
        raise InputError(f"no cluster could be joined: {_lines(error)[0]}", f"--ray {address}") from error


def _check_answers(address: str) -> None:
    """Ask a cluster for a sign of life, in a process of its own: Ray ends the one that asks in vain."""
    if address != AUTO and (not address.rpartition(":")[2].isdecimal() or "/" in address):
        raise UsageError(f"is no HOST:PORT of a cluster, {AUTO} or {LOCAL}", f"--ray {address}")
    asked = [sys.executable, "-m", "ray.scripts.scripts", "health-check", "--address", address]
    try:
        subprocess.run(asked, capture_output=True, check=True, text=True, timeout=REACH)
    except subprocess.TimeoutExpired:
        raise InputError("no Ray cluster answers there", f"--ray {address}") from None
    except subprocess.CalledProcessError as error:
        told = _lines(error.stderr)[-1]
        if "AuthenticationError" not in told:
            raise InputError(f"no cluster could be joined: {told}", f"--ray {address}") from None
        if address != AUTO:
            raise InputError(WANTED, f"--ray {address}") from None


def _lines(said: object) -> list[str]:
    return (str(said).strip() or type(said).__name__).splitlines()
