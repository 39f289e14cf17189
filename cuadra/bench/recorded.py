"""Recorded page readings beside their truths: what can be decided anew without reading a page again."""

import json
from collections.abc import Iterator, Mapping
from hashlib import file_digest
from pathlib import Path
from typing import Any

from flows.readings import load_readings
from schemas.base import Frozen
from schemas.reading import PageReading


class Recorded(Frozen):
    """The pages of one document as read, and its truth."""

    pages: tuple[PageReading, ...]
    truth: Mapping[str, Any]


def recorded_documents(truths: Path, readings: Path) -> Iterator[Recorded]:
    """Every document of a folder of truths that readings are kept of.

    readings: NAME.json with all pages of a document, or what `cuadra extract --readings` keeps.
    """
    for file in sorted(truths.glob("*.truth.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        pages = _whole(readings / f"{truth['name']}.json") or _kept(truths, truth["name"], readings)
        if pages:
            yield Recorded(pages=pages, truth=truth)


def _whole(path: Path) -> tuple[PageReading, ...]:
    if not path.exists():
        return ()
    return tuple(map(PageReading.model_validate, json.loads(path.read_text(encoding="utf-8"))))


def _kept(documents: Path, name: str, readings: Path) -> tuple[PageReading, ...]:
    inputs = [path for path in documents.glob(f"{name}.*") if path.suffix != ".json"]
    for path in inputs:
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        for folder in sorted(readings.glob(f"{digest[:16]}-*")):
            return load_readings(folder)
    return ()
