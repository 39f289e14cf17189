"""What a run does, line by line, as JSON that a machine can search: always with the document and the page."""

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from schemas.errors import OutputError


class RunLog:
    """Writes one JSON object a line to a file (`-` is stderr), or nowhere; use as a context manager."""

    def __init__(self, path: Path | None = None, run: int = 0) -> None:
        self.run = run
        self._own = path is not None and str(path) != "-"
        self._file: TextIO | None = None
        if path is not None:
            self._file = _open(path) if self._own else sys.stderr

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._file and self._own:
            self._file.close()

    def write(self, event: str, *, level: str = "info", **fields: object) -> None:
        """One line; a log that can no longer be written stops no run."""
        if self._file is None:
            return
        now = datetime.fromtimestamp(time.time(), UTC).isoformat(timespec="milliseconds")
        line = {"time": now, "level": level, "event": event, "run": self.run, **fields}
        try:
            self._file.write(json.dumps(line, ensure_ascii=True) + "\n")
            self._file.flush()
        except OSError:
            self._file = None


def _open(path: Path) -> TextIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a", encoding="utf-8")
    except OSError as error:
        raise OutputError(str(path), f"cannot be written: {error.strerror or error}") from error
