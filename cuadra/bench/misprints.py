"""Documents whose paper itself is wrong: nothing printed may be changed, and the misfit must be told."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cuadra.bench.matching import Cell, match_cells, plain, same_number
from cuadra.bench.scoring import Json, find_cells
from schemas.base import Frozen

TELLING = frozenset({"failed", "source_inconsistent"})
Place = tuple[str, int, int]


class Planted(Frozen):
    """What became of one document's planted misprint.

    found: its cell was found. kept: its value is as printed. told: a check that does not hold names it.
    changed: how many printed figures of the document the arithmetic turned into something else.
    """

    name: str
    level: str
    found: bool
    kept: bool
    told: bool
    changed: int


def score_misprints(truths: Path, outputs: Path) -> list[Planted]:
    """Every document of a folder of truths that has a planted misprint."""
    found = []
    for file in sorted(truths.glob("*.truth.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        written = outputs / f"{truth['name']}.json"
        if truth.get("misprints") and written.exists():
            found.append(judge_misprint(truth, json.loads(written.read_text(encoding="utf-8"))))
    return found


def judge_misprint(truth: Json, output: Json) -> Planted:
    """What became of the (first) misprint of one document."""
    note = truth["misprints"][0]
    spoilt = [(true, place, cell) for true, place, cell in _pairs(truth, output) if _is_noted(true, note)]
    told = {place for check in output["checks"] if check["status"] in TELLING for place in _places(check)}
    return Planted(
        name=truth["name"],
        level=truth["level"],
        found=bool(spoilt),
        kept=any(_has_value(cell, true) for true, _, cell in spoilt),
        told=any(place in told for _, place, _ in spoilt),
        changed=sum(_was_changed(true, cell) for true, _, cell in _pairs(truth, output)),
    )


def misprint_lines(planted: Iterable[Planted]) -> Iterator[str]:
    """A line a level: how many were planted, changed and told."""
    by_level: dict[str, list[Planted]] = defaultdict(list)
    for one in planted:
        by_level[one.level].append(one)
    for level, ones in sorted(by_level.items()):
        told, found = sum(one.told for one in ones), sum(one.found for one in ones)
        yield (
            f"misprints {level}: {len(ones)} planted, {found} found, {told} told ({told / len(ones):.2f}), "
            f"{sum(one.changed for one in ones)} printed figures changed"
        )


def _pairs(truth: Json, output: Json) -> Iterator[tuple[Cell, Place, Cell]]:
    """Printed figures of the truth, and the cells that were found for them."""
    for number, page in enumerate(truth["pages"], 1):
        for table in page["tables"]:
            found = find_cells(table["bbox"], number, output["tables"])
            matched = match_cells(table["cells"], found.cells)
            for index, true in enumerate(table["cells"]):
                if index in matched and true["kind"] == "number" and true["value"] is not None:
                    cell = found.cells[matched[index]]
                    owner = output["tables"][found.owners[matched[index]]]["id"]
                    yield {**true, "of": table["kind"]}, (owner, cell["row"], cell["col"]), cell


def _is_noted(true: Cell, note: Mapping[str, str]) -> bool:
    alike = plain(true["text"]) == plain(note["printed"])
    return alike and true["of"] == note["kind"] and str(true["col"]) == note["col"]


def _has_value(cell: Cell, true: Cell) -> bool:
    value = cell.get("value")
    return value is not None and same_number(value["value"], true["value"])


def _was_changed(true: Cell, cell: Cell) -> bool:
    """Whether the arithmetic took a value that is not the printed one."""
    solved = any(repair["rule"] == "relation_solved" for repair in cell["repairs"])
    return solved and not _has_value(cell, true)


def _places(check: Json) -> Iterator[Place]:
    return ((member["table"], member["row"], member["col"]) for member in check["members"])
