"""Whether what stands between two level rules can be rows of one table."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median

from models.pixels.rule import Rule
from models.structure.areas.area import AreaOptions
from models.structure.pieces import is_text, line_height, pieces_in, rows_of
from schemas.geometry import Box, union

FAR_BLANK = 6.0  # line heights of paper below a paragraph, before a rule of the page's foot
BLANK_FOOT = 3.0  # the same below notes on a table

Line = Sequence[Box]


def is_table_between(group: Sequence[Rule], below: Rule, pieces: Sequence[Box], options: AreaOptions) -> bool:
    """Whether what stands between a group of level rules and the next can be rows of their table: nothing,
    or lines of pieces.

    A paragraph between two tables has lines as wide as the tables; lines in columns are narrower. The title
    of a table has blank paper above it, or a paragraph.
    """
    above = group[-1]
    stretch = Box(above.start, above.at, above.end, below.at)
    lines = rows_of(pieces_in(stretch, pieces))
    if not lines:
        return below.at - above.at < options.close_rules * line_height(pieces)
    if _ends_in_title(group, below, lines, pieces, options):
        return False
    wide = [len(line) == 1 and line[0].width > options.wide_line * stretch.width for line in lines]
    if any(len(run) > 1 and any(run) for run in _single(lines, wide)):
        return False
    if any(wide) and _has_far_blank(lines, below):
        return False
    is_paragraph = any(one and other for one, other in pairwise(wide))
    few = sum(wide) <= options.most_wide * len(lines)
    in_columns = few and not is_paragraph and not all(map(is_text, lines))
    few_below = len(group) >= options.rules_of_whole and len(lines) == 2 and not any(wide)
    below_rows = few_below and not _has_far_blank(lines, below, BLANK_FOOT)
    return len(lines) == 1 or below_rows or in_columns


def _has_far_blank(lines: Sequence[Line], below: Rule, far: float = FAR_BLANK) -> bool:
    """Whether blank paper of so many lines stands below one of the lines, before the rule at the latest."""
    boxes = [union(line) for line in lines]
    blanks = [
        lower - box.y1 for box, lower in zip(boxes, [*(box.y0 for box in boxes[1:]), below.at], strict=True)
    ]
    return max(blanks) > far * line_height([piece for line in lines for piece in line])


def _single(lines: Sequence[Line], wide: Sequence[bool]) -> list[list[bool]]:
    """Which lines are wide, for each run of lines of one piece below others."""
    runs = groupby(zip(lines, wide, strict=True), key=lambda pair: len(pair[0]) == 1)
    found = [[is_wide for _, is_wide in run] if single else [] for single, run in runs]
    return found[1:]


def _ends_in_title(
    group: Sequence[Rule], below: Rule, lines: Sequence[Line], pieces: Sequence[Box], options: AreaOptions
) -> bool:
    """Whether the last line above a rule is a single piece far below what is above it, farther than rows are.

    group: the rules above, whose distances tell how high rows are; a header's two do not, only lines do.
    """
    if len(lines[-1]) > 1:
        return False
    title = lines[-1][0]
    if len(group) < options.rules_of_whole:
        return _is_far_below(title, below, lines[:-1], options)
    above = group[-1].at if len(lines) == 1 else union(lines[-2]).y1
    row = median(_row_height(upper, lower, pieces) for upper, lower in pairwise(group))
    blank = title.y0 - above
    alone = len(lines) > 1 or below.at - above > options.title_row * row
    return alone and blank > options.title_blank * title.height and below.at - title.y1 < blank


def _row_height(upper: Rule, lower: Rule, pieces: Sequence[Box]) -> float:
    """How high a row between two rules is, each of whose lines may be one."""
    lines = rows_of(pieces_in(Box(upper.start, upper.at, upper.end, lower.at), pieces))
    return (lower.at - upper.at) / max(1, len(lines))


def _is_far_below(title: Box, below: Rule, lines: Sequence[Line], options: AreaOptions) -> bool:
    """Whether a line stands far below lines in columns, and nearer to the rule below it than to those."""
    if sum(len(line) > 2 for line in lines) <= options.rules_of_whole:
        return False
    boxes = [union(line) for line in lines]
    blank = title.y0 - boxes[-1].y1
    widest = max(lower.y0 - upper.y1 for upper, lower in pairwise(boxes))
    far = blank > max(2 * options.title_blank * title.height, widest)
    return far and below.at - title.y1 < blank / 2
