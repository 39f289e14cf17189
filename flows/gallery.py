"""Collects the pictures of a run and writes each document's HTML when its last page is drawn."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from flows.inputs import OVERLAY_SUFFIX
from flows.overlay.marks import document_to_marks
from flows.overlay.viewer import render_viewer
from flows.worker import Drawn, DrawTask, Result
from flows.writing import make_empty_folder, make_folder, write_pieces, write_whole
from models.sources.media_type import TEXT
from models.sources.source import RenderOptions
from models.sources.text import read_text
from schemas.document import Document
from schemas.errors import CuadraError, OutputError


@dataclass
class _Album:
    """One document's pictures on their way."""

    document: Document
    viewer: Path
    pictures: Path
    scrap: Path
    waiting: int


class Gallery:
    """Pictures below `out`: `NAME.overlay/page-0001.jpg` and `NAME.html`; use as a context manager."""

    def __init__(self, out: Path, render: RenderOptions) -> None:
        self._out = out
        self._render = render
        self._albums: dict[Path, _Album] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Take away the pictures of documents that were not finished."""
        for path in tuple(self._albums):
            self._give_up(path)

    def open(self, path: Path, stem: str, document: Document) -> tuple[DrawTask, ...]:
        """The drawing that a document needs; where it needs none, its HTML is written at once."""
        pictures = self._out / f"{stem}{OVERLAY_SUFFIX}"
        viewer = self._out / f"{stem}.html"
        drawable = [page.number for page in document.pages if page.status != "failed"]
        make_folder(viewer.parent)
        if document.source.media_type == TEXT or not drawable:
            lines = read_text(path).split("\n") if document.source.media_type == TEXT else ()
            write_pieces(viewer, render_viewer(document, lines=lines))
            return ()
        make_empty_folder(pictures)
        scrap = pictures / ".plain"
        make_folder(scrap)
        self._albums[path] = _Album(document, viewer, pictures, scrap, len(drawable))
        marks = document_to_marks(document)
        return tuple(
            DrawTask(path=path, render=self._render, page_no=number, marks=marks[number])
            for number in drawable
        )

    def take(self, task: DrawTask, answer: Result | CuadraError) -> CuadraError | None:
        """Keep a drawn page; what could not be drawn or kept comes back as the error it is."""
        album = self._albums.get(task.path)
        if album is None:
            return None  # its pictures were given up
        try:
            self._keep(task, answer, album)
        except OutputError as error:
            self._give_up(task.path)
            return error
        return answer if isinstance(answer, CuadraError) else None

    def _keep(self, task: DrawTask, answer: Result | CuadraError, album: _Album) -> None:
        album.waiting -= 1
        if isinstance(answer, Drawn):
            write_whole(album.pictures / _page_file(task.page_no), answer.picture)
            write_whole(album.scrap / _page_file(task.page_no), answer.plain)
        if not album.waiting:
            write_pieces(album.viewer, render_viewer(album.document, _plain_pages(album.scrap)))
            shutil.rmtree(album.scrap)
            del self._albums[task.path]

    def _give_up(self, path: Path) -> None:
        shutil.rmtree(self._albums.pop(path).pictures, ignore_errors=True)


def _plain_pages(scrap: Path) -> Iterator[tuple[int, bytes]]:
    for file in sorted(scrap.iterdir()):
        yield int(file.stem.removeprefix("page-")), file.read_bytes()


def _page_file(page_no: int) -> str:
    return f"page-{page_no:04}.jpg"
