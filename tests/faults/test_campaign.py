"""A small campaign of kills; `python -m tests.faults.campaign` is the whole one."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_killing_workers_flows_and_everything_loses_no_page_and_changes_no_byte() -> None:
    # A process of its own: it forks, which one with threads should not.
    answer = subprocess.run(
        [sys.executable, "-m", "tests.faults.campaign", "--kills", "5", "--documents", "8"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert answer.stdout.startswith("5 kills")
