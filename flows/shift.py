"""What all of a run over an archive shares."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy.orm import Session

from flows.archive import Archive
from flows.ingest_plan import Ending, IngestPlan, Listener, RunCounts
from flows.leasing import ArchiveLease
from flows.run_log import RunLog
from schemas.errors import CuadraError, ExitCode
from store.ledger import Work, fail_version
from store.opening import Store
from store.outbox import News, add_news

T = TypeVar("T")


@dataclass
class Shift:
    """Where a run is at work: its archive, its store, and whom it tells."""

    plan: IngestPlan
    store: Store
    archive: Archive
    lease: ArchiveLease
    log: RunLog
    engine_key: str
    made_by: str
    counts: RunCounts = field(default_factory=RunCounts)
    listener: Listener = field(default_factory=Listener)
    codes: set[ExitCode] = field(default_factory=set)

    def commit(self, work: Callable[[Session], T]) -> T:
        """Change the store, only while this run still holds the archive."""
        return self.lease.commit(work)

    def fail(self, work: Work, error: CuadraError) -> None:
        """Enter that nothing came of a document, and tell of it."""
        payload = {
            "document": work.key, "version": work.number, "status": "failed", "code": error.code,
            "reason": error.reason, "archive": self.archive.url,
        }  # fmt: skip
        news = News(
            kind="document.failed", source_id=self.lease.source_id, version_id=work.version_id,
            payload=payload, at=time.time(),
        )  # fmt: skip

        def enter(session: Session) -> None:
            fail_version(session, work.version_id, error)
            add_news(session, news)

        self.commit(enter)
        self.end(
            Ending(
                key=work.key, status="failed", code=error.code, reason=error.reason,
                exit_code=error.exit_code,
            )
        )  # fmt: skip

    def end(self, ending: Ending) -> None:
        """Tell of a document that is done with."""
        self.counts.add(ending)
        if ending.exit_code is not ExitCode.OK:
            self.codes.add(ending.exit_code)
        self.log.write(
            "document", level="info" if ending.status == "complete" else "warning",
            document=ending.key, status=ending.status, pages=ending.pages, failed=ending.failed,
            records=ending.records, output=ending.output, code=ending.code, reason=ending.reason,
        )  # fmt: skip
        self.listener.on_ending(ending)
