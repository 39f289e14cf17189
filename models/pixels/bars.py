"""Dark bars with white print in them: where they are, and what is print there and what is a rule."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from models.page_image import Pixels
from models.pixels.morphology import Mask, closed, darker, opened
from schemas.geometry import Box


@dataclass(frozen=True)
class BarOptions:
    """What counts as a bar; lengths in inches, darkness in grey levels.

    window: around a pixel, most of which is dark in a bar. darkness, paper: grey of the lightest bar, and of
    paper. widest_print: gap that white print may leave in a bar. narrowest, lowest: size of the smallest bar;
    lowest_sharp: its height between its sharp edges, below which it is a line of bold print.
    filled: share of its box. reach: how far its edges may lie from where they were first seen. light_row:
    height of what is lighter than any bar, between one and a rule, that is a row beside it. lighter: of
    print than the fill. rule_window, rule_darker, print_lighter: of the thin dark rules in a bar, and of its
    print. inset: edge of a bar that does not count as inside.
    """

    shrink: int = 4
    window: float = 0.08
    darkness: float = 165.0
    paper: float = 240.0
    widest_print: float = 2.5
    narrowest: float = 0.3
    lowest: float = 0.09
    lowest_sharp: float = 0.07
    filled: float = 0.7
    reach: float = 0.08
    light_row: float = 0.06
    lighter: int = 50
    rule_window: float = 0.12
    rule_darker: float = 14
    print_lighter: float = 24
    inset: float = 0.02


def find_bars(grey: Pixels, dpi: float, options: BarOptions = BarOptions()) -> tuple[Box, ...]:
    """Dark areas, with or without white print in them, as boxes with sharp edges."""
    solid = _dark_areas(grey, dpi, options)
    count, _, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=4)
    scale = options.shrink
    bars = []
    for x, y, w, h, area in stats[1:count].tolist():
        large = w * scale > dpi * options.narrowest and h * scale > dpi * options.lowest
        if large and area > options.filled * w * h:
            rough = Box(x * scale, y * scale, (x + w) * scale, (y + h) * scale)
            bar = _with_sharp_edges(grey, rough, round(dpi * options.reach))
            bar = _without_light_rows(grey, bar, dpi, options)
            lowest = options.lowest_sharp * dpi
            if bar.height > lowest and _print_is_lighter(grey, bar, options.lighter):
                bars.append(bar)
    return tuple(bars)


def split_print_from_lines(
    grey: Pixels, ink: Mask, bars: Sequence[Box], dpi: float, options: BarOptions = BarOptions()
) -> tuple[Mask, Mask]:
    """The print of the page, white in bars and black elsewhere; and the ink, in bars only thin dark lines."""
    print_, lines = ink.copy(), ink.copy()
    window = round(dpi * options.rule_window) | 1
    for bar in bars:
        y0, y1, x0, x1 = max(0, int(bar.y0)), int(bar.y1), max(0, int(bar.x0)), int(bar.x1)
        part = grey[y0:y1, x0:x1]
        if part.size == 0:
            continue
        lines[y0:y1, x0:x1] = darker(part, window, options.rule_darker)
        print_[y0:y1, x0:x1] = darker(np.subtract(255, part), window, options.print_lighter)
    return print_, lines


def _dark_areas(grey: Pixels, dpi: float, options: BarOptions) -> Mask:
    """1 where most of what lies around is dark, print across it filled in, on the page shrunk by `shrink`."""
    scale = options.shrink
    height, width = grey.shape
    small = cv2.resize(grey, (width // scale, height // scale), interpolation=cv2.INTER_AREA)
    window = max(3, round(options.window * dpi / scale)) | 1
    dark = (cv2.medianBlur(small.astype(np.uint8), 2 * window - 1) < options.darkness).astype(np.uint8)
    across = closed(dark, round(options.widest_print * dpi / scale), 3)
    half_way = 0.5 * (options.darkness + options.paper)
    dim = (cv2.blur(small, (2 * window + 1, window)) < half_way).astype(np.uint8)
    whole = np.maximum(dark, across & dim).astype(np.uint8)
    return opened(closed(whole, 2 * window, 3), 3 * window, window)


def _print_is_lighter(grey: Pixels, bar: Box, by: int) -> bool:
    """Whether a dark area holds white print rather than black."""
    inside = grey[int(bar.y0) + 3 : int(bar.y1) - 3, int(bar.x0) + 3 : int(bar.x1) - 3]
    fill = float(np.median(inside)) if inside.size else 255.0
    return bool(np.count_nonzero(inside > fill + by) >= np.count_nonzero(inside < fill - by))


def _with_sharp_edges(grey: Pixels, bar: Box, reach: int) -> Box:
    """The bar with each side moved, by at most `reach` pixels, to where the grey changes most."""
    x0, y0, x1, y1 = (int(v) for v in bar)
    rows = grey[:, x0:x1:4].mean(axis=1)
    columns = grey[y0:y1:2].mean(axis=0)
    left, right = _sharpest(columns, x0, reach), _sharpest(columns, x1, reach)
    top, bottom = _sharpest(rows, y0, reach), _sharpest(rows, y1, reach)
    return Box(left, top, right, bottom) if right - left > reach and bottom - top > reach / 2 else bar


def _without_light_rows(grey: Pixels, bar: Box, dpi: float, options: BarOptions) -> Box:
    """The dark rows of a bar, the most in one: a shaded row between them and a rule is none of it."""
    rows = np.median(grey[int(bar.y0) : int(bar.y1), int(bar.x0) : int(bar.x1)], axis=1)
    edges = np.flatnonzero(np.diff(np.pad(rows >= options.darkness, 1).astype(np.int8)))
    light = [(start, end) for start, end in edges.reshape(-1, 2) if end - start > options.light_row * dpi]
    dark = zip([0, *(end for _, end in light)], [*(start for start, _ in light), len(rows)], strict=True)
    top, bottom = max(dark, key=lambda part: part[1] - part[0])
    if bottom - top < options.lowest * dpi:
        return bar  # shaded by dots, most of it paper
    return bar._replace(y0=bar.y0 + float(top), y1=bar.y0 + float(bottom))


def _sharpest(profile: npt.NDArray[np.float64], near: int, reach: int) -> float:
    """Where the profile changes most within `reach` of `near`."""
    low = max(0, near - reach)
    steps = np.abs(np.diff(profile[low : near + reach + 1]))
    return float(low + 1 + int(steps.argmax())) if len(steps) else float(near)
