"""What is drawn on a page: its cells, with what became of them."""

from schemas.base import Frozen
from schemas.document import Cell, CellRole, Document, Fractions


class Mark(Frozen):
    """One cell on its page: `label` is the value as emitted, `repaired` that it is not what was read."""

    bbox: Fractions
    role: CellRole
    label: str
    confidence: float
    needs_review: bool
    repaired: bool


class TableMark(Frozen):
    """The hull of a table on its page, with its kind."""

    bbox: Fractions
    label: str
    confidence: float


class PageMarks(Frozen):
    """Everything drawn on one page."""

    cells: tuple[Mark, ...] = ()
    tables: tuple[TableMark, ...] = ()


def document_to_marks(document: Document) -> dict[int, PageMarks]:
    """The marks of every page, by page number."""
    cells: dict[int, list[Mark]] = {page.number: [] for page in document.pages}
    hulls: dict[int, list[TableMark]] = {page.number: [] for page in document.pages}
    for table in document.tables:
        for number in table.pages:
            boxes = [cell.bbox for cell in table.cells if cell.page == number and cell.bbox]
            if boxes:
                label = f"{table.id} · {table.kind}"
                hulls[number].append(
                    TableMark(bbox=_hull(boxes), label=label, confidence=table.kind_confidence)
                )
        for cell in table.cells:
            if cell.bbox and cell.page in cells:
                cells[cell.page].append(_cell_to_mark(cell, cell.bbox))
    return {number: PageMarks(cells=tuple(cells[number]), tables=tuple(hulls[number])) for number in cells}


def _cell_to_mark(cell: Cell, bbox: Fractions) -> Mark:
    value = cell.value.value if cell.value and cell.value.type != "text" else cell.text
    unit = f" {cell.value.unit}" if cell.value and cell.value.unit else ""
    return Mark(
        bbox=bbox,
        role=cell.role,
        label=value + unit,
        confidence=cell.confidence,
        needs_review=cell.needs_review,
        repaired=bool(cell.repairs),
    )


def _hull(boxes: list[Fractions]) -> Fractions:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
