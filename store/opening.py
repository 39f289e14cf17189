"""A store by its URL: connections that wait for their turn, and transactions that outlast a pause of it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError
from sqlalchemy.orm import Session

from schemas.errors import InputNotFoundError, MissingDependencyError, StoreError
from store.migrating import migrate

T = TypeVar("T")
DEFAULT_STORE = "sqlite:///cuadra.db"
PATIENCE_SECONDS = 300.0
# At the start a wrong address is likelier than a pause.
OPENING_SECONDS = 15.0
_PAUSES = (0.05, 0.2, 0.5, 1.0, 2.0)
_BUSY_MILLISECONDS = 5000
# What waiting cannot help, in each database's words.
_HOPELESS = {
    "sqlite": ("unable to open", "no such", "not a database", "readonly", "malformed"),
    "postgresql": ("password", '" does not exist', "permission denied"),
}


class Store:
    """One database; `transact` changes it and `read` looks into it."""

    def __init__(self, engine: Engine, patience: float) -> None:
        self.engine = engine
        self._patience = patience

    @property
    def name(self) -> str:
        return self.engine.url.render_as_string(hide_password=True)

    @property
    def dialect(self) -> str:
        return self.engine.dialect.name

    def transact(self, work: Callable[[Session], T]) -> T:
        """What `work` answers, its changes committed whole or not at all.

        Where the store is locked or away, the whole of `work` is tried again until the patience runs out, so
        `work` has to look before it inserts. Raises `StoreError` then.
        """
        return self._patiently(lambda: self._once(work, self.engine))

    def read(self, work: Callable[[Session], T]) -> T:
        """What `work` answers of one consistent state; it may change nothing and keeps nobody waiting."""
        return self._patiently(lambda: self._once(work, self.engine.execution_options(only_reads=True)))

    def migrate(self) -> None:
        """Bring the store up to date; raises `StoreError` where it cannot be reached."""
        self._patiently(lambda: migrate(self.engine))

    def close(self) -> None:
        self.engine.dispose()

    def _once(self, work: Callable[[Session], T], engine: Engine) -> T:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            return work(session)

    def _patiently(self, attempt: Callable[[], T]) -> T:
        end = time.monotonic() + self._patience
        pauses = iter(_PAUSES)
        while True:
            try:
                return attempt()
            except (OperationalError, InterfaceError) as error:
                if time.monotonic() >= end or self._is_hopeless(error):
                    raise StoreError(self.name, f"it cannot be used: {_first_line(error)}") from error
                time.sleep(next(pauses, _PAUSES[-1]))

    def _is_hopeless(self, error: DBAPIError) -> bool:
        told = str(error.orig).lower()
        return any(sign in told for sign in _HOPELESS[self.dialect])


def open_store(url: str = DEFAULT_STORE, patience: float = PATIENCE_SECONDS) -> Store:
    """The store at `url`, made or brought up to date where need be; `patience` is in seconds."""
    try:
        parsed = _with_driver(make_url(url))
        engine = create_engine(parsed, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(url, "this is no URL of SQLite or PostgreSQL") from error
    except ModuleNotFoundError as error:
        raise MissingDependencyError(str(error.name), "this store needs it") from error
    if engine.dialect.name == "sqlite":
        _make_folder(parsed)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    elif engine.dialect.name != "postgresql":
        raise StoreError(url, "only SQLite and PostgreSQL are supported")
    Store(engine, min(patience, OPENING_SECONDS)).migrate()
    return Store(engine, patience)


def open_present_store(url: str = DEFAULT_STORE, patience: float = PATIENCE_SECONDS) -> Store:
    """The store at `url` where there is one: nothing is made. Raises `InputNotFoundError` where none is."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        return open_store(url, patience)  # which says what is wrong
    file = parsed.database or ""
    if parsed.drivername == "sqlite" and file not in ("", ":memory:") and not Path(file).exists():
        raise InputNotFoundError(
            file, "there is no archive here, as there is no such store: `cuadra ingest SOURCE` makes one"
        )
    return open_store(url, patience)


def _with_driver(url: URL) -> URL:
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url


def _make_folder(url: URL) -> None:
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(url.database, f"its folder cannot be made: {error.strerror}") from error


def _prepare_sqlite(connection: object, _record: object) -> None:
    # The driver would begin transactions by itself, and only at the first write.
    connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in (
        f"busy_timeout={_BUSY_MILLISECONDS}",
        "journal_mode=WAL",
        # In WAL a kill loses nothing, and a power cut only whole transactions: those are done again.
        "synchronous=NORMAL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # What reads before it writes would fail where another writes in between: it takes its turn first.
    only_reads = connection.get_execution_options().get("only_reads")
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


def _first_line(error: DBAPIError) -> str:
    return (str(error.orig).strip() or type(error.orig).__name__).splitlines()[0]
