"""A joined table to a typed one: kind and column roles, row roles, cell texts, readings of every value."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from extraction.grids.continuation import JoinedTable
from extraction.grids.grid import Placed, raw_text
from extraction.grids.kind_evidence import TableClassifier
from extraction.grids.lower_header import below_letterhead, best_headed
from extraction.grids.roles import FormMatch, match_forms
from extraction.grids.row_roles import row_roles
from extraction.readings.broken_dates import broken_date
from extraction.readings.by_column import read_by_column
from extraction.readings.cell_text import ColumnHint, cell_pieces, cell_to_entries, stack_size
from extraction.readings.locales import LocaleVote, vote_locale
from extraction.readings.printed_text import word_counts, word_text
from extraction.readings.shapes import is_amount, is_whole_value, shape
from extraction.readings.values import column_vote, figures, read_entry, type_by_content
from schemas.base import Frozen
from schemas.document import HEADS, CellRole
from schemas.form import ColumnForm, Form
from schemas.reading import PageReading, ReadCell
from schemas.sight import GENERIC, ColumnSight
from schemas.table import Entry, LogicalTable, TableCell, TableColumn
from schemas.value import Repair

LONGEST_NAME: Final = 60


class Surroundings(Frozen):
    """What the whole document tells about one table: its words, its usual locale, and each page's text."""

    words: frozenset[str] = frozenset()
    counts: Mapping[str, int] = {}
    vote: LocaleVote | None = None
    page_texts: Mapping[int, str]


def place_cells(table: JoinedTable) -> tuple[Placed, ...]:
    """Every cell at its row and column of the logical table."""
    placed = []
    for part in table.parts:
        for cell in part.grid.table.cells:
            col = part.place(cell.col)
            if col >= 0:
                span = part.place(cell.col + cell.col_span - 1) - col + 1
                moved = cell.replace(row=cell.row + part.first_row, col=col, col_span=max(1, span))
                placed.append(Placed(cell=moved, page=part.grid.page))
    return tuple(sorted(placed, key=lambda one: (one.cell.row, one.cell.col)))


def survey(tables: Sequence[JoinedTable], pages: Sequence[PageReading]) -> Surroundings:
    """The vocabulary and locale of all tables together, and the text beside them.

    Items are numbered in the first column: 1.1 speaks for no decimal point.
    """
    cells = [cell for table in tables for part in table.parts for cell in part.grid.table.cells]
    texts = [raw_text(cell) for cell in cells]
    words = {word.casefold().strip(".,;:()") for text in texts for word in text.split()}
    vote = vote_locale(figure for cell in cells if cell.col > 0 for figure in _figures_of(cell))
    around = {page.page_no: " ".join(line.text for line in page.lines) for page in pages}
    return Surroundings(
        words=frozenset(words), counts=word_counts((*texts, *around.values())), vote=vote, page_texts=around
    )


def joined_to_table(
    table: JoinedTable,
    table_id: str,
    forms: Sequence[Form],
    around: Surroundings,
    classifier: TableClassifier | None = None,
) -> LogicalTable:
    """The typed table."""
    cells = place_cells(table)
    page_text = around.page_texts.get(cells[0].page, "")

    def fit(one: JoinedTable) -> float:
        found = match_forms(_sights(one, place_cells(one)), forms, page_text)
        return found.score if found.kind != GENERIC else 0.0

    if not fit(table):
        table = below_letterhead(table, cells, fit)
    table = best_headed(table, fit)
    cells = place_cells(table)
    match = match_forms(_sights(table, cells), forms, page_text, classifier)
    form = next((form for form in forms if form.kind == match.kind), None)
    columns = _columns(table, cells, match, form)
    roles = row_roles(table, cells, columns, form)
    hints = tuple(_hint(column, form) for column in columns)
    votes = _votes(cells, roles, hints, around)
    row_pages = tuple(part.grid.page for part in table.parts for _ in range(part.grid.table.n_rows))
    return LogicalTable(
        id=table_id,
        kind=match.kind,
        kind_confidence=min(1.0, round(match.score, 4)),
        pages=tuple(sorted(set(row_pages))),
        row_pages=row_pages,
        header_rows=table.header_rows,
        columns=columns,
        cells=read_by_column(_typed_cells(cells, roles, hints, votes, around), [h.type for h in hints]),
    )


def _sights(table: JoinedTable, cells: Sequence[Placed]) -> tuple[ColumnSight, ...]:
    heads = _head_rows(table)
    texts: list[list[str]] = [[] for _ in range(table.n_cols)]
    for placed in cells:
        if placed.cell.row not in heads and placed.cell.col < table.n_cols:
            texts[placed.cell.col].append(_sight_text(placed.cell))
    return tuple(
        ColumnSight(path=_path(table, col), texts=tuple(filter(None, texts[col])))
        for col in range(table.n_cols)
    )


def _sight_text(cell: ReadCell) -> str:
    """The text as far as it shows what a column holds: a date broken over lines is a date."""
    dated = broken_date([line.text for line in cell.lines])
    return dated.text if dated else raw_text(cell)


def _head_rows(table: JoinedTable) -> frozenset[int]:
    repeated = [range(part.first_row, part.first_row + part.repeated) for part in table.parts[1:]]
    return frozenset(row for rows in (range(table.header_rows), *repeated) for row in rows)


def _path(table: JoinedTable, col: int) -> tuple[str, ...]:
    return table.paths[col] if col < len(table.paths) else ()


def _columns(
    table: JoinedTable, cells: Sequence[Placed], match: FormMatch, form: Form | None
) -> tuple[TableColumn, ...]:
    roles = {role.col: role for role in match.roles}
    sights = _sights(table, cells)
    columns: list[TableColumn] = []
    for col, sight in enumerate(sights):
        role = roles.get(col)
        declared = form.column(role.role) if form and role else None
        columns.append(
            TableColumn(
                index=col,
                path=sight.path,
                name=role.role
                if role
                else _unique(slug(" ".join(sight.path)) or f"column_{col + 1}", columns),
                role=role.role if role else None,
                role_confidence=min(1.0, role.score) if role else 0.0,
                type=declared.type if declared else type_by_content(sight.texts),
            )
        )
    return tuple(columns)


def _unique(name: str, columns: Sequence[TableColumn]) -> str:
    taken = {column.name for column in columns}
    number = 2
    unique = name
    while unique in taken:
        unique, number = f"{name}_{number}", number + 1
    return unique


def slug(text: str) -> str:
    """Lower-case ASCII words joined by underscores."""
    ascii_text = unicodedata.normalize("NFKD", text.replace("%", " pct ")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", ascii_text.lower())[:LONGEST_NAME].strip("_")


def _hint(column: TableColumn, form: Form | None) -> ColumnHint:
    declared: ColumnForm | None = form.column(column.role) if form and column.role else None
    if declared is None:
        return ColumnHint(type=column.type, stack=None if form is None else False)
    return ColumnHint(type=declared.type, words=declared.words, stack=declared.stack)


def _votes(
    cells: Sequence[Placed], roles: Sequence[CellRole], hints: Sequence[ColumnHint], around: Surroundings
) -> tuple[LocaleVote, ...]:
    """Each column's locale; that of the table, then the document, where its own figures say little.

    Items are numbered in the first column: 1.1 speaks for no decimal point.
    """
    texts: list[list[str]] = [[] for _ in hints]
    for placed in cells:
        if roles[placed.cell.row] in {"body", "total"}:
            texts[placed.cell.col] += _figure_texts(placed, hints[placed.cell.col])
    of_table = column_vote([text for column in texts[1:] for text in column], around.vote)
    return tuple(column_vote(column, of_table) for column in texts)


def _figure_texts(placed: Placed, hint: ColumnHint) -> tuple[str, ...]:
    return () if hint.type in {"code", "date"} else _figures_of(placed.cell)


def _figures_of(cell: ReadCell) -> tuple[str, ...]:
    """What speaks for a locale in a cell: its one figure, or those of its stack."""
    whole, pieces = raw_text(cell), [piece.text for piece in cell_pieces(cell)]
    is_stack = len(pieces) > 1 and all(map(is_whole_value, pieces))
    return (whole,) if shape(whole) in {"number", "percent"} and not is_stack else figures(pieces)


def _typed_cells(
    cells: Sequence[Placed],
    roles: Sequence[CellRole],
    hints: Sequence[ColumnHint],
    votes: Sequence[LocaleVote],
    around: Surroundings,
) -> tuple[TableCell, ...]:
    sizes = _stack_sizes(cells, roles, hints)
    typed = []
    for placed in cells:
        cell, role = placed.cell, roles[placed.cell.row]
        entries, repairs = cell_to_entries(cell, hints[cell.col], sizes.get(cell.row, 1), around.words)
        if role in {"body", "total"} or shape(raw_text(cell)) == "year" or is_amount(raw_text(cell)):
            entries = tuple(
                read_entry(entry, _own_hint(entry, hints[cell.col], role in HEADS), votes[cell.col])
                for entry in entries
            )
        if cell.bbox is not None:
            entries, mended = _with_clean_words(entries, around)
            repairs += mended
        typed.append(
            TableCell(
                row=cell.row,
                col=cell.col,
                row_span=cell.row_span,
                col_span=cell.col_span,
                page=placed.page,
                box=cell.bbox,
                line=cell.line,
                role=role,
                entries=entries,
                repairs=repairs,
                mark=cell.mark,
            )
        )
    return tuple(typed)


def _with_clean_words(
    entries: Sequence[Entry], around: Surroundings
) -> tuple[tuple[Entry, ...], tuple[Repair, ...]]:
    """Entries that are no values, their words as the document prints them elsewhere."""
    clean: list[Entry] = []
    repairs: tuple[Repair, ...] = ()
    for entry in entries:
        text, mended = (entry.text, ()) if entry.readings else word_text(entry.text, around.counts)
        clean.append(entry.replace(text=text) if mended else entry)
        repairs += mended
    return tuple(clean), repairs


def _own_hint(entry: Entry, hint: ColumnHint, is_head: bool) -> ColumnHint:
    """A percentage stays one in a column of plain numbers, and a year a number over any column; so is an
    amount among headings, where two tables were taken for one."""
    if hint.type == "number" and entry.text.rstrip().endswith("%"):
        return hint.replace(type="percent")
    is_other = (hint.type == "date" and shape(entry.text) == "year") or (is_head and is_amount(entry.text))
    return hint.replace(type="number") if is_other else hint


def _stack_sizes(
    cells: Sequence[Placed], roles: Sequence[CellRole], hints: Sequence[ColumnHint]
) -> Mapping[int, int]:
    rows: dict[int, list[Placed]] = {}
    for placed in cells:
        if roles[placed.cell.row] == "body":
            rows.setdefault(placed.cell.row, []).append(placed)
    return {
        row: stack_size([(one.cell, hints[one.cell.col]) for one in row_cells])
        for row, row_cells in rows.items()
    }
