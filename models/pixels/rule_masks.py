"""Pixels of rules: long faint lines, short ones away from print, and rows of dots."""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from models.page_image import Pixels
from models.pixels.morphology import Mask, closed, darker, darker_than_paper, grown, opened
from models.pixels.rule import RuleOptions
from schemas.geometry import Box

DOTS_DARKER = 2  # faint dots, in multiples of the faintest
LARGEST_DOT = 0.4  # line heights
TOUCHING_DARKER = 7  # dots whose faint edges touch print or the dots of a rule that crosses
PAPER_WINDOW = 0.05  # inches: wider than strokes, so that print beside a faint dot makes the paper no darker
BESIDE_DARKER = 3  # dots beside print
BESIDE = (0.02, 0.1)  # inches from a row of dots to what is compared with it
GRAIN = 0.25  # share of its dots that what is beside it has, at the most
DENSE = 0.35  # share of a short row that dots take
FEWEST_DOTS = 0.25  # share of its length that they take
STROKES = (0.01, 0.03)  # inches from a run to what may stand on it
ON_STROKES = 0.3  # share of its length that strokes of letters take
BAR_SIDE = 0.02  # inches by which a dash goes beyond the rule that it crosses, to either side
NOISIEST = 6  # grey levels of grains of paper among which faint dots can be told


class Dashes(NamedTuple):
    """1 on dots and dashes like those of dotted rules that lie level, or stand upright; on those of them
    that are too small for strokes of letters; and where dashes cross or meet at a corner."""

    level: Mask
    upright: Mask
    dots: Mask
    crosses: Mask


class Dashed(NamedTuple):
    """1 on the dashes that lie along one direction, on what these may break off at, and on their dots."""

    marks: Mask
    stops: Mask
    dots: Mask


def find_dashes(grey: Pixels, text: Sequence[Box], dpi: float, options: RuleOptions) -> Dashes:
    """The dots and dashes that rules may be made of. text: boxes of the page's lines of print."""
    faint = darker(grey, round(dpi * options.faint_window) | 1, DOTS_DARKER * options.faintest)
    level, upright, crosses = _spots(faint, dpi * options.longest_dash, dpi, options)
    # Dots alone: strokes of letters below each other are dashes too where they are cut out so sharply.
    sizes = [min(box.width, box.height) for box in text]
    dot = min(dpi * options.thickest, LARGEST_DOT * float(np.median(sizes)) if sizes else np.inf)
    dark = darker(grey, round(dpi * options.faint_window) | 1, TOUCHING_DARKER * options.faintest)
    low, narrow, _ = _spots(dark, dot, dpi, options)
    beside = darker_than_paper(
        grey, round(dpi * PAPER_WINDOW) | 1, BESIDE_DARKER * options.faintest, NOISIEST
    )
    low_beside, narrow_beside, _ = _spots(beside, dot, dpi, options)
    level, upright = level | low | low_beside, upright | narrow | narrow_beside
    return Dashes(level, upright, low | narrow, crosses)


def _spots(spots: Mask, long: float, dpi: float, options: RuleOptions) -> tuple[Mask, Mask, Mask]:
    """Low spots and narrow ones up to `long` pixels, and crosses of two. spots: 1 where dark."""
    thick = options.thickest * dpi * 0.8
    _, labels, stats, _ = cv2.connectedComponentsWithStats(spots, connectivity=8)
    w, h, area = (stats[:, k] for k in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    full = (area >= 3) & (area >= 0.5 * w * h)
    small = (np.maximum(w, h) <= 2 * long) & (np.minimum(w, h) > thick)
    crossing = small & (area <= 0.5 * thick * (w + h))
    full[0] = crossing[0] = False
    low, narrow = full & (h <= thick) & (w <= long), full & (w <= thick) & (h <= long)
    low, narrow, crossing = (np.asarray(kind, np.uint8)[labels] for kind in (low, narrow, crossing))
    return low, narrow, crossing


def bars_through(level: Mask, ink: Mask, dpi: float, options: RuleOptions) -> Mask:
    """1 on thin upright bars that go through level rules: dashes that meet one at each row.

    On both sides of the rule: a digit that stands on one is no dash.
    """
    sides, thick = round(BAR_SIDE * dpi), options.thickest * dpi
    bars = opened(ink, 1, round(options.long_dash * dpi))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(bars, connectivity=8)
    kept = np.zeros(count, np.uint8)
    for k, (x, y, w, h, _) in enumerate(stats[1:], start=1):
        on_rule = np.flatnonzero(level[y : y + h, x : x + w].any(axis=1))
        kept[k] = w <= thick and len(on_rule) > 0 and min(on_rule[0], h - 1 - on_rule[-1]) >= sides
    return np.asarray(kept[labels], np.uint8)


def level_rules_mask(
    grey: Pixels,
    ink: Mask,
    in_bar: Mask,
    text: Sequence[Box],
    dashed: Dashed,
    dpi: float,
    options: RuleOptions,
) -> Mask:
    """1 on level rules: runs longer than any stroke of a letter, short ones away from print, rows of dots."""
    kinds = [
        _long_lines(grey, in_bar, dpi, options),
        _short_lines_away_from(text, ink, dpi, options),
        _dotted_lines(dashed, dpi, options),
        _sparse_dashes(dashed, text, dpi, options),
    ]
    return np.asarray(np.maximum.reduce(kinds), np.uint8)


def boxes_to_mask(boxes: Sequence[Box], shape: tuple[int, ...]) -> Mask:
    """1 inside any of the boxes. shape: H × W."""
    mask = np.zeros(shape, np.uint8)
    for box in boxes:
        x0, y0, x1, y1 = (max(0, round(v)) for v in box)
        mask[y0:y1, x0:x1] = 1
    return mask


def around_print_in_bars(text: Sequence[Box], across: float, down: float, in_bar: Mask) -> Mask:
    """1 where white letters in bars make edges that look like rules; margins in line heights."""
    around = []
    for box in text:
        dx, dy = across * box.height, down * box.height
        around.append(Box(box.x0 - dx, box.y0 - dy, box.x1 + dx, box.y1 + dy))
    return (boxes_to_mask(around, in_bar.shape) & in_bar).astype(np.uint8)


def _short_lines_away_from(text: Sequence[Box], ink: Mask, dpi: float, options: RuleOptions) -> Mask:
    """1 on level runs of ink beside which no print stands."""
    runs = closed(ink, max(3, round(dpi * options.hair_gap)), 1)
    away = grown(runs, 1, 3)
    for box in text:
        size = min(box.height, box.width)
        reach = options.side_margin * size
        x0, y0, x1, y1 = (round(v) for v in box.inflate(-options.margin * size))
        away[max(0, y0) : y1, max(0, round(x0 - reach)) : round(x1 + reach)] = 0
    return opened(away, max(9, round(options.shortest * dpi)), 1) & runs


def _long_lines(grey: Pixels, in_bar: Mask, dpi: float, options: RuleOptions) -> Mask:
    """1 on level lines, however faint, that go on nearly unbroken for longer than any stroke of a letter.

    A rank opening: letters in a row, or digits in a column, leave more blanks than a printed rule has breaks.
    """
    window = round(dpi * options.faint_window) | 1
    faint = darker(grey, window, options.faintest)
    if in_bar.any():
        faint = np.maximum(faint, darker(np.subtract(255, grey), window, 2 * options.faintest) & in_bar)
    length = round(options.longer_than_print * dpi)
    share = cv2.boxFilter(faint, cv2.CV_32F, (length, 1), borderType=cv2.BORDER_CONSTANT)
    core = (share >= options.unbroken).astype(np.uint8)
    return grown(core, length, 1) & grown(faint, 5, 1)


def _dotted_lines(dashed: Dashed, dpi: float, options: RuleOptions) -> Mask:
    """1 on rows of short dashes or dots with small even gaps, and of longer dashes with wider ones."""
    marks = grown(dashed.marks, 1, 3)
    long = opened(marks, round(options.long_dash * dpi), 1)
    dot_gap = max(3, round(options.dot_gap * dpi))
    # A dot that touches those of a rule which crosses is no dot, but a stop.
    dots = closed(np.maximum(grown(dashed.dots, 1, 3), dashed.stops), dot_gap, 1)
    joined = closed(marks, dot_gap, 1)
    gap = round(options.dash_gap * dpi)
    # Not up to a stop at either end: strokes of letters between two rules do not touch them.
    dashes = closed(np.maximum(long, dashed.stops), gap, 1) & closed(long, 3 * gap, 1)
    rows = opened(np.maximum(joined, dashes), round(options.dotted * dpi), 1)
    found = np.maximum(rows, _dense(opened(dots, round(options.row_of_dots * dpi), 1), dashed.dots))
    return _without_noise(found, dashed.marks, dpi)


def _dense(rows: Mask, dots: Mask) -> Mask:
    """Rows that dots take much of: points of figures between level rules do not."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(rows, connectivity=8)
    kept = np.zeros(count, np.uint8)
    for k, (x, y, w, h, _) in enumerate(stats[1:], start=1):
        kept[k] = _share_of_columns(dots[y : y + h, x : x + w]) >= DENSE
    return np.asarray(kept[labels], np.uint8)


def _without_noise(rows: Mask, marks: Mask, dpi: float) -> Mask:
    """Rows of dots that stand out from those beside them: others are the grain of a copy, or a shade."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(rows, connectivity=8)
    near, far = (round(reach * dpi) for reach in BESIDE)
    kept = np.zeros(len(stats), np.uint8)
    for k, (x, y, w, h, _) in enumerate(stats[1:], start=1):
        on, *beside = (
            _share_of_columns(marks[max(0, top) : max(0, top + h), x : x + w])
            for top in (y, *range(y - far, y - near - h, h), *range(y + near + h, y + far, h))
        )
        kept[k] = on >= FEWEST_DOTS and float(np.mean(beside or [0.0])) < GRAIN * on
    return np.asarray(kept[labels], np.uint8)


def _share_of_columns(marks: Mask) -> float:
    return float(marks.any(axis=0).mean()) if marks.size else 0.0


def _sparse_dashes(dashed: Dashed, text: Sequence[Box], dpi: float, options: RuleOptions) -> Mask:
    """1 on long rows of dashes that stand so far apart that strokes of letters do too, away from print."""
    long = opened(grown(dashed.marks, 1, 3), round(options.long_dash * dpi), 1)
    long[boxes_to_mask(text, long.shape) > 0] = 0
    joined = closed(long, round(options.sparse_gap * dpi), 1)
    return opened(joined, round(options.sparse * dpi), 1)


def without_letters(level: Mask, ink: Mask, dpi: float, options: RuleOptions) -> Mask:
    """Level rules without short ones that strokes stand on or hang from: letters of print that was not
    detected. ink: 1 where dark."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(level, connectivity=8)
    near, far = (round(reach * dpi) for reach in STROKES)
    kept = np.ones(len(stats), np.uint8)
    kept[0] = 0
    for k, (x, y, w, h, _) in enumerate(stats[1:], start=1):
        if w < options.longer_than_print * dpi:
            above = ink[max(0, y - far) : max(0, y - near), x : x + w]
            below = ink[y + h + near : y + h + far, x : x + w]
            kept[k] = max(_share_of_columns(above), _share_of_columns(below)) < ON_STROKES
    return np.asarray(kept[labels], np.uint8)
