"""Values that stand for several lines: blanks below a value, groups named once, rows cut by a page's end."""

from collections.abc import Mapping, Sequence
from typing import Final

from extraction.wording import plain
from schemas.form import ColumnForm, Form
from schemas.table import Entry, LineEntry, LogicalTable, TableLine
from schemas.value import Repair

MOST_OVERLAP: Final = 12


def carry_down(lines: Sequence[TableLine], table: LogicalTable, form: Form | None) -> tuple[TableLine, ...]:
    """Lines whose blank cells, in columns declared so, hold the value above; also over page breaks."""
    carried = list(lines)
    for declared in form.columns if form else ():
        column = table.role_column(declared.name)
        if not declared.carry_down or column is None:
            continue
        group = table.role_column(declared.with_column) if declared.with_column else None
        if group is None:
            carried = _fill_blanks(carried, column.index)
        else:
            carried = _fill_groups(carried, column.index, group.index)
    return tuple(carried)


def _fill_blanks(lines: Sequence[TableLine], col: int) -> list[TableLine]:
    filled: list[TableLine] = []
    above: LineEntry | None = None
    for line in lines:
        if line.role == "body":
            above = line.entries.get(col, above)
        filled.append(_with(line, col, above))
    return filled


def _fill_groups(lines: Sequence[TableLine], col: int, group: int) -> list[TableLine]:
    """A value printed beside any row of a group belongs to all of it; column `group` begins one."""
    filled: list[TableLine] = []
    for run in _runs(lines, group):
        own = next((line.entries[col] for line in run if line.role == "body" and col in line.entries), None)
        filled += [_of_group(line, col, own) for line in run]
    return filled


def _of_group(line: TableLine, col: int, own: LineEntry | None) -> TableLine:
    """The line with its group's value, also where it prints another: a group has only one."""
    printed = line.entries.get(col)
    if own is None or printed is None or printed.carried or printed.entry.text == own.entry.text:
        return _with(line, col, own)
    conflict = Repair(
        rule="merged_cell_carried_down",
        before=printed.entry.text,
        after=own.entry.text,
        evidence=f"the group's value stands in row {own.cell_row}",
    )
    value = own.replace(carried=True, repairs=(*own.repairs, conflict))
    return line.replace(entries={**line.entries, col: value})


def _runs(lines: Sequence[TableLine], group: int) -> list[list[TableLine]]:
    runs: list[list[TableLine]] = [[]]
    for line in lines:
        entry = line.entries.get(group)
        if entry is not None and not entry.carried and line.role == "body":
            runs.append([])
        runs[-1].append(line)
    return [run for run in runs if run]


def _with(line: TableLine, col: int, value: LineEntry | None) -> TableLine:
    if line.role != "body" or col in line.entries or value is None:
        return line
    if value.cell_row == line.row:
        return line.replace(entries={**line.entries, col: value.replace(carried=True)})
    repair = Repair(
        rule="merged_cell_carried_down",
        before="",
        after=value.entry.text,
        evidence=f"left blank below row {value.cell_row}",
    )
    return line.replace(
        entries={**line.entries, col: value.replace(carried=True, repairs=(*value.repairs, repair))}
    )


def join_cut_rows(
    lines: Sequence[TableLine], table: LogicalTable, form: Form | None
) -> tuple[TableLine, ...]:
    """A row that a page's end cut in two, as one line: the rest below holds only running text."""
    joined: list[TableLine] = []
    for line in lines:
        if joined and form is not None and _is_rest(joined[-1], line, table, form):
            joined[-1] = _joined(joined[-1], line)
        else:
            joined.append(line)
    return tuple(joined)


def _is_rest(above: TableLine, line: TableLine, table: LogicalTable, form: Form) -> bool:
    if line.page == above.page and not _after_header(above, line, table):
        return False
    if line.role != "body" or above.role != "body" or not line.entries:
        return False
    own = {col: entry for col, entry in line.entries.items() if not entry.carried}
    declared = {col: _declared(table, form, col) for col in own}
    if any(
        column is None or column.type != "text" or column.carry_down or column.required
        for column in declared.values()
    ):
        return False
    return all(_goes_on(above.entries.get(col), entry) for col, entry in own.items())


def _after_header(above: TableLine, line: TableLine, table: LogicalTable) -> bool:
    return any(cell.role == "header_repeat" and above.row < cell.row < line.row for cell in table.cells)


def _declared(table: LogicalTable, form: Form, col: int) -> ColumnForm | None:
    role = table.columns[col].role
    return form.column(role) if role else None


def _goes_on(above: LineEntry | None, below: LineEntry) -> bool:
    """Whether text stops without an end above, or begins without a capital below."""
    if above is None:
        return below.entry.text[:1].islower()
    return below.entry.text[:1].islower() or above.entry.text.rstrip()[-1:] not in ".;:"


def _joined(above: TableLine, line: TableLine) -> TableLine:
    entries: dict[int, LineEntry] = dict(above.entries)
    for col, below in line.entries.items():
        if below.carried:
            continue
        first = entries.get(col)
        entries[col] = below if first is None else _continued(first, below)
    return above.replace(entries=entries)


def _continued(first: LineEntry, below: LineEntry) -> LineEntry:
    text = join_overlap(first.entry.text, below.entry.text)
    entry = Entry(text=text, lines=first.entry.lines + below.entry.lines)
    repair = Repair(
        rule="page_continuation_joined",
        before=first.entry.text,
        after=text,
        evidence=f"goes on in row {below.cell_row}",
    )
    return first.replace(entry=entry, repairs=(*first.repairs, repair))


def join_overlap(first: str, rest: str) -> str:
    """Two texts as one; words that end the first and begin the second, printed on both pages, stand once."""
    left, right = first.split(), rest.split()
    for count in range(min(MOST_OVERLAP, len(left), len(right)), 1, -1):
        if [plain(word) for word in left[-count:]] == [plain(word) for word in right[:count]]:
            return " ".join(left + right[count:])
    return f"{first} {rest}".strip()


def named_entries(line: TableLine, table: LogicalTable) -> Mapping[str, LineEntry]:
    """The line's values by role."""
    return {
        role: line.entries[column.index]
        for column in table.columns
        if (role := column.role) is not None and column.index in line.entries
    }
