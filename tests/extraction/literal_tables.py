"""Typed tables written as literals: a line a row, "|" between cells, "/" between the values of a stack."""

from collections.abc import Sequence
from pathlib import Path

from extraction.readings.dates import date_readings
from extraction.readings.locales import Locale
from extraction.readings.numbers import number_readings
from schemas.form import Form, load_forms
from schemas.reading import TextLine
from schemas.table import Entry, LogicalTable, TableCell, TableColumn
from schemas.value import ValueType

FORMS = Path(__file__).parents[2] / "schemas" / "forms"


def declared_forms() -> tuple[Form, ...]:
    return load_forms(FORMS)


def literal_table(
    kind: str, columns: Sequence[str], text: str, locale: Locale = Locale.POINT_DECIMAL, table_id: str = "t1"
) -> LogicalTable:
    """A table below one header row; columns are "role:type" or "Header:type", a row of totals starts ">"."""
    rows = [line.strip() for line in text.strip().splitlines()]
    typed = tuple(_column(index, column, kind) for index, column in enumerate(columns))
    cells = tuple(
        _cell(row, col, cell, typed[col].type, locale, total=line.startswith(">"))
        for row, line in enumerate(rows, 1)
        for col, cell in enumerate(line.lstrip("> ").split("|"))
        if cell.strip()
    )
    return LogicalTable(
        id=table_id,
        kind=kind,
        pages=(1,),
        row_pages=(1,) * (len(rows) + 1),
        header_rows=1,
        columns=typed,
        cells=cells,
    )


def _column(index: int, column: str, kind: str) -> TableColumn:
    name, _, type_ = column.partition(":")
    value_type: ValueType = type_ or "text"  # type: ignore[assignment]
    role = None if kind == "generic" else name
    return TableColumn(index=index, path=(name,), name=name, role=role, type=value_type)


def _cell(row: int, col: int, text: str, type_: ValueType, locale: Locale, total: bool) -> TableCell:
    entries = tuple(_entry(part.strip(), type_, locale) for part in text.split(" / "))
    return TableCell(row=row, col=col, page=1, role="total" if total else "body", entries=entries)


def _entry(text: str, type_: ValueType, locale: Locale) -> Entry:
    lines = (TextLine(text=text),)
    if type_ in {"number", "percent", "money"}:
        return Entry(text=text, lines=lines, readings=number_readings(text, locale))
    return Entry(text=text, lines=lines, readings=date_readings(text) if type_ == "date" else ())
