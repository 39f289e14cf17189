"""What a run shows: a bar on a terminal, a line per document elsewhere, a table at the end."""

import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from cuadra.tally import Tally, cells_due, checks_failing
from flows.inputs import OVERLAY_SUFFIX, printable
from flows.pipeline import Outcome
from flows.pipeline import Progress as PageProgress
from schemas.document import Document
from schemas.errors import advice_of

_STATUS_STYLE = {"complete": "green", "partial": "yellow", "failed": "red"}


class _PatientConsole(Console):
    """Takes it that who reads the output, `| head` say, heard enough: what was done stays well done."""

    def on_broken_pipe(self) -> None:
        with suppress(SystemExit):
            super().on_broken_pipe()


class Reporter:
    """Shows progress on stderr and the summary on stdout."""

    def __init__(self) -> None:
        self._out = _PatientConsole(highlight=False, soft_wrap=True)
        self._err = _PatientConsole(stderr=True, highlight=False, soft_wrap=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed}/{task.total} pages"),
            TimeElapsedColumn(),
            console=self._err,
            transient=True,
            disable=not self._err.is_terminal,
        )
        self._bars: dict[Path, TaskID] = {}
        self._advised: set[str] = set()  # codes of errors, the advice on which was given
        self._started = time.monotonic()

    def __enter__(self) -> "Reporter":
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def progress(self, now: PageProgress) -> None:
        """Move the bar of one input."""
        if now.path not in self._bars:
            name = escape(printable(Path(now.path.name)))
            self._bars[now.path] = self._bar.add_task(name, total=now.pages or 1)
        self._bar.update(self._bars[now.path], completed=now.done, total=now.pages or 1)

    def finished(self, outcome: Outcome) -> None:
        """Say in one line what became of an input, with one more for each failed page and warning."""
        if outcome.path in self._bars:
            self._bar.remove_task(self._bars.pop(outcome.path))
        if outcome.same_as:
            told = f"{printable(outcome.path)}: as {printable(outcome.same_as)}, one JSON serves both"
            self._err.print(f"[green]same[/]  {escape(told)}")
        elif outcome.failure:
            self._err.print(f"[red]failed[/]  {escape(outcome.failure.message)}")
        elif outcome.document:
            self._document_line(outcome.path, outcome.document, outcome.written)

    def _document_line(self, path: Path, document: Document, written: Path | None) -> None:
        counts = [
            _counted(len(document.pages), "page"),
            _counted(len(document.tables), "table"),
            _counted(len(document.records), "record"),
        ]
        if due := cells_due(document):
            counts.append(f"{_counted(due, 'cell')} to review")
        if failing := checks_failing(document):
            counts.append(f"{_counted(failing, 'check')} not holding")
        style = _STATUS_STYLE[document.status]
        # Two inputs may share a stem: then the output is named otherwise.
        to = f" → {printable(Path(written.name))}" if written and written.name != f"{path.stem}.json" else ""
        told = f"{printable(path)}: {', '.join(counts)}{to}"
        self._err.print(f"[{style}]{document.status}[/]  {escape(told)}")
        for error in document.errors:
            where = f"page {error.page}" if error.page else "file"
            advice = "" if error.code in self._advised else advice_of(error.code)
            self._advised.add(error.code)
            failed = ". ".join(filter(None, (f"{error.message} ({error.code})", advice)))
            self._err.print(f"  [yellow]{where}[/]: {escape(failed)}")
        for warning in document.warnings:
            self._err.print(f"  [yellow]warning[/]: {escape(warning.message)} ({warning.code})")

    def summary(self, tally: Tally, out: Path, overlay: bool = False) -> None:
        """The table at the end."""
        table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
        table.add_column(style="bold")
        table.add_column()
        for name, value in tally.rows(time.monotonic() - self._started):
            table.add_row(name, value)
        self._out.print(table)
        if tally.written:
            where = escape(printable(out.resolve()))
            self._out.print(f"JSON      {where}/*.json")
            if overlay and any(out.glob(f"*{OVERLAY_SUFFIX}/page-*.jpg")):
                self._out.print(f"pictures  {where}/*{OVERLAY_SUFFIX}/page-*.jpg")
            if overlay:
                self._out.print(f"viewer    {where}/*.html")


def _counted(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"
