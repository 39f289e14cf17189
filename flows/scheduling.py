"""When an archive is read: at the times of a cron line in a time zone, or when a drop folder has settled."""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

from schemas.base import Frozen
from schemas.errors import ArgumentError

Clock = Callable[[], float]
Sleep = Callable[[float], None]
Look = Mapping[str, str]
# Clocks may be set while we sleep: the time is looked at again at least this often.
_NAP_SECONDS = 30.0
# A folder that is written to without end is read all the same: what changes meanwhile is read the next time.
_MOST_UNQUIET_LOOKS = 20


class Schedule(Frozen):
    """A cron line of five fields, read in a time zone (`America/La_Paz`), daylight saving as cron does it."""

    cron: str
    timezone: str = "UTC"

    def next_after(self, moment: float) -> float:
        """The first time beyond `moment`, both in seconds since 1970; raises `ArgumentError`."""
        try:
            zone = ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ArgumentError(self.timezone, "there is no such time zone") from error
        try:
            found = next(CronSim(self.cron, datetime.fromtimestamp(moment, zone)), None)
        except CronSimError as error:
            raise ArgumentError(self.cron, f"this is no cron line: {error}") from error
        if found is None:
            raise ArgumentError(self.cron, "it names a time that never comes")
        return found.timestamp()


def fire_times(
    schedule: Schedule, last: float | None, clock: Clock = time.time, sleep: Sleep = time.sleep
) -> Iterator[float]:
    """Each time as it comes. One that passed since the run `last` comes at once, and only once.

    Times that pass while the caller is busy with one are left out.
    """
    since = clock() if last is None else min(last, clock())
    while True:
        due = schedule.next_after(since)
        while (left := due - clock()) > 0:
            sleep(min(left, _NAP_SECONDS))
        yield due
        since = max(due, clock())


def settled_looks(look: Callable[[], Look], seconds: float, sleep: Sleep = time.sleep) -> Iterator[Look]:
    """Each new state of a folder, once it has been the same for `seconds`."""
    before: Look | None = None
    told: Look | None = None
    unquiet = 0
    while True:
        now = look()
        if now != told and (now == before or unquiet >= _MOST_UNQUIET_LOOKS):
            yield now
            told, unquiet = now, 0
        elif now != told:
            unquiet += 1
        before = now
        sleep(seconds)


def as_text(moment: float, timezone: str) -> str:
    """The moment as people of that zone write it."""
    zone = ZoneInfo(timezone) if timezone else UTC
    return datetime.fromtimestamp(moment, zone).isoformat(sep=" ", timespec="seconds")
