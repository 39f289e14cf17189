"""The line as a Prefect flow over an archive; imported only by who wants Prefect.

Deploy it by module path: `prefect deploy flows.prefect_flow:read_archive`.
"""

import os
from pathlib import Path

# Before the import, because Prefect reads its settings once.
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

from prefect import flow, task

from flows.pipeline import Outcome, Plan, extract
from flows.settings import load_settings


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
