"""The process that opens inputs and reads pages; it may crash or hang without harm to the run."""

import ctypes
import hashlib
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final, Protocol

from flows.overlay.marks import PageMarks
from models.page_image import PageImage
from models.sources import RenderOptions, Source, open_source
from models.sources.media_type import TEXT, sniff_media_type
from models.sources.text import read_text
from schemas.base import Frozen
from schemas.errors import (
    CuadraError,
    DamagedInputError,
    MissingDependencyError,
    NoAccessError,
    PageCrashedError,
    UnsupportedInputError,
)
from schemas.reading import PageReading, TextLine


class Reader(Protocol):
    """Reads one page; `PageReader` and the replay of recorded readings are readers."""

    def read(self, page: PageImage, pdf_words: tuple[TextLine, ...] | None = None) -> PageReading: ...


ReaderFactory = Callable[[int], Reader]


class Opened(Frozen):
    """What is known of an input before its pages are read."""

    sha256: str
    media_type: str
    bytes: int
    pages: int
    damage: str | None = None


class OpenTask(Frozen):
    """Find out what the file is, how many pages it has and its digest."""

    path: Path
    render: RenderOptions


class PageTask(Frozen):
    """Read one page of the file; `fallback` with the plainer engine, where the first one died of it."""

    path: Path
    render: RenderOptions
    page_no: int
    fallback: bool = False


class DrawTask(Frozen):
    """Draw what was read on one page of the file."""

    path: Path
    render: RenderOptions
    page_no: int
    marks: PageMarks


class Drawn(Frozen):
    """A page as JPEG, with its marks and without."""

    picture: bytes
    plain: bytes


class DumpTask(Frozen):
    """Read all pages of a text dump."""

    path: Path


# What a worker says when it has started: the time of its first task counts from there.
READY: Final = "ready"
Task = OpenTask | PageTask | DumpTask | DrawTask
Result = Opened | PageReading | tuple[PageReading, ...] | Drawn


class Bench:
    """What a worker keeps between tasks: its reader, built at the first page, and the input last opened."""

    def __init__(
        self, make_reader: ReaderFactory, threads: int, make_fallback: ReaderFactory | None = None
    ) -> None:
        self._make_reader = make_reader
        self._make_fallback = make_fallback or make_reader
        self._threads = threads
        self._reader: Reader | None = None
        self._opened: tuple[Path, Source] | None = None

    def do(self, task: Task) -> Result:
        if isinstance(task, OpenTask):
            return self._open(task)
        if isinstance(task, PageTask):
            return self._read(task)
        return self._draw(task) if isinstance(task, DrawTask) else _read_dump(task.path)

    def _open(self, task: OpenTask) -> Opened:
        path = task.path
        try:
            if path.is_dir():
                raise NoAccessError(path.name, "no permission to look into this folder")
            # A pipe or device would be waited for, and never end.
            if not path.is_file():
                raise UnsupportedInputError(path.name, "this is not a file")
            media_type = sniff_media_type(path)
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            size = path.stat().st_size
        except PermissionError as error:
            raise NoAccessError(path.name, "permission denied") from error
        except OSError as error:
            raise DamagedInputError(path.name, error.strerror or "the file cannot be read") from error
        if media_type == TEXT:
            return Opened(sha256=sha256, media_type=TEXT, bytes=size, pages=0)
        source = self._source(path, task.render)
        return Opened(
            sha256=sha256,
            media_type=source.media_type,
            bytes=size,
            pages=source.page_count,
            damage=source.damage,
        )

    def _read(self, task: PageTask) -> PageReading:
        source = self._source(task.path, task.render)
        image = source.page(task.page_no)
        words = source.words(image)
        if task.fallback:
            return self._make_fallback(self._threads).read(image, words)
        if self._reader is None:
            self._reader = self._make_reader(self._threads)
        return self._reader.read(image, words)

    def _draw(self, task: DrawTask) -> Drawn:
        from flows.overlay.picture import draw_page, plain_page

        image = self._source(task.path, task.render).page(task.page_no)
        return Drawn(picture=draw_page(image, task.marks), plain=plain_page(image))

    def _source(self, path: Path, render: RenderOptions) -> Source:
        if self._opened and self._opened[0] == path:
            return self._opened[1]
        if self._opened:
            self._opened[1].close()
            self._opened = None
        source = open_source(path, render)
        self._opened = (path, source)
        return source


def _read_dump(path: Path) -> tuple[PageReading, ...]:
    from models.text_dump import read_dump

    return read_dump(read_text(path))


def serve(
    connection: Connection,
    make_reader: ReaderFactory,
    threads: int,
    make_fallback: ReaderFactory | None = None,
) -> None:
    """Answer tasks until the parent closes the connection; the life of a worker process."""
    _silence_native_code()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    bench = Bench(make_reader, threads, make_fallback)
    connection.send(READY)
    while True:
        try:
            task = connection.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            answer: Any = bench.do(task)
        except KeyboardInterrupt:
            return
        except Exception as error:
            answer = _as_cuadra_error(error, task)
        connection.send(answer)
        _give_back_freed_memory()


def _as_cuadra_error(error: Exception, task: Task) -> CuadraError:
    if isinstance(error, CuadraError):
        return error
    if isinstance(error, ImportError):
        return MissingDependencyError(str(error.name), str(error))
    what = f"{type(error).__name__}: {error}".splitlines()[0][:300]
    return PageCrashedError(task.path.name, f"reading failed with {what}")


def _give_back_freed_memory() -> None:
    """What a page freed goes back to the system, where glibc would keep it in pieces no later page fits."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc alone has it
    if trim is not None:
        trim(0)


def _silence_native_code() -> None:
    # libtiff and the like write to the process's own stderr, past Python, and would break the progress bar.
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    os.close(null)
