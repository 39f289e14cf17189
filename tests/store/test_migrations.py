"""A store comes to the shape that the tables declare, whatever it is and whoever opens it first."""

import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from schemas.errors import ExitCode, MissingDependencyError, StoreError
from store.base import Base
from store.migrating import HEAD, read_revision
from store.opening import Store, open_store


def test_the_steps_lead_to_the_tables_as_declared(store: Store) -> None:
    with store.engine.connect() as connection:
        assert read_revision(connection) == HEAD
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_opening_again_changes_nothing(store: Store) -> None:
    open_store(store.engine.url.render_as_string(hide_password=False)).close()
    with store.engine.connect() as connection:
        assert read_revision(connection) == HEAD


def test_several_may_open_a_new_store_at_once(store_url: str) -> None:
    troubles: list[BaseException] = []

    def open_it() -> None:
        try:
            open_store(store_url, patience=20).close()
        except BaseException as error:
            troubles.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []


def test_a_store_of_a_newer_program_is_left_alone(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version"):
        open_store(store.engine.url.render_as_string(hide_password=False))


@pytest.mark.parametrize("url", ["nonsense", "mysql+nonsense://host/db", "oracle://host/db"])
def test_a_url_of_something_else_is_told(url: str) -> None:
    with pytest.raises((StoreError, MissingDependencyError)) as caught:
        open_store(url)
    assert caught.value.exit_code in (ExitCode.STORE, ExitCode.MISSING_DEPENDENCY)


def test_sqlite_writes_ahead(tmp_path: object) -> None:
    store = open_store(f"sqlite:///{tmp_path}/deep/down/store.db")
    with store.engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
    store.close()


def test_a_password_is_never_told() -> None:
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://someone:secret@127.0.0.1:1/nowhere", patience=0)
    assert "secret" not in str(caught.value)
