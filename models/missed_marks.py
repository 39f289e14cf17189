"""Small print that a detector of lines misses, looked for in the cells where it saw nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from models.pixels.rules import Rules
from models.structure.pieces import rows_of
from schemas.geometry import Box, union


@dataclass(frozen=True)
class MarkOptions:
    """Marks that the detector misses: their size, what is kept off a cell's edges and around them; in inches.

    most: marks of a cell; more of them are a pattern or dirt. slim: width of a dash of a dashed rule, as
    share of its length, and how near an edge of the cell it stands. print_in_bar: least share of a cell
    that its print takes halfway up. dash: least and greatest length of one in place of a figure; flat: its
    height as share of that; low, off_middle: heights of the print beside it, that it has at the most, and
    may stand off the middle of that; speck: area of what may stand beside it, as share of its own. figure:
    usual height of one. word_gap: line heights from print to words on its line that the detector missed;
    letters: marks of these, at the least; letter: least and greatest height of one, in line heights.
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
    dash: tuple[float, float] = (0.024, 0.15)
    flat: float = 0.6
    low: float = 0.5
    speck: float = 0.4
    off_middle: float = 0.3
    figure: float = 0.08
    word_gap: float = 1.2
    letters: int = 3
    letter: tuple[float, float] = (0.3, 1.1)


def missed_marks(cell: Box, rules: Rules, dpi: float, options: MarkOptions = MarkOptions()) -> list[Box]:
    """Letter-sized marks in a cell where the detector saw nothing: a lone 0 or 1, small print in a bar."""
    found = [
        mark
        for mark, area in _marks_in(cell, rules, dpi, options)
        if options.lowest * dpi <= mark.height <= options.largest * dpi
        and options.narrowest * dpi <= mark.width <= options.largest * dpi
        and area >= options.area * dpi**2
    ]
    found = [mark for mark in found if not _is_of_dashed_rule(mark, cell, dpi, options)]
    if 0 < len(found) <= options.most:
        return [union(line).inflate(options.margin * dpi) for line in rows_of(found)]
    return _print_in_bar(cell, rules, options) if is_in_bar(cell, rules) else []


def missed_words(
    cell: Box, line: Sequence[Box], rules: Rules, dpi: float, options: MarkOptions = MarkOptions()
) -> list[Box]:
    """The words at either end of a line of a cell that the detector missed, as where rules touch print.

    line: what was detected of it.
    """
    known = union(line)
    low, high = (share * known.height for share in options.letter)
    letters = [
        mark
        for mark, _ in _marks_in(cell, rules, dpi, options)
        if low <= mark.height <= high and known.y0 < mark.centre[1] < known.y1
    ]
    reach = options.word_gap * known.height
    letters.sort(key=lambda mark: mark.x0)
    before = _run([mark for mark in reversed(letters) if mark.centre[0] < known.x0], known, reach)
    after = _run([mark for mark in letters if mark.centre[0] > known.x1], known, reach)
    return [
        union(run).inflate(options.margin * dpi) for run in (before, after) if len(run) >= options.letters
    ]


def _run(letters: Sequence[Box], known: Box, reach: float) -> list[Box]:
    """The letters, nearest first, up to the first blank wider than `reach`."""
    run: list[Box] = []
    for letter in letters:
        last = run[-1] if run else known
        if max(letter.x0 - last.x1, last.x0 - letter.x1) > reach:
            break
        run.append(letter)
    return run


def _is_of_dashed_rule(mark: Box, cell: Box, dpi: float, options: MarkOptions) -> bool:
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


def is_in_bar(box: Box, rules: Rules) -> bool:
    """Whether most of a box is white print on a dark bar."""
    return any(bar.overlap(box) > 0.5 * box.area for bar in rules.bars)


def missed_dash(
    cell: Box, beside: Sequence[Box], rules: Rules, dpi: float, options: MarkOptions = MarkOptions()
) -> list[Box]:
    """The line of print that a lone dash in a cell is; nothing where there is more, or no dash.

    beside: the print of its row, in the middle of a piece of which a dash stands.
    """
    marks = sorted(_marks_in(cell, rules, dpi, options), key=lambda mark: -mark[1])
    if not marks or any(area > options.speck * marks[0][1] for _, area in marks[1:]):
        return []
    mark, _ = marks[0]
    shortest, longest = (length * dpi for length in options.dash)
    if not shortest <= mark.width <= longest or mark.height > options.flat * mark.width:
        return []
    for line in beside:
        is_low = mark.height <= options.low * line.height
        if is_low and abs(mark.centre[1] - line.centre[1]) <= options.off_middle * line.height:
            return [Box(mark.x0, line.y0, mark.x1, line.y1).inflate(options.margin * dpi)]
    return []


def largest_mark(cell: Box, rules: Rules, dpi: float, options: MarkOptions = MarkOptions()) -> float:
    """Size of the largest mark in a cell as share of a figure's usual height: at most 1; 0 for no mark."""
    sides = [max(mark.width, mark.height) for mark, _ in _marks_in(cell, rules, dpi, options)]
    return round(min(1.0, max(sides, default=0.0) / (options.figure * dpi)), 2)


def _marks_in(cell: Box, rules: Rules, dpi: float, options: MarkOptions) -> list[tuple[Box, float]]:
    """The marks of print in a cell, away from its edges, each with its area in pixels."""
    x0, y0, x1, y1 = (int(v) for v in cell.inflate(-options.inset * dpi))
    if x1 - x0 < 2 * options.narrowest * dpi or y1 - y0 < options.lowest * dpi:
        return []
    window = np.ascontiguousarray(rules.print_[y0:y1, x0:x1])
    _, _, stats, _ = cv2.connectedComponentsWithStats(window, connectivity=8)
    return [
        (Box(float(x0 + x), float(y0 + y), float(x0 + x + w), float(y0 + y + h)), float(area))
        for x, y, w, h, area in stats[1:].tolist()
    ]
