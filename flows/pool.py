"""Killable worker processes: tasks in, answers out, with a time and memory cap each."""

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Literal

import psutil

from flows.settings import WorkerOptions
from flows.worker import READY, PageTask, ReaderFactory, Result, Task, serve
from schemas.errors import (
    CuadraError,
    PageCrashedError,
    PageKilledError,
    PageMemoryError,
    PageTimeoutError,
)

Answer = Result | CuadraError
_TICK = 0.25
_MEGABYTE = 1 << 20
# The networks alone share out their work: they give the same figures on any number of threads. BLAS does not,
# and Tesseract's threads would fight them for the cores. Libraries read these names as they are loaded.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_THREAD_LIMIT")
# Failures of the process, not of the input: only these are worth a second try.
WORTH_RETRYING = (PageCrashedError, PageTimeoutError, PageMemoryError)
_SECONDS_TO_DIE = 5.0
# What to try alone after a task failed in these ways, one after another; None gives it up.
TryAgain = Callable[[Task, tuple[CuadraError, ...]], Task | None]


def once_more(task: Task, errors: tuple[CuadraError, ...]) -> Task | None:
    """A failure of the process is worth a second try."""
    return task if len(errors) == 1 else None


class _Worker:
    """One process and the task it is at."""

    def __init__(self, make_reader: ReaderFactory, threads: int, make_fallback: ReaderFactory | None) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection: Connection
        self.connection, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(
            target=serve, args=(theirs, make_reader, threads, make_fallback), daemon=True
        )
        # Ctrl-C reaches every process of the terminal: a worker takes it once it is silent, in `serve`. The
        # tracker is started first, as its start would lift the mask.
        resource_tracker.ensure_running()
        with _interrupts_held(), _environment(dict.fromkeys(_ONE_THREAD, "1")):
            self.process.start()
        theirs.close()
        self.task: Task | None = None
        self.since = 0.0
        self.pages = 0

    def give(self, task: Task) -> None:
        self.task = task
        self.since = time.monotonic()
        self.connection.send(task)

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()

    def died_of_another(self) -> bool:
        """Whether the process was killed from outside: no fault of its own ends with that signal."""
        self.process.join(_SECONDS_TO_DIE)
        return self.process.exitcode == -signal.SIGKILL

    def megabytes(self) -> float:
        """Resident memory of the worker and of the programs it runs."""
        try:
            process = psutil.Process(self.process.pid)
            everyone = [process, *process.children(recursive=True)]
            return sum(one.memory_info().rss for one in everyone) / _MEGABYTE
        except psutil.Error:
            return 0.0


class WorkerPool:
    """`options.workers` processes, replaced when they die; use as a context manager."""

    def __init__(
        self, make_reader: ReaderFactory, options: WorkerOptions, make_fallback: ReaderFactory | None = None
    ) -> None:
        self._make_reader = make_reader
        self._make_fallback = make_fallback
        self._options = options
        self._threads = max(1, _cores() // options.workers)
        self._workers: list[_Worker] = []

    def __enter__(self) -> "WorkerPool":
        try:
            for _ in range(self._options.workers):
                self._workers.append(self._start())
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.kill()
        self._workers = []

    def run(
        self, next_task: Callable[[], Task | None], try_again: TryAgain = once_more
    ) -> Iterator[tuple[Task, Answer]]:
        """Answers as they come, in no order, until `next_task` has none and nothing is under way.

        `next_task` is asked again after each answer, so that an answer may lead to new tasks. What crashes,
        hangs or bloats is tried again as `try_again` says, when nothing else runs.
        """
        again: deque[tuple[Task, CuadraError]] = deque()
        while True:
            if not again:
                self._feed(next_task)
            elif not self._busy():
                yield self._insist(*again.popleft(), try_again)
                continue
            if not self._busy():
                return
            for task, answer in self._collect():
                if isinstance(answer, WORTH_RETRYING):
                    again.append((task, answer))
                else:
                    yield task, answer

    def _insist(self, task: Task, error: CuadraError, try_again: TryAgain) -> tuple[Task, Answer]:
        """The answer to a task that failed, tried alone for as long as that is worth it."""
        errors: tuple[CuadraError, ...] = (error,)
        while (attempt := try_again(task, errors)) is not None:
            task, answer = self._alone(attempt)
            if not isinstance(answer, WORTH_RETRYING):
                return task, answer
            errors = (*errors, answer)
        return task, errors[-1]

    def _feed(self, next_task: Callable[[], Task | None]) -> None:
        for number, worker in enumerate(self._workers):
            if worker.task is None:
                task = next_task()
                if task is None:
                    return
                self._give(number, task)

    def _alone(self, task: Task) -> tuple[Task, Answer]:
        self._give(0, task)
        while not (answered := self._collect()):
            pass
        return answered[0]

    def _busy(self) -> bool:
        return any(worker.task for worker in self._workers)

    def _give(self, number: int, task: Task) -> None:
        try:
            self._workers[number].give(task)
        except (BrokenPipeError, OSError):
            # It died between tasks: nobody's page is to blame.
            self._replace(number)
            self._workers[number].give(task)

    def _collect(self) -> list[tuple[Task, Answer]]:
        busy = [worker.connection for worker in self._workers if worker.task]
        wait(busy, timeout=_TICK)
        found: list[tuple[Task, Answer]] = []
        for number, worker in enumerate(self._workers):
            if worker.task is None:
                continue
            answer = self._answer(worker)
            if answer is None:
                continue
            found.append((worker.task, answer))
            worker.pages += isinstance(worker.task, PageTask)
            worker.task = None
            # What native code leaks goes with its process.
            if isinstance(answer, WORTH_RETRYING) or worker.pages >= self._options.worker_pages:
                self._replace(number)
        return found

    def _answer(self, worker: _Worker) -> Answer | None:
        """What the worker sent, or why it had to be stopped; None while it may go on."""
        assert worker.task is not None
        name = _subject(worker.task)
        try:
            if worker.connection.poll():
                answer: Answer | Literal["ready"] = worker.connection.recv()
                if answer != READY:
                    return answer
                worker.since = time.monotonic()
        except (EOFError, OSError):
            kind = PageKilledError if worker.died_of_another() else PageCrashedError
            return kind(name, "the process that read it died")
        if time.monotonic() - worker.since > self._options.page_seconds:
            return PageTimeoutError(name, f"took longer than {self._options.page_seconds:g} seconds")
        if worker.megabytes() > self._options.page_megabytes:
            return PageMemoryError(name, f"took more than {self._options.page_megabytes} MB of memory")
        return None

    def _start(self) -> _Worker:
        return _Worker(self._make_reader, self._threads, self._make_fallback)

    def _replace(self, number: int) -> None:
        self._workers[number].kill()
        self._workers[number] = self._start()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C waits: the child inherits the mask, and the parent hears of it once the child has all it needs.

    The mask is the calling thread's alone: another may take the signal, and the handler run in this one.
    """
    heard: list[int] = []
    here = threading.current_thread() is threading.main_thread()
    handler = signal.signal(signal.SIGINT, lambda number, _: heard.append(number)) if here else None
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if here:
            signal.signal(signal.SIGINT, handler)
    if heard:
        signal.raise_signal(signal.SIGINT)


@contextmanager
def _environment(changes: Mapping[str, str]) -> Iterator[None]:
    """The environment with `changes`, for the processes started meanwhile."""
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def _cores() -> int:
    """Cores that this process may use, fewer than the machine has when it is pinned."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _subject(task: Task) -> str:
    return f"{task.path.name}, page {task.page_no}" if isinstance(task, PageTask) else task.path.name
