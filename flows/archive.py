"""Where documents come from: a folder, or any URL that fsspec reads."""

import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, Protocol

from flows.naming import key_to_name, name_to_key
from flows.sources import source_to_url
from models.sources.media_type import SUFFIXES
from schemas.errors import (
    ArgumentError,
    CuadraError,
    InputNotFoundError,
    MissingDependencyError,
    NoAccessError,
)
from store.discovering import Skip

UNSUPPORTED = Skip(code="unsupported", reason="files of this type are not read")
NO_FILE = Skip(code="unsupported", reason="this is not a file")
DEAD_LINK = Skip(code="not_found", reason="a link that leads nowhere")
CLOSED = Skip(code="no_access", reason="permission denied")


class Entry(NamedTuple):
    """A file as a look at the archive shows it; `fingerprint` is another as soon as its content may be."""

    key: str
    fingerprint: str
    skip: Skip | None = None


class Archive(Protocol):
    """Lists files and makes them readable; `url` names the archive for good."""

    url: str

    def entries(self) -> Iterator[Entry]: ...

    def fingerprint(self, key: str) -> str | None:
        """The fingerprint as it is now, None where the file is gone."""

    def fetch(self, key: str) -> Path:
        """A path at which the file can be read until it is released; raises `CuadraError`."""

    def release(self, path: Path) -> None: ...


def open_archive(source: str, ours: Iterable[Path] = ()) -> Archive:
    """The archive at a path or URL; what lies in the folders `ours` is output, not input."""
    if "://" in source and not source.startswith("file://"):
        return RemoteArchive(source)
    folder = Path(source.removeprefix("file://"))
    try:
        there = folder.is_dir()
    except OSError as error:
        raise _as_input_error(source, error) from error
    if not there:
        raise InputNotFoundError(source, "no such folder")
    return LocalArchive(folder, ours)


class LocalArchive:
    """A folder and all below it, links followed, in the order of the names."""

    def __init__(self, folder: Path, ours: Iterable[Path] = ()) -> None:
        self._folder = folder.resolve()
        self._ours = {path.resolve() for path in ours} - {self._folder}
        self.url = source_to_url(str(folder))

    def entries(self) -> Iterator[Entry]:
        yield from self._below(self._folder, "", set())

    def fingerprint(self, key: str) -> str | None:
        try:
            return _stat_to_fingerprint(self.fetch(key).stat())
        except OSError:
            return None

    def fetch(self, key: str) -> Path:
        return self._folder / key_to_name(key)

    def release(self, path: Path) -> None:
        """Nothing was copied."""

    def _below(self, folder: Path, prefix: str, seen: set[tuple[int, int]]) -> Iterator[Entry]:
        try:
            here = folder.stat()
            with os.scandir(folder) as found:
                listed = sorted(found, key=lambda one: os.fsencode(one.name))
        except OSError as error:
            if not prefix:
                # Nothing was seen of the archive, which does not mean that its documents are gone.
                raise _as_input_error(str(folder), error) from error
            if isinstance(error, PermissionError):
                yield Entry(name_to_key(prefix.rstrip("/")), "", CLOSED)
            return  # else it went while we looked
        # Links may lead in circles, or to one folder by a million ways: each is looked into once.
        if (here.st_dev, here.st_ino) in seen:
            return
        seen.add((here.st_dev, here.st_ino))
        for one in listed:
            if not one.name.startswith("."):
                yield from self._entry(one, prefix + one.name, seen)

    def _entry(self, one: "os.DirEntry[str]", name: str, seen: set[tuple[int, int]]) -> Iterator[Entry]:
        try:
            there = one.stat()
        except PermissionError:
            yield Entry(name_to_key(name), "", CLOSED)
            return
        except OSError:
            if one.is_symlink():
                yield Entry(name_to_key(name), "", DEAD_LINK)
            return
        if stat.S_ISDIR(there.st_mode):
            folder = Path(one.path)
            if folder.resolve() not in self._ours:
                yield from self._below(folder, name + "/", seen)
            return
        yield Entry(name_to_key(name), _stat_to_fingerprint(there), _skip_of(one.name, there.st_mode))


class RemoteArchive:
    """Files below a URL; each is copied to a temporary file while it is read."""

    def __init__(self, url: str) -> None:
        try:
            from fsspec.core import url_to_fs
        except ModuleNotFoundError as error:
            raise MissingDependencyError("fsspec", "an archive at a URL needs it") from error
        self.url = source_to_url(url)
        try:
            self._fs, self._root = url_to_fs(url)
        except (ValueError, ImportError) as error:
            raise ArgumentError(url, f"this URL cannot be read: {error}") from error
        self._fetched: set[Path] = set()

    def entries(self) -> Iterator[Entry]:
        self._fs.invalidate_cache()
        try:
            found = self._fs.find(self._root, detail=True)
        except (OSError, ValueError) as error:
            raise InputNotFoundError(self.url, f"it cannot be listed: {error}") from error
        names = {path[len(self._root) :].lstrip("/"): info for path, info in found.items()}
        for name in sorted(names):
            if name and not any(part.startswith(".") and part.strip(".") for part in name.split("/")):
                yield Entry(name_to_key(name), _info_to_fingerprint(names[name]), _skip_of(name))

    def fingerprint(self, key: str) -> str | None:
        try:
            self._fs.invalidate_cache()
            return _info_to_fingerprint(self._fs.info(self._path(key)))
        except (OSError, ValueError):
            return None

    def fetch(self, key: str) -> Path:
        # Inputs are told apart by their last suffix.
        suffix = PurePosixPath(key_to_name(key)).suffix
        handle, name = tempfile.mkstemp(prefix="cuadra-", suffix=suffix)
        os.close(handle)
        path = Path(name)
        try:
            self._fs.get_file(self._path(key), str(path))
        except (OSError, ValueError) as error:
            path.unlink(missing_ok=True)
            raise _as_input_error(key, error) from error
        self._fetched.add(path)
        return path

    def release(self, path: Path) -> None:
        if path in self._fetched:
            self._fetched.discard(path)
            with suppress(OSError):
                path.unlink()

    def _path(self, key: str) -> str:
        return f"{self._root}/{key_to_name(key)}"


def _skip_of(name: str, mode: int = stat.S_IFREG) -> Skip | None:
    if not stat.S_ISREG(mode):
        return NO_FILE  # a pipe or device would be waited for, and never end
    return None if Path(name).suffix.lower() in SUFFIXES else UNSUPPORTED


def _stat_to_fingerprint(found: os.stat_result) -> str:
    # The time of change as well: the time of modification can be set back to hide another content.
    return f"{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}"


def _info_to_fingerprint(info: dict[str, Any]) -> str:
    marks = [info.get(name) for name in ("ETag", "mtime", "LastModified", "last_modified", "created", "md5")]
    return f"{info.get('size')}:" + ":".join(_mark(mark) for mark in marks if mark is not None)


def _mark(mark: object) -> str:
    # Listings and single looks give the same time in different types.
    return str(mark.timestamp() if isinstance(mark, datetime) else mark)


def _as_input_error(key: str, error: Exception) -> CuadraError:
    if isinstance(error, PermissionError):
        return NoAccessError(key, "permission denied")
    return InputNotFoundError(key, f"it cannot be read: {error}")
