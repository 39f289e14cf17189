"""Records from the lines of typed tables: one per line or per anchor, with values carried down to each."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from extraction.grids.carrying import carry_down, join_cut_rows, named_entries
from extraction.grids.lines import table_to_lines
from extraction.record_fields import Place, Setting, blank_field, entry_to_field, split_field
from extraction.wording import plain
from schemas.document import Field, Provenance, Record
from schemas.form import YEAR_SLOT, ColumnForm, Form, RecordForm
from schemas.table import LineEntry, LogicalTable, TableCell, TableColumn, TableLine
from schemas.value import ValueType

GENERIC: Final = "table_row"
Named = Mapping[str, LineEntry]


def table_to_records(
    table: LogicalTable, form: Form | None, doc_id: str, setting: Setting
) -> tuple[Record, ...]:
    """Every record that a table gives, in the order of its rows."""
    lines = join_cut_rows(table_to_lines(table, form), table, form)
    drafts: list[tuple[str, dict[str, Field], tuple[str, ...]]]
    if form is None:
        drafts = [(GENERIC, fields, ()) for fields in _generic_rows(lines, table, setting)]
    else:
        body = carry_down(lines, table, form)
        drafts = [
            (record.type, fields, record.key)
            for record in form.records
            for fields in _record_fields(record, body, (table, form), setting)
        ]
    return _numbered(drafts, doc_id, table.id)


def _generic_rows(
    lines: Sequence[TableLine], table: LogicalTable, setting: Setting
) -> Iterator[dict[str, Field]]:
    cells = _cells_by_place(table)
    for line in lines:
        if line.role == "body" and line.entries:
            yield {
                table.columns[col].name: _generic_field(
                    entry, table.columns[col], _place(table, entry, cells), setting
                )
                for col, entry in sorted(line.entries.items())
            }


def _generic_field(entry: LineEntry, column: TableColumn, place: Place, setting: Setting) -> Field:
    """A value by its own type: columns of unknown tables are often mixed.

    Digits that are no value in a column of values are text as doubtful as their cell.
    """
    if entry.entry.value:
        return entry_to_field(entry, entry.entry.value.type, place, setting)
    field = entry_to_field(entry, "text", place, setting)
    if column.type == "text" or not any(char.isdigit() for char in entry.entry.text):
        return field
    unread = entry_to_field(entry, column.type, place, setting)
    return field.replace(
        confidence=min(field.confidence, unread.confidence),
        needs_review=field.needs_review or unread.needs_review,
        reasons=unread.reasons,
    )


def _cells_by_place(table: LogicalTable) -> dict[tuple[int, int], TableCell]:
    return {(cell.row, cell.col): cell for cell in table.cells}


def _record_fields(
    record: RecordForm, lines: Sequence[TableLine], declared: tuple[LogicalTable, Form], setting: Setting
) -> Iterator[dict[str, Field]]:
    table, form = declared
    sections = _sections(lines)
    for group in _groups(record, lines, table):
        named = _first_values(group, table) if record.anchor else named_entries(group[0], table)
        if not _is_needed(record, named, form):
            continue
        fields = _fields(record, named, declared, setting)
        fields |= _outside_fields(record, group[0], declared, (sections, setting))
        yield fields


def _groups(record: RecordForm, lines: Sequence[TableLine], table: LogicalTable) -> list[list[TableLine]]:
    """The lines of each record: its own, or with an anchor those from one printed anchor to the next."""
    body = [line for line in lines if line.role == "body"]
    column = table.role_column(record.anchor) if record.anchor else None
    if column is None:
        return [[line] for line in body]
    groups: list[list[TableLine]] = []
    for line in body:
        entry = line.entries.get(column.index)
        if (
            entry is not None
            and not entry.carried
            and not _is_repeated(groups, entry, column.index, line.page)
        ):
            groups.append([line])
        elif groups:
            groups[-1].append(line)
    return groups


def _is_repeated(groups: Sequence[Sequence[TableLine]], entry: LineEntry, col: int, page: int) -> bool:
    """The same anchor printed again on top of the next page."""
    if not groups or groups[-1][0].page == page:
        return False
    return plain(groups[-1][0].entries[col].entry.text) == plain(entry.entry.text)


def _first_values(group: Sequence[TableLine], table: LogicalTable) -> Named:
    """Each role's first value printed in the group."""
    named: dict[str, LineEntry] = {}
    for line in group:
        for role, entry in named_entries(line, table).items():
            named.setdefault(role, entry)
    return named


def _is_needed(record: RecordForm, named: Named, form: Form) -> bool:
    """Whether a line says anything of this record: a needed column has text, and not only zeros."""
    texts = [named[name].entry.text for name in record.needs if name in named]
    if not record.needs:
        return True
    keys = [name for name in record.needs if name in named and _is_name(form.column(name))]
    return any(texts) and (bool(keys) or any(set(text) & set("123456789") for text in texts))


def _is_name(column: ColumnForm | None) -> bool:
    return column is not None and column.type in {"code", "text", "date"}


def _fields(
    record: RecordForm, named: Named, declared: tuple[LogicalTable, Form], setting: Setting
) -> dict[str, Field]:
    table, form = declared
    cells = _cells_by_place(table)
    fields: dict[str, Field] = {}
    for field_name, role, column in _wanted(record, table, form):
        owner = column.name if not column.repeats else role
        entry = named.get(owner)
        if entry is None:
            if (blank := table.role_column(owner)) is not None:
                over = _place_over(blank.index, named, table)
                own = _blank_place(blank.index, named, table)
                fields[field_name] = blank_field(_output_type(column, role), over, own, setting)
            continue
        field = entry_to_field(entry, column.type, _place(table, entry, cells), setting)
        if column.split is None:
            fields[field_name] = field
        elif role in (parts := split_field(field, column.split)):
            fields[field_name] = parts[role]
    return fields


def _wanted(record: RecordForm, table: LogicalTable, form: Form) -> Iterator[tuple[str, str, ColumnForm]]:
    """Field name, role and declaration; a repeating column gives one for each year found."""
    for field_name, role in record.fields.items():
        column = form.column(role)
        if column is None or column.source != "cell":
            continue
        if not column.repeats:
            yield field_name, role, column
            continue
        stem = column.name.split(YEAR_SLOT)[0]
        for printed in table.columns:
            if printed.role and printed.role.startswith(stem) and form.column(printed.role) == column:
                yield printed.role, printed.role, column


def _output_type(column: ColumnForm, role: str) -> ValueType:
    return column.split.types.get(role, "text") if column.split else column.type


def _sections(lines: Sequence[TableLine]) -> dict[int, LineEntry]:
    """The section row over each row."""
    over: dict[int, LineEntry] = {}
    last: LineEntry | None = None
    for line in lines:
        if line.role == "section":
            last = next(iter(line.entries.values()), None)
        elif last is not None:
            over[line.row] = last
    return over


def _outside_fields(
    record: RecordForm,
    line: TableLine,
    declared: tuple[LogicalTable, Form],
    found: tuple[Mapping[int, LineEntry], Setting],
) -> dict[str, Field]:
    """Fields whose value stands in the section row above or in a column's own header."""
    (table, form), (sections, setting) = declared, found
    cells = _cells_by_place(table)
    fields: dict[str, Field] = {}
    for field_name, role in record.fields.items():
        column = form.column(role)
        entry: LineEntry | None = None
        if column is not None and column.source == "section":
            entry = sections.get(line.row)
        elif column is not None and column.source == "header" and column.of:
            entry = _header_entry(table, column.of)
        if column is not None and entry is not None:
            fields[field_name] = entry_to_field(entry, column.type, _place(table, entry, cells), setting)
    return fields


def _header_entry(table: LogicalTable, role: str) -> LineEntry | None:
    column = table.role_column(role)
    if column is None:
        return None
    over = [
        cell for cell in table.cells if cell.role == "header" and column.index in cell.cols and cell.entries
    ]
    cell = max(over, key=lambda cell: cell.row, default=None)
    if cell is None:
        return None
    return LineEntry(cell_row=cell.row, cell_col=cell.col, page=cell.page, entry=cell.entries[0])


def _place_over(column: int, named: Named, table: LogicalTable) -> Place | None:
    """The cell with digits in a row of these values that begins left of a column and goes over it."""
    rows = {entry.cell_row for entry in named.values() if not entry.carried}
    for cell in table.cells:
        over = cell.row in rows and cell.col < column < cell.col + cell.col_span
        if over and any(char.isdigit() for char in cell.text):
            return _cell_place(table, cell)
    return None


def _blank_place(column: int, named: Named, table: LogicalTable) -> Place | None:
    """The blank cell of a column in the one row of these values."""
    rows = {entry.cell_row for entry in named.values() if not entry.carried}
    blank = (cell for cell in table.cells if cell.row in rows and column in cell.cols and not cell.entries)
    cell = next(blank, None) if len(rows) == 1 else None
    return _cell_place(table, cell) if cell else None


def _place(table: LogicalTable, entry: LineEntry, cells: Mapping[tuple[int, int], TableCell]) -> Place:
    return _cell_place(table, cells[entry.cell_row, entry.cell_col])


def _cell_place(table: LogicalTable, cell: TableCell) -> Place:
    return Place(table=table.id, row=cell.row, col=cell.col, page=cell.page, box=cell.box, line=cell.line)


def _numbered(
    drafts: Sequence[tuple[str, dict[str, Field], tuple[str, ...]]], doc_id: str, table_id: str
) -> tuple[Record, ...]:
    """Records with ids made of the document, the table, and what names each record."""
    seen: dict[str, int] = {}
    records = []
    for record_type, fields, key in drafts:
        name = "|".join((fields[part].value or "") if part in fields else "" for part in key)
        seed = "|".join((doc_id, table_id, record_type, name))
        seen[seed] = seen.get(seed, 0) + 1
        digest = hashlib.sha256(f"{seed}|{seen[seed]}".encode()).hexdigest()[:20]
        records.append(_record(digest, record_type, fields))
    return tuple(records)


def _record(digest: str, record_type: str, fields: dict[str, Field]) -> Record:
    places: dict[Provenance, None] = {place: None for field in fields.values() for place in field.provenance}
    return Record(
        id=digest,
        type=record_type,
        fields=fields,
        confidence=min((field.confidence for field in fields.values()), default=0.0),
        needs_review=any(field.needs_review for field in fields.values()),
        provenance=tuple(places),
    )
