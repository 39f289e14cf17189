"""Turns a sample's truth into the readings of perfect readers, to try the deciders alone."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from schemas.geometry import Box, flat_mesh
from schemas.reading import PageReading, ReadCell, ReadTable, TextLine

WIDTH, HEIGHT = 2480, 3508


def load_truth(path: Path) -> tuple[PageReading, ...]:
    """The readings of a truth file's pages."""
    return truth_to_pages(json.loads(path.read_text(encoding="utf-8"))["pages"])


def truth_to_pages(pages: Sequence[Mapping[str, Any]]) -> tuple[PageReading, ...]:
    """One reading per page, every cell in its place and every line right."""
    return tuple(
        PageReading(
            page_no=number,
            width=WIDTH,
            height=HEIGHT,
            to_delivered=flat_mesh(WIDTH, HEIGHT),
            tables=tuple(_table(table) for table in page["tables"]),
        )
        for number, page in enumerate(pages, 1)
    )


def _table(table: Mapping[str, Any]) -> ReadTable:
    return ReadTable(
        bbox=_box(table["bbox"]), ruling="full", cells=tuple(_cell(cell) for cell in table["cells"])
    )


def _cell(cell: Mapping[str, Any]) -> ReadCell:
    box = _box(cell["bbox"])
    texts = cell["text"].split("\n") if cell["text"] else []
    around = _box(cell.get("text_bbox") or cell["bbox"])
    height = around.height / max(1, len(texts))
    lines = tuple(
        TextLine(
            text=text,
            bbox=Box(around.x0, around.y0 + at * height, around.x1, around.y0 + (at + 1) * height),
            confidence=0.99,
        )
        for at, text in enumerate(texts)
    )
    spans = {"row_span": cell.get("row_span") or 1, "col_span": cell.get("col_span") or 1}
    return ReadCell(row=cell["row"], col=cell["col"], bbox=box, lines=lines, **spans)


def _box(fractions: Sequence[float]) -> Box:
    x0, y0, x1, y1 = fractions
    return Box(x0 * WIDTH, y0 * HEIGHT, x1 * WIDTH, y1 * HEIGHT)
