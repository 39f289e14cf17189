"""Edges between shaded rows that are too faint to be found by themselves, in tables that such edges rule.

Along the whole width of a table even a difference of a few grey levels is no chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
import numpy.typing as npt

from models.page_image import Pixels
from models.pixels.morphology import Mask
from models.pixels.rule import Rule
from schemas.geometry import Box

_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ShadeOptions:
    """What is an edge between two shaded rows; lengths in inches.

    fewest: level rules of one extent, give or take `same`, that make a table. parts: of its width, in which
    the edge is looked for; blank: share of a line of pixels of one of them that must be free of print; seen:
    share of the parts that are, all of which must show the edge. step: least difference in grey levels. near,
    deep: where a shade is taken, on both sides of the edge. clear: least distance from a known rule, and of
    two edges. beyond: how many rows the table may go on below its last rule. shaded: share of the inner rules
    of a table beside which the shades differ, `beside` from them: dark rules are no such edges.
    """

    fewest: int = 5
    same: float = 0.06
    parts: int = 10
    blank: float = 0.25
    seen: float = 0.8
    step: float = 3.5
    near: float = 0.008
    deep: float = 0.03
    clear: float = 0.06
    beyond: float = 4.0
    shaded: float = 0.7
    beside: float = 0.025


def find_shaded_edges(
    grey: Pixels,
    ink: Mask,
    level: Sequence[Rule],
    bars: Sequence[Box],
    dpi: float,
    options: ShadeOptions = ShadeOptions(),
) -> list[Rule]:
    """Rules on the edges of shaded rows between level rules of one extent, and below the last of these.

    ink: 1 where print or rules are.
    """
    found: list[Rule] = []
    for rules in _of_one_extent(level, options.same * dpi, options.fewest):
        start, end = median(rule.start for rule in rules), median(rule.end for rule in rules)
        heights = [rule.at for rule in rules]
        rows = [below - above for above, below in pairwise(heights)]
        bottom = min(grey.shape[0], heights[-1] + options.beyond * median(rows))
        area = Box(start, heights[0], end, bottom)
        shades = _shades_of_parts(grey, ink, area, options)
        edges = [(int(area.y0) + y, lighter) for y, lighter in _edges(shades, dpi, options)]
        inner = heights[1:-1]
        shaded = sum(_differ_beside(shades, [y - int(area.y0) for y in inner], dpi, options))
        if shaded >= options.shaded * len(inner):
            known = _known_heights(area, level, bars)
            new = [all(abs(y - other) > options.clear * dpi for other in known) for y, _ in edges]
            found.extend(Rule(y, start, end) for y in _in_turn(edges, new))
    return found


def _known_heights(area: Box, level: Sequence[Rule], bars: Sequence[Box]) -> list[float]:
    """Where level rules, and the edges of bars, are beside or in an area."""
    heights = [rule.at for rule in level if rule.start < area.x1 and rule.end > area.x0]
    return heights + [y for bar in bars if bar.x0 < area.x1 and bar.x1 > area.x0 for y in (bar.y0, bar.y1)]


def _in_turn(edges: Sequence[tuple[float, bool]], new: Sequence[bool]) -> list[float]:
    """The new edges between known ones where rows get lighter and darker in turn, and those below the last
    known one as long as they do."""
    out: list[float] = []
    run: list[float] = []
    turning = False
    for k, ((y, lighter), is_new) in enumerate(zip(edges, new, strict=True)):
        turning &= k > 0 and lighter != edges[k - 1][1]
        if is_new:
            run += [y] if turning else []
            continue
        out += run if turning else []
        run, turning = [], True
    return out + run


def _of_one_extent(level: Sequence[Rule], same: float, fewest: int) -> list[list[Rule]]:
    """Level rules that begin and end at the same places, top to bottom."""
    groups: list[list[Rule]] = []
    for rule in sorted(level, key=lambda rule: rule.at):
        for group in groups:
            if abs(group[0].start - rule.start) <= same and abs(group[0].end - rule.end) <= same:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= fewest]


def _shades_of_parts(grey: Pixels, ink: Mask, area: Box, options: ShadeOptions) -> _Floats:
    """[p, y]: the shade of part p of the width of an area in its line of pixels y."""
    top, bottom, left, right = (int(v) for v in (area.y0, area.y1, area.x0, area.x1))
    cuts = np.linspace(left, right, options.parts + 1).astype(int)
    return np.stack(
        [_shades(grey[top:bottom, a:b], ink[top:bottom, a:b], options.blank) for a, b in pairwise(cuts)]
    )


def _differ_beside(shades: _Floats, ys: Sequence[float], dpi: float, options: ShadeOptions) -> list[bool]:
    """Whether the shades above and below rules at these heights differ alike in all parts of their width."""
    away, deep = round(options.beside * dpi), max(3, round(options.deep * dpi))
    _, sure = _alike(_steps(shades, away, deep), options)
    at = [round(y) - away - deep for y in ys]
    return [0 <= k < len(sure) and bool(sure[k]) for k in at]


def _alike(steps: _Floats, options: ShadeOptions) -> tuple[_Floats, npt.NDArray[np.bool_]]:
    """[k]: the usual of the steps [p, k] of all parts, and whether they are alike and large enough."""
    seen = np.isfinite(steps)
    shown = seen.any(axis=0)
    usual = np.zeros(steps.shape[1])
    usual[shown] = np.nanmedian(steps[:, shown], axis=0)
    alike = (np.sign(steps) == np.sign(usual)) & (np.abs(steps) >= options.step / 2) & seen
    sure = (alike == seen).all(axis=0) & (alike.sum(axis=0) >= options.seen * options.parts)
    return usual, sure & (np.abs(usual) >= options.step)


def _edges(shades: _Floats, dpi: float, options: ShadeOptions) -> list[tuple[float, bool]]:
    """The heights, from the first line on, at which the shade changes all along; whether it gets lighter."""
    near, deep = max(1, round(options.near * dpi)), max(3, round(options.deep * dpi))
    usual, sure = _alike(_steps(shades, near, deep), options)
    strength = np.where(sure, np.abs(usual), 0.0)
    apart = round(options.clear * dpi)
    peaks = [
        k
        for k in np.flatnonzero(strength)
        if strength[k] == strength[max(0, k - apart) : k + apart + 1].max()
    ]
    runs = np.split(np.array(peaks), np.flatnonzero(np.diff(peaks) > apart) + 1) if peaks else []
    return [(near + deep + float(run.mean()), bool(usual[run[0]] > 0)) for run in runs]


def _shades(grey: Pixels, ink: Mask, blank: float) -> _Floats:
    """The usual shade of each line of pixels where it is free of print, NaN where too little of it is."""
    free = ink == 0
    values = np.where(free, grey, np.nan).astype(np.float64)
    enough = free.mean(axis=1) >= blank
    out = np.full(len(grey), np.nan)
    if enough.any():
        out[enough] = np.nanmedian(values[enough], axis=1)
    return out


def _steps(shades: _Floats, near: int, deep: int) -> _Floats:
    """[p, k]: how much lighter part p is right below line k + near + deep than right above it."""
    height = shades.shape[1] - 2 * (near + deep)
    if height <= 0:
        return np.zeros((len(shades), 0))
    windows = np.lib.stride_tricks.sliding_window_view(shades, deep, axis=1)
    full = np.isfinite(windows).mean(axis=2) >= 0.5
    middles = np.full(windows.shape[:2], np.nan)
    middles[full] = np.nanmedian(windows[full], axis=1)
    return np.asarray(
        middles[:, deep + 2 * near : deep + 2 * near + height] - middles[:, :height], np.float64
    )
