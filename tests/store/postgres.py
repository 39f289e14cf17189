"""A throw-away PostgreSQL: its own cluster in a temporary folder, reached by a socket, gone at the end."""

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# Its own programs refuse to run as root.
_OWNER = "postgres"
_PROGRAMS = ("initdb", "pg_ctl", "createdb")


def find_programs() -> Path | None:
    """The folder of PostgreSQL's programs: Debian keeps them out of the path."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if all((place / one).exists() for one in _PROGRAMS)), None)


def why_not() -> str | None:
    """Why no cluster can be started here, None where one can."""
    if find_programs() is None:
        return "PostgreSQL is not installed: apt-get install postgresql"
    if os.getuid() == 0 and not any(user.pw_name == _OWNER for user in pwd.getpwall()):
        return f"PostgreSQL does not run as root, and there is no user {_OWNER}"
    return None


class Cluster:
    """A running cluster; `create` makes a database and tells its URL."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._count = 0
        self._owner = _OWNER if os.getuid() == 0 else getpass.getuser()

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories='{self._folder}' -c fsync=off"
        self._call(
            "pg_ctl", "-D", self._folder / "data", "-w", "-o", options, "-l", self._folder / "log", "start"
        )

    def stop(self, mode: str = "immediate") -> None:
        self._call("pg_ctl", "-D", self._folder / "data", "-m", mode, "stop")

    def init(self) -> None:
        if self._owner == _OWNER and os.getuid() == 0:
            shutil.chown(self._folder, _OWNER)
        self._call(
            "initdb", "-D", self._folder / "data", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"
        )

    def create(self) -> str:
        self._count += 1
        name = f"cuadra{self._count}"
        self._call("createdb", "-h", self._folder, name)
        return f"postgresql://{self._owner}@/{name}?host={quote(str(self._folder))}"

    def _call(self, program: str, *arguments: str | Path) -> None:
        subprocess.run(
            [self._programs / program, *map(str, arguments)],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            cwd=self._folder,
            user=_OWNER if os.getuid() == 0 else None,
        )


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """A cluster for as long as the context lasts."""
    programs = find_programs()
    assert programs is not None
    # A socket's path may have 107 bytes: pytest's own folders are too deep.
    folder = Path(tempfile.mkdtemp(prefix="cuadra-pg-", dir="/tmp"))
    cluster = Cluster(programs, folder)
    try:
        cluster.init()
        cluster.start()
        yield cluster
        cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
