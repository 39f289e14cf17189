"""Archives as Prefect flows; imported only by who wants Prefect.

`prefect.yaml` has deployments; by hand: `prefect deploy flows.prefect_flow:ingest_archive`.
"""

import os
import time
from pathlib import Path
from typing import Any, cast
from uuid import UUID

# Before the import, because Prefect reads its settings once.
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

from prefect import flow, task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.ingest import ingest
from flows.ingest_plan import Ending, IngestPlan, Listener, RunReport
from flows.pipeline import Outcome, Plan, extract
from flows.planning import Reprocess
from flows.settings import load_settings
from schemas.errors import ArchiveHeldError
from store.opening import DEFAULT_STORE

# An artifact is looked at by a person: of a million documents the first thousand and all that failed.
_MOST_ROWS = 1000
_SECONDS_BETWEEN = 2.0


def extract_all(plan: Plan) -> list[Outcome]:
    """What became of every input of `plan`."""
    return list(extract(plan))


def outcomes_to_counts(outcomes: list[Outcome]) -> dict[str, int]:
    """How many inputs ended in which way, by the exit code's name."""
    counts: dict[str, int] = {}
    for outcome in outcomes:
        counts[outcome.exit_code.name] = counts.get(outcome.exit_code.name, 0) + 1
    return counts


extract_task = task(name="extract", persist_result=False)(extract_all)


@flow(name="read-archive", persist_result=False)
def read_archive(folder: Path, out: Path, overrides: tuple[str, ...] = ()) -> dict[str, int]:
    """Read every document below `folder` into `out`; a document that fails stops no other."""
    plan = Plan(paths=(folder,), out=out, settings=load_settings(overrides))
    return outcomes_to_counts(extract_task(plan))


class RunBook:
    """Collects what a run tells, and shows how far it is."""

    def __init__(self) -> None:
        self.endings: list[Ending] = []
        self._progress = cast(
            UUID, create_progress_artifact(0.0, key="archive-progress", description="documents done")
        )
        self._whole = 0
        self._done = 0
        self._shown_at = time.monotonic()

    def expect(self, documents: int) -> None:
        """So many documents are to be read."""
        self._whole = documents

    def add(self, ending: Ending) -> None:
        """Count a document, and keep its ending where there are not too many."""
        self._done += 1
        if len(self.endings) < _MOST_ROWS or ending.status != "complete":
            self.endings.append(ending)
        # Each showing is a call to the server.
        if time.monotonic() - self._shown_at >= _SECONDS_BETWEEN:
            self.show(100.0 * min(1.0, self._done / max(1, self._whole)))

    def show(self, percent: float) -> None:
        """Set the progress artifact."""
        self._shown_at = time.monotonic()
        update_progress_artifact(self._progress, progress=percent)


def ingest_with_artifacts(plan: IngestPlan) -> dict[str, int]:
    """Read the archive of `plan` and leave what a person wants to know of it."""
    book = RunBook()
    report = ingest(plan, Listener(on_found=book.expect, on_ending=book.add))
    book.show(100.0)
    create_table_artifact(endings_to_table(book.endings), key="archive-documents", description=report.url)
    create_markdown_artifact(report_to_markdown(report, book.endings, plan.out), key="archive-run")
    return report.counts


ingest_task = task(name="ingest", persist_result=False)(ingest_with_artifacts)


@flow(name="ingest-archive", persist_result=False)
def ingest_archive(
    source: str,
    out: str,
    store: str = DEFAULT_STORE,
    reprocess: Reprocess = "changed",
    overrides: tuple[str, ...] = (),
) -> dict[str, int] | State[Any]:
    """Read what is new in an archive. Where another run reads it, this one ends as `Skipped`."""
    plan = IngestPlan(
        source=source, out=out, store=store, reprocess=reprocess, settings=load_settings(overrides)
    )
    try:
        return ingest_task(plan)
    except ArchiveHeldError as error:
        return Completed(name="Skipped", message=str(error))


def endings_to_table(endings: list[Ending]) -> list[dict[str, Any]]:
    """One row a document."""
    return [
        {
            "document": ending.key,
            "status": ending.status,
            "pages": ending.pages,
            "failed": ending.failed,
            "records": ending.records,
            "to review": ending.to_review,
            "reason": ending.reason or "",
            "output": ending.output or "",
        }
        for ending in endings
    ]


def report_to_markdown(report: RunReport, endings: list[Ending], out: str) -> str:
    """Numbers of a run, the share to review, what failed and why, and where the documents lie."""
    counts = report.counts
    share = f"{counts['to_review'] / counts['fields']:.1%}" if counts["fields"] else "–"
    doubtful = f"{counts['to_review']} of {counts['fields']} ({share})"
    lines = [
        f"# {report.url}",
        f"- files found: {counts['found']}, to read: {counts['to_read']}",
        f"- pages read: {counts['pages_read']}, kept from before: {counts['pages_kept']}",
        f"- records: {counts['records']}; fields to review: {doubtful}",
        f"- pages {report.ledger.as_text()}, all accounted for",
        f"- documents: [{out}]({out})",
        f"- time: {report.seconds:.1f} s",
    ]
    failed = [ending for ending in endings if ending.status in ("failed", "partial")]
    if failed:
        lines += ["", "## Not read whole", ""]
        lines += [f"- `{one.key}`: {one.reason or f'{one.failed} pages failed'}" for one in failed]
    return "\n".join(lines)
