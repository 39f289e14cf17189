"""Pages as pixels: the drawing operations at a resolution."""

from __future__ import annotations

from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from samples.generator.fonts import font_at
from samples.generator.page import Curve, Drawing, Fill, Page, Rule, Text

Pixels = NDArray[np.uint8]


def rasterise(page: Page, dpi: int, rng: Random, broken_rules: float = 0.0) -> Pixels:
    """The page in RGB; `broken_rules` is the chance of a gap per centimetre of rule."""
    scale = dpi / 72
    image = Image.new("RGB", (round(page.width * scale), round(page.height * scale)), (255, 255, 255))
    pen = ImageDraw.Draw(image)
    for drawing in page.drawings:
        _draw(pen, drawing, scale, rng, broken_rules)
    return np.asarray(image)


def _draw(pen: ImageDraw.ImageDraw, drawing: Drawing, scale: float, rng: Random, broken: float) -> None:
    if isinstance(drawing, Text):
        font = font_at(drawing.face, round(drawing.size * scale, 2))
        at = (drawing.x * scale, drawing.baseline * scale)
        pen.text(at, drawing.text, fill=drawing.colour, font=font, anchor="ls")
    elif isinstance(drawing, Fill):
        x0, y0, x1, y1 = (v * scale for v in drawing.box)
        pen.rectangle((x0, y0, x1, y1), fill=drawing.colour)
    elif isinstance(drawing, Rule):
        for part in _strokes(drawing, rng, broken):
            _bar(pen, part, scale)
    elif isinstance(drawing, Curve):
        points = [(x * scale, y * scale) for x, y in drawing.points]
        if drawing.filled:
            pen.polygon(points, fill=drawing.colour)
        else:
            pen.line(points, fill=drawing.colour, width=max(1, round(drawing.width * scale)), joint="curve")


def _bar(pen: ImageDraw.ImageDraw, rule: Rule, scale: float) -> None:
    half = max(0.5, rule.width * scale / 2)
    x0, y0, x1, y1 = rule.x0 * scale, rule.y0 * scale, rule.x1 * scale, rule.y1 * scale
    if y0 == y1:
        pen.rectangle((x0, round(y0 - half), x1, round(y0 - half) + round(2 * half) - 1), fill=rule.colour)
    else:
        pen.rectangle((round(x0 - half), y0, round(x0 - half) + round(2 * half) - 1, y1), fill=rule.colour)


def _strokes(rule: Rule, rng: Random, broken: float) -> list[Rule]:
    length = max(abs(rule.x1 - rule.x0), abs(rule.y1 - rule.y0))
    if rule.dash:
        step = rule.dash * 2
        return [
            _part(rule, k * step / length, min(1.0, (k * step + rule.dash) / length))
            for k in range(int(length / step) + 1)
        ]
    if not broken:
        return [rule]
    cuts = sorted(rng.random() for _ in range(int(length / 28.3 * broken + rng.random())))
    parts, begin = [], 0.0
    for cut in cuts:
        gap = rng.uniform(0.8, 7.0) / length
        if cut > begin:
            parts.append(_part(rule, begin, cut))
        begin = max(begin, cut + gap)
    if begin < 1:
        parts.append(_part(rule, begin, 1.0))
    return parts


def _part(rule: Rule, a: float, b: float) -> Rule:
    dx, dy = rule.x1 - rule.x0, rule.y1 - rule.y0
    return Rule(
        rule.x0 + a * dx, rule.y0 + a * dy, rule.x0 + b * dx, rule.y0 + b * dy, rule.width, rule.colour
    )
