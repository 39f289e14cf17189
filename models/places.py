"""Tables and pieces of print → the lines to be read, each once, and their cut-outs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from models.missed_marks import is_in_bar, missed_dash, missed_marks, missed_words
from models.page_image import Pixels
from models.pixels.rules import Rules
from models.reading_order import pieces_to_lines
from models.structure.finder import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.pieces import is_turned, line_height, rows_of
from schemas.geometry import Box, union
from schemas.reading import TextLine

STROKE = 0.45  # width of a lone stroke, as share of its height
FAR = 2.5  # line heights between a lone stroke and other print
LEVEL = 1.5  # times as wide as high: more than any letter on its side
LOW = 0.6  # greatest height of a dash that was detected, as share of the print beside it
FEWEST_FILLED = 2  # other cells with print, in a row where a dash is looked for
DASH, DASHES = "-", frozenset("-–—")
UNLIKE_DASH = 0.5  # score of a dash that was read as something else


@dataclass(frozen=True)
class Place:
    """A line of print to be read: which table and cell it is in (-1: none), and its box.

    dash: it is a lone dash by its shape, as stands for no figure. turned: on its side.
    """

    table: int
    slot: int
    box: Box
    dash: bool = False
    turned: bool = False


def lines_to_read(
    tables: Sequence[FoundTable], pieces: Sequence[Box], rules: Rules | None, dpi: float
) -> list[Place]:
    """Every line of print once: by table and cell, then the lines outside the tables.

    rules: with them, cells are searched for marks that the detector missed.
    """
    places: list[Place] = []
    free, usual = list(pieces), line_height([piece for piece in pieces if piece.width > piece.height])
    for t, table in enumerate(tables):
        inside = [piece for piece in free if table.bbox.contains(*piece.centre)]
        free = [piece for piece in free if not table.bbox.contains(*piece.centre)]
        printed = [[piece for piece in inside if slot.bbox.contains(*piece.centre)] for slot in table.slots]
        if rules:
            printed = [
                _with_missed_words(slot.bbox, own, rules, dpi) or missed_marks(slot.bbox, rules, dpi)
                for slot, own in zip(table.slots, printed, strict=True)
            ]
        dashes = {place.slot: place for place in _dashes(t, table, printed, rules, dpi)} if rules else {}
        for s, (slot, own) in enumerate(zip(table.slots, printed, strict=True)):
            if s in dashes:
                places.append(dashes[s])
            elif rules and (sideways := _turned_lines(own, usual)):
                places.extend(Place(t, s, box, turned=True) for box in sideways)
            elif slot.col_span > 1 and slot.row in table.loose:  # its columns are not known for certain yet
                places.extend(Place(t, s, box) for box in pieces_to_lines(own, gap=0.8))
            else:
                places.extend(Place(t, s, box) for line in rows_of(own) for box in _apart(line))
    places.extend(Place(-1, -1, box) for box in pieces_to_lines(free))
    return places


def _turned_lines(own: Sequence[Box], usual: float) -> list[Box]:
    """The lines of a cell whose print is turned on its side, left to right; none where some of it is level.

    usual: height of a level line.
    """
    if not any(is_turned(p, usual) for p in own) or any(p.width > LEVEL * p.height for p in own):
        return []
    lines: list[list[Box]] = []
    for piece in sorted(own, key=lambda piece: piece.centre[0]):
        if lines and piece.centre[0] < union(lines[-1]).x1 - piece.width / 4:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [union(line) for line in lines]


def _with_missed_words(cell: Box, own: Sequence[Box], rules: Rules, dpi: float) -> list[Box]:
    """The pieces of print of a cell, with words that the detector missed at the ends of its lines."""
    lines = [] if is_in_bar(cell, rules) else rows_of(own)
    return [*own, *(word for line in lines for word in missed_words(cell, line, rules, dpi))]


def _apart(line: Sequence[Box]) -> list[Box]:
    """A line of a cell as one box; a lone upright stroke far from the rest of it, left or right, by itself.

    Read in one, what is left of a rule becomes the first digit of the figure.
    """
    for k, beside in ((0, 1), (-1, -2)) if len(line) > 1 else ():
        stroke, other = line[k], line[beside]
        gap = max(other.x0 - stroke.x1, stroke.x0 - other.x1)
        if stroke.width < STROKE * stroke.height and gap > FAR * other.height:
            rest = [piece for piece in line if piece is not stroke]
            return [union(rest), stroke] if k else [stroke, union(rest)]
    return [union(line)]


def _dashes(
    t: int,
    table: FoundTable,
    printed: Sequence[Sequence[Box]],
    rules: Rules,
    dpi: float,
) -> Iterator[Place]:
    """The lone dashes in cells of a table, beside the print of their rows: all that is printed there.

    A row that is only a line of print has several cells with print or dashes: one with print in a single
    cell goes on from the row above, and a dash beside it is a bit of a pen stroke.
    """
    found: dict[int, list[Place]] = {}
    for s, (slot, own) in enumerate(zip(table.slots, printed, strict=True)):
        beside = _beside(slot, table.slots, printed)
        low = LOW * line_height(beside) if beside else 0.0
        if len(own) > 1 or any(piece.height > low for piece in own):
            continue
        for box in missed_dash(slot.bbox, beside, rules, dpi):
            found.setdefault(slot.row, []).append(Place(t, s, box, dash=True))
    for row, dashes in found.items():
        dashed = {place.slot for place in dashes}
        filled = sum(
            slot.row == row and bool(printed[s]) for s, slot in enumerate(table.slots) if s not in dashed
        )
        if row not in table.loose or filled + len(dashes) > FEWEST_FILLED:
            yield from dashes


def with_dashes(places: Sequence[Place], lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines as read, those that are dashes by their shape read as that."""
    return [
        line.replace(text=DASH, confidence=UNLIKE_DASH, second=None, alternatives=())
        if place.dash and line.text not in DASHES
        else line
        for place, line in zip(places, lines, strict=True)
    ]


def _beside(slot: Slot, slots: Sequence[Slot], printed: Sequence[Sequence[Box]]) -> list[Box]:
    """The pieces of print in the other cells of a row, but for dashes and points."""
    own = [
        piece
        for other, held in zip(slots, printed, strict=True)
        if other.row == slot.row and other is not slot
        for piece in held
    ]
    return [piece for piece in own if piece.height > LOW * line_height(own)]


def line_images(grey: Pixels, places: Sequence[Place], rules: Rules) -> list[Pixels]:
    """Cut-outs of the lines with the rules painted over, dark print on light."""
    grown = cv2.dilate(rules.mask, np.ones((3, 3), np.uint8))
    clean = np.where(grown > 0, np.uint8(255), grey)
    images = []
    for place in places:
        in_bar = is_in_bar(place.box, rules)
        image = cut_out(grey if in_bar else clean, place.box)
        images.append(np.subtract(255, image) if in_bar else image)
    return images


def cut_out(grey: Pixels, box: Box) -> Pixels:
    """The part of the page in a box, with a narrow margin."""
    pad = max(2.0, 0.06 * box.height)
    x0, y0 = max(0, int(box.x0 - pad)), max(0, int(box.y0 - pad))
    x1, y1 = min(grey.shape[1], int(np.ceil(box.x1 + pad))), min(grey.shape[0], int(np.ceil(box.y1 + pad)))
    return np.ascontiguousarray(grey[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)])
