"""The rules printed on a page: solid, broken, dotted, and the edges of dark bars."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from models.page_image import Pixels
from schemas.geometry import Box

Mask = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Rule:
    """A straight rule: its place across its direction, and where it begins and ends, in pixels."""

    at: float
    start: float
    end: float
    thickness: float = 1.0

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True)
class Rules:
    """All rules of a page, its dark bars (white print on black), the pixels of the rules, and those of the print."""

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]
    bars: tuple[Box, ...]
    mask: Mask
    print_: Mask


@dataclass(frozen=True)
class RuleOptions:
    """Lengths in inches."""

    shortest: float = 0.14
    longer_than_print: float = 0.36
    longer_than_lines: float = 1.6
    thickest: float = 0.035
    faintest: int = 6
    unbroken: float = 0.92
    bridge: float = 0.14
    dot_gap: float = 0.06
    dotted: float = 0.5
    same: float = 0.028
    bar: float = 0.08
    bar_darkness: float = 165.0
    widest_print: float = 2.5


def find_rules(
    grey: Pixels, ink: Mask, text: Sequence[Box], dpi: float, options: RuleOptions = RuleOptions()
) -> Rules:
    """The rules of a straight page. ink: 1 where dark; text: boxes of its lines of print."""
    bars = _bars(grey, dpi, options)
    print_, clear = _in_bars(grey, ink, bars, dpi)
    in_bar = _boxes_mask([bar.inflate(-0.02 * dpi) for bar in bars], grey.shape)
    level_mask = _along_rows(grey, clear, in_bar, text, dpi, options)
    longer_than_lines = np.ones((1, round(options.longer_than_lines * dpi)), np.uint8)
    sure = cv2.morphologyEx(level_mask, cv2.MORPH_OPEN, longer_than_lines)
    level_mask[_boxes_mask([box.inflate(-0.12 * box.height) for box in text], grey.shape) > 0] = 0
    level_mask = np.maximum(level_mask, sure).astype(np.uint8)
    level_mask[_halo(text, 0.5, 0.2, in_bar) > 0] = 0
    turned_text = [_turned_box(box) for box in text]
    upright_mask = _along_rows(_turned(grey), _turned(clear), _turned(in_bar), turned_text, dpi, options)
    upright_mask[_turned(_halo(text, -0.15, 0.35, in_bar)) > 0] = 0
    sides = [Rule(y, bar.x0, bar.x1) for bar in bars for y in (bar.y0, bar.y1)]
    ends = [Rule(x, bar.y0, bar.y1) for bar in bars for x in (bar.x0, bar.x1)]
    shortest, thickest = 0.6 * options.shortest * dpi, options.thickest * dpi
    level_runs = [*_runs_to_rules(level_mask, shortest, thickest), *sides]
    upright_runs = [*_runs_to_rules(upright_mask, shortest, thickest), *ends]
    upright = _join(upright_runs, _join(level_runs, (), dpi, options), dpi, options)
    level = _join(level_runs, upright, dpi, options)
    upright = tuple(rule for rule in upright if not _strokes(rule, level, text, dpi, options))
    turned_bars = [_turned_box(bar) for bar in bars]
    level = tuple(rule for rule in level if not _loose_in_bar(rule, upright, turned_bars, dpi))
    upright = tuple(rule for rule in upright if not _loose_in_bar(rule, level, bars, dpi))
    mask = np.maximum(level_mask, _turned(upright_mask))
    return Rules(level, upright, bars, mask, np.where(mask > 0, 0, print_).astype(np.uint8))


def _boxes_mask(boxes: Sequence[Box], shape: tuple[int, ...]) -> Mask:
    mask = np.zeros(shape, np.uint8)
    for box in boxes:
        mask[max(0, round(box.y0)) : max(0, round(box.y1)), max(0, round(box.x0)) : max(0, round(box.x1))] = 1
    return mask


def _loose_in_bar(rule: Rule, crossing: Sequence[Rule], bars: Sequence[Box], dpi: float) -> bool:
    """Whether an upright rule inside a bar begins or ends at nothing: a speck of the fill, not a rule."""
    reach = 0.08 * dpi
    for bar in bars:
        if bar.x0 + reach / 4 < rule.at < bar.x1 - reach / 4 and rule.start > bar.y0 - reach and rule.end < bar.y1 + reach:
            stops = [bar.y0, bar.y1] + [r.at for r in crossing if r.start - reach <= rule.at <= r.end + reach]
            return not all(any(abs(stop - end) <= reach for stop in stops) for end in (rule.start, rule.end))
    return False


def _halo(text: Sequence[Box], across: float, down: float, in_bar: Mask) -> Mask:
    """Around print in bars, where the contrast with the white letters looks like a rule; margins in line heights."""
    around = [
        Box(box.x0 - across * box.height, box.y0 - down * box.height, box.x1 + across * box.height, box.y1 + down * box.height)
        for box in text
    ]
    return (_boxes_mask(around, in_bar.shape) & in_bar).astype(np.uint8)


def _strokes(rule: Rule, level: Sequence[Rule], text: Sequence[Box], dpi: float, options: RuleOptions) -> bool:
    """Whether an upright line is made of strokes of letters below each other: mostly in print, ending at no rule."""
    inside = sum(
        max(0.0, min(rule.end, box.y1) - max(rule.start, box.y0))
        for box in text
        if box.x0 + 0.15 * box.height < rule.at < box.x1 - 0.15 * box.height
    )
    if inside < 0.4 * rule.length:
        return False
    reach = options.same * dpi * 1.5
    met = [r for r in level if r.start - reach <= rule.at <= r.end + reach]
    ends = (any(abs(r.at - end) <= reach for r in met) for end in (rule.start, rule.end))
    return not all(ends)


def _turned(mask: Mask) -> Mask:
    return np.ascontiguousarray(mask.T)


def _turned_box(box: Box) -> Box:
    return Box(box.y0, box.x0, box.y1, box.x1)


def _bars(grey: Pixels, dpi: float, options: RuleOptions) -> tuple[Box, ...]:
    """Dark areas with or without white print in them, as boxes: where most of what lies around is dark."""
    scale = 4
    height, width = grey.shape
    small = cv2.resize(grey, (width // scale, height // scale), interpolation=cv2.INTER_AREA)
    window = max(3, round(options.bar * dpi / scale)) | 1
    dark = (cv2.medianBlur(small.astype(np.uint8), 2 * window - 1) < options.bar_darkness).astype(np.uint8)
    across = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((3, round(options.widest_print * dpi / scale)), np.uint8))
    dim = (cv2.blur(small, (2 * window + 1, window)) < 0.5 * (options.bar_darkness + 240)).astype(np.uint8)
    dark = np.maximum(dark, across & dim).astype(np.uint8)
    dark = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((3, 2 * window), np.uint8))
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((window, 3 * window), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=4)
    bars = []
    for k in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[k])
        if w * scale > dpi * 0.3 and h * scale > dpi * 0.09 and area > 0.7 * w * h:
            bar = _sharp(grey, Box(x * scale, y * scale, (x + w) * scale, (y + h) * scale), dpi)
            if _print_is_lighter(grey, bar):
                bars.append(bar)
    return tuple(bars)


def _print_is_lighter(grey: Pixels, bar: Box) -> bool:
    """Whether a dark area holds white print rather than black."""
    inside = grey[int(bar.y0) + 3 : int(bar.y1) - 3, int(bar.x0) + 3 : int(bar.x1) - 3]
    fill = float(np.median(inside)) if inside.size else 255.0
    return np.count_nonzero(inside > fill + 50) >= np.count_nonzero(inside < fill - 50)


def _sharp(grey: Pixels, bar: Box, dpi: float) -> Box:
    """The bar with each side moved to where the grey changes most."""
    x0, y0, x1, y1 = (int(v) for v in bar)
    rows = grey[:, x0:x1:4].mean(axis=1)
    columns = grey[y0:y1:2].mean(axis=0)
    reach = round(dpi * 0.08)
    sides = (_edge(columns, x0, reach), _edge(rows, y0, reach), _edge(columns, x1, reach), _edge(rows, y1, reach))
    return Box(*sides) if sides[2] - sides[0] > reach and sides[3] - sides[1] > reach / 2 else bar


def _edge(profile: npt.NDArray[np.float64], near: int, reach: int) -> float:
    low = max(0, near - reach)
    steps = np.abs(np.diff(profile[low : near + reach + 1]))
    return float(low + 1 + int(steps.argmax())) if len(steps) else float(near)


def _in_bars(grey: Pixels, ink: Mask, bars: Sequence[Box], dpi: float) -> tuple[Mask, Mask]:
    """The print of the page, white in bars and black elsewhere; and ink with only the thin dark lines of the bars."""
    print_, lines = ink.copy(), ink.copy()
    window = round(dpi * 0.12) | 1
    for bar in bars:
        y0, y1, x0, x1 = max(0, int(bar.y0)), int(bar.y1), max(0, int(bar.x0)), int(bar.x1)
        part = grey[y0:y1, x0:x1]
        if part.size == 0:
            continue
        lines[y0:y1, x0:x1] = _darker(part, window, 14)
        print_[y0:y1, x0:x1] = _darker(np.subtract(255, part), window, 24)
    return print_, lines


def _darker(grey: Pixels, window: int, by: float) -> Mask:
    """1 where a pixel is darker by `by` than the mean around it."""
    return cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, by).astype(np.uint8)


def _along_rows(
    grey: Pixels, ink: Mask, in_bar: Mask, text: Sequence[Box], dpi: float, options: RuleOptions
) -> Mask:
    """1 on level rules: runs longer than any stroke of a letter, shorter ones away from print, and rows of dots."""
    runs = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, max(3, round(dpi * 0.012))), np.uint8))
    away = cv2.dilate(runs, np.ones((3, 1), np.uint8))
    for box in text:
        reach = 0.75 * min(box.height, box.width)
        x0, y0, x1, y1 = (round(v) for v in box.inflate(-0.1 * min(box.height, box.width)))
        away[max(0, y0) : y1, max(0, round(x0 - reach)) : round(x1 + reach)] = 0
    short = cv2.morphologyEx(away, cv2.MORPH_OPEN, np.ones((1, max(9, round(options.shortest * dpi))), np.uint8)) & runs
    return np.maximum.reduce([_long(grey, in_bar, dpi, options), short, _dotted(grey, dpi, options)]).astype(np.uint8)


def _long(grey: Pixels, in_bar: Mask, dpi: float, options: RuleOptions) -> Mask:
    """1 on level lines, however faint, that go on nearly unbroken for longer than any stroke of a letter does.

    A rank opening: letters in a row, or digits in a column, leave more blanks than a printed rule has breaks.
    """
    window = round(dpi * 0.1) | 1
    faint = _darker(grey, window, options.faintest)
    if in_bar.any():
        faint = np.maximum(faint, _darker(np.subtract(255, grey), window, 2 * options.faintest) & in_bar)
    length = round(options.longer_than_print * dpi)
    share = cv2.boxFilter(faint, cv2.CV_32F, (length, 1), borderType=cv2.BORDER_CONSTANT)
    core = (share >= options.unbroken).astype(np.uint8)
    return cv2.dilate(core, np.ones((1, length), np.uint8)) & cv2.dilate(faint, np.ones((1, 5), np.uint8))


def _dotted(grey: Pixels, dpi: float, options: RuleOptions) -> Mask:
    """1 on rows of short dashes or dots with small even gaps."""
    thick = options.thickest * dpi * 0.8
    dots = _darker(grey, round(dpi * 0.1) | 1, 2 * options.faintest)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dots, connectivity=8)
    w, h, area = (stats[:, k] for k in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    dash = (h <= thick) & (w <= dpi * 0.12) & (area >= 3) & (area >= 0.5 * w * h)
    dash[0] = False
    dashes = dash[labels].astype(np.uint8)
    gap = max(3, round(options.dot_gap * dpi))
    fat = cv2.dilate(dashes, np.ones((3, 1), np.uint8))
    joined = cv2.morphologyEx(fat, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    return cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, round(options.dotted * dpi)), np.uint8)).astype(np.uint8)


def _runs_to_rules(mask: Mask, shortest: float, thickest: float) -> list[Rule]:
    """Rules along the rows of a mask: the longest run first, with the runs beside it that it covers.

    Connected components would not do: a digit that touches a rule would be taken for part of it.
    """
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    row, start = np.nonzero(edges == 1)
    end = np.nonzero(edges == -1)[1]
    long = end - start >= shortest
    row, start, end = row[long], start[long], end[long]
    order = np.lexsort((start, row, start - end))
    row, start, end = row[order], start[order], end[order]
    free = np.ones(len(row), bool)
    reach = max(2.0, thickest)
    rules = []
    for k in range(len(row)):
        if not free[k]:
            continue
        shared = np.minimum(end, end[k]) - np.maximum(start, start[k])
        beside = free & (np.abs(row - row[k]) <= reach) & (shared >= 0.5 * (end - start))
        free &= ~beside
        weight = shared[beside]
        thickness = float(weight.sum()) / float(end[k] - start[k])
        if thickness <= thickest:
            at = float((row[beside] * weight).sum()) / float(weight.sum()) + 0.5
            rules.append(Rule(at, float(start[k]), float(end[k]), thickness))
    return rules


def _join(rules: Sequence[Rule], crossing: Sequence[Rule], dpi: float, options: RuleOptions) -> tuple[Rule, ...]:
    """Pieces of one rule made one, across small breaks; double rules made single.

    A break that lies between two crossing rules parts two tables and is kept.
    """
    same, bridge = options.same * dpi, options.bridge * dpi
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (-rule.length, rule.at, rule.start)):
        near = [
            k for k, other in enumerate(out)
            if abs(other.at - rule.at) <= same and rule.start <= other.end + bridge and rule.end >= other.start - bridge
            and not _parted(rule, other, crossing, same)
        ]
        parts = [out[k] for k in near] + [rule]
        weight = sum(part.length for part in parts)
        merged = Rule(
            sum(part.at * part.length for part in parts) / weight,
            min(part.start for part in parts),
            max(part.end for part in parts),
            max(part.thickness for part in parts),
        )
        out = [other for k, other in enumerate(out) if k not in near] + [merged]
    return tuple(sorted(out, key=lambda rule: (rule.at, rule.start)))


def _parted(one: Rule, other: Rule, crossing: Sequence[Rule], same: float) -> bool:
    """Whether the break between two pieces starts at one crossing rule and ends at another."""
    first, second = sorted((one, other), key=lambda rule: rule.start)
    if second.start - first.end < 0.7 * same:
        return False
    here = [rule for rule in crossing if rule.start - same <= first.at <= rule.end + same]
    return any(abs(rule.at - first.end) <= same for rule in here) and any(
        abs(rule.at - second.start) <= same for rule in here
    )
