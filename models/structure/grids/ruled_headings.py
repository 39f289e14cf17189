"""Headings over several columns, where rules show a header's levels only in part."""

from collections.abc import Sequence
from dataclasses import replace

from models.pixels.rule import Rule
from models.structure.areas.areas import Area
from models.structure.grids.header_levels import Heading, adopt_columns, column_edges
from models.structure.grids.lattice import Slot, covered
from models.structure.pieces import crosses, line_height, pieces_in
from schemas.geometry import Box, union

CLEAR = 0.45  # line heights: the least blank between a heading and the names below it
HIGHER = 0.4  # line heights: by so much the rules beside a heading reach higher than those below it
HEADER_ROWS = 3
UNRULED, UNRULED_SAME = (
    0.3,
    0.5,
)  # share of a header that upright rules cover; line heights off their line
OFF_CENTRE = 0.15  # of its columns' width, by which a heading may stand off their middle


def rules_below_headings(area: Area, top: float, bottom: float, inside: Sequence[Box]) -> list[Rule]:
    """Level rules where upright ones begin between `top` and `bottom`: a heading stands above them.

    Such a header has no level rule between its levels. An upright rule of which only the upper part was lost
    has print on both sides above it, or print that stands right on that below.
    """
    height = line_height(inside)
    out = []
    for rule in area.upright:
        if not (
            top + HIGHER * height < rule.start < bottom - HIGHER * height and rule.end >= bottom - height
        ):
            continue
        higher = [r.at for r in area.upright if r.start < rule.start - HIGHER * height and r.end > rule.start]
        left = max((x for x in higher if x < rule.at), default=area.bbox.x0)
        right = min((x for x in higher if x > rule.at), default=area.bbox.x1)
        if _is_heading_over(rule, Box(left, top, right, bottom), inside, height):
            out.append(Rule(rule.start, left, right))
    return out


def rules_below_unruled_headings(
    area: Area, xs: Sequence[float], top: float, bottom: float, inside: Sequence[Box]
) -> list[Rule]:
    """Level rules below headings over several columns, in a header in which no upright rule is to be seen.

    Such a header is white on black, or ruled off from its body as a whole. inside: the pieces of print.
    """
    height = line_height(inside)
    header = pieces_in(Box(area.bbox.x0, top, area.bbox.x1, bottom), inside)
    out = []
    for left, *between, right in _spans_of_headings(xs, header):
        if any(covered(area.upright, x, top, bottom, UNRULED_SAME * height) > UNRULED for x in between):
            continue
        own = pieces_in(Box(left, top, right, bottom), header)
        headings = [piece for piece in own if any(crosses(piece, x) for x in between)]
        names = [piece for piece in own if piece not in headings]
        if not headings or not names:
            continue
        lowest, highest = max(piece.y1 for piece in headings), min(piece.y0 for piece in names)
        named = {sum(x < piece.centre[0] for x in between) for piece in names}
        centred = abs(union(headings).centre[0] - (left + right) / 2) < OFF_CENTRE * (right - left)
        middle, reach = (lowest + highest) / 2, height + (highest - lowest) / 2
        is_ruled = covered(area.level, middle, left, right, reach) > UNRULED
        if len(named) > len(between) and centred and highest > lowest and not is_ruled:
            out.append(Rule(middle, left, right))
    return out


def _spans_of_headings(xs: Sequence[float], header: Sequence[Box]) -> list[list[float]]:
    """The column lines of each two neighbours, and of as many columns as a piece of a header stands over."""
    crossed = [[k for k, x in enumerate(xs) if crosses(piece, x)] for piece in header]
    wide = {(own[0], own[-1]) for own in crossed if len(own) > 1 and own[0] > 0 and own[-1] < len(xs) - 1}
    pairs = [(k, k) for k in range(1, len(xs) - 1)]
    return [list(xs[first - 1 : last + 2]) for first, last in (*pairs, *sorted(wide))]


def _is_heading_over(rule: Rule, place: Box, inside: Sequence[Box], height: float) -> bool:
    own = pieces_in(place, inside)
    above = [piece for piece in own if piece.centre[1] < rule.start]
    below = [piece for piece in own if piece.centre[1] >= rule.start]
    if not above or not below:
        return False
    blank = min(piece.y0 for piece in below) - max(piece.y1 for piece in above)
    if any(crosses(piece, rule.at) for piece in above):
        return blank >= 0
    on_both_sides = min(p.centre[0] for p in above) < rule.at < max(p.centre[0] for p in above)
    return blank >= CLEAR * height and not on_both_sides


def with_wide_headings(
    slots: Sequence[Slot], upright: Sequence[Rule], inside: Sequence[Box], same: float
) -> tuple[Slot, ...]:
    """The slots with the headings of a header of several levels widened over the empty places beside them.

    upright: the rules that are printed; no heading goes over one. What stands below the name of a single
    column is none.
    """
    out = list(slots)
    for row in range(min(HEADER_ROWS, max(slot.row + slot.row_span for slot in slots) - 1)):
        starting = sorted((slot for slot in out if slot.row == row), key=lambda slot: slot.col)
        if not any(slot.row_span > 1 for slot in starting):
            continue
        for run in _unparted_runs(starting, upright, same):
            out = [slot for slot in out if slot not in run] + _widened(run, out, inside)
    return tuple(sorted(out, key=lambda slot: (slot.row, slot.col)))


def _unparted_runs(slots: Sequence[Slot], upright: Sequence[Rule], same: float) -> list[list[Slot]]:
    """Neighbours of one row, one row high, with no printed rule between them."""
    runs: list[list[Slot]] = [[]]
    for slot in slots:
        if slot.row_span > 1:
            runs.append([])
            continue
        last = runs[-1][-1] if runs[-1] else None
        box = slot.bbox
        parted = last and (
            last.col + last.col_span != slot.col or covered(upright, box.x0, box.y0, box.y1, same) > 0.5
        )
        if parted:
            runs.append([])
        runs[-1].append(slot)
    return [run for run in runs if len(run) > 1]


def _widened(run: list[Slot], slots: Sequence[Slot], inside: Sequence[Box]) -> list[Slot]:
    prints = [pieces_in(slot.bbox, inside) for slot in run]
    headings = [
        Heading(slot.col, slot.col + slot.col_span - 1, union(own))
        for slot, own in zip(run, prints, strict=True)
        if own
    ]
    empty = [slot for slot, own in zip(run, prints, strict=True) if not own]
    named = [slot for slot in empty if _has_name_below(slot, slots, inside)]
    below_names = any(_has_name_above(slot, slots, inside) for slot in empty)
    if not headings or not named or len(named) < len(empty) or below_names:
        return run
    columns = [slot.col + k for slot in empty for k in range(slot.col_span)]
    edges = column_edges(run)
    widened = adopt_columns(headings, columns, edges)
    return [
        replace(
            run[0],
            col=heading.first,
            col_span=heading.last - heading.first + 1,
            bbox=Box(edges[heading.first][0], run[0].bbox.y0, edges[heading.last][1], run[0].bbox.y1),
        )
        for heading in widened
    ]


def _has_name_above(slot: Slot, slots: Sequence[Slot], inside: Sequence[Box]) -> bool:
    return any(
        above.row < slot.row
        and above.col == slot.col
        and above.col_span == 1
        and pieces_in(above.bbox, inside)
        for above in slots
    )


def _has_name_below(slot: Slot, slots: Sequence[Slot], inside: Sequence[Box]) -> bool:
    return any(
        slot.row < below.row <= HEADER_ROWS and below.col == slot.col and pieces_in(below.bbox, inside)
        for below in slots
    )
