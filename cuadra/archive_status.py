"""`cuadra status`, `retry` and `quarantine`: what the ledger says, and failed pages queued again."""

from collections.abc import Sequence
from datetime import UTC, datetime

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy.orm import Session

from flows.leasing import is_dead
from flows.naming import name_to_key
from flows.sources import source_to_url
from schemas.errors import ExitCode, InputNotFoundError
from store.discovering import find_keys
from store.holding import find_source
from store.ledger_tables import Run, Source
from store.opening import open_present_store
from store.retrying import HARMFUL, quarantined, queue_again
from store.summing import Skipped, Trouble, list_runs, list_skipped, list_sources, list_troubles, sum_ledger

_RUNS = 3


def run_status(store_url: str, source: str | None, failures: bool) -> ExitCode:
    """Print every archive's ledger; raises `LedgerError` where a page is not accounted for."""
    store = open_present_store(store_url)
    console = Console(highlight=False, soft_wrap=True)
    try:
        if source is None:
            sources = store.read(list_sources)
        else:
            sources = [store.read(lambda session: require_source(session, source))]
        for one in sources:
            store.read(lambda session, one=one: _print_source(console, session, one, failures))  # type: ignore[misc]
    finally:
        store.close()
    if not sources:
        console.print("No archive was read into this store yet: `cuadra ingest SOURCE`.")
    return ExitCode.OK


def run_retry(store_url: str, source: str, documents: Sequence[str]) -> ExitCode:
    """Queue failed pages again and say which."""
    return _queue(store_url, source, documents, harmful=False)


def run_quarantine(store_url: str, source: str, documents: Sequence[str], release: bool) -> ExitCode:
    """List what is in quarantine, or queue it again; of `documents`, or all of it."""
    if release:
        return _queue(store_url, source, documents, harmful=True)
    store = open_present_store(store_url)
    try:
        source_id = store.read(lambda session: require_source(session, source).id)
        keys = store.read(lambda session: require_keys(session, source_id, documents))
        held = store.read(lambda session: quarantined(session, source_id))
    finally:
        store.close()
    chosen = [one for one in held if not keys or one.key in keys]
    console = Console(highlight=False, soft_wrap=True)
    print_troubles(console, chosen)
    if chosen:
        console.print(f"{len(chosen)} in quarantine. `cuadra quarantine SOURCE --release` queues them again.")
    else:
        console.print("Nothing is in quarantine.")
    return ExitCode.OK


def require_source(session: Session, source: str) -> Source:
    """The archive as the store knows it; raises `InputNotFoundError`."""
    found = find_source(session, source_to_url(source))
    if found is None:
        raise InputNotFoundError(source, "this archive was not read into this store")
    return found


def require_keys(session: Session, source_id: int, documents: Sequence[str]) -> frozenset[str]:
    """The keys of documents named as `status` prints them or as the file system has them.

    Raises `InputNotFoundError` where the archive has none of that name.
    """
    found = {name: find_keys(session, source_id, (name, name_to_key(name))) for name in documents}
    for name, keys in found.items():
        if not keys:
            raise InputNotFoundError(name, "this archive has no such document")
    return frozenset(key for keys in found.values() for key in keys)


def print_troubles(console: Console, troubles: Sequence[Trouble]) -> None:
    """One line a page, page 0 as the whole file."""
    for one in troubles:
        where = f"page {one.page}" if one.page else "file"
        console.print(f"{escape(one.key)}  {where}  [yellow]{one.code}[/]  {escape(one.reason)}")


def _queue(store_url: str, source: str, documents: Sequence[str], *, harmful: bool) -> ExitCode:
    store = open_present_store(store_url)
    try:
        source_id = store.read(lambda session: require_source(session, source).id)
        keys = store.read(lambda session: require_keys(session, source_id, documents))
        queued = store.transact(lambda session: queue_again(session, source_id, keys, harmful=harmful))
        held = store.read(lambda session: quarantined(session, source_id))
    finally:
        store.close()
    console = Console(highlight=False, soft_wrap=True)
    print_troubles(console, queued)
    if queued:
        console.print(f"{len(queued)} queued again: the next `cuadra ingest` reads them.")
    else:
        console.print("Nothing to release." if harmful else "Nothing to retry.")
    if held:
        console.print(f"{len(held)} in quarantine: `cuadra quarantine SOURCE` lists them.")
    return ExitCode.OK


def _print_source(console: Console, session: Session, source: Source, failures: bool) -> None:
    ledger = sum_ledger(session, source.id).require()
    table = Table(
        show_header=False, box=None, padding=(0, 2, 0, 0), title=escape(source.url), title_justify="left"
    )
    table.add_row("[bold]output[/]", escape(source.out))
    table.add_row("[bold]documents[/]", f"{ledger.documents}: {_join(ledger.documents_by_state)}")
    table.add_row("[bold]ledger[/]", f"{ledger.as_text()}, all accounted for")
    for run in list_runs(session, source.id, _RUNS):
        table.add_row(f"[bold]run {run.id}[/]", _tell(run))
    console.print(table)
    if failures:
        troubles = list_troubles(session, source.id)
        print_troubles(console, troubles)
        console.print(advise(troubles))
        _print_skipped(console, list_skipped(session, source.id))


def _print_skipped(console: Console, skipped: Sequence[Skipped]) -> None:
    for one in skipped:
        where = f"{one.pages} pages" if one.pages > 1 else "skipped"
        console.print(f"{escape(one.key)}  {where}  [yellow]{one.code}[/]  {escape(one.reason)}")
    if skipped:
        console.print(f"{sum(one.pages for one in skipped)} skipped.")


def advise(troubles: Sequence[Trouble]) -> str:
    """What can be done about what failed."""
    if not troubles:
        return "Nothing failed."
    held = sum(one.code in HARMFUL for one in troubles)
    retry = "`cuadra retry SOURCE` queues again what failed"
    return f"{retry}, except {held} in quarantine." if held else f"{retry}."


def _tell(run: Run) -> str:
    started = datetime.fromtimestamp(run.started_at, UTC).isoformat(sep=" ", timespec="seconds")
    # A killed run cannot say so itself: it is not left "running".
    state = "lost" if run.state == "running" and is_dead(run.holder) else run.state
    took = f", {run.ended_at - run.started_at:.0f} s" if run.ended_at else ""
    read = f", {run.counts.get('pages_read', 0)} pages read" if run.counts else ""
    return f"{started} {state}{took}{read}" + (f": {escape(run.reason)}" if run.reason else "")


def _join(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items()) or "none"
