"""`cuadra prune`: old versions taken away."""

from flows.pruning import prune
from flows.sources import source_to_url
from schemas.errors import ExitCode


def run_prune(store_url: str, source: str, keep: int) -> ExitCode:
    """Take away all but the newest `keep` versions of each document, and say how many."""
    pruned = prune(source_to_url(source), store_url, keep)
    print(f"{pruned.versions} old versions and readings of {pruned.readings} pages taken away")
    return ExitCode.OK
