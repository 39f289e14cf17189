"""What scanners, copiers and phones do to a page's tones."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.generator.raster import Pixels


def as_pixels(tones: NDArray[np.floating[Any]]) -> Pixels:
    """Tones clipped to bytes."""
    return np.asarray(np.clip(tones, 0, 255), np.uint8)


def blur(image: Pixels, sigma: float) -> Pixels:
    """Lens or motion blur."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.uint8) if sigma > 0.15 else image


def motion(image: Pixels, length: int, vertical: bool) -> Pixels:
    """The smear of a moving hand or belt."""
    if length < 2:
        return image
    kernel = np.full((length, 1) if vertical else (1, length), 1 / length, np.float32)
    return np.asarray(cv2.filter2D(image, -1, kernel), np.uint8)


def fade(image: Pixels, ink: float, paper: tuple[float, float, float]) -> Pixels:
    """Ink that is not black on paper that is not white."""
    table = np.arange(256, dtype=np.float32) / 255
    channels = [as_pixels(ink + table * (level - ink)) for level in paper]
    return np.asarray(cv2.merge([cv2.LUT(image[:, :, k], channels[k]) for k in range(3)]), np.uint8)


def uneven_light(image: Pixels, strength: float, rng: np.random.Generator) -> Pixels:
    """Light that falls off towards some side or corner."""
    if strength <= 0:
        return image
    coarse = rng.normal(0, 1, (3, 3)).astype(np.float32)
    field = np.asarray(cv2.resize(coarse, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_CUBIC))
    spread = float(field.max() - field.min()) or 1.0
    gain = (256 * (1 - strength * (field.max() - field) / spread)).astype(np.uint16)
    return np.asarray((image.astype(np.uint16) * gain[:, :, None]) >> 8, np.uint8)


def noise(image: Pixels, sigma: float, rng: np.random.Generator) -> Pixels:
    """Grain of the sensor, alike in all channels."""
    if sigma <= 0:
        return image
    height, width = image.shape[:2]
    tile = rng.normal(0, sigma, (min(height, 701), min(width, 811))).astype(np.int16)
    grain = np.tile(tile, (height // tile.shape[0] + 1, width // tile.shape[1] + 1))[:height, :width]
    return np.asarray(np.clip(image.astype(np.int16) + grain[:, :, None], 0, 255), np.uint8)


def speckle(image: Pixels, density: float, dpi: int, rng: np.random.Generator) -> Pixels:
    """Dust: dark and white specks, `density` to the square inch."""
    out = image.copy()
    height, width = out.shape[:2]
    count = int(density * height * width / dpi**2)
    for _ in range(count):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        radius = int(max(1, rng.gamma(1.2, 0.8) * dpi / 250))
        tone = int(rng.integers(0, 120)) if rng.random() < 0.8 else 255
        cv2.circle(out, (x, y), radius, (tone, tone, tone), -1)
    return out


def streaks(image: Pixels, count: int, rng: np.random.Generator) -> Pixels:
    """Thin vertical lines of a dirty feeder."""
    out = image.copy()
    for _ in range(count):
        x = int(rng.integers(out.shape[1]))
        tone = int(rng.integers(90, 200))
        out[:, x : x + int(rng.integers(1, 3))] = np.minimum(out[:, x : x + 2][:, :1], tone)
    return out


def show_through(image: Pixels, behind: Pixels, strength: float) -> Pixels:
    """The other side of the sheet, mirrored and faint."""
    back = cv2.GaussianBlur(cv2.flip(behind, 1), (0, 0), 2.2)
    back = cv2.resize(back, (image.shape[1], image.shape[0]))
    veil = 255 - (255 - back.astype(np.float32)) * strength
    return as_pixels(image.astype(np.float32) * veil / 255)


def dark_edges(image: Pixels, reach: int, rng: np.random.Generator) -> Pixels:
    """Black borders of an open copier lid."""
    out = image.copy()
    for side in range(4):
        if rng.random() < 0.5:
            continue
        depth = int(rng.integers(2, max(3, reach)))
        strip = (out[:depth], out[-depth:], out[:, :depth], out[:, -depth:])[side]
        strip[:] = (strip * float(rng.uniform(0.05, 0.4))).astype(np.uint8)
    return out


def fold(image: Pixels, rng: np.random.Generator) -> Pixels:
    """The shadow of a fold across the sheet."""
    out = image.astype(np.float32)
    height = out.shape[0]
    at = height * rng.uniform(0.25, 0.75)
    rows = np.arange(height)
    shade = 1 - 0.22 * np.exp(-((rows - at) ** 2) / (2 * (height * 0.002) ** 2))
    shade -= np.where(rows > at, 0.07 * np.exp(-(rows - at) / (height * 0.06)), 0)
    return as_pixels((out * shade[:, None, None]).astype(np.float32))


def binarise(image: Pixels, threshold: int, dither: bool) -> Pixels:
    """Black and white, as fax machines deliver it; fills dithered or thresholded."""
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)
    if dither:
        bayer = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.int16) * 8 - 60
        tiles = np.tile(bayer, (grey.shape[0] // 4 + 1, grey.shape[1] // 4 + 1))[
            : grey.shape[0], : grey.shape[1]
        ]
        return ((grey.astype(np.int16) > threshold + tiles * 1.2).astype(np.uint8)) * 255
    return ((grey > threshold).astype(np.uint8)) * 255


def jpeg_bytes(image: Pixels, quality: int) -> bytes:
    """The image as JPEG, grey where it has one channel."""
    pixels = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2BGR)
    done, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError("the page could not be written as JPEG")
    return bytes(data.tobytes())
