"""Header rows of several levels made from a tree of column names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samples.generator.spec import Cell, Row


@dataclass(frozen=True)
class Head:
    """A header text over one column, or over its children's columns."""

    text: str
    children: tuple[Head, ...] = ()


def depth(heads: Sequence[Head]) -> int:
    """Number of header rows below and including these heads."""
    return 1 + max((depth(h.children) if h.children else 0 for h in heads), default=0)


def leaves(head: Head) -> int:
    """Number of columns below a head."""
    return sum(leaves(c) for c in head.children) if head.children else 1


def header_rows(heads: Sequence[Head], title: str = "") -> tuple[Row, ...]:
    """The grid rows of a header; a title spans the whole table above it."""
    levels = depth(heads)
    rows: list[dict[int, Cell]] = [{} for _ in range(levels)]

    def place(head: Head, level: int, col: int) -> None:
        span = leaves(head)
        down = 1 if head.children else levels - level
        rows[level][col] = Cell(head.text, header=True, row_span=down, col_span=span)
        for child in head.children:
            place(child, level + 1, col)
            col += leaves(child)

    col = 0
    for head in heads:
        place(head, 0, col)
        col += leaves(head)
    top = [Row({0: Cell(title, header=True, col_span=col)}, role="header")] if title else []
    return tuple(top + [Row(cells, role="header") for cells in rows])
