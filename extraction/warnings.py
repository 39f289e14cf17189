"""What speaks against trusting a document as a whole.

Nothing was read in it, it is of a sort never seen, amounts stand on its pages outside all tables, no record
holds some of its columns, or several records of one table bear the same key.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from extraction.readings.shapes import is_amount
from extraction.trust.drift import Drift
from schemas.document import DocumentWarning, Explanation, Record
from schemas.form import Form
from schemas.reading import PageReading
from schemas.table import LogicalTable
from schemas.value import NUMERIC

MOST_NAMED: Final = 5  # keys in one warning
FEWEST_AMOUNTS: Final = 3  # alone on their lines of a page, outside all tables
FEWEST_FIGURES: Final = 2  # of a column that should be in records


def document_warnings(
    pages: Sequence[PageReading],
    drift: Drift,
    tables: Sequence[LogicalTable],
    records: Sequence[Sequence[Record]],
    forms: Sequence[Form] = (),
) -> tuple[DocumentWarning, ...]:
    """All warnings of a document. records: those of each table."""
    if pages and all(page.status == "done" and not page.lines and not page.tables for page in pages):
        return (_nothing_read(),)
    left = [
        (table, columns)
        for table, own in zip(tables, records, strict=True)
        if (columns := list(_columns_in_no_record(table, own)))
    ]
    keys = {declared.type: declared.key for form in forms for declared in form.records if declared.key}
    again = [
        (table, repeated)
        for table, own in zip(tables, records, strict=True)
        if (repeated := list(_repeated_keys(own, keys)))
    ]
    return (
        *drift_to_warnings(drift),
        *_amounts_in_no_table(pages),
        *(_left_out(table, columns) for table, columns in left),
        *(_repeated(table, repeated) for table, repeated in again),
    )


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


def _amounts_in_no_table(pages: Sequence[PageReading]) -> Iterator[DocumentWarning]:
    """The warning of pages with amounts alone on their lines outside all tables: rows, or whole tables, that
    were not found."""
    loose = [
        page.page_no
        for page in pages
        if sum(line.bbox is not None and is_amount(line.text.strip()) for line in page.lines)
        >= FEWEST_AMOUNTS
    ]
    if not loose:
        return
    numbers = ", ".join(map(str, loose))
    english, spanish = ("Page", "En la página") if len(loose) == 1 else ("Pages", "En las páginas")
    message = f"{english} {numbers}: several amounts stand outside all tables; one may not have been found."
    spanish += f" {numbers} hay varios importes fuera de toda tabla: puede que no se haya encontrado alguna."
    why = Explanation(es=spanish, en=message)
    yield DocumentWarning(code="amounts_in_no_table", message=message, why=why)


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


def _repeated_keys(records: Sequence[Record], keys: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The keys that several records of a table bear, each as it is printed."""
    seen: Counter[tuple[str, ...]] = Counter()
    for record in records:
        key = keys.get(record.type, ())
        fields = [record.fields.get(name) for name in key]
        named = tuple(field.value for field in fields if field is not None and field.value)
        if key and len(named) == len(key):
            seen[record.type, *named] += 1
    for (_, *values), count in seen.items():
        if count > 1:
            yield " ".join(values)


def _repeated(table: LogicalTable, keys: Sequence[str]) -> DocumentWarning:
    """The warning of keys that name several records; the first few of them."""
    more = "" if len(keys) <= MOST_NAMED else ", …"
    english = ", ".join(f"“{key}”" for key in keys[:MOST_NAMED]) + more
    spanish = ", ".join(f"«{key}»" for key in keys[:MOST_NAMED]) + more
    message = (
        f"Table {table.id} ({table.kind}): several records bear the same key: {english}. Either the page "
        "prints it twice, or one printed row was taken for several."
    )
    why = Explanation(
        es=f"Varios registros de la tabla {table.id} llevan la misma clave: {spanish}. O la página la "
        "imprime dos veces, o una fila impresa se tomó por varias.",
        en=message,
    )
    return DocumentWarning(code="repeated_key", message=message, why=why)


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
