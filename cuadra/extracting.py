"""`cuadra extract`: runs the line and shows how it goes."""

import sys
from pathlib import Path

from cuadra.reporting import Reporter
from flows.pipeline import Outcome, Plan, extract
from flows.settings import load_settings
from schemas.base import Frozen
from schemas.errors import ExitCode


class ExtractRequest(Frozen):
    """The command line as given."""

    paths: tuple[Path, ...]
    out: Path
    overlay: bool = False
    workers: int | None = None
    dpi: float | None = None
    forms: Path | None = None
    readings: Path | None = None
    overrides: tuple[str, ...] = ()


def run_extract(request: ExtractRequest) -> ExitCode:
    """Read everything asked for, print as it goes, and return what the command answers."""
    overrides = list(request.overrides)
    overrides += [f"workers={request.workers}"] if request.workers else []
    overrides += [f"dpi={request.dpi}"] if request.dpi else []
    plan = Plan(
        paths=request.paths,
        out=request.out,
        forms=request.forms,
        readings=request.readings,
        overlay=request.overlay,
        settings=load_settings(overrides),
    )
    outcomes: list[Outcome] = []
    # Caught here: typer would exit in silence.
    try:
        with Reporter() as reporter:
            for outcome in extract(plan, reporter.progress):
                reporter.finished(outcome)
                outcomes.append(outcome)
            reporter.summary(outcomes, request.out, request.overlay)
    except KeyboardInterrupt:
        written = sum(outcome.written is not None for outcome in outcomes)
        print(f"interrupted: {written} documents written; run the same command again", file=sys.stderr)
        return ExitCode.INTERRUPTED
    return exit_code(outcomes)


def exit_code(outcomes: list[Outcome]) -> ExitCode:
    """The lowest code of what went wrong, 0 where nothing did."""
    codes = [outcome.exit_code for outcome in outcomes if outcome.exit_code != ExitCode.OK]
    return min(codes, default=ExitCode.OK)
