"""One run at a time on one archive: the lease is renewed while the run lives and taken over when it died."""

import os
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeVar

import psutil
from sqlalchemy.orm import Session

from schemas.errors import ArchiveHeldError, CuadraError, StoreError
from store.holding import (
    Hold,
    enter_source,
    read_hold,
    release_hold,
    renew_hold,
    require_hold,
    take_hold,
)
from store.opening import Store

_BOOT = Path("/proc/sys/kernel/random/boot_id")
# A lease that ends later than any could was written under a clock that has been set back since.
_BEYOND_BELIEF = 2.0
_RENEWALS_A_LEASE = 4

T = TypeVar("T")
Clock = Callable[[], float]


def name_holder() -> str:
    """This process, told apart from any other that ever was: machine, boot, number and start."""
    process = psutil.Process()
    return f"{socket.gethostname()}|{_boot()}|{process.pid}|{process.create_time():.2f}"


def is_dead(holder: str) -> bool:
    """Whether that process ran here and is no more; of another machine's nothing can be said."""
    host, _, rest = holder.partition("|")
    boot, _, rest = rest.partition("|")
    number, _, started = rest.partition("|")
    if host != socket.gethostname() or not number.isdigit():
        return False
    if boot != _boot():
        return True
    try:
        process = psutil.Process(int(number))
        return f"{process.create_time():.2f}" != started or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


class ArchiveLease:
    """Holds an archive; use as a context manager. Entering raises `ArchiveHeldError` where another run does.

    seconds: how long a run may be silent before another takes the archive. clock: seconds since 1970.
    """

    def __init__(self, store: Store, url: str, out: str, seconds: float, clock: Clock = time.time) -> None:
        self._store = store
        self._url = url
        self._out = out
        self._seconds = seconds
        self._clock = clock
        self._ended = threading.Event()
        self._beating = threading.Thread(target=self._beat, daemon=True)
        self.holder = name_holder()
        self.source_id = 0
        self.lost = False

    def __enter__(self) -> Self:
        self.source_id = self._store.transact(lambda session: enter_source(session, self._url, self._out))
        seen = self._store.read(lambda session: read_hold(session, self.source_id))
        if not self._is_free(seen):
            raise ArchiveHeldError(self._url, f"another run reads it ({seen.holder})")
        taken = self._store.transact(
            lambda session: take_hold(session, self.source_id, self.holder, self.until(), seen)
        )
        if not taken:
            raise ArchiveHeldError(self._url, "another run has just begun to read it")
        self._beating.start()
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        self._ended.set()
        self._beating.join()
        if isinstance(error, StoreError):
            return  # it would only be waited for again; the lease runs out by itself
        self._store.transact(lambda session: release_hold(session, self.source_id, self.holder))

    def until(self) -> float:
        return self._clock() + self._seconds

    def require(self) -> None:
        """Raises `ArchiveHeldError` where the archive was taken by another run."""
        if self.lost:
            raise ArchiveHeldError(
                self._url, "another run took it, as this one was not heard of for too long"
            )

    def commit(self, work: Callable[[Session], T]) -> T:
        """Change the store, only while the archive is still held."""

        def fenced(session: Session) -> T:
            require_hold(session, self.source_id, self.holder)
            return work(session)

        return self._store.transact(fenced)

    def _is_free(self, hold: Hold) -> bool:
        if hold.holder is None or is_dead(hold.holder):
            return True
        left = hold.until - self._clock()
        if left > _BEYOND_BELIEF * self._seconds:
            return self._is_silent(hold)
        return left <= 0

    def _is_silent(self, hold: Hold) -> bool:
        """Whether the holder is not heard of for as long as a lease lasts, by a clock that nobody sets."""
        end = time.monotonic() + self._seconds
        while time.monotonic() < end:
            time.sleep(self._seconds / _RENEWALS_A_LEASE)
            if self._store.read(lambda session: read_hold(session, self.source_id)).beat != hold.beat:
                return False
        return True

    def _beat(self) -> None:
        while not self._ended.wait(self._seconds / _RENEWALS_A_LEASE):
            try:
                held = self._store.transact(
                    lambda session: renew_hold(session, self.source_id, self.holder, self.until())
                )
            except CuadraError:
                continue  # the run itself will find the store away, and say so
            if not held:
                self.lost = True
                return


def _boot() -> str:
    try:
        return _BOOT.read_text().strip()
    except OSError:
        return f"{psutil.boot_time():.0f}:{os.name}"
