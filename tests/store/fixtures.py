"""Stores to test with: SQLite always, PostgreSQL where it is installed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.opening import Store, open_store
from tests.store.postgres import Cluster, running_cluster, why_not


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """PostgreSQL, started once."""
    reason = why_not()
    if reason:
        pytest.skip(reason)
    with running_cluster() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.db"
    running: Cluster = request.getfixturevalue("cluster")
    return running.create()


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """A store on each kind of database in turn."""
    opened = open_store(store_url, patience=10)
    yield opened
    opened.close()
