"""Boxes and the map between the upright page and the page as delivered."""

from collections.abc import Iterable
from typing import Annotated, NamedTuple

from pydantic import AfterValidator


class Box(NamedTuple):
    """An axis-aligned box: pixels of the upright page, origin top left, x1 and y1 exclusive."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def centre(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    @property
    def area(self) -> float:
        return max(0.0, self.width) * max(0.0, self.height)

    def contains(self, x: float, y: float) -> bool:
        return self.x0 <= x < self.x1 and self.y0 <= y < self.y1

    def overlap(self, other: "Box") -> float:
        """Area shared with `other`, in square pixels."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        return width * height if width > 0 and height > 0 else 0.0

    def inflate(self, margin: float) -> "Box":
        return Box(self.x0 - margin, self.y0 - margin, self.x1 + margin, self.y1 + margin)


def _ordered(box: Box) -> Box:
    if box.x1 < box.x0 or box.y1 < box.y0:
        raise ValueError(f"box is inside out: {tuple(box)}")
    return box


BBox = Annotated[Box, AfterValidator(_ordered)]

Homography = tuple[float, float, float, float, float, float, float, float, float]
IDENTITY: Homography = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all `boxes` (at least one)."""
    many = list(boxes)
    return Box(
        min(box.x0 for box in many),
        min(box.y0 for box in many),
        max(box.x1 for box in many),
        max(box.y1 for box in many),
    )


def project(box: Box, matrix: Homography) -> Box:
    """The hull of `box`'s four corners after the 3 × 3 row-major `matrix`."""
    a, b, c, d, e, f, g, h, i = matrix
    points = []
    for x, y in ((box.x0, box.y0), (box.x1, box.y0), (box.x0, box.y1), (box.x1, box.y1)):
        w = g * x + h * y + i
        points.append(((a * x + b * y + c) / w, (d * x + e * y + f) / w))
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))
