"""A schedule fires, leaves out what it is too busy for, and makes up for what it slept through."""

from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from flows.scheduling import Schedule, fire_times, settled_looks
from schemas.errors import SettingsError

LA_PAZ = ZoneInfo("America/La_Paz")
MADRID = ZoneInfo("Europe/Madrid")


class FakeTime:
    """A clock that goes on only while someone sleeps."""

    def __init__(self, now: datetime) -> None:
        self.now = now.timestamp()

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def told(moments: list[float], zone: ZoneInfo) -> list[str]:
    return [datetime.fromtimestamp(moment, zone).strftime("%d %H:%M") for moment in moments]


def test_it_fires_every_night_of_the_zone() -> None:
    time = FakeTime(datetime(2026, 3, 1, 23, 0, tzinfo=LA_PAZ))
    nightly = Schedule(cron="0 2 * * *", timezone="America/La_Paz")
    fired = list(islice(fire_times(nightly, None, time.clock, time.sleep), 3))
    assert told(fired, LA_PAZ) == ["02 02:00", "03 02:00", "04 02:00"]


def test_daylight_saving_skips_no_night_and_doubles_none() -> None:
    nightly = Schedule(cron="30 2 * * *", timezone="Europe/Madrid")
    for start in (datetime(2026, 3, 28, 0, 0, tzinfo=MADRID), datetime(2026, 10, 24, 0, 0, tzinfo=MADRID)):
        time = FakeTime(start)
        fired = list(islice(fire_times(nightly, None, time.clock, time.sleep), 3))
        assert [moment.split()[0] for moment in told(fired, MADRID)] == [
            f"{start.day + offset}" for offset in range(3)
        ]


def test_times_that_pass_during_a_run_are_left_out() -> None:
    time = FakeTime(datetime(2026, 3, 1, 0, 0, tzinfo=LA_PAZ))
    fired = []
    for moment in fire_times(
        Schedule(cron="*/10 * * * *", timezone="America/La_Paz"), None, time.clock, time.sleep
    ):
        fired.append(moment)
        time.sleep(25 * 60)  # a run longer than the time between two
        if len(fired) == 3:
            break
    assert told(fired, LA_PAZ) == ["01 00:10", "01 00:40", "01 01:10"]


def test_a_time_missed_while_it_was_down_is_made_up_for_once() -> None:
    time = FakeTime(datetime(2026, 3, 4, 9, 0, tzinfo=LA_PAZ))
    last_run = datetime(2026, 3, 1, 2, 0, tzinfo=LA_PAZ).timestamp()
    nightly = Schedule(cron="0 2 * * *", timezone="America/La_Paz")
    times = fire_times(nightly, last_run, time.clock, time.sleep)
    next(times)
    assert time.now == datetime(2026, 3, 4, 9, 0, tzinfo=LA_PAZ).timestamp()
    assert told([next(times)], LA_PAZ) == ["05 02:00"]


def test_a_restart_after_a_run_waits_for_the_next_time() -> None:
    time = FakeTime(datetime(2026, 3, 4, 9, 0, tzinfo=LA_PAZ))
    last_run = datetime(2026, 3, 4, 2, 0, 5, tzinfo=LA_PAZ).timestamp()
    nightly = Schedule(cron="0 2 * * *", timezone="America/La_Paz")
    assert told([next(fire_times(nightly, last_run, time.clock, time.sleep))], LA_PAZ) == ["05 02:00"]


@pytest.mark.parametrize(
    ("cron", "zone"),
    [("every night", "UTC"), ("0 25 * * *", "UTC"), ("0 2 * * *", "Luna/Tycho"), ("", "UTC")],
)
def test_what_is_no_schedule_is_told(cron: str, zone: str) -> None:
    with pytest.raises(SettingsError):
        Schedule(cron=cron, timezone=zone).next_after(0.0)


def test_a_drop_folder_is_read_once_it_has_settled() -> None:
    last = {"a": "2", "b": "1"}
    looks = iter([{}, {}, {"a": "1"}, {"a": "2"}, {"a": "2"}, {"a": "2"}, last, last])
    settled = settled_looks(lambda: next(looks), 1.0, lambda _: None)
    assert list(islice(settled, 3)) == [{}, {"a": "2"}, last]


def test_a_drop_folder_that_never_settles_is_read_all_the_same() -> None:
    count = iter(range(1000))
    settled = settled_looks(lambda: {"a": str(next(count))}, 1.0, lambda _: None)
    assert len(list(islice(settled, 2))) == 2
