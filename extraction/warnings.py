"""What speaks against trusting a document as a whole.

Nothing was read in it, it is of a sort never seen, or no record holds some of its columns.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from extraction.drift import Drift
from schemas.document import DocumentWarning, Explanation, Record
from schemas.reading import PageReading
from schemas.table import LogicalTable
from schemas.value import NUMERIC

FEWEST_FIGURES: Final = 2  # of a column that should be in records


def document_warnings(
    pages: Sequence[PageReading],
    drift: Drift,
    tables: Sequence[LogicalTable],
    records: Sequence[Sequence[Record]],
) -> tuple[DocumentWarning, ...]:
    """All warnings of a document. records: those of each table."""
    if pages and all(page.status == "done" and not page.lines and not page.tables for page in pages):
        return (_nothing_read(),)
    left = [
        (table, columns)
        for table, own in zip(tables, records, strict=True)
        if (columns := list(_columns_in_no_record(table, own)))
    ]
    return (*drift_to_warnings(drift), *(_left_out(table, columns) for table, columns in left))


def _nothing_read() -> DocumentWarning:
    message = "No print was found on any page: the scan may be blank or black, or of the backs of its sheets."
    spanish = (
        "No se encontró nada impreso en ninguna página: el escaneo puede estar en blanco o en negro, o ser "
        "del reverso de las hojas."
    )
    return DocumentWarning(code="nothing_read", message=message, why=Explanation(es=spanish, en=message))


def drift_to_warnings(drift: Drift) -> tuple[DocumentWarning, ...]:
    """The warning of a document unlike those that confidences were fitted on."""
    if not drift.is_unlike:
        return ()
    message = (
        f"Unlike the documents that confidences were fitted on: {drift.distance:.2f} standard deviations, "
        f"above {drift.limit:.2f}, most by {', '.join(drift.features)}. More of it is to be reviewed."
    )
    far, limit = f"{drift.distance:.2f}", f"{drift.limit:.2f}"
    why = Explanation(
        es="El documento no se parece a aquellos con los que se calibró la confianza (a "
        f"{far.replace('.', ',')} desviaciones típicas; hasta {limit.replace('.', ',')} es lo usual): "
        "hay que revisar más de él.",
        en=f"The document is unlike those that confidences were fitted on ({far} standard deviations away; "
        f"up to {limit} is usual): more of it is to be reviewed.",
    )
    return (DocumentWarning(code="unlike_calibration", message=message, why=why),)


def _columns_in_no_record(table: LogicalTable, records: Sequence[Record]) -> Iterator[str]:
    """The names of a table's columns of figures from which no field of its records comes."""
    if not records:
        return
    held = {
        place.col
        for record in records
        for field in record.fields.values()
        for place in field.provenance
        if place.table == table.id
    }
    for column in table.columns:
        figures = sum(
            cell.col == column.index
            and cell.role == "body"
            and any(entry.value and entry.value.type in NUMERIC for entry in cell.entries)
            for cell in table.cells
        )
        if column.index not in held and figures >= FEWEST_FIGURES:
            yield " / ".join(column.path) or column.name


def _left_out(table: LogicalTable, columns: Sequence[str]) -> DocumentWarning:
    names = ", ".join(f"“{name}”" for name in columns)
    message = (
        f"Table {table.id} ({table.kind}): no record holds its columns {names}; their figures are in its "
        "cells alone."
    )
    spanish = ", ".join(f"«{name}»" for name in columns)
    why = Explanation(
        es=f"Ningún registro recoge estas columnas de la tabla {table.id}: {spanish}. Sus cifras están solo "
        "en las celdas.",
        en=message,
    )
    return DocumentWarning(code="columns_in_no_record", message=message, why=why)
