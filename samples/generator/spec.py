"""What a document says before it is laid out: cells, tables and text blocks, with their truth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from samples.generator.printing import DateStyle, NumberStyle, canonical

Record = dict[str, str]


@dataclass(frozen=True)
class Cell:
    """One cell: what is printed (stacked values parted by a newline) and what it means."""

    text: str = ""
    kind: str = "text"
    value: str | None = None
    row_span: int = 1
    col_span: int = 1
    header: bool = False
    bold: bool = False
    align: str = ""
    indent: int = 0


@dataclass(frozen=True)
class Row:
    """One grid row: its cells by first column; columns covered from above or left are absent."""

    cells: dict[int, Cell]
    role: str = "body"
    keep_with_next: bool = False
    group_start: bool = True


@dataclass(frozen=True)
class Column:
    """How a column takes its width: fitted to its content, or by weight as wrapped text."""

    weight: float = 0.0
    align: str = "left"
    squeeze: float = 1.0  # below 1 a fitted column is too narrow for its content, so numbers and words break
    broken_at_marks: bool = False


@dataclass(frozen=True)
class Table:
    """A logical table with its header; `carry` gives the VAN and VIENEN rows at a break after n body rows."""

    kind: str
    columns: tuple[Column, ...]
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    carry: Callable[[int], tuple[Row, Row]] | None = None
    repeat_header: bool = True
    repeat_merged: bool = False


@dataclass(frozen=True)
class TextBlock:
    """A paragraph, title or list item."""

    text: str
    scale: float = 1.0
    bold: bool = False
    italic: bool = False
    align: str = "left"
    before: float = 0.0
    after: float = 3.0
    indent: float = 0.0
    colour: tuple[int, int, int] = (0, 0, 0)
    underline: bool = False


@dataclass(frozen=True)
class KeyValues:
    """Labels with values above a table: colon, columns, boxed or inline."""

    pairs: tuple[tuple[str, str], ...]
    layout: str = "columns"
    bold_keys: bool = True
    scale: float = 1.0


@dataclass(frozen=True)
class TableBlock:
    """A table in its place, with a caption above it or none."""

    table: Table
    caption: str = ""
    scale: float = 1.0
    width: float = 1.0
    own_style: bool = False


@dataclass(frozen=True)
class SideBySide:
    """Blocks next to one another, with their shares of the width."""

    columns: tuple[tuple[Block, ...], ...]
    shares: tuple[float, ...]
    gap: float = 12.0


@dataclass(frozen=True)
class Signatures:
    """Signed names with posts below a line, free on the page (no table)."""

    people: tuple[tuple[str, str], ...]
    lined: bool = True


@dataclass(frozen=True)
class Space:
    """Empty height in points."""

    height: float


@dataclass(frozen=True)
class PageBreak:
    """The next block starts a page."""


@dataclass(frozen=True)
class Banner:
    """A coloured strip with a heading, as on slides."""

    text: str
    colour: tuple[int, int, int]
    scale: float = 1.8


Block = TextBlock | KeyValues | TableBlock | SideBySide | Signatures | Space | PageBreak | Banner


@dataclass(frozen=True)
class Section:
    """Pages of one paper size that share a page header."""

    blocks: tuple[Block, ...]
    page_header: tuple[Block, ...] = ()
    landscape: bool = False
    paper: str = "a4"
    base_size: float = 9.0
    page_number: str = ""
    logo: bool = False


@dataclass(frozen=True)
class Document:
    """A whole document with its truth."""

    family: str
    sections: tuple[Section, ...]
    records: tuple[Record, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    misprints: tuple[dict[str, str], ...] = ()
    rulings: tuple[str, ...] = ()  # the rulings that suit its tables, where not all do


def text_cell(text: str, **how: object) -> Cell:
    """A cell of words."""
    return Cell(text, **how)  # type: ignore[arg-type]


def number_cell(value: Decimal, places: int, style: NumberStyle, **how: object) -> Cell:
    """A cell with one number."""
    printed = style.show(value, places)
    return Cell(printed, "number", canonical(value, places), **how)  # type: ignore[arg-type]


def count_cell(value: Decimal | int, places: int, style: NumberStyle, **how: object) -> Cell:
    """A cell with one number that is no amount, printed without currency marks."""
    number = Decimal(value)
    printed = style.show(number, places, amount=False)
    return Cell(printed, "number", canonical(number, places), **how)  # type: ignore[arg-type]


def date_cell(day: dt.date, style: DateStyle, **how: object) -> Cell:
    """A cell with one date."""
    return Cell(style.show(day), "date", day.isoformat(), **how)  # type: ignore[arg-type]


def code_cell(code: str, **how: object) -> Cell:
    """A cell with a code that keeps its punctuation."""
    return Cell(code, "code", code, **how)  # type: ignore[arg-type]


def stack_cell(cells: list[Cell], **how: object) -> Cell:
    """Several values above one another in one cell; a single value stays what it is."""
    if len(cells) == 1:
        return cells[0]
    return Cell("\n".join(c.text for c in cells), "stack", None, **how)  # type: ignore[arg-type]
