"""Skew, perspective, curl and turns of a scan, applied alike to pixels and to true boxes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.generator.levels import Damage
from samples.generator.raster import Pixels

Points = NDArray[np.float64]
Matrix = NDArray[np.float64]
ROTATIONS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


@dataclass(frozen=True)
class Warp:
    """The way from the upright page's pixels to the delivered image's pixels."""

    width: int
    height: int
    matrix: Matrix
    curl: float = 0.0  # greatest sink of the lines, in pixels
    curl_centre: float = 0.5
    turn: int = 0

    def sink(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """How far a point at x sinks on a curled page."""
        t = (x / self.width - self.curl_centre) * 2
        return np.asarray(self.curl * (1 - t * t), dtype=np.float64)

    def points(self, points: Points) -> Points:
        """Points carried over to the delivered image."""
        bent = np.column_stack((points[:, 0], points[:, 1] + self.sink(points[:, 0])))
        flat = np.column_stack((bent, np.ones(len(bent)))) @ self.matrix.T
        x, y = flat[:, 0] / flat[:, 2], flat[:, 1] / flat[:, 2]
        w, h = self.width, self.height
        if self.turn == 90:
            return np.column_stack((h - y, x))
        if self.turn == 180:
            return np.column_stack((w - x, h - y))
        if self.turn == 270:
            return np.column_stack((y, w - x))
        return np.column_stack((x, y))

    def pixels(self, image: Pixels, paper: tuple[int, int, int]) -> Pixels:
        """The image carried over; what lies outside the page becomes `paper`."""
        out = self._bend(image, paper) if self.curl else image
        if not np.allclose(self.matrix, np.eye(3)):
            out = np.asarray(
                cv2.warpPerspective(
                    out,
                    self.matrix,
                    (self.width, self.height),
                    flags=cv2.INTER_CUBIC,
                    borderMode=cv2.BORDER_CONSTANT,
                    borderValue=paper,
                ),
                np.uint8,
            )
        return np.asarray(cv2.rotate(out, ROTATIONS[self.turn]), np.uint8) if self.turn else out

    def _bend(self, image: Pixels, paper: tuple[int, int, int]) -> Pixels:
        columns = np.arange(self.width, dtype=np.float64)
        sink = self.sink(columns).astype(np.float32)
        map_x = np.repeat(columns.astype(np.float32)[None, :], self.height, axis=0)
        map_y = np.arange(self.height, dtype=np.float32)[:, None] - sink[None, :]
        bent = cv2.remap(
            image, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=paper
        )
        return np.asarray(bent, np.uint8)

    def box(self, box: tuple[float, float, float, float]) -> list[float]:
        """The hull of a warped box (upright pixels), as fractions of the delivered page."""
        x0, y0, x1, y1 = box
        xs = np.linspace(x0, x1, 9)
        edge = [(x, y) for y in (y0, y1) for x in xs] + [(x, (y0 + y1) / 2) for x in (x0, x1)]
        hull = self.points(np.array(edge, dtype=np.float64))
        w, h = (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)
        values = (hull[:, 0].min() / w, hull[:, 1].min() / h, hull[:, 0].max() / w, hull[:, 1].max() / h)
        return [round(min(1.0, max(0.0, float(v))), 5) for v in values]


def flat(width: int, height: int) -> Warp:
    """The warp of a page that is delivered as drawn."""
    return Warp(width, height, np.eye(3))


def plan_warp(width: int, height: int, damage: Damage, curl_centre: float) -> Warp:
    """The warp of a damaged page; a page turned askew shrinks so that its margins stay inside the image."""
    shrink = abs(math.sin(math.radians(damage.skew))) * 0.35 + abs(damage.curl) * 0.8
    rotation = cv2.getRotationMatrix2D((width / 2, height / 2), damage.skew, 1.0 - shrink)
    matrix = np.vstack((np.asarray(rotation, np.float64), [0.0, 0.0, 1.0]))
    if any(damage.corners):
        source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        shifts = np.array(damage.corners, np.float32).reshape(4, 2) * (width, height)
        target = (source + shifts).astype(np.float32)
        matrix = np.asarray(cv2.getPerspectiveTransform(source, target), np.float64) @ matrix
    return Warp(width, height, matrix, damage.curl * height, curl_centre, damage.turn)
