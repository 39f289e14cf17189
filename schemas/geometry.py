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

    @property
    def turned(self) -> "Box":
        """The same box with rows and columns exchanged."""
        return Box(self.y0, self.x0, self.y1, self.x1)

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


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all `boxes` (at least one)."""
    many = list(boxes)
    return Box(
        min(box.x0 for box in many),
        min(box.y0 for box in many),
        max(box.x1 for box in many),
        max(box.y1 for box in many),
    )


class Mesh(NamedTuple):
    """A map from the upright page to the page as delivered, bilinear between the points of a regular grid.

    width, height: size of the upright page in pixels. points: `rows` × `cols` pairs (x, y), row by row,
    fractions of the page as delivered; the first stands for (0, 0) of the upright page, the last for
    (width, height).
    """

    width: float
    height: float
    cols: int
    rows: int
    points: tuple[tuple[float, float], ...]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where the upright point (x, y) lies on the page as delivered."""
        u = min(max(x / self.width, 0.0), 1.0) * (self.cols - 1)
        v = min(max(y / self.height, 0.0), 1.0) * (self.rows - 1)
        col, row = min(int(u), self.cols - 2), min(int(v), self.rows - 2)
        fu, fv = u - col, v - row
        corner = row * self.cols + col
        (ax, ay), (bx, by) = self.points[corner], self.points[corner + 1]
        (cx, cy), (dx, dy) = self.points[corner + self.cols], self.points[corner + self.cols + 1]
        top = (ax + (bx - ax) * fu, ay + (by - ay) * fu)
        low = (cx + (dx - cx) * fu, cy + (dy - cy) * fu)
        return top[0] + (low[0] - top[0]) * fv, top[1] + (low[1] - top[1]) * fv


def flat_mesh(width: float, height: float) -> Mesh:
    """The mesh of a page that was delivered upright and straight."""
    return Mesh(width, height, 2, 2, ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)))


def project(box: Box, mesh: Mesh) -> Box:
    """The hull of `box` (upright pixels) as fractions of the page as delivered."""
    (x0, y0, x1, y1), (mx, my) = box, box.centre
    outline = ((x0, y0), (mx, y0), (x1, y0), (x1, my), (x1, y1), (mx, y1), (x0, y1), (x0, my))
    xs, ys = zip(*(mesh.at(x, y) for x, y in outline), strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))
