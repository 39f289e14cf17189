"""Brings a store to the shape that this version of cuadra works on."""

import logging
from importlib.resources import as_file, files
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from schemas.errors import MissingDependencyError, StoreError

HEAD: Final = "0001"
_LOCK = 7_283_001


def migrate(engine: Engine) -> None:
    """Run the steps that are missing; raises `StoreError` where the store is newer than this program."""
    with engine.connect() as connection:
        if read_revision(connection) == HEAD:
            return
    with engine.begin() as connection:
        # Two programs may open a new store at once: the second waits here (SQLite: at the start of the
        # transaction) and finds the work done.
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        if read_revision(connection) != HEAD:
            _upgrade(connection)


def read_revision(connection: Connection) -> str | None:
    """The step the store is at, None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _upgrade(connection: Connection) -> None:
    try:
        from alembic import command
        from alembic.config import Config
        from alembic.script import ScriptDirectory
    except ModuleNotFoundError as error:
        raise MissingDependencyError("alembic", "a store is made and brought up to date with it") from error

    logging.getLogger("alembic").setLevel(logging.WARNING)
    with as_file(files("store") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
        found = read_revision(connection)
        if found is not None and found not in known:
            raise StoreError(str(connection.engine.url), f"it was made by a newer version ({found})")
        command.upgrade(config, "head")
