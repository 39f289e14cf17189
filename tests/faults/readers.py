"""A reader that makes up a table from what is on the page, always the same, and takes its time."""

import hashlib
import os
import time

from models.page_image import PageImage
from schemas.geometry import Box, flat_mesh
from schemas.reading import PageReading, ReadCell, ReadTable, TextLine

_SECONDS = 0.03
_ROWS = 6


class TableReader:
    """Six rows of two columns, their numbers a digest of the pixels."""

    def read(self, page: PageImage, _pdf_words: tuple[TextLine, ...] | None = None) -> PageReading:
        digest = hashlib.sha256(page.pixels.tobytes()).hexdigest()
        _note(digest)
        time.sleep(_SECONDS)
        texts = [("Área", "Monto")]
        texts += [(f"Unidad {digest[row]}", str(int(digest[row : row + 6], 16))) for row in range(_ROWS)]
        return PageReading(
            page_no=page.page_no,
            width=page.width,
            height=page.height,
            dpi=page.dpi,
            to_delivered=flat_mesh(page.width, page.height),
            tables=(_table(texts, page.width, page.height),),
        )


def make_table_reader(_threads: int) -> TableReader:
    return TableReader()


def _table(texts: list[tuple[str, str]], width: int, height: int) -> ReadTable:
    step = height / (len(texts) + 1)
    cells = []
    for row, pair in enumerate(texts):
        for col, text in enumerate(pair):
            box = Box(col * width / 2, row * step, (col + 1) * width / 2, (row + 1) * step)
            cells.append(ReadCell(row=row, col=col, bbox=box, lines=(TextLine(text=text, bbox=box),)))
    return ReadTable(bbox=Box(0, 0, width, height), ruling="full", cells=tuple(cells))


def _note(digest: str) -> None:
    """Enter that the page is being read, where the campaign counts."""
    if notes := os.environ.get("FAULT_NOTES"):
        handle = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, digest[:16].encode() + b"\n")
        os.close(handle)
