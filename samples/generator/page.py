"""A page as laid out: drawing operations in points and the tables' true geometry."""

from __future__ import annotations

from dataclasses import dataclass

from samples.generator.fonts import Face
from samples.generator.spec import Cell
from samples.generator.style import BLACK, Colour

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Text:
    """A line of text on its baseline."""

    x: float
    baseline: float
    text: str
    face: Face
    size: float
    colour: Colour = BLACK


@dataclass(frozen=True)
class Rule:
    """A straight line; dash is the length of a dash, 0 for a solid line."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    colour: Colour = BLACK
    dash: float = 0.0


@dataclass(frozen=True)
class Fill:
    """A filled rectangle."""

    box: Box
    colour: Colour


@dataclass(frozen=True)
class Curve:
    """A free polyline, for logos and pen strokes; closed ones may be filled."""

    points: tuple[tuple[float, float], ...]
    width: float
    colour: Colour = BLACK
    filled: bool = False


Drawing = Text | Rule | Fill | Curve


@dataclass(frozen=True)
class PlacedCell:
    """A cell with its grid place and its area on the page."""

    cell: Cell
    row: int
    col: int
    box: Box
    text_box: Box | None


@dataclass(frozen=True)
class PlacedTable:
    """The part of a table that stands on one page."""

    kind: str
    header_rows: int
    box: Box
    cells: tuple[PlacedCell, ...]
    continued: bool


@dataclass(frozen=True)
class Page:
    """One upright page; `words` are its lines outside tables, tables in their place, for text dumps."""

    width: float
    height: float
    drawings: tuple[Drawing, ...]
    tables: tuple[PlacedTable, ...]
    reading: tuple[str | PlacedTable, ...]
    free_from: float
    smallest_text: float
