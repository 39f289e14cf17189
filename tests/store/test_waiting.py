"""A store that is locked or away for a while is waited for."""

import threading
import time

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from schemas.errors import StoreError
from store.opening import Store, open_store
from tests.store.postgres import Cluster


def touch(session: Session) -> None:
    session.execute(text("UPDATE sources SET beat = beat + 1"))


def test_what_is_locked_is_waited_for(tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    store, other = open_store(url, patience=20), open_store(url)
    with other.engine.begin() as connection:
        connection.execute(text("UPDATE sources SET beat = 0"))
        waiting = threading.Thread(target=store.transact, args=(touch,))
        waiting.start()
        time.sleep(0.3)
        assert waiting.is_alive()
    waiting.join(10)
    assert not waiting.is_alive()


def test_patience_ends_with_a_message(tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    store, other = open_store(url, patience=0), open_store(url)
    with store.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
    with other.engine.begin() as connection:
        connection.execute(text("UPDATE sources SET beat = 0"))
        with pytest.raises(StoreError, match="locked"):
            with_short_wait(store).transact(touch)


def with_short_wait(store: Store) -> Store:
    from sqlalchemy import event

    def hurry(connection: object, _record: object, _proxy: object) -> None:
        connection.execute("PRAGMA busy_timeout=50")  # type: ignore[attr-defined]

    event.listen(store.engine, "checkout", hurry)
    return store


def test_readers_wait_for_nobody(tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    store, other = open_store(url, patience=0), open_store(url)
    with other.engine.begin() as connection:
        connection.execute(text("UPDATE sources SET beat = 0"))
        assert store.read(lambda session: session.scalar(text("SELECT count(*) FROM sources"))) == 0


def test_a_server_that_restarts_is_waited_for(cluster: Cluster) -> None:
    store = open_store(cluster.create(), patience=30)
    store.transact(touch)
    cluster.stop("fast")
    try:
        waiting = threading.Thread(target=store.transact, args=(touch,))
        waiting.start()
        time.sleep(0.5)
        assert waiting.is_alive()
    finally:
        cluster.start()
    waiting.join(20)
    assert not waiting.is_alive()
    store.close()
