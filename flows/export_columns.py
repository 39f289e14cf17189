"""The columns of an export: one table a record type, each column of a type that holds all its values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

from schemas.value import NUMERIC
from store.selecting import ExportRecord

ColumnKind = Literal["number", "date", "string"]
META = ("document", "sha256", "version", "record", "page", "confidence", "accepted")


@dataclass
class Column:
    """One field of a record type. digits: most digits before the point; scale: most behind it."""

    name: str
    kind: ColumnKind
    digits: int = 1
    scale: int = 0

    def widen(self, value: str) -> None:
        """Take a value in: what does not fit makes the column one of strings."""
        if self.kind == "number":
            self._widen_number(value)
        elif self.kind == "date" and not _is_date(value):
            self.kind = "string"

    def _widen_number(self, value: str) -> None:
        try:
            number = Decimal(value)
        except InvalidOperation:
            self.kind = "string"
            return
        exponent = number.as_tuple().exponent
        if not isinstance(exponent, int):
            self.kind = "string"
            return
        self.scale = max(self.scale, -exponent)
        self.digits = max(self.digits, number.adjusted() + 1)


@dataclass
class TableShape:
    """A record type with its columns, in the order in which they were met."""

    name: str
    columns: dict[str, Column] = field(default_factory=dict)

    def field_names(self) -> dict[str, str]:
        """Each field's column: its own name, with a mark where it is that of a column of every table."""
        return {name: f"{name}_" if name in META else name for name in self.columns}


def records_to_shapes(records: Iterable[ExportRecord]) -> dict[str, TableShape]:
    """The tables that hold all `records`, by record type."""
    shapes: dict[str, TableShape] = {}
    for record in records:
        shape = shapes.setdefault(record.type, TableShape(record.type))
        for name, found in record.fields.items():
            column = shape.columns.get(name)
            if column is None:
                column = shape.columns[name] = Column(name, _kind_of(found.type))
            elif column.kind != _kind_of(found.type):
                column.kind = "string"
            if found.value is not None:
                column.widen(found.value)
    return shapes


def record_to_row(record: ExportRecord, shape: TableShape) -> list[object]:
    """Values in the order of `META` and the shape's columns, exact: numbers as `Decimal`, dates as `date`."""
    row: list[object] = [
        record.document, record.sha256, record.version, record.ref, record.page, record.confidence,
        record.accepted,
    ]  # fmt: skip
    for name, column in shape.columns.items():
        found = record.fields.get(name)
        row.append(None if found is None or found.value is None else _typed(found.value, column.kind))
    return row


def header_of(shape: TableShape) -> list[str]:
    return [*META, *shape.field_names().values()]


def _typed(value: str, kind: ColumnKind) -> object:
    if kind == "number":
        return Decimal(value)
    return date.fromisoformat(value) if kind == "date" else value


def _kind_of(value_type: str) -> ColumnKind:
    if value_type in NUMERIC:
        return "number"
    return "date" if value_type == "date" else "string"


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == len("2019-05-31")
