"""Runs the line on a few files with a given reader."""

from pathlib import Path

from flows.pipeline import Outcome, Plan, extract
from flows.settings import Settings, WorkerOptions
from flows.worker import ReaderFactory
from schemas.errors import CuadraError
from tests.flows.readers import blank_reader


def all_there() -> CuadraError | None:
    """A machine on which nothing is missing."""
    return None


def run(
    paths: list[Path],
    out: Path,
    reader: ReaderFactory = blank_reader,
    work: WorkerOptions = WorkerOptions(),
    **plan: object,
) -> dict[str, Outcome]:
    """Outcomes by the input's name."""
    return {outcome.path.name: outcome for outcome in run_in_order(paths, out, reader, work, **plan)}


def run_in_order(
    paths: list[Path],
    out: Path,
    reader: ReaderFactory = blank_reader,
    work: WorkerOptions = WorkerOptions(),
    **plan: object,
) -> list[Outcome]:
    """Outcomes as they come."""
    whole = Plan.model_validate(
        {
            "paths": tuple(paths),
            "out": out,
            "settings": Settings(work=work),
            "make_reader": reader,
            "check_engines": all_there,
            **plan,
        }
    )
    return list(extract(whole))
