"""The generator's truth: complete, consistent, inside its pages, and the same for the same seed."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from cuadra.bench.scoring import RECORD_KEYS
from samples.generator.families import FAMILIES
from samples.generator.levels import LEVELS
from samples.generator.making import Order, make
from samples.generator.truth import KEYED

Truth = dict[str, Any]
KINDS = (
    "poa_budget",
    "poa_result",
    "indicator_catalog",
    "siafi_product",
    "improvement_actions",
    "budget_group",
    "contract_modality",
    "results_framework",
    "annual_target",
    "regional_transfer",
)
SEED = 21000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Truth]:
    """One document of each family, the levels taking turns."""
    folder = tmp_path_factory.mktemp("samples")
    orders = [Order(SEED + k, LEVELS[k % 3], family) for k, family in enumerate(FAMILIES)]
    return [make(order, folder).truth for order in orders]


def tables_of(truths: list[Truth]) -> list[Truth]:
    """All table parts of all documents."""
    return [table for truth in truths for page in truth["pages"] for table in page["tables"]]


def cells_of(truths: list[Truth]) -> list[Truth]:
    """All cells of all documents."""
    return [cell for table in tables_of(truths) for cell in table["cells"]]


def overlap(a: list[float], b: list[float]) -> float:
    """Intersection over union of two boxes."""
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def neighbours(cells: list[Truth]) -> set[tuple[int, int, str]]:
    """Pairs of cells beside and below one another."""
    grid = {}
    for k, c in enumerate(cells):
        for row in range(c["row"], c["row"] + c["row_span"]):
            for col in range(c["col"], c["col"] + c["col_span"]):
                grid[row, col] = k
    pairs = [(k, grid.get((r, c + 1)), "right") for (r, c), k in grid.items()]
    pairs += [(k, grid.get((r + 1, c)), "below") for (r, c), k in grid.items()]
    return {(a, b, way) for a, b, way in pairs if b is not None and a != b}


def closest(box: list[float], cells: list[Truth]) -> int:
    """The place of the cell that covers a box best."""
    return max(range(len(cells)), key=lambda place: overlap(cells[place]["bbox"], box))


def scores(truth: Truth, output: Truth) -> list[bool]:
    """What a ruler asks of an output: cells with their neighbours, record fields, document fields."""
    right: list[bool] = []
    for page, output_page in zip(truth["pages"], output["pages"], strict=True):
        for table in page["tables"]:
            mine = next(t for t in output_page["tables"] if overlap(t["bbox"], table["bbox"]) > 0.9)
            found = [closest(c["bbox"], mine["cells"]) for c in table["cells"]]
            mapped = {(found[a], found[b], way) for a, b, way in neighbours(table["cells"])}
            right.append(mapped == neighbours(mine["cells"]))
            for cell, place in zip(table["cells"], found, strict=True):
                other = mine["cells"][place]
                right.append(other["text"] == cell["text"] and other["value"] == cell["value"])
    by_key = {(r["type"], *(r[k] for k in RECORD_KEYS[r["type"]])): r for r in output["records"]}
    right += [by_key[r["type"], *(r[k] for k in RECORD_KEYS[r["type"]])] == r for r in truth["records"]]
    return right + [output["fields"].get(name) == value for name, value in truth["fields"].items()]


def test_a_perfect_output_is_found_perfect(made: list[Truth]) -> None:
    for truth in made:
        assert all(scores(truth, json.loads(json.dumps(truth)))), truth["name"]


def test_every_table_kind_and_record_type_occurs(made: list[Truth]) -> None:
    kinds = {table["kind"] for table in tables_of(made)}
    assert kinds == {"signatures", "generic", *KINDS}
    types = {r["type"] for truth in made for r in (*truth["records"], *truth.get("keyless_records", ()))}
    assert types == KEYED | {"results_indicator", "signature"}


def test_record_keys_are_unique(made: list[Truth]) -> None:
    for truth in made:
        keys = Counter((r["type"], *(r[k] for k in RECORD_KEYS[r["type"]])) for r in truth["records"])
        assert max(keys.values(), default=1) == 1, truth["name"]


def test_cells_fill_their_grid_once(made: list[Truth]) -> None:
    for table in tables_of(made):
        places = Counter(
            (row, col)
            for c in table["cells"]
            for row in range(c["row"], c["row"] + c["row_span"])
            for col in range(c["col"], c["col"] + c["col_span"])
        )
        rows, cols = max(r for r, _ in places) + 1, max(c for _, c in places) + 1
        assert set(places.values()) == {1}
        assert len(places) == rows * cols


def test_boxes_lie_inside_the_page_and_text_inside_its_cell(made: list[Truth]) -> None:
    for cell in cells_of(made):
        x0, y0, x1, y1 = cell["bbox"]
        assert 0 <= x0 < x1 <= 1
        assert 0 <= y0 < y1 <= 1
        if cell["text_bbox"]:
            middle = [(cell["text_bbox"][i] + cell["text_bbox"][i + 2]) / 2 for i in (0, 1)]
            assert x0 <= middle[0] <= x1
            assert y0 <= middle[1] <= y1
        assert bool(cell["text"]) == bool(cell["text_bbox"])


def test_values_say_what_is_printed(made: list[Truth]) -> None:
    for cell in cells_of(made):
        value = cell["value"]
        if cell["kind"] == "number":
            assert re.fullmatch(r"-?\d+(\.\d+)?", value)
            assert re.sub(r"\D", "", cell["text"]) == re.sub(r"\D", "", value)
            assert value.startswith("-") == bool(re.search(r"^-|^\(|[^.]-$", cell["text"]))
        elif cell["kind"] == "date":
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", value)
        elif cell["kind"] == "stack":
            assert "\n" in cell["text"]
            assert value is None
        assert "\n" not in cell["text"] or cell["kind"] == "stack"


def column_sums(table: Truth) -> list[tuple[Decimal, Decimal]]:
    """Pairs of the sum of a column's numbers and the number in the last row."""
    last = max(c["row"] for c in table["cells"])
    columns: dict[int, list[Decimal]] = defaultdict(list)
    totals = {
        c["col"]: Decimal(c["value"]) for c in table["cells"] if c["row"] == last and c["kind"] == "number"
    }
    for c in table["cells"]:
        if c["kind"] == "number" and c["row"] < last:
            columns[c["col"]].append(Decimal(c["value"]))
    return [(sum(columns[col], Decimal(0)), total) for col, total in totals.items()]


def test_printed_totals_add_up(made: list[Truth]) -> None:
    whole = [
        t
        for t in tables_of(made)
        if t["kind"] in ("budget_group", "regional_transfer") and not t.get("continued")
    ]
    assert whole
    for table in whole:
        for found, printed in column_sums(table):
            assert found == printed


def test_budget_lines_add_up_to_their_total(made: list[Truth]) -> None:
    groups: dict[tuple[str, str], list[Truth]] = defaultdict(list)
    for truth in made:
        for r in truth["records"]:
            if r["type"] == "poa_budget_line":
                groups[truth["name"], r["activity_code"]].append(r)
    assert groups
    for lines in groups.values():
        *parts, total = lines
        assert total["expense_group"] == "TOTAL"
        for name in ("planned_treasury", "planned_other", "executed_treasury", "executed_other"):
            assert sum((Decimal(p[name]) for p in parts), Decimal(0)) == Decimal(total[name])


def test_product_differences_hold(made: list[Truth]) -> None:
    products = [r for truth in made for r in truth["records"] if r["type"] == "siafi_product"]
    assert products
    for r in products:
        assert Decimal(r["planned_quantity"]) - Decimal(r["evaluated_quantity"]) == Decimal(
            r["quantity_difference"]
        )
        assert Decimal(r["assigned_budget"]) - Decimal(r["current_budget"]) == Decimal(r["budget_difference"])


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    order = Order(SEED, "hard", "budget_group", "pdf")
    paths = [make(order, tmp_path / side).path for side in ("a", "b")]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    truths = [p.with_suffix(".truth.json").read_bytes() for p in paths]
    assert truths[0] == truths[1]


def test_a_misprint_is_recorded_and_breaks_one_sum(tmp_path: Path) -> None:
    truth = make(Order(SEED, "clean", "budget_group", "pdf", misprint=True), tmp_path).truth
    assert isinstance(truth["misprints"], list)
    (note,) = truth["misprints"]
    wrong = [(found, printed) for table in tables_of([truth]) for found, printed in column_sums(table)]
    assert len(wrong) == 1
    assert wrong[0][0] == Decimal(note["right"])
    assert wrong[0][0] != wrong[0][1]


def test_formats_hold_every_page(tmp_path: Path) -> None:
    order = Order(SEED + 8, "typical", "poa_full", "mixed")
    mixed = make(order, tmp_path)
    document = pypdfium2.PdfDocument(mixed.path)
    assert isinstance(mixed.truth["pages"], list)
    assert len(document) == len(mixed.truth["pages"]) > 1
    texts = [len(page.get_textpage().get_text_range()) for page in document]
    assert min(texts) == 0
    assert max(texts) > 200
    tiff = make(Order(SEED + 8, "typical", "poa_full", "tif"), tmp_path)
    with Image.open(tiff.path) as image:
        assert getattr(image, "n_frames", 1) == len(document)


def test_a_text_dump_names_every_activity(tmp_path: Path) -> None:
    made = make(Order(SEED + 8, "clean", "poa_full", "txt"), tmp_path)
    text = made.path.read_text(encoding="utf-8")
    assert isinstance(made.truth["records"], list)
    codes = [r["code"] for r in made.truth["records"] if r["type"] == "poa_activity"]
    assert codes
    assert all(f"\n{code}\t" in text for code in codes)


def test_the_committed_samples_are_complete() -> None:
    folder = Path(__file__).parents[2] / "samples"
    documents = {p.stem for p in (folder / "documents").iterdir()}
    truths = {p.name.removesuffix(".truth.json") for p in (folder / "truth").iterdir()}
    assert documents == truths
    assert sum(p.stat().st_size for p in (folder / "documents").iterdir()) < 9_000_000
