"""Widths, heights and page breaks of tables."""

from __future__ import annotations

from dataclasses import dataclass, replace

from samples.generator.fonts import Face, text_width
from samples.generator.spec import Cell, Row, Table
from samples.generator.style import TableStyle
from samples.generator.wrapping import wrap

LEAST_SIZE = 4.6


@dataclass(frozen=True)
class Sizing:
    """A table's style with the size of its text and the widths of its columns."""

    style: TableStyle
    size: float
    widths: tuple[float, ...]

    def face(self, cell: Cell, role: str) -> Face:
        """The face of a cell's text."""
        style = self.style
        bold = cell.bold or (cell.header and style.header_bold) or (role == "total" and style.total_bold)
        return replace(style.face, bold=bold)

    def text_size(self, cell: Cell) -> float:
        """The size of a cell's text."""
        return self.size * (self.style.header_scale if cell.header else 1.0)

    def inner_width(self, col: int, cell: Cell) -> float:
        """The width a cell's text may take."""
        return (
            sum(self.widths[col : col + cell.col_span]) - 2 * self.style.padding_x - cell.indent * self.size
        )

    def lines(self, col: int, cell: Cell, role: str, at_marks: bool = False) -> list[str]:
        """A cell's text, broken into lines."""
        if not cell.text:
            return []
        return wrap(
            cell.text, self.face(cell, role), self.text_size(cell), self.inner_width(col, cell), at_marks
        )

    def height(self, col: int, cell: Cell, role: str, at_marks: bool = False) -> float:
        """The height a cell needs."""
        count = max(1, len(self.lines(col, cell, role, at_marks)))
        return count * self.text_size(cell) * self.style.leading + 2 * self.style.padding_y


def _widest(table: Table, sizing: Sizing, col: int, whole_lines: bool) -> float:
    widest = 0.0
    carried = table.carry(len(table.rows)) if table.carry else ()
    for row in (*table.header, *table.rows, *carried):
        cell = row.cells.get(col)
        if cell is None or cell.col_span > 1:
            continue
        tokens = (
            cell.text.split("\n")
            if whole_lines and not cell.header
            else cell.text.replace("\n", " ").split(" ")
        )
        face, size = sizing.face(cell, row.role), sizing.text_size(cell)
        widest = max([widest, *(text_width(face, size, t) for t in tokens)])
    return widest + 2 * sizing.style.padding_x + 0.6


def fit_table(table: Table, style: TableStyle, size: float, total: float) -> Sizing:
    """Column widths at the largest size, up to the wished one, at which text columns have room."""
    while True:
        sizing = Sizing(style, size, ())
        fitted = [
            _widest(table, sizing, i, True) * c.squeeze
            if not c.weight
            else _widest(table, sizing, i, False) * 0.8
            for i, c in enumerate(table.columns)
        ]
        weights = sum(c.weight for c in table.columns)
        rest = total - sum(w for w, c in zip(fitted, table.columns, strict=True) if not c.weight)
        wanted = sum(w for w, c in zip(fitted, table.columns, strict=True) if c.weight)
        if (rest >= wanted * 1.12 and rest >= 0) or size <= LEAST_SIZE:
            break
        size *= 0.96
    if not weights:
        stretch = total / sum(fitted)
        return Sizing(style, size, tuple(w * (stretch if stretch < 1 else min(stretch, 2.2)) for w in fitted))
    rest = max(rest, total * 0.2)
    widths = [w if not c.weight else max(w, 0.0) for w, c in zip(fitted, table.columns, strict=True)]
    spare = max(0.0, rest - wanted)
    if spare == 0.0:
        scale = rest / wanted
        widths = [w if not c.weight else w * scale for w, c in zip(widths, table.columns, strict=True)]
    wishes = [
        _widest(table, sizing, i, True) * 1.15 if c.weight else 0.0 for i, c in enumerate(table.columns)
    ]
    widths = _share_out(widths, [c.weight for c in table.columns], wishes, spare)
    scale = total / sum(widths)
    return Sizing(style, size, tuple(w * min(1.0, scale) for w in widths))


def _share_out(widths: list[float], weights: list[float], wishes: list[float], spare: float) -> list[float]:
    """Widths after the spare room has gone to text columns, none beyond the longest line it has."""
    open_columns = [i for i, w in enumerate(weights) if w]
    while open_columns and spare > 0.5:
        unit = spare / sum(weights[i] for i in open_columns)
        spare, still = 0.0, []
        for i in open_columns:
            wider = widths[i] + unit * weights[i]
            wish = max(wishes[i], widths[i])
            spare += max(0.0, wider - wish)
            widths[i] = min(wider, wish)
            if wider < wish:
                still.append(i)
        open_columns = still
    return widths


def row_heights(rows: list[Row], table: Table, sizing: Sizing) -> list[float]:
    """Heights of rows; what a merged cell needs beyond its rows is added to the last of them."""
    heights = [0.0] * len(rows)
    spanning: list[tuple[int, int, float]] = []
    for r, row in enumerate(rows):
        for col, cell in row.cells.items():
            need = sizing.height(col, cell, row.role, table.columns[col].broken_at_marks)
            if cell.row_span == 1:
                heights[r] = max(heights[r], need)
            else:
                spanning.append((r, min(cell.row_span, len(rows) - r), need))
        heights[r] = max(heights[r], sizing.size * sizing.style.leading + 2 * sizing.style.padding_y)
    for r, span, need in spanning:
        lack = need - sum(heights[r : r + span])
        if lack > 0:
            for k in range(r, r + span):
                heights[k] += lack / span
    return heights


def cut_rows(rows: tuple[Row, ...], start: int, stop: int, repeat_merged: bool) -> list[Row]:
    """Body rows start to stop; a cell merged over the break is cut, blank or repeated after it."""
    part: list[Row] = []
    for r in range(start, stop):
        cells = {c: replace(x, row_span=min(x.row_span, stop - r)) for c, x in rows[r].cells.items()}
        part.append(replace(rows[r], cells=cells))
    if part:
        for r in range(start):
            for col, cell in rows[r].cells.items():
                if r + cell.row_span > start:
                    left = min(r + cell.row_span, stop) - start
                    text = cell.text if repeat_merged else ""
                    kind = cell.kind if repeat_merged else "text"
                    part[0].cells[col] = replace(cell, text=text, kind=kind, row_span=left)
    return [replace(row, cells=dict(sorted(row.cells.items()))) for row in part]


def rows_that_fit(table: Table, sizing: Sizing, start: int, room: float, header: float) -> int:
    """How many body rows from start fit into the room on a page."""
    stop = len(table.rows)
    part = cut_rows(table.rows, start, stop, table.repeat_merged)
    heights = row_heights(part, table, sizing)
    carried = 2.5 * sizing.size * sizing.style.leading if table.carry else 0.0
    used, count = header, 0
    while count < len(heights) and used + heights[count] + carried <= room:
        used += heights[count]
        count += 1
    while count and start + count < stop:
        if not table.rows[start + count - 1].keep_with_next:
            part = cut_rows(table.rows, start, start + count, table.repeat_merged)
            if header + carried + sum(row_heights(part, table, sizing)) <= room:
                break
        count -= 1
    return count
