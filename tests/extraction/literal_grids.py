"""Grids as readers find them, written as literals: a line a row, "|" between cells, "/" between lines."""

from schemas.geometry import Box, union
from schemas.reading import ReadCell, ReadTable, Ruling, TextLine

WIDE = 200.0
HIGH = 30.0
PITCH = 34.0


def literal_grid(text: str, top: float = 100.0, ruling: Ruling = "none") -> ReadTable:
    """Rows as high as their lines, one below another; "<" joins the cell on the left, "^" the one above."""
    rows = [line.strip().split("|") for line in text.strip().splitlines()]
    heights = [max(len(cell.split(" / ")) for cell in row) * PITCH for row in rows]
    cells: dict[tuple[int, int], ReadCell] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row, texts in enumerate(rows):
        y = top + sum(heights[:row])
        for col, printed in enumerate(texts):
            box = Box(col * WIDE, y, (col + 1) * WIDE, y + heights[row])
            mark = printed.strip()
            if mark in {"<", "^"}:
                first = owner[(row, col - 1) if mark == "<" else (row - 1, col)]
                owner[row, col] = first
                cell = cells[first]
                wider = {"col_span": col - cell.col + 1, "row_span": row - cell.row + 1}
                cells[first] = cell.replace(**wider, bbox=union((cell.bbox or box, box)))
                continue
            owner[row, col] = (row, col)
            cells[row, col] = ReadCell(row=row, col=col, bbox=box, lines=_lines(mark, box))
    found = tuple(cells.values())
    return ReadTable(bbox=union(cell.bbox for cell in found if cell.bbox), ruling=ruling, cells=found)


def _lines(text: str, box: Box) -> tuple[TextLine, ...]:
    return tuple(
        TextLine(text=line, bbox=Box(box.x0 + 4, y, box.x0 + 180, y + HIGH), confidence=0.98)
        for at, line in enumerate(filter(None, text.split(" / ")))
        for y in (box.y0 + at * PITCH,)
    )


def grid_text(table: ReadTable) -> list[str]:
    """The grid as in a literal."""
    slots: dict[tuple[int, int], str] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for col in range(cell.col, cell.col + cell.col_span):
                slots[row, col] = "^" if row > cell.row else "<" if col > cell.col else _printed(cell)
    return [
        "|".join(slots.get((row, col), "?") for col in range(table.n_cols)) for row in range(table.n_rows)
    ]


def _printed(cell: ReadCell) -> str:
    return " / ".join(line.text for line in cell.lines)
