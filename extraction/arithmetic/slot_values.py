"""The values that stand in the slots of typed tables, by the cheapest reading of each."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from extraction.arithmetic.cell_relations import Slot
from extraction.grids.carrying import carry_down
from extraction.grids.lines import table_to_lines
from extraction.readings.shapes import is_dash
from schemas.form import Form
from schemas.table import Entry, LineEntry, LogicalTable, TableLine
from schemas.value import NUMERIC

_NOT_GIVEN: Final = re.compile(r"^\W*(?:[ns]\W{0,2}[ad]|n\W{0,2}/\W{0,2}[ad])\W*$", re.IGNORECASE)
_WORDS: Final = re.compile(r"[^\W\d_]{3}")
_DIGIT: Final = re.compile(r"\d")


class FormedTable(NamedTuple):
    """A table, its form where it has one, and its lines with carried values."""

    table: LogicalTable
    form: Form | None
    lines: tuple[TableLine, ...]

    def col(self, role: str) -> int | None:
        """The index of the column that plays `role`."""
        column = self.table.role_column(role)
        return None if column is None else column.index

    def slot(self, entry: LineEntry) -> Slot:
        return Slot(self.table.id, entry.cell_row, entry.cell_col, entry.index)


def with_forms(tables: Sequence[LogicalTable], forms: Sequence[Form]) -> tuple[FormedTable, ...]:
    """Each table beside its declaration, its lines ready to be related."""
    by_kind = {form.kind: form for form in forms}
    found = []
    for table in tables:
        form = by_kind.get(table.kind)
        found.append(FormedTable(table, form, carry_down(table_to_lines(table), table, form)))
    return tuple(found)


def table_entries(tables: Sequence[LogicalTable]) -> dict[Slot, Entry]:
    """Every printed value of the tables by its slot, headers aside."""
    return {
        Slot(table.id, cell.row, cell.col, index): entry
        for table in tables
        for cell in table.cells
        if cell.role in {"body", "total", "section"}
        for index, entry in enumerate(cell.entries)
        if entry.text.strip()
    }


def slot_numbers(entries: dict[Slot, Entry]) -> dict[Slot, Decimal]:
    """The number in each slot; a lone dash or "n.d." is nothing, which is zero."""
    return {slot: number for slot, entry in entries.items() if (number := entry_number(entry)) is not None}


def entry_number(entry: Entry) -> Decimal | None:
    """The number that an entry most plainly is, None when it is none."""
    if entry.value is not None and entry.value.type in NUMERIC:
        return Decimal(entry.value.value)
    return Decimal(0) if is_dash(entry.text) or _NOT_GIVEN.match(entry.text) else None


def own_figures(line: TableLine, table: FormedTable, cols: Sequence[int]) -> Iterator[tuple[int, Slot]]:
    """The printed values of a line in `cols`, those carried from elsewhere aside."""
    for col in cols:
        entry = line.entries.get(col)
        if entry is not None and not entry.carried and entry.entry.text.strip():
            yield col, table.slot(entry)


def figure_lines(table: FormedTable) -> list[TableLine]:
    """The lines but those with words in all columns of figures, such as a header not known as one.

    A stamp over a single figure makes no line of words.
    """
    numeric = [column.index for column in table.table.columns if column.type in NUMERIC]
    return [line for line in table.lines if not _is_of_words(line, numeric)]


def _is_of_words(line: TableLine, numeric: Sequence[int]) -> bool:
    own = [entry for col in numeric if (entry := line.entries.get(col)) is not None and not entry.carried]
    texts = [entry.entry.text for entry in own if entry.entry.text.strip()]
    return len(texts) > 1 and all(_WORDS.search(text) and not _DIGIT.search(text) for text in texts)
