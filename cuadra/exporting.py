"""`cuadra export` and `cuadra deliver`: what downstream takes, and what it is told."""

import os
import sys
import time
from pathlib import Path

from pydantic import SecretStr

from cuadra.archive_status import require_source
from cuadra.interrupting import interruptible
from flows.exporting import export
from flows.webhooks import Delivered, Webhook, deliver
from schemas.base import Frozen
from schemas.errors import ExitCode
from store.opening import open_present_store
from store.selecting import Selection

SECRET = "CUADRA_WEBHOOK_SECRET"


class ExportRequest(Frozen):
    """The command line as given."""

    out: Path
    store: str
    format: str
    source: str | None = None
    accepted_only: bool = False
    changed_since: int = 0


def run_export(request: ExportRequest) -> ExitCode:
    """Write the records and print where they are and the cursor for the next time."""
    store = open_present_store(request.store)
    try:
        source_id = (
            None
            if request.source is None
            else store.read(lambda session: require_source(session, request.source or "").id)
        )
        selection = Selection(
            source_id=source_id, accepted_only=request.accepted_only, changed_since=request.changed_since
        )
        told = export(store, selection, request.out, request.format)
    finally:
        store.close()
    for path in told.files:
        print(path)
    print(f"records {told.records}")
    print(f"cursor {told.cursor}")
    return ExitCode.OK


def run_deliver(store_url: str, target: str, every: float | None) -> ExitCode:
    """Send what is due; with `every`, again and again, that many seconds apart."""
    webhook = Webhook(url=target, secret=SecretStr(os.environ.get(SECRET, "")))
    store = open_present_store(store_url)
    try:
        with interruptible():
            while True:
                told = deliver(store, webhook)
                _tell(told)
                if every is None:
                    return ExitCode.DELIVERY if told.failed else ExitCode.OK
                time.sleep(every)
    except KeyboardInterrupt:
        print("interrupted: what was not delivered is sent the next time", file=sys.stderr)
        return ExitCode.INTERRUPTED
    finally:
        store.close()


def _tell(told: Delivered) -> None:
    counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in told.counts.items())
    print(f"{told.sent} sent, {told.failed} failed now; in all {counts}", flush=True)
    for answer, count in told.answers.items():
        print(f"cuadra: {count} not taken: {answer}", file=sys.stderr, flush=True)
