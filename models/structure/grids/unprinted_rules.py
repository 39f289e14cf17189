"""Rules that a table does without, drawn where its print leaves room for them."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from models.pixels.rule import Rule
from models.structure.areas.areas import Area
from models.structure.grids.columns import column_of
from models.structure.grids.lattice import covered, held_slots
from models.structure.grids.names_in_lanes import above_each_other
from models.structure.pieces import crosses, line_height, rows_of, without_scribbles
from schemas.geometry import Box, union

WIDE_BLANK = 0.8  # line heights: words of one cell stand closer
OFF_CENTRE = 0.5  # line heights by which a name in the middle of its rows may stand off their middle
CLOSE = 0.5  # line heights between the lines of one name
COVERED_SHARE = 0.5  # of a band along which an upright rule runs
WHOLE = 0.9  # of a band, along which an upright rule needs no help
BITS = 0.4  # share of a table's height that half of its column rules are not found on

Band = tuple[float, float]


def with_unprinted_rules(
    area: Area,
    ys: Sequence[float],
    xs: Sequence[float],
    split: Sequence[Band],
    inside: Sequence[Box],
    same: float,
    headings: bool = False,
) -> tuple[list[Rule], list[Rule]]:
    """Level and upright rules of an area with those added that are not printed.

    Level ones between the rows of split bands; upright ones in each lane, wherever no print crosses it, and
    with `headings` none in other bands where all that is printed crosses one.
    """
    level, upright = list(area.level), list(area.upright)
    inside = without_scribbles(inside, line_height(inside))
    for top, bottom in split:
        left = _end_of_group_names((top, bottom), xs, inside)
        level.extend(Rule(y, left, xs[-1]) for y in ys if top < y < bottom)
        level.extend(_ends_of_rows([y for y in ys if top <= y <= bottom], xs, left, inside))
    bands = list(pairwise(ys))
    open_bands = _open_bands(area, bands, xs, same)
    across = [band for band in bands if headings and _is_heading(band, xs, split, inside)]
    are_lost = _are_lost(area.upright, ys, xs, same)
    for x in xs[1:-1]:
        is_ruled = not are_lost and any(abs(rule.at - x) <= same for rule in area.upright)
        for top, bottom in open_bands if is_ruled else bands:
            drawn = covered(area.upright, x, top, bottom, same) > WHOLE
            if drawn or (top, bottom) in across:
                continue
            band = [piece for piece in inside if top <= piece.centre[1] < bottom]
            if not any(crosses(piece, x) for piece in band):
                upright.append(Rule(x, top, bottom))
    upright.extend(_between_neighbours(bands, xs, inside, upright, same))
    return level, upright


def _ends_of_rows(ys: Sequence[float], xs: Sequence[float], left: float, inside: Sequence[Box]) -> list[Rule]:
    """The first and the last line of rows, over each column with print in several of them: a rule that is
    drawn over the figures of a total alone ends the rows above it."""
    held = held_slots(ys, xs, inside)
    columns = [col for col, filled in enumerate(held.sum(axis=0)) if filled > 1 and xs[col] >= left]
    return [Rule(y, xs[col], xs[col + 1]) for y in (ys[0], ys[-1]) for col in columns]


def _are_lost(upright: Sequence[Rule], ys: Sequence[float], xs: Sequence[float], same: float) -> bool:
    """Whether only bits of the column rules are left, so that a missing one says nothing of its cells."""
    shares = [covered(upright, x, ys[0], ys[-1], same) for x in xs[1:-1]]
    return bool(shares) and median(shares) < BITS


def _end_of_group_names(band: Band, xs: Sequence[float], inside: Sequence[Box]) -> float:
    """Where the columns at the left end that hold one name each, set in the middle of the band's rows."""
    pieces = [piece for piece in inside if band[0] <= piece.centre[1] < band[1]]
    height = line_height(pieces)
    for k, (left, right) in enumerate(pairwise(xs[:-1])):
        name = [piece for piece in pieces if left <= piece.centre[0] < right]
        rows = rows_of([piece for piece in pieces if piece.centre[0] >= right])
        if not _is_name_of(rows, name, band, height) or any(crosses(piece, right) for piece in name):
            return xs[k]
    return xs[0]


def _is_name_of(rows: Sequence[Sequence[Box]], name: Sequence[Box], band: Band, height: float) -> bool:
    """Whether print is one name in the middle of a band of several rows; height: of a line."""
    if not name or len(rows_of(name)) >= len(rows):
        return False
    off_centre = abs(union(name).centre[1] - (band[0] + band[1]) / 2)
    close = all(below.y0 - above.y1 < CLOSE * height for above, below in pairwise(name))
    return close and off_centre < OFF_CENTRE * height


def _is_heading(band: Band, xs: Sequence[float], split: Sequence[Band], inside: Sequence[Box]) -> bool:
    """Whether a row between level rules holds one line of print alone, and that goes across columns."""
    top, bottom = band
    lines = rows_of([piece for piece in inside if top <= piece.centre[1] < bottom])
    loose = any(start <= top < end for start, end in split)
    return not loose and len(lines) == 1 == len(lines[0]) and any(crosses(lines[0][0], x) for x in xs[1:-1])


def _between_neighbours(
    bands: Sequence[Band], xs: Sequence[float], inside: Sequence[Box], upright: Sequence[Rule], same: float
) -> list[Rule]:
    """Upright rules wherever two pieces stand beside each other with a wide blank and no rule between them.

    A cell's own words stand closer than that, so the rule on the column lines between the two was lost.
    """
    out: list[Rule] = []
    for top, bottom in bands:
        band = [piece for piece in inside if top <= piece.centre[1] < bottom]
        for line in [*rows_of(band), _beside_each_other(band)]:
            for left, right in pairwise(line):
                between = [x for x in xs[1:-1] if left.x1 <= x <= right.x0] or _nearest(left, right, xs)
                wide = right.x0 - left.x1 > WIDE_BLANK * min(left.height, right.height)
                if wide and not any(covered(upright, x, top, bottom, same) > COVERED_SHARE for x in between):
                    out.extend(Rule(x, top, bottom) for x in between)
    return out


def _beside_each_other(pieces: Sequence[Box]) -> list[Box]:
    """Blocks of pieces that stand above each other in part, left to right; each as high as one line."""
    height = line_height(pieces)
    return [Box(block.x0, block.y0, block.x1, block.y0 + height) for block in above_each_other([pieces])]


def _nearest(left: Box, right: Box, xs: Sequence[float]) -> list[float]:
    """The column line between two pieces that belong to neighbouring columns, also where one juts over it."""
    first, second = column_of(left, xs), column_of(right, xs)
    return [xs[second]] if second == first + 1 else []


def _open_bands(area: Area, bands: Sequence[Band], xs: Sequence[float], same: float) -> list[Band]:
    """Rows without upright rules inside; a few among ruled ones do not count: they are one cell across."""
    out = [
        (top, bottom)
        for top, bottom in bands
        if not any(covered(area.upright, x, top, bottom, same) > 0.3 for x in xs[1:-1])
    ]
    return out if len(out) >= 0.5 * len(bands) else []
