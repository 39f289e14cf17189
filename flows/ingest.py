"""An archive, top to bottom: look, plan, read page by page, publish, account for every page."""

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from flows.archive import open_archive
from flows.cluster import open_pool
from flows.dispatching import Dispatcher
from flows.drawing import FinishingDesk, open_gallery
from flows.engine import describe_engine
from flows.finishing import Finisher, code_to_error
from flows.forms import choose_forms
from flows.ingest_plan import (
    Ending,
    IngestPlan,
    Listener,
    RunReport,
    engine_to_key,
    engine_to_reader_key,
)
from flows.leasing import ArchiveLease
from flows.planning import Discovery, Policy, entries_to_discovery
from flows.publishing import Publisher, open_publisher, out_to_url
from flows.run_log import RunLog
from flows.shift import Shift
from flows.sources import source_to_url
from schemas.document import Engine
from schemas.errors import ArgumentError, ExitCode, NoAccessError, StoreError
from schemas.form import Form
from store.discovering import enter_versions, load_known, mark_present
from store.holding import end_run, require_output, start_run
from store.ledger import count_waiting, reap, release_pages
from store.opening import open_store
from store.republishing import list_publications, reopen_version
from store.retrying import queue_again
from store.summing import Ended, LedgerSum, list_endings, sum_ledger

if TYPE_CHECKING:
    from flows.assembling import Assembler

_LOST = (
    "its JSON is gone and cannot be made again from the store, as another engine or configuration read it or "
    "its readings were taken away; `--reprocess all` reads it anew"
)


def ingest(plan: IngestPlan, listener: Listener = Listener()) -> RunReport:
    """Read what is new or unfinished in an archive; every page of it ends in one state of the ledger.

    Raises `ArchiveHeldError` where another run reads it, `StoreError` or `OutputError` where store or output
    stay away: what was read until then is kept, and the next run goes on from there.
    """
    started = time.monotonic()
    out = out_to_url(plan.out)
    archive = open_archive(plan.source, own_folders(out))
    if source_to_url(plan.out) == archive.url:
        raise ArgumentError(
            plan.out, "this is the archive itself; give `--out` another folder, which may be one inside it"
        )
    forms = choose_forms(plan.forms)
    engine = describe_engine(plan.settings, forms)
    store = open_store(plan.store, plan.patience)
    try:
        # Before a folder is made that nothing will come to.
        store.read(lambda session: require_output(session, archive.url, out))
        publisher = open_publisher(plan.out)
        with (
            ArchiveLease(store, archive.url, publisher.url, plan.lease) as lease,
            RunLog(plan.log) as log,
        ):
            made_by = engine_to_reader_key(engine, plan.settings)
            shift = Shift(plan, store, archive, lease, log, engine_to_key(engine), made_by, listener=listener)
            finisher = Finisher(shift, publisher, partial(_make_assembler, engine, forms))
            with open_gallery(plan, publisher) as gallery:
                return _run(shift, engine, publisher, FinishingDesk(finisher, gallery), started)
    finally:
        store.close()


def _run(
    shift: Shift, engine: Engine, publisher: Publisher, desk: FinishingDesk, started: float
) -> RunReport:
    """One run from its entry in the store to its sum."""
    source, store, holder = shift.lease.source_id, shift.store, shift.lease.holder
    run = store.transact(lambda session: start_run(session, source, holder, shift.engine_key, time.time()))
    shift.log.run = run
    shift.log.write("run_started", archive=shift.archive.url, engine=shift.engine_key)
    try:
        shift.counts.reaped, _ = shift.commit(lambda session: reap(session, source))
        _discover(shift, engine)
        _republish(shift, publisher)
        _read(shift, desk)
    except StoreError:
        raise  # there is nowhere to enter it: the next run finds this one lost
    except BaseException as error:
        _close(shift, run, str(error) if isinstance(error, Exception) else "it was told to end")
        raise
    _close(shift, run, None)
    ledger = _check(shift)
    left = shift.store.read(lambda session: list_endings(session, source))
    report = RunReport(
        run=run,
        url=shift.archive.url,
        counts=shift.counts.as_dict(),
        ledger=ledger,
        seconds=time.monotonic() - started,
        exit_code=min(shift.codes | {*map(_ended_to_code, left)} - {ExitCode.OK}, default=ExitCode.OK),
    )
    shift.log.write("run_ended", seconds=round(report.seconds, 3), counts=report.counts)
    return report


def _discover(shift: Shift, engine: Engine) -> None:
    """Look at the archive and enter what is to be read."""
    source = shift.lease.source_id
    if shift.plan.reprocess == "failed":
        shift.commit(lambda session: queue_again(session, source))
    known = shift.store.read(lambda session: load_known(session, source))
    policy = Policy(engine_key=shift.engine_key, reprocess=shift.plan.reprocess)
    found = entries_to_discovery(shift.archive.entries(), known, policy)
    if found.versions or found.gone or found.back:
        shift.commit(lambda session: _enter(session, shift, found, engine))
    shift.counts.found = found.found
    shift.log.write(
        "discovered", files=found.found, to_read=len(found.versions), gone=len(found.gone),
        back=len(found.back),
    )  # fmt: skip


def _republish(shift: Shift, publisher: Publisher) -> None:
    """Queue known documents whose JSON is no longer there: it is made again from what the store keeps."""
    source = shift.lease.source_id
    there = shift.store.read(lambda session: list_publications(session, source))
    missing = publisher.missing([one.output for one in there])
    for one in (one for one in there if one.output in missing):
        again = shift.commit(partial(_reopen, shift, one.version_id))
        shift.log.write("output_missing", level="warning", document=one.key, output=one.output, again=again)
        if not again:
            shift.end(Ending(key=one.key, status="lost", reason=_LOST, exit_code=ExitCode.OUTPUT))


def _reopen(shift: Shift, version_id: int, session: Session) -> bool:
    return reopen_version(session, version_id, shift.engine_key, shift.made_by)


def _enter(session: Session, shift: Shift, found: Discovery, engine: Engine) -> None:
    mark_present(session, found.gone, False)
    mark_present(session, found.back, True)
    enter_versions(
        session, shift.lease.source_id, found.versions, shift.engine_key, engine.model_dump(mode="json")
    )


def _read(shift: Shift, desk: FinishingDesk) -> None:
    """Read and finish everything that waits; workers are started only where something does."""
    source = shift.lease.source_id
    waiting = shift.store.read(lambda session: count_waiting(session, source))
    shift.counts.to_read = waiting
    shift.listener.on_found(waiting)
    if not waiting:
        return
    dispatcher = Dispatcher(shift, desk)
    plan = shift.plan
    with open_pool(plan.make_reader, plan.settings.work, plan.make_fallback) as pool:
        for task, answer in pool.run(dispatcher.next_task, dispatcher.try_again):
            dispatcher.take(task, answer)


def _close(shift: Shift, run: int, reason: str | None) -> None:
    """Enter how the run ended; what was under way is free for the next one, and is not held against it."""
    source, counts = shift.lease.source_id, shift.counts.as_dict()

    def enter(session: Session) -> None:
        release_pages(session, source, shift.lease.holder)
        end_run(session, run, time.time(), counts, reason)

    shift.store.transact(enter)


def _check(shift: Shift) -> LedgerSum:
    """The sum over the ledger; raises `LedgerError` where a page is not accounted for."""
    return shift.store.read(lambda session: sum_ledger(session, shift.lease.source_id)).require()


def _ended_to_code(ended: Ended) -> ExitCode:
    """What a document that has ended so is answered with, in this run or an earlier one."""
    if ended.state == "failed":
        return code_to_error("", ended.code or "", "").exit_code
    if ended.state == "skipped":
        return ExitCode.UNREADABLE if ended.code == NoAccessError.code else ExitCode.OK
    return ExitCode.OK if ended.status == "complete" else ExitCode.PAGES_FAILED


def _make_assembler(engine: Engine, forms: tuple[Form, ...]) -> "Assembler":
    # Seconds go by until what decides is loaded: a run that finds nothing new is done by then.
    from flows.assembling import Assembler

    return Assembler(engine, forms)


def own_folders(out: str) -> tuple[Path, ...]:
    """The folders below which an archive is not looked into, by the output's URL."""
    return () if "://" in out else (Path(out),)
