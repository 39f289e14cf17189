"""One page from its drawing to the delivered image."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import cv2
import numpy as np

from samples.generator import marks, scanning
from samples.generator.geometry import Warp, plan_warp
from samples.generator.levels import Damage
from samples.generator.page import Page
from samples.generator.raster import Pixels, rasterise


@dataclass(frozen=True)
class Scan:
    """A delivered page image (grey, RGB or, if binary, two-toned grey) with the warp that leads to it."""

    pixels: Pixels
    warp: Warp
    dpi: int
    binary: bool
    quality: int


def scan_page(page: Page, damage: Damage, rng: Random, behind: Page | None = None) -> Scan:
    """The page printed, marked by people, warped and scanned."""
    grain = np.random.default_rng(rng.randrange(2**32))
    image = rasterise(page, damage.dpi, rng, damage.broken_rules)
    image = _marked(image, page, damage, rng)
    if damage.show_through and behind is not None:
        other = rasterise(behind, damage.dpi, rng)
        image = scanning.show_through(image, other, damage.show_through)
    image = scanning.fade(image, damage.ink, damage.paper)
    height, width = image.shape[:2]
    warp = plan_warp(width, height, damage, rng.uniform(0.35, 0.65))
    image = warp.pixels(image, _surround(damage, rng))
    return Scan(_toned(image, damage, grain), warp, damage.dpi, damage.binary, damage.quality)


def _surround(damage: Damage, rng: Random) -> tuple[int, int, int]:
    if any(abs(c) > 0.01 for c in damage.corners):
        base = rng.randint(40, 170)
        return (base, max(0, base - rng.randint(0, 25)), max(0, base - rng.randint(0, 45)))
    red, green, blue = (int(v) for v in damage.paper)
    return (red, green, blue)


def _marked(image: Pixels, page: Page, damage: Damage, rng: Random) -> Pixels:
    for _ in range(damage.stamps):
        image = marks.add_stamp(
            image, rng, damage.dpi, _spot(page, damage.stamps_on_tables, rng), damage.stamp_strength
        )
    for _ in range(damage.strokes):
        image = marks.add_stroke(image, rng, damage.dpi, _spot(page, damage.stamps_on_tables, rng))
    return marks.add_note(image, rng, damage.dpi) if damage.note else image


def _spot(page: Page, on_table: bool, rng: Random) -> tuple[float, float]:
    if on_table and page.tables:
        x0, y0, x1, y1 = rng.choice(page.tables).box
        return rng.uniform(x0, x1) / page.width, rng.uniform(y0, y1) / page.height
    low = min(0.93, page.free_from / page.height + 0.05)
    return rng.uniform(0.15, 0.85), rng.uniform(low, max(low, 0.94))


def _toned(image: Pixels, damage: Damage, grain: np.random.Generator) -> Pixels:
    image = scanning.fold(image, grain) if damage.fold else image
    image = scanning.uneven_light(image, damage.light, grain)
    image = scanning.blur(image, damage.blur)
    image = scanning.motion(image, damage.motion, bool(grain.random() < 0.5))
    image = scanning.speckle(image, damage.speckle, damage.dpi, grain) if damage.speckle else image
    image = scanning.noise(image, damage.noise, grain)
    image = scanning.streaks(image, damage.streaks, grain) if damage.streaks else image
    image = scanning.dark_edges(image, damage.dpi // 12, grain) if damage.edges else image
    if damage.binary:
        return scanning.binarise(image, _threshold(image, damage), damage.dither)
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8) if damage.grey else image


def _threshold(image: Pixels, damage: Damage) -> int:
    """The damage's threshold, moved with the darkness of this paper."""
    paper = float(np.percentile(image[::16, ::16], 80))
    return int(damage.threshold * paper / 255)
