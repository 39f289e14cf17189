"""`cuadra ingest`: runs an archive and shows how it goes."""

import sys
from pathlib import Path
from typing import get_args

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from cuadra.interrupting import interruptible
from flows.ingest import ingest
from flows.ingest_plan import Ending, IngestPlan, Listener, RunReport
from flows.ingest_plan import Progress as PageProgress
from flows.planning import Reprocess
from flows.settings import load_settings
from flows.sources import source_to_url
from schemas.base import Frozen
from schemas.errors import ArgumentError, ExitCode, InputNotFoundError
from store.holding import find_source
from store.opening import open_present_store

FIRST_OUT = "out"
_STYLES = {"complete": "green", "partial": "yellow", "failed": "red"}


class IngestRequest(Frozen):
    """The command line as given."""

    source: str
    out: str | None
    store: str
    reprocess: str = "changed"
    workers: int | None = None
    forms: Path | None = None
    overlay: bool = False
    log: Path | None = None
    overrides: tuple[str, ...] = ()


def request_to_plan(request: IngestRequest) -> IngestPlan:
    """Raises `SettingsError` where the command line does not hold together."""
    if request.reprocess not in get_args(Reprocess):
        raise ArgumentError(request.reprocess, f"`--reprocess` is one of {', '.join(get_args(Reprocess))}")
    overrides = [*request.overrides, *([f"workers={request.workers}"] if request.workers else [])]
    return IngestPlan.model_validate(
        {
            "source": request.source,
            "out": request.out or _remembered_out(request) or FIRST_OUT,
            "store": request.store,
            "forms": request.forms,
            "log": request.log,
            "overlay": request.overlay,
            "reprocess": request.reprocess,
            "settings": load_settings(overrides),
        }
    )


def _remembered_out(request: IngestRequest) -> str | None:
    """Where the archive's documents went before, None where it is not known."""
    try:
        store = open_present_store(request.store)
    except InputNotFoundError:
        return None
    try:
        source = store.read(lambda session: find_source(session, source_to_url(request.source)))
    finally:
        store.close()
    return source.out if source else None


def run_ingest(request: IngestRequest) -> ExitCode:
    """Read the archive, print as it goes, and return what the command answers."""
    plan = request_to_plan(request)
    reporter = ArchiveReporter()
    # Caught here: typer would exit in silence.
    try:
        with interruptible(), reporter.bar:
            report = ingest(plan, Listener(reporter.progress, reporter.ended))
    except KeyboardInterrupt:
        print("interrupted: what was read is kept; run the same command again", file=sys.stderr)
        return ExitCode.INTERRUPTED
    print_report(report)
    return report.exit_code


class ArchiveReporter:
    """A bar per document under way, and a line per document done, on stderr."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self.bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed}/{task.total} pages"),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._bars: dict[str, TaskID] = {}

    def progress(self, now: PageProgress) -> None:
        """Move the bar of one document."""
        if now.key not in self._bars:
            self._bars[now.key] = self.bar.add_task(escape(now.key), total=now.pages)
        self.bar.update(self._bars[now.key], completed=now.done, total=now.pages)

    def ended(self, ending: Ending) -> None:
        """Say in one line what became of a document."""
        if ending.key in self._bars:
            self.bar.remove_task(self._bars.pop(ending.key))
        style = _STYLES.get(ending.status, "dim")
        self._console.print(f"[{style}]{ending.status}[/]  {escape(ending.key)}: {escape(_tell(ending))}")


def print_report(report: RunReport) -> None:
    """The table at the end."""
    counts = report.counts
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_row("[bold]run[/]", str(report.run))
    table.add_row("[bold]files[/]", f"{counts['found']} found, {counts['to_read']} to read")
    table.add_row("[bold]documents[/]", _join(counts, "documents_"))
    table.add_row("[bold]pages[/]", f"{counts['pages_read']} read, {counts['pages_kept']} kept from before")
    if counts["fields"]:
        share = counts["to_review"] / counts["fields"]
        table.add_row(
            "[bold]to review[/]", f"{counts['to_review']} of {counts['fields']} fields ({share:.1%})"
        )
    table.add_row("[bold]ledger[/]", f"{report.ledger.as_text()}, all accounted for")
    if skipped := report.ledger.skipped:
        told = ", ".join(f"{count} {what}" for what, count in skipped.items())
        table.add_row("[bold]skipped[/]", escape(told))
    table.add_row("[bold]time[/]", f"{report.seconds:.1f} s")
    Console(highlight=False, soft_wrap=True).print(table)


def _tell(ending: Ending) -> str:
    if ending.reason:
        return f"{ending.reason} ({ending.code})" if ending.code else ending.reason
    failed = f", {ending.failed} failed ({ending.failure})" if ending.failed else ""
    overlay = f", {ending.overlay}" if ending.overlay else ""
    undrawn = f"; not all is drawn: {ending.undrawn}" if ending.undrawn else ""
    warned = f"; {ending.warned}" if ending.warned else ""
    told = f"{ending.pages} pages{failed}, {ending.records} records → {ending.output}"
    return f"{told}{overlay}{undrawn}{warned}"


def _join(counts: dict[str, int], prefix: str) -> str:
    told = [
        f"{count} {name.removeprefix(prefix)}" for name, count in counts.items() if name.startswith(prefix)
    ]
    return ", ".join(told) or "nothing new"
