"""Columns of a ruled table that no rule parts, only blank lanes between the print."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np

from models.structure.grids.columns import Line, lanes
from models.structure.grids.columns_of_a_row import with_columns_of_a_row
from models.structure.grids.flush_columns import with_flush_lanes
from models.structure.grids.named_columns import with_named_columns
from models.structure.grids.ruled_options import RuledOptions
from models.structure.grids.unprinted_rules import Band
from models.structure.grids.unruled_rows import first_below_header, in_band
from models.structure.pieces import crosses, line_height, rows_of
from schemas.geometry import Box, union

IN_ALL_ROWS = 0.7  # share of the rows between rules in which print stands in several columns
FEWEST_ROWS = 4  # of such a table
FEWEST_LINES, MOST_DIRT = 8, 2  # lines of a column, and those of them with dirt beside the print
MOST_HEADER_ROWS = 5  # among which the numbers of columns stand
FEWEST_NUMBERS, NARROW = 8, 3.0  # of columns, and line heights that one is wide at the most
MOST_ACROSS = 0.2  # share of the pieces of a column that run across the line between two numbers
FEWEST_BESIDE = 4  # pieces on each side of a lane between two names
CLEAR = 0.4  # line heights of blank paper through all rows
FEWEST_ABREAST = 3  # pieces of a line that is a row below nothing but names


def with_unruled_columns(
    xs: list[float], ys: Sequence[float], inside: Sequence[Box], options: RuledOptions
) -> list[float]:
    """Column lines, with those added that only blank lanes mark."""
    out = [xs[0]]
    bands = [rows_of(in_band(inside, *band)) for band in pairwise(ys)]
    header = ys[first_below_header(bands, xs, options)] if len(ys) > 2 else ys[0]
    for a, b in pairwise(xs):
        pieces = [piece for piece in inside if a <= piece.centre[0] < b]
        lines = rows_of(pieces)
        is_wide = b - a > options.wide_column * (xs[-1] - xs[0])
        share = options.lanes_in_wide if is_wide else options.lanes_in_narrow
        several = [union(line).centre[1] for line in lines if len(line) >= 2]
        enough = len(several) >= max(3, share * len(lines)) or _in_all_rows(several, ys)
        enough |= is_wide and _is_one_below_names(lines, ys)
        found = _without_dirt(lanes(lines, a, b), lines, (a, b))
        more = [x for sides in pairwise([a, *found, b]) for x in _lanes_of_rows(pieces, ys, sides)]
        found = sorted([*found, *more])
        if enough and not _is_one_column(pieces, ys, options):
            sure = found if is_wide else [x for x in found if parts_more_than_it_cuts(x, lines)]
            out.extend(sorted([*sure, *_between_names_and_print(pieces, [a, *sure, b], header)]))
        else:
            height = line_height(pieces)
            clear = [x for x in _clear_lanes(pieces, height) if all(abs(x - y) > height for y in found)]
            out.extend(x for x in sorted([*found, *clear]) if _parts_names_and_print(x, pieces, header))
        out.append(b)
    numbered = with_flush_lanes(_with_numbered_columns(out, ys, inside), rows_of(inside))
    return with_named_columns(with_columns_of_a_row(numbered, ys, inside), ys, inside)


def _lanes_of_rows(pieces: Sequence[Box], ys: Sequence[float], sides: Band) -> list[float]:
    """The lanes of a column that no print of its rows runs across, most of which, and the first, have print
    on both sides: a name of two lines has none in common with the one in the middle beside it."""
    own = [piece for piece in pieces if sides[0] <= piece.centre[0] < sides[1]]
    filled = [row for row in (in_band(own, *band) for band in pairwise(ys)) if row]
    rows = [row for row in filled if len(row) > 1]
    if len(rows) < FEWEST_ROWS:
        return []
    middles = _clear_lanes([piece for row in rows for piece in row], line_height(own))
    parted = [[len({piece.centre[0] < x for piece in row}) == 2 for row in filled] for x in middles]
    fewest = IN_ALL_ROWS * (len(ys) - 1)
    return [x for x, both in zip(middles, parted, strict=True) if both[0] and sum(both) >= fewest]


def _clear_lanes(pieces: Sequence[Box], height: float) -> list[float]:
    """The middles of the lanes that no piece reaches into."""
    spans = sorted((piece.x0, piece.x1) for piece in pieces)
    ends = accumulate((end for _, end in spans), max)
    gaps = [(end, start) for end, (start, _) in zip(ends, spans[1:], strict=False)]
    return [(a + b) / 2 for a, b in gaps if b - a > CLEAR * height]


def _with_numbered_columns(xs: list[float], ys: Sequence[float], inside: Sequence[Box]) -> list[float]:
    """Column lines, with those added that part the numbers of columns below their names: "(9)", "(10)"."""
    for band in list(pairwise(ys))[:MOST_HEADER_ROWS]:
        lines = rows_of(in_band(inside, *band))
        numbers = sorted(lines[0], key=lambda piece: piece.x0) if len(lines) == 1 else []
        if len(numbers) < FEWEST_NUMBERS or any(piece.width > NARROW * piece.height for piece in numbers):
            continue
        return sorted([*xs, *(x for pair in pairwise(numbers) for x in _between_numbers(*pair, xs, inside))])
    return xs


def _between_numbers(left: Box, right: Box, xs: Sequence[float], inside: Sequence[Box]) -> list[float]:
    """Where hardly any print stands between two numbers that share a column."""
    if any(left.centre[0] < x < right.centre[0] for x in xs):
        return []
    sides = max(x for x in xs if x < left.centre[0]), min(x for x in xs if x > right.centre[0])
    own = [piece for piece in inside if sides[0] <= piece.centre[0] < sides[1]]
    places = np.arange(left.x1, right.x0)
    across = np.array([sum(piece.x0 < x < piece.x1 for piece in own) for x in places])
    if not len(places) or across.min() > MOST_ACROSS * len(own):
        return []
    clear = places[across == across.min()]
    runs = np.split(clear, np.flatnonzero(np.diff(clear) > 1) + 1)
    return [float(max(runs, key=len).mean())]


def _between_names_and_print(pieces: Sequence[Box], xs: Sequence[float], header: float) -> list[float]:
    """The lanes of columns that no line of print shares: codes beside names of two lines each."""
    found: list[float] = []
    for left, right in pairwise(xs):
        own = [piece for piece in pieces if left <= piece.centre[0] < right]
        middles = _clear_lanes(own, line_height(own)) if own else []
        found.extend(x for x in middles if _parts_names_and_print(x, own, header))
    return found


def _parts_names_and_print(x: float, pieces: Sequence[Box], header: float) -> bool:
    """Whether a lane runs between two names, and on through nothing, with print on both sides of it.

    header: where its first level ends; some names go on below that.
    """
    names = [piece.centre[0] < x for piece in pieces if piece.y0 < header]
    below = [piece.centre[0] < x for piece in pieces if piece.y0 >= header]
    fewest = min(sum(below), len(below) - sum(below))
    return len({*names}) == 2 and fewest >= FEWEST_BESIDE and not any(crosses(piece, x) for piece in pieces)


def parts_more_than_it_cuts(x: float, lines: Sequence[Line]) -> bool:
    """Whether more lines have print on both sides of a lane than run across it, as words do that are set
    apart by justifying alone."""
    across = [any(crosses(piece, x) for piece in line) for line in lines]
    sides = [{piece.centre[0] < x for piece in line} for line in lines]
    parted = sum(len(both) == 2 and not cut for both, cut in zip(sides, across, strict=True))
    return parted > sum(across)


def _without_dirt(found: Sequence[float], lines: Sequence[Line], sides: Band) -> list[float]:
    """Lanes without those that part hardly any print from the rest of a column that one heading names."""
    if len(lines) < FEWEST_LINES or not lines[0]:
        return list(found)
    edges = [sides[0], *found, sides[1]]
    filled = [sum(any(a < p.centre[0] < b for p in line) for line in lines[1:]) for a, b in pairwise(edges)]
    named = [x for x in found if not any(crosses(piece, x) for piece in lines[0])]
    return [
        x
        for x, left, right in zip(found, filled[:-1], filled[1:], strict=True)
        if x in named or min(left, right) > MOST_DIRT
    ]


def _in_all_rows(lines: Sequence[float], ys: Sequence[float]) -> bool:
    """Whether nearly all rows that rules part have one of the lines in them; lines: their middles."""
    filled = sum(any(top < line < bottom for line in lines) for top, bottom in pairwise(ys))
    return len(ys) > FEWEST_ROWS and filled >= IN_ALL_ROWS * (len(ys) - 1)


def _is_one_below_names(lines: Sequence[Line], ys: Sequence[float]) -> bool:
    """Whether the rules part just two rows, each a line of several pieces, as of a table that ends here."""
    in_bands = all(len(in_band([union(line) for line in lines], *band)) == 1 for band in pairwise(ys))
    return len(ys) == 3 and len(lines) == 2 and in_bands and min(map(len, lines)) >= FEWEST_ABREAST


def _is_one_column(pieces: Sequence[Box], ys: Sequence[float], options: RuledOptions) -> bool:
    """Whether one phrase stands above the print between two column rules, and only words are apart in it.

    Faint letters and those of typewriters leave blanks that look like the lanes between columns.
    """
    lines = rows_of([piece for piece in pieces if piece.centre[1] < ys[min(len(ys) - 1, options.headed)]])
    rest = rows_of(pieces)
    wide = sum(_phrases(line, options) > 1 for line in rest)
    return all(_phrases(line, options) == 1 for line in lines) and wide < options.phrases_apart * len(rest)


def _phrases(line: Line, options: RuledOptions) -> int:
    """How many parts of a line stand further apart than words."""
    return 1 + sum(b.x0 - a.x1 > options.words_apart * min(a.height, b.height) for a, b in pairwise(line))
