"""Tables and pieces of print → the lines to be read, each once, and their cut-outs."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from models.page_image import Pixels
from models.pixels.rules import Rules
from models.reading_order import pieces_to_lines
from models.structure.finder import FoundTable
from models.structure.pieces import rows_of
from schemas.geometry import Box, union


@dataclass(frozen=True)
class Place:
    """A line of print to be read: which table and cell it is in (-1: none), and its box."""

    table: int
    slot: int
    box: Box


@dataclass(frozen=True)
class MarkOptions:
    """Marks that the detector misses: their size, what is kept off a cell's edges and around them; in inches.

    most: marks of a cell; more of them are a pattern or dirt. slim: width of a dash, as share of its length,
    and how near an edge of the cell it stands that is a dashed rule's. print_in_bar: least share of a cell
    that its print takes halfway up.
    """

    lowest: float = 0.046
    narrowest: float = 0.013
    largest: float = 0.2
    area: float = 0.00033
    inset: float = 0.02
    margin: float = 0.013
    most: int = 12
    slim: tuple[float, float] = (0.4, 0.08)
    print_in_bar: float = 0.08


def lines_to_read(
    tables: Sequence[FoundTable], pieces: Sequence[Box], rules: Rules | None, dpi: float
) -> list[Place]:
    """Every line of print once: by table and cell, then the lines outside the tables.

    rules: with them, cells without a piece are searched for marks that the detector missed.
    """
    places: list[Place] = []
    free = list(pieces)
    for t, table in enumerate(tables):
        inside = [piece for piece in free if table.bbox.contains(*piece.centre)]
        free = [piece for piece in free if not table.bbox.contains(*piece.centre)]
        for s, slot in enumerate(table.slots):
            own = [piece for piece in inside if slot.bbox.contains(*piece.centre)]
            own = own or (missed_marks(slot.bbox, rules, dpi) if rules else [])
            if slot.col_span > 1 and slot.row in table.loose:  # its columns are not known for certain yet
                places.extend(Place(t, s, box) for box in pieces_to_lines(own, gap=0.8))
            else:
                places.extend(Place(t, s, union(line)) for line in rows_of(own))
    places.extend(Place(-1, -1, box) for box in pieces_to_lines(free))
    return places


def missed_marks(cell: Box, rules: Rules, dpi: float, options: MarkOptions = MarkOptions()) -> list[Box]:
    """Letter-sized marks in a cell where the detector saw nothing: a lone 0 or 1, small print in a bar."""
    x0, y0, x1, y1 = (int(v) for v in cell.inflate(-options.inset * dpi))
    if x1 - x0 < 2 * options.narrowest * dpi or y1 - y0 < options.lowest * dpi:
        return []
    window = np.ascontiguousarray(rules.print_[y0:y1, x0:x1])
    count, _, stats, _ = cv2.connectedComponentsWithStats(window, connectivity=8)
    found = [
        Box(float(x0 + x), float(y0 + y), float(x0 + x + w), float(y0 + y + h))
        for x, y, w, h, area in stats[1:count]
        if options.lowest * dpi <= h <= options.largest * dpi
        and options.narrowest * dpi <= w <= options.largest * dpi
        and area >= options.area * dpi**2
    ]
    found = [mark for mark in found if not _is_dash(mark, cell, dpi, options)]
    if 0 < len(found) <= options.most:
        return [union(line).inflate(options.margin * dpi) for line in rows_of(found)]
    return _print_in_bar(cell, rules, options) if _is_in_bar(cell, rules) else []


def _is_dash(mark: Box, cell: Box, dpi: float, options: MarkOptions) -> bool:
    """Whether a mark is a dash of the rule at a side of its cell, or above or below it."""
    slim, near = options.slim[0], options.slim[1] * dpi
    beside = min(mark.x0 - cell.x0, cell.x1 - mark.x1) < near
    level = min(mark.y0 - cell.y0, cell.y1 - mark.y1) < near
    return (mark.width < slim * mark.height and beside) or (mark.height < slim * mark.width and level)


def _print_in_bar(cell: Box, rules: Rules, options: MarkOptions) -> list[Box]:
    """Print in a cell of a dark bar, whose edges are taken for rules where the bar is as low as the print."""
    x0, y0, x1, y1 = (round(v) for v in cell)
    middle = slice(y0 + (y1 - y0) // 3, y1 - (y1 - y0) // 3)
    marks = rules.print_[middle, x0:x1] | rules.mask[middle, x0:x1]
    columns = np.flatnonzero(marks.any(axis=0))
    if marks.size == 0 or float(marks.mean()) < options.print_in_bar:
        return []
    return [Box(float(x0 + columns[0]), cell.y0, float(x0 + columns[-1] + 1), cell.y1)]


def line_images(grey: Pixels, places: Sequence[Place], rules: Rules) -> list[Pixels]:
    """Cut-outs of the lines with the rules painted over, dark print on light."""
    grown = cv2.dilate(rules.mask, np.ones((3, 3), np.uint8))
    clean = np.where(grown > 0, np.uint8(255), grey)
    images = []
    for place in places:
        in_bar = _is_in_bar(place.box, rules)
        image = cut_out(grey if in_bar else clean, place.box)
        images.append(np.subtract(255, image) if in_bar else image)
    return images


def _is_in_bar(box: Box, rules: Rules) -> bool:
    """Whether most of a box is white print on a dark bar."""
    return any(bar.overlap(box) > 0.5 * box.area for bar in rules.bars)


def cut_out(grey: Pixels, box: Box) -> Pixels:
    """The part of the page in a box, with a narrow margin."""
    pad = max(2.0, 0.06 * box.height)
    x0, y0 = max(0, int(box.x0 - pad)), max(0, int(box.y0 - pad))
    x1, y1 = min(grey.shape[1], int(np.ceil(box.x1 + pad))), min(grey.shape[0], int(np.ceil(box.y1 + pad)))
    return np.ascontiguousarray(grey[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)])
