"""Print of two columns that was detected as one piece, cut below the blank between the names of the columns.

The number of a row and a code beside it stand as close together as words do, and end and begin at one place
in all rows: what tells that they are two columns is that each has a name.
"""

from collections.abc import Sequence
from itertools import pairwise

from models.pixels.morphology import Mask
from models.structure.blanks import (
    Blank,
    BlankOptions,
    blanks_in,
    close_blanks,
    cut_at_blanks_of,
    sorted_pieces,
)
from models.structure.found_table import FoundTable
from models.structure.grids.names_in_lanes import above_each_other
from models.structure.pieces import crosses, line_height, pieces_in, rows_of
from schemas.geometry import Box

APART = 0.5  # line heights between two names
FEWEST = 5  # lines with print on both sides of a blank
MOSTLY = 0.75  # share of the lines that print nothing over it
DIFFERENT = 0.3  # line heights by which the print beside it differs in width


def cut_between_names(
    pieces: Sequence[Box], tables: Sequence[FoundTable], ink: Mask, options: BlankOptions = BlankOptions()
) -> tuple[Box, ...]:
    """The pieces, those cut that run over a blank which most rows have below that between two names."""
    close = close_blanks(pieces, ink, options)
    cuts: dict[Box, list[Blank]] = {}
    for table in tables:
        own = pieces_in(table.bbox, pieces)
        below = [line for line in rows_of(own) if len(line) > 1]  # without the headings of groups
        for top, gap in _gaps_between_names(table, own):
            lines = [[p for p in line if _is_below(p, top)] for line in below]
            for blank in _common_blanks([line for line in lines if line], gap, ink, close):
                cuts.setdefault(blank.piece, []).append(blank)
    parts = (part for piece in pieces for part in cut_at_blanks_of(piece, cuts.get(piece, []), ink))
    return sorted_pieces([*parts])


def _gaps_between_names(table: FoundTable, pieces: Sequence[Box]) -> list[tuple[Box, tuple[float, float]]]:
    """The first cell with print of each column, with where the blanks begin and end that part names in it."""
    found = []
    for col in {slot.col for slot in table.slots}:
        column = [slot for slot in table.slots if slot.col == col and slot.col_span == 1]
        boxes = [slot.bbox for slot in sorted(column, key=lambda slot: slot.row)]
        top = next((box for box in boxes if pieces_in(box, pieces)), None)
        names = above_each_other([pieces_in(top, pieces)]) if top else []
        apart = APART * line_height(pieces)
        found += [(top, (a.x1, b.x0)) for a, b in pairwise(names) if top and b.x0 - a.x1 > apart]
    return found


def _is_below(piece: Box, cell: Box) -> bool:
    """Whether a piece begins in the column of a cell, below it."""
    return piece.centre[1] > cell.y1 and cell.x0 <= piece.x0 + piece.height / 2 < cell.x1


def _common_blanks(
    lines: Sequence[Sequence[Box]], gap: tuple[float, float], ink: Mask, options: BlankOptions
) -> list[Blank]:
    """The blanks of pieces at the place in the gap that the most lines leave blank; none where few do."""
    inside = {piece: blanks_in(piece, ink, options) for line in lines for piece in line}
    best: list[Blank] = []
    middles = {blank.middle for blanks in inside.values() for blank in blanks}
    for x in sorted(x for x in middles if gap[0] < x < gap[1]):
        at = {piece: [b for b in blanks if b.start < x < b.end] for piece, blanks in inside.items()}
        clear = [line for line in lines if all(at[piece] or not crosses(piece, x) for piece in line)]
        both = [line for line in clear if min(p.x0 for p in line) < x < max(p.x1 for p in line)]
        found = [blank for line in both for piece in line for blank in at[piece]]
        if len(both) < FEWEST or len(clear) < MOSTLY * len(lines) or not _are_different(found):
            continue
        best = max(best, found, key=len)
    return best


def _are_different(blanks: Sequence[Blank]) -> bool:
    """Whether what stands beside blanks differs in width: equal words below each other do not."""
    for widths in ([b.start - b.piece.x0 for b in blanks], [b.piece.x1 - b.end for b in blanks]):
        if widths and max(widths) - min(widths) > DIFFERENT * line_height([b.piece for b in blanks]):
            return True
    return False
