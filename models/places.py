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


def lines_to_read(tables: Sequence[FoundTable], pieces: Sequence[Box], rules: Rules | None) -> list[Place]:
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
            own = own or (missed_marks(slot.bbox, rules) if rules else [])
            if slot.col_span > 1 and slot.row in table.loose:  # its columns are not known for certain yet
                places.extend(Place(t, s, box) for box in pieces_to_lines(own, gap=0.8))
            else:
                places.extend(Place(t, s, union(line)) for line in rows_of(own))
    places.extend(Place(-1, -1, box) for box in pieces_to_lines(free))
    return places


def missed_marks(cell: Box, rules: Rules) -> list[Box]:
    """Letter-sized marks in a cell where the detector saw nothing: a lone 0 or 1."""
    x0, y0, x1, y1 = (int(v) for v in cell.inflate(-6))
    if x1 - x0 < 8 or y1 - y0 < 12:
        return []
    window = np.ascontiguousarray(rules.print_[y0:y1, x0:x1])
    count, _, stats, _ = cv2.connectedComponentsWithStats(window, connectivity=8)
    found = [
        Box(float(x0 + x), float(y0 + y), float(x0 + x + w), float(y0 + y + h))
        for x, y, w, h, area in stats[1:count]
        if 14 <= h <= 60 and 4 <= w <= 60 and area >= 30
    ]
    return [union(found).inflate(4)] if 0 < len(found) <= 12 else []


def line_images(grey: Pixels, places: Sequence[Place], rules: Rules) -> list[Pixels]:
    """Cut-outs of the lines with the rules painted over, dark print on light."""
    grown = cv2.dilate(rules.mask, np.ones((3, 3), np.uint8))
    clean = np.where(grown > 0, np.uint8(255), grey)
    images = []
    for place in places:
        in_bar = any(bar.overlap(place.box) > 0.5 * place.box.area for bar in rules.bars)
        image = cut_out(grey if in_bar else clean, place.box)
        images.append(np.subtract(255, image) if in_bar else image)
    return images


def cut_out(grey: Pixels, box: Box) -> Pixels:
    """The part of the page in a box, with a narrow margin."""
    pad = max(2.0, 0.06 * box.height)
    x0, y0 = max(0, int(box.x0 - pad)), max(0, int(box.y0 - pad))
    x1, y1 = min(grey.shape[1], int(np.ceil(box.x1 + pad))), min(grey.shape[0], int(np.ceil(box.y1 + pad)))
    return np.ascontiguousarray(grey[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)])
