"""`cuadra extract`: runs the line and shows how it goes."""

import sys
from pathlib import Path

from cuadra.interrupting import interruptible
from cuadra.reporting import Reporter
from cuadra.tally import Tally
from flows.pipeline import Plan, extract
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
    tally = Tally()
    # Caught here: typer would exit in silence.
    try:
        with interruptible(), Reporter() as reporter:
            for outcome in extract(plan, reporter.progress):
                tally.add(outcome)
                reporter.finished(outcome)
            reporter.summary(tally, request.out, request.overlay)
    except KeyboardInterrupt:
        _say_interrupted(tally, request.readings)
        return ExitCode.INTERRUPTED
    except SystemExit:  # told to end
        _say_interrupted(tally, request.readings)
        raise
    return tally.code


def _say_interrupted(tally: Tally, readings: Path | None) -> None:
    documents = "1 document" if tally.written == 1 else f"{tally.written} documents"
    again = (
        "the same command goes on with the pages not read yet"
        if readings
        else "run the same command again (a run with --readings DIR goes on where it was stopped)"
    )
    print(f"interrupted: {documents} written; {again}", file=sys.stderr)
