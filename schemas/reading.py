"""What was read on one page: lines of text, regions and table grids, before any meaning.

A `PageReading` is the only thing that crosses from the readers (`models/`) to the deciders (`extraction/`).
It holds no pixels, can be saved as JSON, and replaying it gives the same document.
"""

from typing import Literal

from schemas.base import Frozen
from schemas.geometry import BBox, Mesh

RegionType = Literal[
    "title", "text", "list", "table", "figure", "header", "footer", "key_value", "stamp", "signature"
]
TextSource = Literal["ocr", "pdf_text", "text"]
Ruling = Literal["full", "partial", "none"]

PEN_TICKS = "√✓✔"  # what auditors put beside figures, as readers give it


class Alternative(Frozen):
    """Another reading of the same ink and what it costs over the best one, in nats (natural log, ≥ 0)."""

    text: str
    cost: float
    source: str


class TextLine(Frozen):
    """Text on one baseline: a whole printed line, or the part of one that lies in a cell.

    `bbox` is None in a text dump, which gives `line` (from 1) instead. `confidence` is the first reader's own
    score in 0..1, None when it gives none. `second` is what the second reader read, None when not asked.
    """

    text: str
    bbox: BBox | None = None
    line: int | None = None
    confidence: float | None = None
    second: str | None = None
    alternatives: tuple[Alternative, ...] = ()


class ReadCell(Frozen):
    """One cell of a grid as found on the page: its place, its spans and the lines inside, top to bottom.

    mark: how large the largest mark in a cell without lines is: 1 as large as a figure, 0 for none.
    """

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    bbox: BBox | None = None
    line: int | None = None
    lines: tuple[TextLine, ...] = ()
    mark: float = 0.0


class ReadTable(Frozen):
    """One grid on one page. Cells never overlap; a slot without a cell does not exist."""

    bbox: BBox | None = None
    ruling: Ruling = "none"
    cells: tuple[ReadCell, ...]

    @property
    def n_rows(self) -> int:
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @property
    def n_cols(self) -> int:
        return max((cell.col + cell.col_span for cell in self.cells), default=0)


class Region(Frozen):
    """A labelled area of the page (pixels of the upright page)."""

    type: RegionType
    bbox: BBox | None = None
    confidence: float | None = None
    text: str = ""


class PageReading(Frozen):
    """Everything read on one page.

    width, height: pixels of the upright page, in which every box of this reading is given.
    rotation: clockwise turn that made the page upright. skew: degrees taken out after it.
    to_delivered: map from upright pixels to fractions of the page as delivered; None for a text dump.
    lines: the lines outside the tables, in reading order.
    """

    page_no: int
    width: int = 0
    height: int = 0
    dpi: float | None = None
    rotation: Literal[0, 90, 180, 270] = 0
    skew: float = 0.0
    to_delivered: Mesh | None = None
    text_source: TextSource = "ocr"
    status: Literal["done", "failed", "skipped"] = "done"
    reason: str | None = None
    regions: tuple[Region, ...] = ()
    lines: tuple[TextLine, ...] = ()
    tables: tuple[ReadTable, ...] = ()
