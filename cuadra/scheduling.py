"""`cuadra schedule`: reads an archive again and again, at set times or as files come."""

import sys
import time
from collections.abc import Iterable

from cuadra.ingesting import ArchiveReporter, IngestRequest, print_report, request_to_plan
from cuadra.interrupting import interruptible
from flows.archive import Archive, open_archive
from flows.ingest import ingest, own_folders
from flows.ingest_plan import IngestPlan, Listener
from flows.publishing import out_to_url
from flows.scheduling import Schedule, as_text, fire_times, settled_looks
from flows.sources import source_to_url
from schemas.base import Frozen
from schemas.errors import ArchiveHeldError, CuadraError, ExitCode
from store.holding import find_source
from store.opening import open_store
from store.summing import list_runs


class ScheduleRequest(Frozen):
    """The command line as given: a cron line, or seconds between two looks at a drop folder."""

    ingest: IngestRequest
    cron: str | None = None
    timezone: str = "UTC"
    watch: float | None = None
    times: int | None = None


def run_schedule(request: ScheduleRequest) -> ExitCode:
    """Read the archive whenever it is time, until told to end; a run that fails ends no schedule."""
    plan = request_to_plan(request.ingest)
    try:
        with interruptible():
            for count, _ in enumerate(_occasions(request, plan), start=1):
                _run_once(plan)
                if request.times is not None and count >= request.times:
                    break
    except KeyboardInterrupt:
        print("interrupted: the schedule has ended", file=sys.stderr)
        return ExitCode.INTERRUPTED
    return ExitCode.OK


def _occasions(request: ScheduleRequest, plan: IngestPlan) -> Iterable[object]:
    if request.watch is not None:
        archive = open_archive(plan.source, own_folders(out_to_url(plan.out)))
        return settled_looks(lambda: _look(archive), request.watch)
    schedule = Schedule(cron=request.cron or "", timezone=request.timezone)
    upcoming = schedule.next_after(time.time())
    _tell(f"next at {as_text(upcoming, request.timezone)} ({request.timezone})")
    return fire_times(schedule, _last_start(plan))


def _look(archive: Archive) -> dict[str, str]:
    try:
        return {entry.key: entry.fingerprint for entry in archive.entries()}
    except CuadraError:
        return {}  # the run that this brings about says why


def _run_once(plan: IngestPlan) -> None:
    reporter = ArchiveReporter()
    try:
        with reporter.bar:
            report = ingest(plan, Listener(reporter.progress, reporter.ended))
    except ArchiveHeldError as error:
        _tell(f"skipped: {error}")
    except CuadraError as error:
        _tell(str(error))
    else:
        print_report(report)


def _last_start(plan: IngestPlan) -> float | None:
    """When the latest run began, so that a time missed while this was down is made up for."""
    store = open_store(plan.store, plan.patience)
    try:
        source = store.read(lambda session: find_source(session, source_to_url(plan.source)))
        if source is None:
            return None
        runs = store.read(lambda session: list_runs(session, source.id, 1))
    finally:
        store.close()
    return runs[0].started_at if runs else None


def _tell(text: str) -> None:
    print(f"cuadra: {text}", file=sys.stderr, flush=True)
