"""Archives as Prefect flows; imported only by who wants Prefect.

`prefect.yaml` has deployments; by hand: `prefect deploy flows.prefect_flow:ingest_archive`.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

# Before the import, because Prefect reads its settings once.
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

import httpx
from prefect import flow, get_run_logger, task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import State, StateType
from prefect.runtime import flow_run
from prefect.states import Completed, Crashed

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
ARCHIVE_FLOW: Final = "ingest-archive"


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
        self._progress = self._start()
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
        if self._progress is not None:
            with _unheard():
                update_progress_artifact(self._progress, progress=percent)

    @staticmethod
    def _start() -> UUID | None:
        with _unheard():
            made = create_progress_artifact(0.0, key="archive-progress", description="documents done")
            return made if isinstance(made, UUID) else None
        return None


@contextmanager
def _unheard() -> Iterator[None]:
    """What is told to the server stops nothing: where it is away, the archive is read all the same."""
    try:
        yield
    except (httpx.HTTPError, RuntimeError, OSError) as error:
        get_run_logger().warning("the server did not take it: %s", error)


def ingest_with_artifacts(plan: IngestPlan) -> dict[str, int]:
    """Read the archive of `plan` and leave what a person wants to know of it."""
    book = RunBook()

    def begin(documents: int) -> None:
        with _unheard():
            bury_dead_runs(plan.source, time.time() - plan.lease)
        book.expect(documents)

    report = ingest(plan, Listener(on_found=begin, on_ending=book.add))
    book.show(100.0)
    with _unheard():
        create_table_artifact(
            endings_to_table(book.endings, plan.out), key="archive-documents", description=report.url
        )
        create_markdown_artifact(report_to_markdown(report, book.endings, plan.out), key="archive-run")
    return report.counts


ingest_task = task(name="ingest", persist_result=False)(ingest_with_artifacts)


@flow(name=ARCHIVE_FLOW, persist_result=False)
def ingest_archive(
    source: str,
    out: str,
    store: str = DEFAULT_STORE,
    reprocess: Reprocess = "changed",
    overrides: tuple[str, ...] = (),
    overlay: bool = False,
) -> dict[str, int] | State[Any]:
    """Read what is new in an archive. Where another run reads it, this one ends as `Skipped`."""
    plan = IngestPlan(
        source=source, out=out, store=store, reprocess=reprocess, settings=load_settings(overrides),
        overlay=overlay,
    )  # fmt: skip
    try:
        return ingest_task(plan)
    except ArchiveHeldError as error:
        return Completed(name="Skipped", message=str(error))


def bury_dead_runs(source: str, before: float) -> int:
    """Enter as crashed what the server takes for running, and how many those were.

    Called by a run that holds the archive: of another one of this flow over `source` that began `before`
    (seconds since 1970) only the server does not know that it died, as nobody was left to tell it.
    """
    own = str(flow_run.id)
    with get_client(sync_client=True) as client:
        running = client.read_flow_runs(
            flow_filter=FlowFilter(name=FlowFilterName(any_=[ARCHIVE_FLOW])),
            flow_run_filter=FlowRunFilter(
                state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING])),
                start_time=FlowRunFilterStartTime(before_=datetime.fromtimestamp(before, UTC)),
            ),
        )
        dead = [one for one in running if str(one.id) != own and one.parameters.get("source") == source]
        for one in dead:
            client.set_flow_run_state(one.id, Crashed(message="its process ended without a word"), force=True)
    return len(dead)


def endings_to_table(endings: list[Ending], out: str) -> list[dict[str, Any]]:
    """One row a document, with a link to its pictures where it has some."""
    return [
        {
            "document": ending.key,
            "status": ending.status,
            "pages": ending.pages,
            "failed": ending.failed,
            "records": ending.records,
            "to review": ending.to_review,
            "reason": ending.reason or ending.failure or "",
            "output": ending.output or "",
            "overlay": _link("overlay", out, ending.overlay) if ending.overlay else "",
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
        f"- ledger: {report.ledger.as_text()}, all accounted for",
        f"- documents: [{out}]({out})",
        f"- time: {report.seconds:.1f} s",
    ]
    failed = [ending for ending in endings if ending.status in ("failed", "partial")]
    if failed:
        lines += ["", "## Not read whole", ""]
        lines += [f"- `{one.key}`: {_tell_failure(one, out)}" for one in failed]
    return "\n".join(lines)


def _tell_failure(ending: Ending, out: str) -> str:
    what = ending.reason or f"{ending.failed} pages failed; {ending.failure}"
    return f"{what} ({_link('overlay', out, ending.overlay)})" if ending.overlay else what


def _link(text: str, out: str, name: str) -> str:
    return f"[{text}](file://{quote(str(Path(out, name).resolve()))})"
