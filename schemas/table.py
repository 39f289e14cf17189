"""A table being decided: one logical table over its pages, every reading of every value still at hand."""

from schemas.base import Frozen
from schemas.document import CellRole
from schemas.geometry import BBox
from schemas.reading import TextLine
from schemas.value import Reading, Repair, Value, ValueType


class Entry(Frozen):
    """One printed value: a whole cell, or one line of a stack, with its readings from the cheapest on."""

    text: str
    readings: tuple[Reading, ...] = ()
    lines: tuple[TextLine, ...] = ()

    @property
    def value(self) -> Value | None:
        return self.readings[0].value if self.readings else None


class TableCell(Frozen):
    """A cell of a logical table; `box` is in the pixels of its upright page. A stack has several entries.

    mark: how large the largest mark in it is that was read as nothing, 1 as large as a figure.
    """

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    page: int
    box: BBox | None = None
    line: int | None = None
    role: CellRole = "body"
    entries: tuple[Entry, ...] = ()
    repairs: tuple[Repair, ...] = ()
    mark: float = 0.0

    @property
    def text(self) -> str:
        return "\n".join(entry.text for entry in self.entries)

    @property
    def value(self) -> Value | None:
        """The typed value; a stack has none of its own."""
        return self.entries[0].value if len(self.entries) == 1 else None

    @property
    def rows(self) -> range:
        return range(self.row, self.row + self.row_span)

    @property
    def cols(self) -> range:
        return range(self.col, self.col + self.col_span)


class TableColumn(Frozen):
    """A column of a logical table: header path from the top, role in the form, type of its values."""

    index: int
    path: tuple[str, ...] = ()
    name: str = ""
    role: str | None = None
    role_confidence: float = 0.0
    type: ValueType = "text"

    @property
    def head(self) -> str:
        """The lowest words of its header."""
        return self.path[-1] if self.path else self.name


class LogicalTable(Frozen):
    """One table, also where it runs over several pages. `row_pages` gives the page of each row."""

    id: str
    kind: str = "generic"
    kind_confidence: float = 0.0
    pages: tuple[int, ...]
    row_pages: tuple[int, ...]
    header_rows: int
    columns: tuple[TableColumn, ...]
    cells: tuple[TableCell, ...]

    @property
    def n_rows(self) -> int:
        return len(self.row_pages)

    def role_column(self, role: str) -> TableColumn | None:
        """The column that plays `role`."""
        return next((column for column in self.columns if column.role == role), None)


class LineEntry(Frozen):
    """A value as it stands in one line of a table: the cell it is printed in, and which entry of it.

    carried: the value is printed further up (a merged cell, a stack beside it, a blank below it).
    """

    cell_row: int
    cell_col: int
    page: int
    index: int = 0
    entry: Entry
    carried: bool = False
    repairs: tuple[Repair, ...] = ()


class TableLine(Frozen):
    """One line of meaning: a grid row, or one level of a row of stacks. `entries` are by column index."""

    row: int
    level: int = 0
    page: int
    role: CellRole
    entries: dict[int, LineEntry]
