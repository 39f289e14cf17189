"""A table's lines of meaning: one per row, or per level of a stack; merged values in each line they cover."""

from collections.abc import Mapping, Sequence
from typing import Final

from schemas.form import Form
from schemas.table import Entry, LineEntry, LogicalTable, TableCell, TableLine
from schemas.value import Repair

BODY: Final = frozenset({"body", "total", "section"})


def table_to_lines(table: LogicalTable, form: Form | None = None) -> tuple[TableLine, ...]:
    """Body, total and section lines from the top; a stack beside single values repeats those as carried."""
    stacked = _stack_columns(table, form)
    by_row: dict[int, list[TableCell]] = {}
    for cell in table.cells:
        for row in cell.rows:
            by_row.setdefault(row, []).append(cell)
    lines: list[TableLine] = []
    for row in sorted(by_row):
        role = next((cell.role for cell in by_row[row] if cell.row == row), "body")
        if role in BODY:
            lines += _row_to_lines(table, row, [cell for cell in by_row[row] if cell.role in BODY], stacked)
    return tuple(lines)


def _stack_columns(table: LogicalTable, form: Form | None) -> frozenset[int]:
    names = {column.name for column in form.columns if column.stack} if form else set()
    return frozenset(column.index for column in table.columns if column.role in names)


def _row_to_lines(
    table: LogicalTable, row: int, cells: Sequence[TableCell], stacked: frozenset[int]
) -> list[TableLine]:
    role = next((cell.role for cell in cells if cell.row == row), "body")
    size = max((len(cell.entries) for cell in cells), default=1)
    lines = []
    levels = {cell.col: _levels(cell, cells, size) for cell in cells if _is_levelled(cell, size, stacked)}
    for level in range(max(1, size)):
        found = {cell.col: _entry_at(cell, row, level, levels.get(cell.col)) for cell in cells}
        entries = {col: entry for col, entry in found.items() if entry is not None}
        lines.append(TableLine(row=row, level=level, page=table.row_pages[row], role=role, entries=entries))
    return lines


def _is_levelled(cell: TableCell, size: int, stacked: frozenset[int]) -> bool:
    """Whether a cell's values belong to single levels: a stack, or the only one left of a stack."""
    return len(cell.entries) > 1 or (size > 1 and bool(cell.entries) and cell.col in stacked)


def _entry_at(cell: TableCell, row: int, level: int, levels: Mapping[int, int] | None) -> LineEntry | None:
    if not cell.entries:
        return None
    if levels is not None:
        index = next((index for index, at in levels.items() if at == level), None)
        return None if index is None else _line_entry(cell, index, row, stacked=True)
    return _line_entry(cell, 0, row, stacked=False, level=level)


def _line_entry(cell: TableCell, index: int, row: int, *, stacked: bool, level: int = 0) -> LineEntry:
    entry = cell.entries[index]
    repairs: tuple[Repair, ...] = cell.repairs
    below = row > cell.row
    if stacked:
        stack = Repair(
            rule="stacked_cell_expanded", before=cell.text, after=entry.text, evidence=f"line {index + 1}"
        )
        repairs = (*repairs, stack)
    if below:
        merged = Repair(
            rule="merged_cell_carried_down",
            before="",
            after=entry.text,
            evidence=f"merged over {cell.row_span} rows",
        )
        repairs = (*repairs, merged)
    return LineEntry(
        cell_row=cell.row,
        cell_col=cell.col,
        page=cell.page,
        index=index,
        entry=entry,
        carried=below or level > 0,
        repairs=repairs,
    )


def _levels(cell: TableCell, cells: Sequence[TableCell], size: int) -> Mapping[int, int]:
    """The level of each entry of a stack; one with fewer values is set beside the nearest of a full one."""
    if len(cell.entries) == size:
        return {index: index for index in range(size)}
    full = next(other for other in cells if len(other.entries) == size)
    heights = [_middle(entry) for entry in full.entries]
    levels: dict[int, int] = {}
    for index, entry in enumerate(cell.entries):
        middle = _middle(entry)
        if middle is None or None in heights:
            levels[index] = index
        else:
            levels[index] = min(range(size), key=lambda at, y=middle: abs((heights[at] or 0.0) - y))  # type: ignore[misc]
    return levels


def _middle(entry: Entry) -> float | None:
    boxes = [line.bbox for line in entry.lines if line.bbox is not None]
    return sum(box.centre[1] for box in boxes) / len(boxes) if boxes else None
