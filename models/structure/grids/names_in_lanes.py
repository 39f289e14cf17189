"""Lanes between columns, moved off the names of the columns, which set to one side stand in the blank."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import numpy as np

from models.structure.pieces import crosses, line_height
from schemas.geometry import Box, union

LEAST_BLANK = 2.0  # pixels of blank paper that a lane runs on rather than through a name
NARROWEST = 0.5  # line heights: width of a column
TOP_LINES = 8  # lines, half of them all at most, among which the names may stand below titles
FEWEST_BELOW = 5  # lines below them that show where figures stand
MOST = 0.9  # of the figures of a column, that end at its edge; some boxes have a mark beside
REACH = 0.3  # line heights by which a name may reach over the figures beside it
MOST_ACROSS = 0.2  # share of the lines, that have print across such columns
MOSTLY_ONE = 0.6  # share of the lines that have one piece in a column below its name
FEWEST_NAMES = 3  # names in the blanks between figures


def clear_of_names(
    lanes: Sequence[float], lines: Sequence[Sequence[Box]], x0: float, x1: float
) -> list[float]:
    """The lanes, those that run through names or on the wrong side of them moved; between x0 and x1."""
    height = line_height([piece for line in lines for piece in line])
    if paired := _between_pairs(lanes, lines, x0, x1):
        return paired
    pieces = [p for line in lines for p in line if sum(crosses(p, lane) for lane in lanes) < 2]
    wanted = [_beside_names(lane, pieces) for lane in lanes]
    wanted = _on_their_side(wanted, lines, x0, x1, height)
    out: list[float] = []
    for lane, moved, after in zip(lanes, wanted, [*lanes, x1][1:], strict=True):
        # No further than the columns on both sides of it.
        stays = (out[-1] if out else x0) + NARROWEST * height < moved < after - NARROWEST * height
        out.append(moved if stays else lane)
    return out


def _between_pairs(
    lanes: Sequence[float], lines: Sequence[Sequence[Box]], x0: float, x1: float
) -> list[float]:
    """The lanes between the pairs of a name and its figures; none where no line has a name for each column,
    or a pair reaches over the next. A name may go on over several lines.

    Some figures may have a mark of a pen beside them."""
    near = REACH * line_height([piece for line in lines for piece in line])
    count = min(TOP_LINES, len(lines) // 2)
    edges = [x0, *lanes, x1]
    for at, line in enumerate(lines[:count]):
        names = sorted(line, key=lambda piece: piece.x0)
        stacked = above_each_other(lines[: at + 1])
        names = stacked if len(stacked) == len(lanes) + 1 else names
        below = [piece for later in lines[at + 1 :] for piece in later]
        if len(lines) - at <= FEWEST_BELOW:
            continue
        if len(names) != len(lanes) + 1:
            if begun := _where_names_begin(names, lines[at + 1 :]):
                return begun
            continue
        columns = [[p for p in below if a <= p.centre[0] < b] for a, b in pairwise(edges)]
        if not all(columns):
            return []
        strict = [union(column) for column in columns]
        if pairs := _blanks_between(names, [(box.x0, box.x1) for box in strict]):
            return [(left + right) / 2 for left, right in pairs]
        usual = _blanks_between(names, [_sides(column, near) for column in columns])
        middles = zip(lanes, usual, strict=False)
        return [lane if a < lane < b else (a + b) / 2 for lane, (a, b) in middles]
    return []


def above_each_other(lines: Sequence[Sequence[Box]]) -> list[Box]:
    """The pieces of lines, those above each other as one, left to right."""
    names: list[Box] = []
    for piece in sorted((piece for line in lines for piece in line), key=lambda piece: piece.x0):
        if names and piece.x0 < names[-1].x1:
            names[-1] = union([names[-1], piece])
        else:
            names.append(piece)
    return names


def _blanks_between(names: Sequence[Box], sides: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Where the blanks between the pairs of a name and its column begin and end; none where a pair reaches
    over the next. sides: where the columns begin and end."""
    pairs = [
        (min(name.x0, left), max(name.x1, right)) for name, (left, right) in zip(names, sides, strict=True)
    ]
    blanks = [(before[1], after[0]) for before, after in pairwise(pairs)]
    return blanks if all(right - left > LEAST_BLANK for left, right in blanks) else []


def _where_names_begin(names: Sequence[Box], below: Sequence[Sequence[Box]]) -> list[float]:
    """The lanes right before all names but the first; none unless what is below them keeps to the columns
    that begin there, a piece of most lines in each. Ticks of a pen may stand beside some."""
    lanes = [name.x0 - LEAST_BLANK for name in names[1:]]
    edges = [float("-inf"), *lanes, float("inf")]
    across = sum(any(crosses(piece, lane) for piece in line for lane in lanes) for line in below)
    if len(names) < FEWEST_NAMES or across > MOST_ACROSS * len(below):
        return []
    cells = [[sum(a <= p.centre[0] < b for p in line) for line in below] for a, b in pairwise(edges)]
    single = all(sum(count == 1 for count in column) >= MOSTLY_ONE * len(below) for column in cells)
    return lanes if single else []


def _sides(column: Sequence[Box], near: float) -> tuple[float, float]:
    """Where a column begins and ends: where most of its print does, as some has a mark of a pen beside it."""
    starts, ends = [piece.x0 for piece in column], [piece.x1 for piece in column]
    start, end = median(starts), median(ends)
    aligned = [
        sum(abs(x - middle) <= near for x in xs) > len(xs) / 2
        for xs, middle in ((starts, start), (ends, end))
    ]
    return start if aligned[0] else min(starts), end if aligned[1] else max(ends)


def _beside_names(lane: float, pieces: Sequence[Box]) -> float:
    """The lane moved off the names it runs through, if there is blank paper beside them that it may run on.

    A name may begin left of all figures below it that are set to the right.
    """
    crossing = [piece for piece in pieces if piece.x0 < lane < piece.x1]
    if not crossing:
        return lane
    name = union(crossing)
    rest = [piece for piece in pieces if name.overlap(piece) == 0]
    left = max((piece.x1 for piece in rest if piece.centre[0] < lane), default=lane)
    right = min((piece.x0 for piece in rest if piece.centre[0] > lane), default=lane)
    widest = max((left, name.x0), (name.x1, right), key=lambda blank: blank[1] - blank[0])
    moved = sum(widest) / 2
    # A heading above and a total below, both wide, hide all that stands between them.
    passed = sorted((lane, moved))
    clear = not any(passed[0] < piece.centre[0] < passed[1] for piece in pieces if piece not in crossing)
    return moved if widest[1] - widest[0] > LEAST_BLANK and clear else lane


def _on_their_side(
    lanes: Sequence[float], lines: Sequence[Sequence[Box]], x0: float, x1: float, height: float
) -> list[float]:
    """The lanes, where names stand in the blanks between figures, on the side that leaves no column unnamed.

    Names set to the left over figures set to the right: without the last of them, the last column had none.
    """
    count = min(TOP_LINES, len(lines) // 2)
    below = [piece for line in lines[count:] for piece in line]
    columns = [[p for p in below if a <= p.centre[0] < b] for a, b in pairwise([x0, *lanes, x1])]
    if len(lines) < count + FEWEST_BELOW or not all(columns):
        return list(lanes)
    edges = [np.quantile([(p.x0, -p.x1) for p in column], 1 - MOST, axis=0) for column in columns]
    figures = [(float(left), -float(right)) for left, right in edges]
    blanks = [(a[1], b[0]) for a, b in pairwise(figures)]
    top = _names_above(lines[:count], figures)
    reach = REACH * height
    names = [[p for p in top if left - reach < p.x0 and p.x1 < right + reach] for left, right in blanks]
    if sum(map(bool, names)) < FEWEST_NAMES or not (names[-1] or names[0]):
        return list(lanes)
    unnamed_last = names[-1] and not any(p.x1 > figures[-1][0] for p in top)
    unnamed_first = names[0] and not any(p.x0 < figures[0][1] for p in top)
    out = []
    for lane, (left, right), own in zip(lanes, blanks, names, strict=True):
        # Of several names in one blank, the others are of the column on the other side.
        spans = _side_by_side(own)
        if own and unnamed_last:
            lane = _middle(max([left, *(span[1] for span in spans[:-1])]), spans[-1][0], lane)
        elif own and unnamed_first:
            lane = _middle(spans[0][1], min([right, *(span[0] for span in spans[1:])]), lane)
        out.append(lane)
    return out


def _side_by_side(names: Sequence[Box]) -> list[tuple[float, float]]:
    """Where names begin and end, those above each other as one, left to right."""
    spans: list[tuple[float, float]] = []
    for name in sorted(names, key=lambda name: name.x0):
        if spans and name.x0 < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], name.x1))
        else:
            spans.append((name.x0, name.x1))
    return spans


def _names_above(lines: Sequence[Sequence[Box]], figures: Sequence[tuple[float, float]]) -> list[Box]:
    """The pieces of the lines above the first that has print where the figures of most columns stand."""
    names: list[Box] = []
    for line in lines:
        over = sum(any(p.x0 < right and p.x1 > left for p in line) for left, right in figures)
        if over > len(figures) / 2:
            break
        names.extend(line)
    return names


def _middle(left: float, right: float, otherwise: float) -> float:
    return (left + right) / 2 if right - left > LEAST_BLANK else otherwise
