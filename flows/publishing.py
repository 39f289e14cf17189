"""Where documents go: a folder, or any URL that fsspec writes; each file whole or not at all."""

import hashlib
import os
from collections.abc import Collection
from pathlib import Path, PurePosixPath
from typing import Protocol
from uuid import uuid4

from flows.writing import make_folder
from schemas.errors import ArgumentError, MissingDependencyError, OutputError

# Where an object appears with its last byte; elsewhere a finished file is moved to its name.
_OBJECT_STORES = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "az", "memory"})


class Publisher(Protocol):
    """Writes and reads back files below one place."""

    url: str

    def write(self, name: PurePosixPath, data: bytes) -> None:
        """Put `data` at `name` in one step; raises `OutputError`."""

    def read(self, name: PurePosixPath) -> bytes | None:
        """What is at `name`, None where nothing is."""

    def missing(self, names: Collection[str]) -> set[str]:
        """Those of `names` at which nothing is, by one quick look; none where it cannot be looked."""

    def remove(self, name: PurePosixPath) -> None:
        """Take away what is at `name`, if anything; raises `OutputError`."""


def out_to_url(out: str) -> str:
    """The name by which the store knows an output: its URL, or the folder's whole path."""
    if "://" in out and not out.startswith("file://"):
        return out.rstrip("/")
    return str(Path(out.removeprefix("file://")).resolve())


def open_publisher(out: str) -> Publisher:
    """The output at a path or URL, proven to take a file; raises `OutputError`."""
    if "://" in out and not out.startswith("file://"):
        return RemotePublisher(out)
    return LocalPublisher(Path(out.removeprefix("file://")))


class LocalPublisher:
    """A folder."""

    def __init__(self, folder: Path) -> None:
        make_folder(folder)
        self._folder = folder.resolve()
        self.url = str(self._folder)

    def write(self, name: PurePosixPath, data: bytes) -> None:
        path = self._inside(name)
        if path.exists() and self.read(name) == data:
            return  # so that who watches the folder sees no change where there is none
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(str(path), f"cannot be written: {error.strerror or error}") from error
        _write_by_name(path, data)

    def read(self, name: PurePosixPath) -> bytes | None:
        try:
            return self._inside(name).read_bytes()
        except OSError:
            return None

    def missing(self, names: Collection[str]) -> set[str]:
        return {name for name in names if not os.path.lexists(self._folder / name)}

    def remove(self, name: PurePosixPath) -> None:
        path = self._inside(name)
        try:
            path.unlink(missing_ok=True)
            # A folder of versions that is empty says nothing.
            if path.parent != self._folder and path.parent.is_dir() and not any(path.parent.iterdir()):
                path.parent.rmdir()
        except OSError as error:
            raise OutputError(str(path), f"cannot be removed: {error.strerror or error}") from error

    def _inside(self, name: PurePosixPath) -> Path:
        path = self._folder / name
        if not path.parent.resolve().is_relative_to(self._folder):
            raise OutputError(str(name), "it leads out of the output folder")
        return path


class RemotePublisher:
    """A place of fsspec's."""

    def __init__(self, url: str) -> None:
        try:
            from fsspec.core import url_to_fs
        except ModuleNotFoundError as error:
            raise MissingDependencyError("fsspec", "an output at a URL needs it") from error
        try:
            self._fs, self._root = url_to_fs(url)
        except (ValueError, ImportError) as error:
            raise ArgumentError(url, f"this URL cannot be written: {error}") from error
        protocol = self._fs.protocol
        names = {protocol} if isinstance(protocol, str) else set(protocol)
        self._whole = bool(names & _OBJECT_STORES)
        self.url = url.rstrip("/")

    def write(self, name: PurePosixPath, data: bytes) -> None:
        path = self._inside(name)
        try:
            if not self._whole:
                self._fs.makedirs(path.rpartition("/")[0], exist_ok=True)
            target = path if self._whole else f"{path}.{uuid4().hex}.part"
            self._fs.pipe_file(target, data)
            if target != path:
                self._fs.mv(target, path)
        except (OSError, ValueError) as error:
            raise OutputError(str(name), f"cannot be written: {error}") from error

    def read(self, name: PurePosixPath) -> bytes | None:
        try:
            found: bytes = self._fs.cat_file(self._inside(name))
        except (OSError, ValueError):
            return None
        return found

    def missing(self, names: Collection[str]) -> set[str]:
        if not names:
            return set()
        try:
            self._fs.invalidate_cache()
            found = self._fs.find(self._root)
        except FileNotFoundError:
            found = []
        except (OSError, ValueError):
            return set()
        root = self._root.rstrip("/") + "/"
        return set(names) - {path.removeprefix(root) for path in found}

    def remove(self, name: PurePosixPath) -> None:
        try:
            self._fs.rm_file(self._inside(name))
        except FileNotFoundError:
            return
        except (OSError, ValueError) as error:
            raise OutputError(str(name), f"cannot be removed: {error}") from error

    def _inside(self, name: PurePosixPath) -> str:
        if ".." in name.parts or name.is_absolute():
            raise OutputError(str(name), "it leads out of the output")
        return f"{self._root.rstrip('/')}/{name}"


def _write_by_name(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step, by way of a hidden file whose name is always the same.

    A run that is killed here leaves that file, and the next run, which writes `path` again, takes it along.
    """
    scrap = path.with_name(f".{path.name}.part")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
        with os.fdopen(os.open(scrap, flags, 0o666), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        scrap.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        scrap.unlink(missing_ok=True)
        raise OutputError(str(path), f"cannot be written: {error.strerror or error}") from error


def _sync_folder(folder: Path) -> None:
    """Make a new name outlast a power cut: the store will say that it is there."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
