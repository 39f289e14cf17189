"""Upright and level lines that are no rules: strokes of letters, shades, specks of fills, folds."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from models.page_image import Pixels
from models.pixels.level_traces import Sheet
from models.pixels.morphology import Mask
from models.pixels.rule import Rule, RuleOptions
from schemas.geometry import Box

DOTTED = 0.3  # share of a rule's length that dots take
BESIDE = 5  # pixels from the middle of a line to the paper beside it
SHOWS_BETWEEN = 0.15  # share of the way between lines of print that even a dotted rule shows on
SURELY_SHOWS = 0.4  # share of it that only a rule shows on
CLOSE = (4, 10)  # pixels from the middle of a line, between which there is ink beside strokes of letters
PRINT_BESIDE = 0.3  # share of its way through print that a rule may have ink beside it
BLANK_BESIDE = 0.25  # the same of a dashed rule that a box of print begins at
AMID_LETTERS = 0.4  # the same of a stroke in the middle of words, which shows between them in a noisy scan
CORNER = (0.04, 0.07)  # inches that a dash at a corner goes, above and below the level rule
FEWEST_MET, MOSTLY_MET = 4, 0.75  # level rules, and share of them
HARDLY = 0.25  # share of a height that a digit beside a comma's place may show on
UPPER = (0.15, 0.5)  # of a line of print, from its top: where no commas and points are
FEWEST_MARKS, MOST_MARKS = 3, 0.7  # lines of print with one, and share of those that such a line runs through
ONES_REACH = 1.5  # inches from a column of lone figures to print beside it
FEWEST_ONES = 6  # lines of print that it stands level with
MIDDLE = 0.12  # of a line's height, above and below its middle, that a figure is sure to show on
SHOWS_HALF_WAY = 0.55  # share of the middle half of the way to the next that its ends and specks show on
AT_END = 0.35  # line heights from the end of a line of print to a parenthesis in it
STOP = 0.008  # inches between parentheses below each other
STOP_BETWEEN = 0.4  # share of the blank between two lines
FEW_STOPS = 2  # the same where the line shows in print alone
HALF_A_FIGURE = 0.4  # line heights from the middle of a line of print to the end of a figure
FEWEST_STOPS, MOST_STOPS = 3, 0.75  # of them that tell, and share of the lines between which they are
SHORTEST_WAY = 10  # pixels between lines of print that tell
BAR_REACH = 0.08  # inches by which a rule in a bar may reach over its edges
SIDE_REACH = 0.08  # inches from the side of a shaded row to the ends of its level rules
SIDE_BESIDE = 0.05  # inches from it to where the tone is that of the shade, or of the paper
PALEST_BAR = 180  # tone: what is darker is a bar, and its side a rule
ONE_SIDED = 0.35  # times as much darker than the shade as than the paper: a rule is darker than both
NEARLY_ALL = 0.9  # share of the way along lines of print that their strokes are dark on
FEWEST_SCRATCHED, SCRATCHED = 3, 0.25  # lines of print, and share of their height with ink beside
ASIDE = 0.5  # line heights by which print goes on to both sides of a fold that runs through it


def without_strays(
    upright: Sequence[Rule], level: Sequence[Rule], sheet: Sheet, dots: Mask, options: RuleOptions
) -> tuple[Rule, ...]:
    """Upright rules without strokes of letters, sides of shaded rows and folds. dots: 1 on dots."""
    text, dpi = sheet.text, sheet.dpi
    kept = [
        rule
        for rule in upright
        if not _is_of_marks(rule, sheet, options)
        and (
            _goes_through(rule, level, sheet, options)
            or not (_is_of_ones(rule, sheet, options) or _breaks_off_at_lines(rule, sheet, options))
        )
        and (
            _is_dotted(rule, dots, dpi, options)
            or not (_is_letter_strokes(rule, level, sheet, options) or _is_side_of_shade(rule, level, sheet))
        )
    ]
    return tuple(
        rule
        for rule in kept
        if not (_is_fold(rule, kept, level, text, dpi, options) or _is_scratch(rule, level, sheet, options))
    )


def _goes_through(rule: Rule, level: Sequence[Rule], sheet: Sheet, options: RuleOptions) -> bool:
    """Whether an upright line shows from right above to right below most of the level rules that it meets, as
    the dashes of a cell's edge do at its corners; letters that touch a rule are higher."""
    met = [r for r in level if r.start < rule.at < r.end and rule.start < r.at < rule.end]
    dark = _darker_than_beside(rule, sheet.grey, options)
    dark[1:-1] |= dark[:-2] & dark[2:]
    least, most = (round(length * sheet.dpi) for length in CORNER)
    through = 0
    for other in met:
        at, half = round(other.at - rule.start), round(other.thickness / 2)
        dark[max(0, at - half) : at + half + 1] = True  # as dark as the level rule beside it
        sides = dark[max(0, at - most) : at][::-1], dark[at : at + most]
        length = sum(most if side.all() else int(np.argmin(side)) for side in sides)
        through += least <= length < most
    return through >= max(FEWEST_MET, MOSTLY_MET * len(met))


def _is_dotted(rule: Rule, dots: Mask, dpi: float, options: RuleOptions) -> bool:
    """Whether an upright rule is made of dots."""
    reach = round(options.same * dpi / 2)
    strip = dots[round(rule.start) : round(rule.end), max(0, round(rule.at) - reach) : round(rule.at) + reach]
    return strip.size > 0 and float(strip.any(axis=1).mean()) >= DOTTED


def _is_of_marks(rule: Rule, sheet: Sheet, options: RuleOptions) -> bool:
    """Whether a line is of the marks of figures below each other, and of dots of the level rules between: it
    runs through lines of print, and shows nowhere in the upper half of most of them."""
    crossed = [
        box
        for box in sheet.text
        if box.x0 + box.height < rule.at < box.x1 - box.height and rule.start < box.y0 and box.y1 < rule.end
    ]
    dark = _darker_than_beside(rule, sheet.grey, options)
    first, last = UPPER
    halves = [
        dark[round(box.y0 + first * box.height - rule.start) : round(box.y0 + last * box.height - rule.start)]
        for box in crossed
    ]
    blank = sum(float(half.mean()) < HARDLY for half in halves if half.size)
    return blank >= max(FEWEST_MARKS, MOST_MARKS * len(crossed))


def _is_of_ones(rule: Rule, sheet: Sheet, options: RuleOptions) -> bool:
    """Whether a line is of lone figures below each other, each level with print beside it: it shows at the
    middle of the lines of print, and hardly between two of them.

    Nobody tells a column of a 1 in each row from dashes by its own pixels, and a detector overlooks them.
    """
    lines = _lines_beside(rule, sheet.text, ONES_REACH * sheet.dpi)
    if len(lines) < FEWEST_ONES:
        return False
    dark = _darker_than_beside(rule, sheet.grey, options)
    told = 0
    for above, below in pairwise(lines):
        first, pitch = above.centre[1] - rule.start, below.centre[1] - above.centre[1]
        middle = dark[round(first - MIDDLE * above.height) : round(first + MIDDLE * above.height)]
        between = dark[round(first + pitch / 4) : round(first + 3 * pitch / 4)]
        shows = bool(middle.size and middle.all())
        told += shows and between.size > 0 and float(between.mean()) < SHOWS_HALF_WAY
    return told >= max(FEWEST_ONES - 1, MOST_STOPS * (len(lines) - 1))


def _lines_beside(rule: Rule, text: Sequence[Box], reach: float) -> list[Box]:
    """The nearest print beside each stretch of an upright line, top to bottom."""
    near = [box for box in text if rule.start < box.centre[1] < rule.end]
    near = [box for box in near if box.x0 - reach < rule.at < box.x1 + reach]
    lines: list[Box] = []
    for box in sorted(near, key=lambda box: max(box.x0 - rule.at, rule.at - box.x1)):
        if all(abs(box.centre[1] - other.centre[1]) > 0.5 * box.height for other in lines):
            lines.append(box)
    return sorted(lines, key=lambda box: box.centre[1])


def _is_letter_strokes(rule: Rule, level: Sequence[Rule], sheet: Sheet, options: RuleOptions) -> bool:
    """Whether an upright line is strokes of letters below each other: mostly in print, and broken off between
    the lines of print, or in the middle of words; or with letters beside it or ending at no rule, where that
    is not clear."""
    crossed = [
        box
        for box in sheet.text
        if box.x0 + 0.15 * box.height < rule.at < box.x1 - 0.15 * box.height
        and min(rule.end, box.y1) > max(rule.start, box.y0)
    ]
    inside = sum(min(rule.end, box.y1) - max(rule.start, box.y0) for box in crossed)
    if inside < 0.4 * rule.length:
        return False
    reach = options.same * sheet.dpi * 1.5
    met = [r for r in level if r.start - reach <= rule.at <= r.end + reach]
    covered = [*((box.y0, box.y1) for box in crossed), *((r.at - BESIDE, r.at + BESIDE) for r in met)]
    ends = [any(abs(r.at - end) <= reach for r in met) for end in (rule.start, rule.end)]
    beside = _print_beside(rule, crossed, sheet.ink)
    if min(beside) > AMID_LETTERS and not all(ends):
        return True
    shown = _shows_between(rule, covered, sheet.grey, options)
    if shown is not None and not SHOWS_BETWEEN <= shown < SURELY_SHOWS:
        return shown < SHOWS_BETWEEN
    if max(beside) < BLANK_BESIDE:
        return False
    return not all(ends) or (min(beside) if shown is None else max(beside)) > PRINT_BESIDE


def _breaks_off_at_lines(rule: Rule, sheet: Sheet, options: RuleOptions) -> bool:
    """Whether an upright line goes through the height of most lines of print and stops between each two.

    So parentheses do, that columns of negative figures begin or end with, and a 1 in one place of figures
    below each other. Broken and dashed rules stop elsewhere, too, and leave no more than a part of the way
    between lines far from each other. A few lines hold all that shows.
    """
    near = [
        box
        for box in sheet.text
        if box.x0 - AT_END * box.height < rule.at < box.x1 + AT_END * box.height
        and rule.start < box.centre[1] < rule.end
    ]
    near.sort(key=lambda box: box.centre[1])
    pairs = [(a, b) for a, b in pairwise(near) if b.centre[1] - a.centre[1] > 0.5 * near[0].height]
    dark = _darker_than_beside(rule, sheet.grey, options)
    stopping = 0
    letters: list[bool] = []
    for above, below in pairs:
        quarter, first = (below.centre[1] - above.centre[1]) / 4, above.centre[1] - round(rule.start)
        stop = _longest_blank(dark[round(first + quarter) : round(first + 3 * quarter)])
        stopping += stop >= max(STOP * sheet.dpi, STOP_BETWEEN * (below.y0 - above.y1))
        letters.extend(dark[round(first) : round(first + quarter / 2)])
    few = stopping == len(pairs) >= FEW_STOPS and _is_of_strokes(dark, near, rule.start)
    enough = few or stopping >= max(FEWEST_STOPS, MOST_STOPS * len(pairs))
    return enough and float(np.mean(letters)) > NEARLY_ALL


def _is_of_strokes(dark: npt.NDArray[np.bool_], text: Sequence[Box], start: float) -> bool:
    """Whether a line is dark in the middle of lines of print alone, as long as a figure is high."""
    own = np.zeros_like(dark)
    for box in text:
        middle, half = box.centre[1] - start, HALF_A_FIGURE * box.height
        own[max(0, round(middle - half)) : max(0, round(middle + half))] = True
    return float(dark[own].sum()) > NEARLY_ALL * max(1, int(dark.sum()))


def _longest_blank(dark: npt.NDArray[np.bool_]) -> int:
    """How many rows in a row are not dark."""
    edges = np.flatnonzero(np.diff(np.pad(dark, 1, constant_values=True).astype(np.int8)))
    return int(np.diff(edges)[::2].max(initial=0))


def _darker_than_beside(rule: Rule, grey: Pixels, options: RuleOptions) -> npt.NDArray[np.bool_]:
    """For each row that an upright line goes through, whether it is darker than the paper beside it."""
    at = min(max(BESIDE, round(rule.at)), grey.shape[1] - BESIDE - 1)
    strip = grey[round(rule.start) : round(rule.end), at - BESIDE : at + BESIDE + 1].astype(np.int16)
    paper = np.maximum(strip[:, 0], strip[:, -1])
    return np.asarray(paper - strip[:, BESIDE - 1 : BESIDE + 2].min(axis=1) >= options.faintest)


def _print_beside(rule: Rule, crossed: Sequence[Box], ink: Mask) -> tuple[float, float]:
    """Over what share of the lines of print that an upright line runs through there is ink close to its left
    and to its right.

    A rule has blank on both sides, or on one, letters go on beside their strokes.
    """
    rows = np.zeros(len(ink), bool)
    for box in crossed:
        rows[round(max(box.y0, rule.start)) : round(min(box.y1, rule.end))] = True
    at = round(rule.at)
    sides = ink[rows, max(0, at - CLOSE[1]) : at - CLOSE[0]], ink[rows, at + CLOSE[0] : at + CLOSE[1]]
    left, right = (float(side.any(axis=1).mean()) if side.size else 0.0 for side in sides)
    return left, right


def _shows_between(
    rule: Rule, covered: Sequence[tuple[float, float]], grey: Pixels, options: RuleOptions
) -> float | None:
    """Over what share of its way an upright line is darker than the paper; None where it has hardly any way.

    covered: from where to where print or a level rule stands there.
    """
    rows = np.arange(round(rule.start), min(round(rule.end), grey.shape[0]))
    outside = np.ones(len(rows), bool)
    for start, end in covered:
        outside &= (rows < start) | (rows > end)
    at = min(max(BESIDE, round(rule.at)), grey.shape[1] - BESIDE - 1)
    strip = grey[rows[outside], at - BESIDE : at + BESIDE + 1].astype(np.int16)
    if len(strip) < SHORTEST_WAY:
        return None
    paper = np.minimum(strip[:, 0], strip[:, -1])
    return float((paper - strip[:, BESIDE - 1 : BESIDE + 2].min(axis=1) >= options.faintest).mean())


def _is_side_of_shade(rule: Rule, level: Sequence[Rule], sheet: Sheet) -> bool:
    """Whether an upright line is where the pale shade of one row ends: with its level rules, and darker than
    one side alone. As a rule, it would make a table of the row.
    """
    reach, beside = round(SIDE_REACH * sheet.dpi), round(SIDE_BESIDE * sheet.dpi)
    ends_here = [r.at for r in level if min(abs(r.start - rule.at), abs(r.end - rule.at)) <= reach]
    above, below = (at < rule.start + reach for at in ends_here), (at > rule.end - reach for at in ends_here)
    between = (rule.start + reach <= at <= rule.end - reach for at in ends_here)
    rows = slice(round(rule.start) + reach, round(rule.end) - reach)
    strip = sheet.grey[rows, max(0, round(rule.at) - beside) : round(rule.at) + beside + 1]
    if not (any(above) and any(below)) or any(between):
        return False
    if strip.shape[0] == 0 or strip.shape[1] <= 2 * beside:
        return False
    tones = np.median(strip, axis=0)
    darkest = float(tones[beside - BESIDE : beside + BESIDE].min())
    shade, paper = sorted((float(tones[:4].mean()) - darkest, float(tones[-4:].mean()) - darkest))
    return darkest > PALEST_BAR and shade < ONE_SIDED * paper


def _is_fold(
    rule: Rule,
    upright: Sequence[Rule],
    level: Sequence[Rule],
    text: Sequence[Box],
    dpi: float,
    options: RuleOptions,
) -> bool:
    """Whether an upright line ends at no rule, runs through print, and has no other piece in line with it.

    Folds and streaks do, most of them a little aslant and so found in pieces.
    """
    reach = 2 * options.same * dpi
    stops = [r.at for r in level if r.start - reach <= rule.at <= r.end + reach]
    loose = all(abs(at - end) > reach for at in stops for end in (rule.start, rule.end))
    alone = not any(other is not rule and abs(other.at - rule.at) <= reach / 2 for other in upright)
    crossed = any(
        rule.start < box.centre[1] < rule.end
        and box.x0 + ASIDE * box.height < rule.at < box.x1 - ASIDE * box.height
        for box in text
    )
    return bool(stops) and loose and alone and crossed


def _is_scratch(rule: Rule, level: Sequence[Rule], sheet: Sheet, options: RuleOptions) -> bool:
    """Whether an upright line does not go from rule to rule and runs through several lines of print, with ink
    close to both its sides: a scratch of the glass, or a streak of a fax. Print keeps clear of a rule."""
    reach = 2 * options.same * sheet.dpi
    stops = [r.at for r in level if r.start - reach <= rule.at <= r.end + reach]
    if all(any(abs(at - end) <= reach for at in stops) for end in (rule.start, rule.end)):
        return False
    crossed = [
        box
        for box in sheet.text
        if rule.start < box.centre[1] < rule.end
        and box.x0 + ASIDE * box.height < rule.at < box.x1 - ASIDE * box.height
    ]
    return len(crossed) >= FEWEST_SCRATCHED and min(_print_beside(rule, crossed, sheet.ink)) > SCRATCHED


def ends_loose_in_bar(rule: Rule, crossing: Sequence[Rule], bars: Sequence[Box], dpi: float) -> bool:
    """Whether an upright rule inside a bar begins or ends at nothing: a speck of the fill, not a rule."""
    reach = BAR_REACH * dpi
    for bar in bars:
        if is_all_in_bar(rule, [bar], dpi):
            stops = [bar.y0, bar.y1] + [r.at for r in crossing if r.start - reach <= rule.at <= r.end + reach]
            return not all(any(abs(stop - end) <= reach for stop in stops) for end in (rule.start, rule.end))
    return False


def is_all_in_bar(rule: Rule, bars: Sequence[Box], dpi: float) -> bool:
    """Whether an upright rule stands in a bar from end to end, away from its sides."""
    reach = BAR_REACH * dpi
    return any(
        bar.x0 + reach / 4 < rule.at < bar.x1 - reach / 4
        and rule.start > bar.y0 - reach
        and rule.end < bar.y1 + reach
        for bar in bars
    )
