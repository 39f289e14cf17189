"""Straighten a page from its own rules and lines of print: lean, perspective and curl in one smooth map.

Every printed rule was straight and level (or upright) on paper. The displacement that makes all of them so again is
found by least squares: a low polynomial in page coordinates, one free level per rule.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from models.page_image import Pixels

Floats = npt.NDArray[np.float64]

# Powers (of the direction along the rule, across it). The first serves alone where little is known of the page.
LEVEL_TERMS = ((1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (1, 2))
GRID = 33


@dataclass(frozen=True)
class Track:
    """Points along one rule or line of print: position along it and across it, in pixels."""

    along: Floats
    across: Floats


@dataclass(frozen=True)
class Bend:
    """How far points lie off, across the rules, in units of the page's half length: sum of coefficient · term."""

    terms: tuple[tuple[int, int], ...]
    coefficients: tuple[float, ...]

    def at(self, along: Floats, across: Floats) -> Floats:
        """Displacement that straightens, at normalised coordinates (-1..1)."""
        out = np.zeros_like(along)
        for (p, q), c in zip(self.terms, self.coefficients, strict=True):
            out = out + c * along**p * across**q
        return out


NO_BEND = Bend((), ())


@dataclass(frozen=True)
class Straightening:
    """Displacements dx and dy over a page of `width` × `height` pixels, both normalised by half its longer side."""

    width: float
    height: float
    dx: Bend
    dy: Bend

    def sources(self, size: int = GRID) -> tuple[Floats, Floats]:
        """For a regular grid over the straight page, where each point lies on the bent one, in pixels."""
        half = max(self.width, self.height) / 2
        x, y = np.meshgrid(np.linspace(0, self.width, size), np.linspace(0, self.height, size))
        u, v = (x - self.width / 2) / half, (y - self.height / 2) / half
        a, b = u, v
        for _ in range(12):
            a, b = u - self.dx.at(b, a), v - self.dy.at(a, b)
        return a * half + self.width / 2, b * half + self.height / 2

    @property
    def largest(self) -> float:
        """The largest displacement in pixels."""
        x, y = self.sources(9)
        gx, gy = np.meshgrid(np.linspace(0, self.width, 9), np.linspace(0, self.height, 9))
        return float(max(np.abs(x - gx).max(), np.abs(y - gy).max()))


def straighten(page: Pixels, dpi: float) -> Straightening:
    """The map that straightens a page. page: ink (0/1), upright within half a degree or so."""
    height, width = page.shape
    level = rule_tracks(page, dpi) + print_tracks(page, dpi)
    upright = rule_tracks(np.ascontiguousarray(page.T), dpi)
    half = max(width, height) / 2
    dy = fit(level, width / 2, height / 2, half)
    dx = fit(upright, height / 2, width / 2, half)
    return Straightening(width, height, dx, dy)


def fit(tracks: list[Track], middle_along: float, middle_across: float, half: float) -> Bend:
    """Least squares for the bend that makes all `tracks` level, leaving out those that do not go along."""
    kept = tracks
    bend = NO_BEND
    for _ in range(4):
        total = sum(np.ptp(track.along) for track in kept) / half
        if len(kept) < 2 or total < 1.0:
            return NO_BEND
        terms = LEVEL_TERMS if len(kept) >= 6 and total > 5 else LEVEL_TERMS[:2] if len(kept) >= 4 else LEVEL_TERMS[:1]
        bend, errors = _solve(kept, terms, (middle_along, middle_across, half))
        limit = max(2.0 / half, 2.5 * float(np.median(errors)))
        if (errors <= limit).all():
            break
        kept = [track for track, error in zip(kept, errors, strict=True) if error <= limit]
    return bend


def _solve(
    tracks: list[Track], terms: tuple[tuple[int, int], ...], frame: tuple[float, float, float]
) -> tuple[Bend, Floats]:
    middle_along, middle_across, half = frame
    rows: list[Floats] = []
    targets: list[Floats] = []
    for track in tracks:
        a, b = (track.along - middle_along) / half, (track.across - middle_across) / half
        weight = np.sqrt(np.ptp(a) / len(a))
        design = np.stack([a**p * b**q for p, q in terms], axis=1)
        rows.append(weight * (design - design.mean(axis=0)))  # the free level of the track drops out
        targets.append(-weight * (b - b.mean()))
    ridge = 1e-3 * np.eye(len(terms)) * np.array([0.03 if p + q <= 2 else 1.0 for p, q in terms])
    design, target = np.vstack([*rows, ridge]), np.concatenate([*targets, np.zeros(len(terms))])
    solution = np.linalg.lstsq(design, target, rcond=None)[0]
    errors = np.array([
        float(np.sqrt(np.sum((r @ solution - t) ** 2) / (np.ptp(track.along) / half)))
        for r, t, track in zip(rows, targets, tracks, strict=True)
    ])
    return Bend(terms, tuple(float(c) for c in solution)), errors


def rule_tracks(page: Pixels, dpi: float) -> list[Track]:
    """Tracks of the long level rules of a page. page: ink (0/1)."""
    length = max(20, round(dpi * 0.22))
    thick = cv2.dilate(page, np.ones((3, 1), np.uint8))
    mask = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, length // 2), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    tracks = []
    for k in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[k])
        if w < dpi * 0.8 or area / w > dpi * 0.06:
            continue
        tracks.extend(_tracks_of(labels[y : y + h, x : x + w] == k, x, y, dpi))
    return tracks


def _tracks_of(part: npt.NDArray[np.bool_], x: int, y: int, dpi: float) -> list[Track]:
    step = max(4, round(dpi * 0.08))
    columns = np.arange(step // 2, part.shape[1], step)
    filled = part[:, columns]
    counts = filled.sum(axis=0)
    spread = filled.shape[0] - np.argmax(filled[::-1], axis=0) - np.argmax(filled, axis=0)
    good = (counts > 0) & (spread <= counts + 2) & (counts <= dpi * 0.06)
    if good.sum() < 4:
        return []
    centres = (filled * np.arange(filled.shape[0])[:, None]).sum(axis=0)[good] / counts[good]
    return [Track(columns[good] + float(x), centres + y)]


def print_tracks(page: Pixels, dpi: float) -> list[Track]:
    """Tracks of the long lines of print, by the middle of their ink."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(page, connectivity=8)
    canvas = np.zeros_like(page)
    low, high = dpi * 0.035, dpi * 0.2
    for x, y, w, h, _ in stats[1:count]:
        if low <= h <= high and w <= 2 * high:
            canvas[y : y + h, x : x + w] = 1
    gap = max(3, round(dpi * 0.07))
    joined = cv2.morphologyEx(canvas, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=4)
    tracks = []
    for k in range(1, count):
        x, y, w, h, _ = (int(v) for v in stats[k])
        if w < dpi * 1.2 or h > dpi * 0.16 + w * 0.02:
            continue
        part = labels[y : y + h, x : x + w] == k
        chunk = max(8, round(dpi * 0.3))
        cuts = range(0, w - chunk // 2, chunk)
        along = [x + c + min(chunk, w - c) / 2 for c in cuts]
        across = [y + float(np.mean(np.nonzero(part[:, c : c + chunk])[0])) for c in cuts]
        if len(along) >= 4:
            tracks.append(Track(np.array(along), np.array(across)))
    return tracks
