"""The truth file of a document: what is printed where, and the records it holds."""

from __future__ import annotations

from samples.generator.geometry import Warp
from samples.generator.page import Box, PlacedCell, PlacedTable
from samples.generator.printing import NO_BREAK_SPACE
from samples.generator.spec import Document, Record

# types with a key by which records are matched; the others are listed apart
KEYED = frozenset(
    {
        "poa_activity",
        "poa_budget_line",
        "poa_result",
        "indicator_definition",
        "siafi_product",
        "improvement_action",
        "budget_group",
        "contract_modality",
        "regional_transfer",
        "annual_target",
    }
)
Json = dict[str, object]


def plain(text: str) -> str:
    """Printed text with ordinary spaces."""
    return text.replace(NO_BREAK_SPACE, " ")


def cell_truth(placed: PlacedCell, scale: float, warp: Warp) -> Json:
    """One cell in the truth's form."""
    cell = placed.cell
    blank = not cell.text
    return {
        "row": placed.row,
        "col": placed.col,
        "row_span": cell.row_span,
        "col_span": cell.col_span,
        "bbox": warp.box(scaled(placed.box, scale)),
        "text_bbox": warp.box(scaled(placed.text_box, scale)) if placed.text_box else None,
        "text": plain(cell.text),
        "kind": "text" if blank else cell.kind,
        "value": None if blank else cell.value,
        "header": cell.header,
    }


def scaled(box: Box, scale: float) -> Box:
    """A box in pixels."""
    return (box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale)


def table_truth(table: PlacedTable, scale: float, warp: Warp) -> Json:
    """One table part in the truth's form."""
    truth: Json = {
        "kind": table.kind,
        "header_rows": table.header_rows,
        "bbox": warp.box(scaled(table.box, scale)),
    }
    if table.continued:
        truth["continued"] = True
    truth["cells"] = [cell_truth(c, scale, warp) for c in table.cells]
    return truth


def document_truth(name: str, level: str, document: Document, pages: list[Json]) -> Json:
    """The whole truth file; records without a matching key stand in `keyless_records`."""
    truth: Json = {
        "name": name,
        "kind": document.family,
        "level": level,
        "pages": pages,
        "records": [plain_record(r) for r in document.records if r["type"] in KEYED],
        "fields": {k: plain(v) for k, v in document.fields.items()},
    }
    keyless = [plain_record(r) for r in document.records if r["type"] not in KEYED]
    if keyless:
        truth["keyless_records"] = keyless
    if document.misprints:
        truth["misprints"] = [dict(m) for m in document.misprints]
    return truth


def plain_record(record: Record) -> Record:
    """A record with ordinary spaces."""
    return {k: plain(v) for k, v in record.items()}
