"""Drawing a part of a table: fills, text and rules, with the true box of every cell."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from samples.generator.fonts import text_width
from samples.generator.page import Box, Drawing, Fill, PlacedCell, PlacedTable, Rule, Text
from samples.generator.spec import Cell, Row, Table
from samples.generator.style import BARE, BLACK, TableStyle
from samples.generator.table_layout import Sizing, row_heights

ASCENT, DESCENT = 0.74, 0.21


@dataclass(frozen=True)
class DrawnTable:
    """A table part ready for its page."""

    drawings: tuple[Drawing, ...]
    table: PlacedTable
    bottom: float


def draw_rows(
    table: Table, rows: list[Row], sizing: Sizing, left: float, top: float, continued: bool, header_rows: int
) -> DrawnTable:
    """Rows drawn with their top left corner there."""
    xs = list(accumulate(sizing.widths, initial=left))
    ys = list(accumulate(row_heights(rows, table, sizing), initial=top))
    fills: list[Drawing] = []
    texts: list[Drawing] = []
    placed: list[PlacedCell] = []
    for r, row in enumerate(rows):
        for col, cell in row.cells.items():
            bottom_row = min(r + cell.row_span, len(rows))
            box = (xs[col], ys[r], xs[col + cell.col_span], ys[bottom_row])
            fill = _fill(sizing.style, cell, row, r)
            if fill is not None:
                fills.append(Fill(box, fill))
            lines = _text_lines(table, sizing, col, cell, row.role, box)
            texts.extend(lines)
            placed.append(PlacedCell(cell, r, col, box, _text_box(lines)))
    rules = _rules(rows, xs, ys, sizing.style, header_rows)
    whole = (xs[0], ys[0], xs[-1], ys[-1])
    part = PlacedTable(table.kind, header_rows, whole, tuple(placed), continued)
    return DrawnTable((*fills, *rules, *texts), part, ys[-1])


def _fill(style: TableStyle, cell: Cell, row: Row, index: int) -> tuple[int, int, int] | None:
    if cell.header:
        return style.header_fill
    if row.role in ("total", "section"):
        return style.total_fill
    return style.zebra if index % 2 else None


def _text_lines(table: Table, sizing: Sizing, col: int, cell: Cell, role: str, box: Box) -> list[Text]:
    style, size, face = sizing.style, sizing.text_size(cell), sizing.face(cell, role)
    lines = sizing.lines(col, cell, role, table.columns[col].broken_at_marks)
    if not lines:
        return []
    align = cell.align or (style.header_align if cell.header else table.columns[col].align)
    if align == "number":
        align = style.number_align
    pitch = size * style.leading
    slack = (box[3] - box[1]) - len(lines) * pitch
    top = box[1] + (style.padding_y if style.valign == "top" and not cell.header else slack / 2)
    out: list[Text] = []
    colour = style.header_colour if cell.header and style.header_fill is not None else BLACK
    for k, line in enumerate(lines):
        width = text_width(face, size, line)
        x = box[0] + style.padding_x + cell.indent * sizing.size
        if align == "right":
            x = box[2] - style.padding_x - width
        elif align == "center":
            x = (box[0] + box[2] - width) / 2
        baseline = top + k * pitch + (pitch - size * (ASCENT + DESCENT)) / 2 + size * ASCENT
        out.append(Text(x, baseline, line, face, size, colour))
    return out


def _text_box(lines: list[Text]) -> Box | None:
    if not lines:
        return None
    right = max(t.x + text_width(t.face, t.size, t.text) for t in lines)
    return (
        min(t.x for t in lines),
        min(t.baseline - t.size * ASCENT for t in lines),
        right,
        max(t.baseline + t.size * DESCENT for t in lines),
    )


def _owners(rows: list[Row], columns: int) -> list[list[int]]:
    grid = [[-1] * columns for _ in rows]
    index = 0
    for r, row in enumerate(rows):
        for col, cell in row.cells.items():
            for y in range(r, min(r + cell.row_span, len(rows))):
                grid[y][col : col + cell.col_span] = [index] * cell.col_span
            index += 1
    return grid


def _horizontal(style: TableStyle, rows: list[Row], r: int, header_rows: int) -> bool:
    total = len(rows)
    edge = r in (0, total)
    head = r == header_rows
    closing = 0 < r < total and (rows[r].role == "total") != (rows[r - 1].role == "total")
    kind = style.ruling
    if kind == "none":
        return False
    if kind in ("header_only", "outer_vertical"):
        return edge or head or closing or (0 < r < header_rows)
    if kind == "vertical_only":
        return edge or head
    if kind == "groups":
        return edge or head or closing or r < header_rows or rows[r].group_start
    return True


def _vertical(style: TableStyle, c: int, columns: int) -> bool:
    kind = style.ruling
    if kind in BARE:
        return False
    return 0 < c < columns or kind != "open_sides"


def _rules(
    rows: list[Row], xs: list[float], ys: list[float], style: TableStyle, header_rows: int
) -> list[Drawing]:
    grid = _owners(rows, len(xs) - 1)
    columns, width = len(xs) - 1, style.rule_width * (0.5 if style.ruling == "full_thin" else 1.0)
    dash = 1.3 if style.ruling == "dotted" else 0.0
    out: list[Drawing] = []
    for r in range(len(ys)):
        if not _horizontal(style, rows, r, header_rows):
            continue
        drawn = [r in (0, len(rows)) or grid[r - 1][c] != grid[r][c] for c in range(columns)]
        out.extend(Rule(xs[a], ys[r], xs[b], ys[r], width, style.rule_colour, dash) for a, b in _runs(drawn))
    for c in range(columns + 1):
        if not _vertical(style, c, columns):
            continue
        drawn = [c in (0, columns) or grid[r][c - 1] != grid[r][c] for r in range(len(rows))]
        out.extend(Rule(xs[c], ys[a], xs[c], ys[b], width, style.rule_colour, dash) for a, b in _runs(drawn))
    if style.ruling == "double":
        gap = 2.0
        x0, y0, x1, y1 = xs[0] - gap, ys[0] - gap, xs[-1] + gap, ys[-1] + gap
        corners = ((x0, y0, x1, y0), (x1, y0, x1, y1), (x0, y1, x1, y1), (x0, y0, x0, y1))
        out.extend(Rule(*c, width, style.rule_colour) for c in corners)
    return out


def _runs(drawn: list[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start = -1
    for i, on in enumerate([*drawn, False]):
        if on and start < 0:
            start = i
        elif not on and start >= 0:
            runs.append((start, i))
            start = -1
    return runs
