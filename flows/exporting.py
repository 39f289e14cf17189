"""Records of a store as files: JSON lines, CSV, Parquet, a workbook, or a Frictionless Data Package."""

import csv
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from flows.export_columns import META, Column, TableShape, header_of, record_to_row, records_to_shapes
from flows.writing import make_folder, write_pieces, write_whole
from schemas.errors import ArgumentError, MissingDependencyError
from store.opening import Store
from store.outbox import newest_cursor
from store.selecting import ExportRecord, Selection, select_records

ExportFormat = Literal["jsonl", "csv", "parquet", "xlsx", "package"]
FORMATS: tuple[str, ...] = get_args(ExportFormat)
_MOST_SHEET_NAME = 31
# Beyond this a workbook's numbers, which are floats, would no longer be what was read.
_EXACT_DIGITS = 15
# What spreadsheets would run; a figure or a lone dash is none (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = re.compile(r"[=+@\t\r]|-.")
_FIGURE = re.compile(r"[+-]\s?[\d.,\s]*\d\s?%?")
_ROWS_AT_ONCE = 10_000

Records = Callable[[], Iterator[ExportRecord]]


class Exported(NamedTuple):
    """What was written, and the cursor that the next export may start from."""

    files: tuple[Path, ...]
    records: int
    cursor: int


def export(store: Store, selection: Selection, out: Path, kind: str) -> Exported:
    """Write the records that `selection` names into the folder `out`, each file whole or not at all."""
    if kind not in FORMATS:
        raise ArgumentError(kind, f"the formats are {', '.join(FORMATS)}")
    make_folder(out)

    def write(session: Any) -> Exported:
        # Before the records, so that none is missed between.
        cursor = newest_cursor(session)

        def records() -> Iterator[ExportRecord]:
            return select_records(session, selection)

        shapes = records_to_shapes(records())
        files = _WRITERS[kind](records, shapes, out, cursor)
        return Exported(tuple(files), sum(1 for _ in records()), cursor)

    return store.read(write)


def _write_jsonl(records: Records, _shapes: dict[str, TableShape], out: Path, _cursor: int) -> list[Path]:
    path = out / "records.jsonl"
    write_pieces(path, (_json_line(record) for record in records()))
    return [path]


def _json_line(record: ExportRecord) -> bytes:
    told = record._asdict() | {
        "fields": {name: found._asdict() for name, found in record.fields.items()},
    }
    return json.dumps(told, ensure_ascii=False).encode("utf-8", errors="replace") + b"\n"


def _write_csv(records: Records, shapes: dict[str, TableShape], out: Path, _cursor: int) -> list[Path]:
    paths = []
    for shape in shapes.values():
        paths.append(out / f"{shape.name}.csv")
        write_pieces(paths[-1], _csv_lines(records, shape))
    return paths


def _csv_lines(records: Records, shape: TableShape) -> Iterator[bytes]:
    yield _csv_line(header_of(shape))
    for record in records():
        if record.type == shape.name:
            yield _csv_line([_as_text(value) for value in record_to_row(record, shape)])


def _csv_line(values: list[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue().encode("utf-8", errors="replace")


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) and not _FIGURE.fullmatch(value) else value
    return str(value).lower() if isinstance(value, bool) else str(value)


def _write_parquet(records: Records, shapes: dict[str, TableShape], out: Path, _cursor: int) -> list[Path]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError as error:
        raise MissingDependencyError("pyarrow", "an export to Parquet needs it") from error
    paths = []
    for shape in shapes.values():
        schema = pa.schema([*_meta_types(pa), *_field_types(pa, shape)])
        with tempfile.NamedTemporaryFile(dir=out, prefix=".cuadra-", suffix=".part") as scrap:
            with pq.ParquetWriter(scrap.name, schema) as writer:
                for rows in _batches(records, shape):
                    columns = zip(*rows, strict=True)
                    arrays = [
                        pa.array(list(column), type=field.type)
                        for column, field in zip(columns, schema, strict=True)
                    ]
                    writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            paths.append(out / f"{shape.name}.parquet")
            write_pieces(paths[-1], iter(lambda scrap=scrap: scrap.read(1 << 20), b""))  # type: ignore[misc]
    return paths


def _meta_types(pa: Any) -> list[tuple[str, Any]]:
    types = (pa.string(), pa.string(), pa.int32(), pa.string(), pa.int32(), pa.float64(), pa.bool_())
    return list(zip(META, types, strict=True))


def _field_types(pa: Any, shape: TableShape) -> list[tuple[str, Any]]:
    names = shape.field_names()
    return [(names[name], _arrow_type(pa, column)) for name, column in shape.columns.items()]


def _arrow_type(pa: Any, column: Column) -> Any:
    if column.kind == "date":
        return pa.date32()
    if column.kind == "number":
        precision = column.digits + column.scale
        return pa.decimal128(38, column.scale) if precision <= 38 else pa.decimal256(76, column.scale)
    return pa.string()


def _batches(records: Records, shape: TableShape) -> Iterator[list[list[object]]]:
    rows: list[list[object]] = []
    for record in records():
        if record.type == shape.name:
            rows.append(record_to_row(record, shape))
        if len(rows) >= _ROWS_AT_ONCE:
            yield rows
            rows = []
    if rows:
        yield rows


def _write_xlsx(records: Records, shapes: dict[str, TableShape], out: Path, _cursor: int) -> list[Path]:
    try:
        import xlsxwriter
    except ModuleNotFoundError as error:
        raise MissingDependencyError("xlsxwriter", "an export to a workbook needs it") from error
    path = out / "records.xlsx"
    with tempfile.NamedTemporaryFile(dir=out, prefix=".cuadra-", suffix=".part") as scrap:
        # Nothing is read into what is there: `=1+1` on a page stays these characters.
        options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
        with closing(xlsxwriter.Workbook(scrap.name, options)) as book:
            for number, shape in enumerate(shapes.values(), start=1):
                sheet = book.add_worksheet(_sheet_name(shape.name, number))
                sheet.write_row(0, 0, header_of(shape))
                own = (record for record in records() if record.type == shape.name)
                for row, record in enumerate(own, start=1):
                    sheet.write_row(row, 0, [_in_workbook(value) for value in record_to_row(record, shape)])
        write_pieces(path, iter(lambda: scrap.read(1 << 20), b""))
    return [path]


def _in_workbook(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value) if len(value.as_tuple().digits) <= _EXACT_DIGITS else str(value)
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _sheet_name(name: str, number: int) -> str:
    plain = "".join("_" if sign in "[]:*?/\\'" else sign for sign in name)
    return plain if len(plain) <= _MOST_SHEET_NAME else f"{plain[: _MOST_SHEET_NAME - 4]}{number:04}"


def _write_package(records: Records, shapes: dict[str, TableShape], out: Path, cursor: int) -> list[Path]:
    paths = _write_csv(records, shapes, out, cursor)
    described = {
        "profile": "tabular-data-package",
        "name": "cuadra-export",
        "cursor": cursor,
        "resources": [_resource(shape) for shape in shapes.values()],
    }
    path = out / "datapackage.json"
    write_whole(path, json.dumps(described, ensure_ascii=False, indent=1).encode() + b"\n")
    return [*paths, path]


def _resource(shape: TableShape) -> dict[str, Any]:
    """A table by the Table Schema: https://specs.frictionlessdata.io/table-schema/."""
    types = ("string", "string", "integer", "string", "integer", "number", "boolean")
    fields = [{"name": name, "type": kind} for name, kind in zip(META, types, strict=True)]
    names = shape.field_names()
    fields += [{"name": names[name], "type": column.kind} for name, column in shape.columns.items()]
    return {
        "profile": "tabular-data-resource",
        "name": shape.name.lower(),
        "path": f"{shape.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }


_WRITERS: dict[str, Callable[[Records, dict[str, TableShape], Path, int], list[Path]]] = {
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "parquet": _write_parquet,
    "xlsx": _write_xlsx,
    "package": _write_package,
}
