"""Old versions go, and with them only what nothing else needs."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from flows.pruning import Pruned, prune
from schemas.errors import InputNotFoundError
from store.comparing import list_versions
from store.document_tables import FieldRow
from store.ledger_tables import Reading
from store.opening import Store, open_store
from store.outbox import read_news
from tests.flows.archives import ArchiveBench
from tests.store.fixtures import cluster, store_url

__all__ = ["cluster", "store_url"]


def count(store: Store, kind: type[FieldRow] | type[Reading]) -> int:
    return store.read(lambda session: session.scalar(select(func.count()).select_from(kind))) or 0


def test_old_versions_go_and_the_newest_stay(tmp_path: Path, store_url: str) -> None:
    bench = ArchiveBench(tmp_path, store_url=store_url)
    bench.dump("same.txt", 0)
    for number in (1, 2, 3):
        bench.dump("a.txt", number)
        bench.run()
    newest = bench.outputs()["a.txt.json"]
    url = str(bench.folder.resolve())
    with bench.store() as store:
        fields, source = count(store, FieldRow), bench.source_id(store)
        assert prune(url, store_url, keep=2) == Pruned(versions=1, readings=1)
        left = store.read(lambda session: list_versions(session, source, "a.txt"))
        assert [version.number for version in left] == [2, 3]
        assert prune(url, store_url) == Pruned(versions=1, readings=1)
        assert prune(url, store_url) == Pruned(versions=0, readings=0)
        # Of four versions in all, two are left.
        assert (count(store, FieldRow), count(store, Reading)) == (fields // 2, 2)
        assert len(store.read(lambda session: read_news(session, 0, 10))) == 4
    assert set(bench.outputs()) == {"a.txt.json", "same.txt.json"}
    assert bench.outputs()["a.txt.json"] == newest
    assert bench.run().endings == {}
    bench.dump("a.txt", 4)
    bench.run()
    assert set(bench.outputs()) == {"a.txt.json", "same.txt.json", ".versions/a.txt.json/3.json"}


def test_an_archive_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputNotFoundError, match="no archive here"):
        prune("/nowhere", f"sqlite:///{tmp_path}/store.db")
    open_store(f"sqlite:///{tmp_path}/store.db").close()
    with pytest.raises(InputNotFoundError, match="was not read"):
        prune("/nowhere", f"sqlite:///{tmp_path}/store.db")
