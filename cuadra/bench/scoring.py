"""One document against its truth: shares right, and every number with its confidence."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cuadra.bench.matching import (
    Cell,
    Relation,
    match_cells,
    neighbours,
    plain,
    same_field,
    same_number,
    similarity,
)

Json = Mapping[str, Any]
# Which fields name a record of each type.
RECORD_KEYS: Mapping[str, tuple[str, ...]] = {
    "poa_activity": ("code",),
    "poa_budget_line": ("activity_code", "expense_group"),
    "poa_result": ("code",),
    "indicator_definition": ("name",),
    "siafi_product": ("product_number",),
    "improvement_action": ("aspect",),
    "budget_group": ("group",),
    "contract_modality": ("modality",),
    "regional_transfer": ("unit",),
    "annual_target": ("activity",),
}
_MARGIN = 0.02
_NEAR_KEY = 0.8
_LONG_NUMBER = 8


@dataclass
class Tally:
    """Right ones and all, by what is counted; `numbers` are (confidence, right) pairs."""

    right: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    all: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    numbers: list[tuple[float | None, bool]] = field(default_factory=list)
    flagged: int = 0
    silent: int = 0

    def count(self, name: str, right: float, of: float = 1) -> None:
        self.right[name] += right
        self.all[name] += of

    def join(self, other: "Tally") -> None:
        for name in other.all:
            self.count(name, other.right[name], other.all[name])
        self.numbers += other.numbers
        self.flagged += other.flagged
        self.silent += other.silent

    def share(self, name: str) -> float | None:
        return self.right[name] / self.all[name] if self.all.get(name) else None


@dataclass(frozen=True)
class FoundCells:
    """The found cells inside a true table's box, the tables they belong to, and their neighbourhoods."""

    cells: tuple[Cell, ...]
    owners: tuple[int, ...]
    relations: frozenset[Relation]

    @property
    def main(self) -> int | None:
        return max(set(self.owners), key=self.owners.count) if self.owners else None


def score_document(truth: Json, output: Json) -> Tally:
    """Everything counted on one document."""
    tally = Tally()
    tables = output.get("tables", [])
    before: int | None = None
    for number, page in enumerate(truth["pages"], 1):
        for true in page["tables"]:
            found = find_cells(true["bbox"], number, tables)
            _score_table(tally, true, found, tables, before)
            before = found.main
    _score_records(tally, truth["records"], output.get("records", []))
    for name, value in truth["fields"].items():
        got = _value(output.get("fields", {}).get(name))
        tally.count("doc_fields", got is not None and same_field(got, value))
    return tally


def find_cells(box: Sequence[float], page: int, tables: Sequence[Json]) -> FoundCells:
    """The found cells of a page (from 1) whose middle lies in the box of a true table."""
    cells: list[Cell] = []
    owners: list[int] = []
    relations: set[Relation] = set()
    for index, table in enumerate(tables):
        here = [cell for cell in table["cells"] if cell.get("page", 1) == page and cell.get("bbox")]
        inside = [cell for cell in here if _is_inside(cell["bbox"], box)]
        relations |= {(a + len(cells), b + len(cells), way) for a, b, way in neighbours(inside)}
        cells += inside
        owners += [index] * len(inside)
    return FoundCells(tuple(cells), tuple(owners), frozenset(relations))


def _is_inside(cell: Sequence[float], box: Sequence[float]) -> bool:
    x, y = (cell[0] + cell[2]) / 2, (cell[1] + cell[3]) / 2
    across = box[0] - _MARGIN <= x <= box[2] + _MARGIN
    return across and box[1] - _MARGIN <= y <= box[3] + _MARGIN


def _score_table(
    tally: Tally, true: Json, found: FoundCells, tables: Sequence[Json], before: int | None
) -> None:
    main = found.main
    tally.count("tables_found", main is not None)
    if true.get("continued"):
        tally.count("tables_joined", main is not None and main == before)
    tally.count("table_kind", main is not None and tables[main].get("kind") == true["kind"])
    if main is not None:
        tally.count("tables_whole", len(set(found.owners)) == 1)
    matched = match_cells(true["cells"], found.cells)
    _score_relations(tally, neighbours(true["cells"]), found.relations, matched)
    for index, cell in enumerate(true["cells"]):
        _score_cell(tally, cell, found.cells[matched[index]] if index in matched else None)


def _score_relations(
    tally: Tally, true: set[Relation], found: frozenset[Relation], matched: Mapping[int, int]
) -> None:
    back = {other: one for one, other in matched.items()}
    right = sum((back.get(a), back.get(b), way) in true for a, b, way in found)
    tally.count("adj_p", right, len(found))
    tally.count("adj_r", right, len(true))


def _score_cell(tally: Tally, true: Cell, found: Cell | None) -> None:
    if true["row_span"] > 1 or true["col_span"] > 1:
        spans = ((found.get("row_span") or 1), (found.get("col_span") or 1)) if found else None
        tally.count("merged_cells", spans == (true["row_span"], true["col_span"]))
    if not true["text"]:
        return
    accepted = {plain(true["text"]), plain(true.get("text_alt") or true["text"])}
    tally.count("cell_text_exact", found is not None and plain(found.get("text")) in accepted)
    tally.count("cell_text_sim", similarity(found.get("text"), true["text"]) if found else 0)
    if true["kind"] == "number" and true["value"] is not None:
        _score_number(tally, true["value"], found)
    if true["kind"] == "date" and true["value"]:
        tally.count("date_exact", found is not None and _value(found.get("value")) == true["value"])


def _score_number(tally: Tally, true: str, found: Cell | None) -> None:
    value = _value(found.get("value")) if found else None
    right = value is not None and same_number(value, true)
    tally.count("number_exact", right)
    if len(true.replace(".", "")) > _LONG_NUMBER and "." in true:
        tally.count("long_number_exact", right)
    if found is None:
        tally.silent += 1
        return
    tally.numbers.append((found.get("confidence"), right))
    tally.flagged += bool(found.get("needs_review"))
    tally.silent += not right and not found.get("needs_review")


def _score_records(tally: Tally, true: Sequence[Json], found: Sequence[Json]) -> None:
    by_type: dict[str, dict[tuple[str, ...], Json]] = defaultdict(dict)
    for record in found:
        fields = {name: _value(value) for name, value in record.get("fields", {}).items()}
        by_type[record["type"]][_key(record["type"], fields)] = fields
    for record in true:
        nearest = _nearest(by_type[record["type"]], _key(record["type"], record))
        right = [
            nearest is not None and same_field(nearest.get(name), value)
            for name, value in record.items()
            if name != "type"
        ]
        tally.count("record_fields", sum(right), len(right))
        tally.count("records_whole", all(right))


def _key(kind: str, fields: Json) -> tuple[str, ...]:
    return tuple(plain(str(fields.get(name, ""))).strip(".") for name in RECORD_KEYS.get(kind, ()))


def _nearest(known: Mapping[tuple[str, ...], Json], key: tuple[str, ...]) -> Json | None:
    if key in known or not known:
        return known.get(key)
    best = max(known, key=lambda other: sum(map(similarity, other, key)))
    return (
        known[best] if all(similarity(a, b) >= _NEAR_KEY for a, b in zip(best, key, strict=False)) else None
    )


def _value(holder: object) -> object:
    return holder.get("value") if isinstance(holder, Mapping) else holder
