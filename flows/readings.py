"""Readings of pages kept on disk: a run resumes from them, tests and notebooks replay them."""

import hashlib
from pathlib import Path

from pydantic import ValidationError

from flows.writing import make_folder, write_whole
from models.page_image import PageImage
from schemas.document import Engine
from schemas.errors import PageError
from schemas.reading import PageReading, TextLine


class ReadingStore:
    """Readings of one run's inputs under `folder`, by input digest, engine digest and page."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        """Raises `OutputError` where nothing can be kept in `folder`."""
        make_folder(folder)
        self._folder = folder
        models = "".join(f"{name}={digest};" for name, digest in sorted(engine.models.items()))
        made_by = engine.version + models
        self._made_by = hashlib.sha256(made_by.encode()).hexdigest()[:8]

    def load(self, sha256: str, page_no: int) -> PageReading | None:
        """The reading kept of that page by the same engines, None where there is none."""
        try:
            reading = load_reading(self._path(sha256, page_no))
        except (OSError, ValidationError):
            return None
        return reading if reading.status == "done" else None

    def save(self, sha256: str, reading: PageReading) -> None:
        """Keep a reading; raises `OutputError` where it cannot be written."""
        path = self._path(sha256, reading.page_no)
        make_folder(path.parent)
        write_whole(path, reading.model_dump_json(exclude_defaults=True).encode() + b"\n")

    def _path(self, sha256: str, page_no: int) -> Path:
        return self._folder / f"{sha256[:16]}-{self._made_by}" / f"page-{page_no:04}.json"


def load_reading(path: Path) -> PageReading:
    return PageReading.model_validate_json(path.read_bytes())


def load_readings(folder: Path) -> tuple[PageReading, ...]:
    """All readings kept in `folder`, in page order."""
    found = [load_reading(path) for path in folder.glob("page-*.json")]
    return tuple(sorted(found, key=lambda reading: reading.page_no))


class ReplayReader:
    """Reads pages by giving back what was recorded of them in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._readings = {reading.page_no: reading for reading in load_readings(folder)}

    def read(self, page: PageImage, _pdf_words: tuple[TextLine, ...] | None = None) -> PageReading:
        """The recorded reading of that page; raises `PageError` where there is none."""
        if page.page_no not in self._readings:
            raise PageError(f"page {page.page_no}", "nothing was recorded of it")
        return self._readings[page.page_no]


def replay_reader(folder: Path, _threads: int) -> ReplayReader:
    """For workers: `functools.partial(replay_reader, folder)`."""
    return ReplayReader(folder)
