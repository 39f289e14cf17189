"""Entries, and totals, below each other between two level rules, where they stand level after blank paper.

So programmes list their actions: what all of them share stands once, and nothing parts them but a blank.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from models.pixels.rule import Rule
from models.structure.grids.columns import Line, column_of
from models.structure.grids.unruled_rows import in_band
from models.structure.pieces import line_height, rows_of, without_specks
from schemas.geometry import Box, union

FEWEST_BLANK = 3  # columns with a blank line above the first of an entry
CLEAR = 0.8  # line heights of blank paper above a line, in all columns
MOSTLY = 0.5  # share of the columns in which an entry begins
WIDER = 0.3  # line heights by which the blank above an entry is wider than those between lines


def entry_rules(ys: Sequence[float], xs: Sequence[float], pieces: Sequence[Box]) -> list[Rule]:
    """Level lines above the entries that begin amid the bands below the header, over the columns of each."""
    rules: list[Rule] = []
    for band in list(pairwise(ys))[1:]:
        inside = without_specks(in_band(pieces, *band))
        gaps = _gaps_above(inside, xs)
        lines = rows_of(inside)
        for above, line in pairwise(lines):
            at = (union(above).y1 + union(line).y0) / 2
            if union(above).y1 - union(line).y0 > WIDER * line_height(inside):
                continue  # in the middle of an entry, between two lines of words
            columns = _begins_in(line, gaps, xs)
            rules.extend(Rule(at, xs[col], xs[col + 1]) for col in columns)
            if not columns and _stands_clear(line, gaps):
                rules.append(Rule(at, xs[0], xs[-1]))
    return rules


def _gaps_above(pieces: Sequence[Box], xs: Sequence[float]) -> dict[Box, float | None]:
    """The blank above each piece in its column, None above the first there."""
    columns: dict[int, list[Box]] = defaultdict(list)
    for piece in pieces:
        columns[column_of(piece, xs)].append(piece)
    gaps: dict[Box, float | None] = {}
    for column in columns.values():
        for piece in column:
            above = [other.y1 for other in column if other.centre[1] < piece.y0]
            gaps[piece] = piece.y0 - max(above) if above else None
    return gaps


def _stands_clear(line: Line, gaps: Mapping[Box, float | None]) -> bool:
    """Whether a line in several columns stands below blank paper in all of them, as totals of few figures do,
    after lines that stand closer. gaps: above each piece of print."""
    top, height = union(line).y0, line_height([*gaps])
    clear = top - max((p.y1 for p in gaps if p.centre[1] < top), default=top) >= CLEAR * height
    below = sum(gap is not None and gap > height for gap in (gaps[piece] for piece in line))
    wrapped = sorted(gap for gap in gaps.values() if gap is not None)
    return clear and below >= FEWEST_BLANK and wrapped[len(wrapped) // 4] < CLEAR * height / 2


def _begins_in(line: Line, gaps: Mapping[Box, float | None], xs: Sequence[float]) -> list[int]:
    """The columns in which an entry begins on a line, none where some column goes on through it."""
    top, height = union(line).y0, line_height([*gaps])
    known = [gap for gap in gaps.values() if gap is not None]
    usual = median(known) if known else 0.0  # between the lines of a cell
    own = {column_of(piece, xs): gaps[piece] for piece in line}
    goes_on = any(gap is not None and gap <= usual + WIDER * height for gap in own.values())
    crossed = any(piece.y0 < top - WIDER * height < piece.y1 - WIDER * height for piece in gaps)
    blank = sum(gap is not None and gap > height for gap in own.values())
    begins = blank >= FEWEST_BLANK and len(own) >= MOSTLY * (len(xs) - 1)
    return sorted(own) if begins and not goes_on and not crossed else []
