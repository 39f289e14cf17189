"""What is drawn on a page: its cells, with what became of them."""

from collections.abc import Iterator

from schemas.base import Frozen
from schemas.document import Cell, CellRole, CheckStatus, Document, Fractions


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


class LinkMark(Frozen):
    """A check on its page: the cell of its result, and the cells that it is made of."""

    status: CheckStatus
    result: Fractions
    terms: tuple[Fractions, ...]


class PageMarks(Frozen):
    """Everything drawn on one page."""

    cells: tuple[Mark, ...] = ()
    tables: tuple[TableMark, ...] = ()
    links: tuple[LinkMark, ...] = ()


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
    links: dict[int, list[LinkMark]] = {page.number: [] for page in document.pages}
    for number, link in _links(document):
        links[number].append(link)
    return {
        number: PageMarks(cells=tuple(cells[number]), tables=tuple(hulls[number]), links=tuple(links[number]))
        for number in cells
    }


def _links(document: Document) -> Iterator[tuple[int, LinkMark]]:
    """The checks that could be made, with those of their cells that stand on the page of the result."""
    places = {(table.id, cell.row, cell.col): cell for table in document.tables for cell in table.cells}
    for check in document.checks:
        result, *others = (places.get((one.table, one.row, one.col)) for one in check.members)
        if check.status != "unverifiable" and result and result.bbox:
            terms = tuple(one.bbox for one in others if one and one.bbox and one.page == result.page)
            yield result.page, LinkMark(status=check.status, result=result.bbox, terms=terms)


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
