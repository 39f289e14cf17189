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
    """All rules of a page, the dark bars (white print on black), and the ink that is neither."""

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]
    bars: tuple[Box, ...]
    mask: Mask


@dataclass(frozen=True)
class RuleOptions:
    """Lengths in inches."""

    shortest_level: float = 0.22
    shortest_upright: float = 0.1
    thickest: float = 0.035
    bridge: float = 0.14
    dot_gap: float = 0.06
    dotted: float = 0.5
    same: float = 0.028
    bar: float = 0.075


def find_rules(
    grey: Pixels, ink: Mask, text: Sequence[Box], dpi: float, options: RuleOptions = RuleOptions()
) -> Rules:
    """The rules of a straight page. ink: 1 where dark; text: boxes of its lines of print."""
    bars = _bars(grey, dpi, options)
    clear = ink.copy()
    for bar in bars:
        clear[int(bar.y0) : int(bar.y1), int(bar.x0) : int(bar.x1)] = 0
    level_mask = _along_rows(clear, text, dpi, options.shortest_level, options)
    upright_mask = _along_rows(_turned(clear), [_turned_box(box) for box in text], dpi, options.shortest_upright, options)
    level = _join(_components(level_mask, dpi, options), dpi, options)
    upright = _join(_components(upright_mask, dpi, options), dpi, options)
    sides = [Rule(y, bar.x0, bar.x1) for bar in bars for y in (bar.y0, bar.y1)]
    ends = [Rule(x, bar.y0, bar.y1) for bar in bars for x in (bar.x0, bar.x1)]
    mask = np.maximum(level_mask, _turned(upright_mask))
    return Rules(_join([*level, *sides], dpi, options), _join([*upright, *ends], dpi, options), bars, mask)


def _turned(mask: Mask) -> Mask:
    return np.ascontiguousarray(mask.T)


def _turned_box(box: Box) -> Box:
    return Box(box.y0, box.x0, box.y1, box.x1)


def _bars(grey: Pixels, dpi: float, options: RuleOptions) -> tuple[Box, ...]:
    """Solid dark areas larger than any stroke, as boxes."""
    scale = 4
    height, width = grey.shape
    small = cv2.resize(grey, (width // scale, height // scale), interpolation=cv2.INTER_AREA)
    dark = (cv2.GaussianBlur(small, (0, 0), 1.0) < 120).astype(np.uint8)
    side = max(3, round(options.bar * dpi / scale))
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    solid = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((side // 2 + 1, side * 2), np.uint8))
    grown = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((side, side * 2), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(grown, connectivity=4)
    bars = []
    for k in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[k])
        inside = float(dark[y : y + h, x : x + w].mean())
        if w * scale > dpi * 0.3 and h * scale > dpi * 0.09 and area > 0.8 * w * h and inside > 0.55:
            bars.append(Box(x * scale, y * scale, (x + w) * scale, (y + h) * scale))
    return tuple(bars)


def _along_rows(ink: Mask, text: Sequence[Box], dpi: float, shortest: float, options: RuleOptions) -> Mask:
    """1 on level rules: long thin runs outside print, and rows of dots."""
    length = max(9, round(shortest * dpi))
    outside = ink.copy()
    for box in text:
        trim = min(4.0, 0.12 * min(box.height, box.width))
        outside[max(0, int(box.y0 + trim)) : int(box.y1 - trim), max(0, int(box.x0 + trim)) : int(box.x1 - trim)] = 0
    runs = cv2.morphologyEx(outside, cv2.MORPH_CLOSE, np.ones((1, max(3, round(dpi * 0.012))), np.uint8))
    fat = cv2.dilate(runs, np.ones((3, 1), np.uint8))
    solid = cv2.bitwise_and(cv2.morphologyEx(fat, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)), runs)
    return np.maximum(solid, _dotted(ink, dpi, options)).astype(np.uint8)


def _dotted(ink: Mask, dpi: float, options: RuleOptions) -> Mask:
    """1 on rows of short dashes or dots with small even gaps."""
    thick = options.thickest * dpi * 0.8
    specks = max(2, round(dpi * 0.009))  # the dots of a dithered fill are smaller than those of a rule
    dots = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((specks, specks), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dots, connectivity=8)
    w, h, area = (stats[:, k] for k in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    dash = (h <= thick) & (w <= dpi * 0.12) & (area >= 6) & (area >= 0.5 * w * h)
    dash[0] = False
    dashes = dash[labels].astype(np.uint8)
    gap = max(3, round(options.dot_gap * dpi))
    fat = cv2.dilate(dashes, np.ones((3, 1), np.uint8))
    joined = cv2.morphologyEx(fat, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    return cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, round(options.dotted * dpi)), np.uint8)).astype(np.uint8)


def _components(mask: Mask, dpi: float, options: RuleOptions) -> list[Rule]:
    count, _, stats, centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    rules = []
    for k in range(1, count):
        x, _, w, _, area = (int(v) for v in stats[k])
        thickness = area / w
        if thickness <= options.thickest * dpi and w > 3 * thickness:
            rules.append(Rule(float(centres[k][1]) + 0.5, x, x + w, thickness))
    return rules


def _join(rules: Sequence[Rule], dpi: float, options: RuleOptions) -> tuple[Rule, ...]:
    """Pieces of one rule made one, across small breaks; double rules made single."""
    same, bridge = options.same * dpi, options.bridge * dpi
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (-rule.length, rule.at, rule.start)):
        near = [
            k for k, other in enumerate(out)
            if abs(other.at - rule.at) <= same and rule.start <= other.end + bridge and rule.end >= other.start - bridge
        ]
        if not near:
            out.append(rule)
            continue
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
