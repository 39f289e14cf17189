"""Straighten a page from its own rules and lines of print: lean, perspective and curl in one smooth map.

Every printed rule was straight and level (or upright) on paper. The displacement that makes all of them so
again is found by least squares: a low polynomial in page coordinates, one free level per rule.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from models.page_image import Pixels
from models.pixels.column_ends import WordEnds, lean_of_columns, spoils_columns
from models.pixels.morphology import Mask, closed, grown, opened

Floats = npt.NDArray[np.float64]

Terms = tuple[tuple[int, int], ...]

# Powers (along the rule, across it). The first serves alone where little is known of the page; the first four
# bend all rules alike, as is safe where all stand at one end of it.
LEVEL_TERMS: Terms = ((1, 0), (1, 1), (2, 0), (3, 0), (2, 1), (1, 2))
LEAN_TERMS: Terms = ((1, 0), (1, 1))
TERM_COUNTS = (len(LEVEL_TERMS), 4, 2, 1)
GRID = 33
CORNERS = 9  # points along each side of the page at which a bend is looked at
TAME = 0.1  # half page lengths by which a bend may move any point
WILD = 2.5  # times what it moves the tracks by
FEWEST_TO_DOUBT = 5  # tracks, of which one may be doubted
STRANGE, STRANGE_PIXELS = 5.0, 3.0  # times the usual error of a page taken as flat, and pixels at the least


@dataclass(frozen=True)
class TrackOptions:
    """What the page is straightened by; lengths in inches.

    longest_stroke: of a letter; what is longer is part of a rule. shortest_rule, thickest_rule: of rules that
    speak. step: between points along a rule. dot, dot_gap: sides of the dots of a dotted rule, and distance
    between them. least_letter, largest_letter: heights of letters. letter_gap: between letters of one line.
    shortest_line: of lines of print that speak; thickest_line: height of such a line, and how much of its
    length it may lean besides. column_gap, row_slack: how far to the side, and up or down, the next run of a
    row may stand; shortest_run: of runs in it, such as figures, where they stand `beyond` all long lines, in
    widths of the page. chunk: of a line of print that gives one
    point. enough: length of all upright rules that tell how they lean, in heights of the page.
    """

    longest_stroke: float = 0.22
    shortest_rule: float = 0.8
    thickest_rule: float = 0.06
    step: float = 0.08
    dot: float = 0.025
    dot_gap: float = 0.05
    least_letter: float = 0.035
    largest_letter: float = 0.2
    letter_gap: float = 0.07
    shortest_line: float = 1.2
    thickest_line: float = 0.16
    line_lean: float = 0.02
    column_gap: float = 1.5
    row_slack: float = 0.03
    shortest_run: float = 0.12
    beyond: float = 0.15
    chunk: float = 0.3
    fewest_points: int = 4
    enough: float = 1.5


@dataclass(frozen=True)
class Track:
    """Points along one rule or line of print: position along it and across it, in pixels."""

    along: Floats
    across: Floats


@dataclass(frozen=True)
class Bend:
    """How far points lie off, across the rules, in half page lengths: a sum of coefficient · term."""

    terms: Terms
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
    """Displacements over a page of `width` × `height` pixels, in units of half its longer side."""

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


def straighten(
    page: Pixels,
    dpi: float,
    faint: Callable[[], Pixels] | None = None,
    options: TrackOptions = TrackOptions(),
) -> Straightening:
    """The map that straightens a page. page: ink (0/1), upright within half a degree or so.

    faint: gives fainter ink too, for the upright rules, which no print bears out, where the page has hardly
    any.
    """
    height, width = page.shape
    level = rule_tracks(page, dpi, options) + print_tracks(page, dpi, options)
    upright = rule_tracks(np.ascontiguousarray(page.T), dpi, options)
    if faint is not None and sum(np.ptp(track.along) for track in upright) < options.enough * height:
        upright = rule_tracks(np.ascontiguousarray(faint().T), dpi, options)
    half = max(width, height) / 2
    dy = fit(level, width / 2, height / 2, half)
    dx = fit(upright, height / 2, width / 2, half)

    def moved(x: Floats, y: Floats) -> Floats:
        return np.asarray(x + half * dx.at((y - height / 2) / half, (x - width / 2) / half))

    words = word_ends(page, dpi, options)
    if dx == NO_BEND or spoils_columns(words, moved, dpi):
        leans = lean_of_columns(words, (width, height), dpi)
        dx = Bend(LEAN_TERMS, leans) if any(leans) else NO_BEND
    return Straightening(width, height, dx, dy)


def fit(tracks: list[Track], middle_along: float, middle_across: float, half: float) -> Bend:
    """Least squares for the bend that makes all `tracks` level, leaving out those that do not go along."""
    bend = NO_BEND
    frame = middle_along, middle_across, half
    kept = _without_strangers(tracks, frame)
    for _ in range(4):
        total = sum(np.ptp(track.along) for track in kept) / half
        if len(kept) < 2 or total < 1.0:
            return NO_BEND
        bend, errors = _solve_safely(kept, _most_terms(len(kept), total), frame)
        limit = max(2.0 / half, 2.5 * float(np.median(errors)))
        if (errors <= limit).all():
            break
        kept = [track for track, error in zip(kept, errors, strict=True) if error <= limit]
    return bend


def _without_strangers(tracks: list[Track], frame: tuple[float, float, float]) -> list[Track]:
    """Tracks without those that lean quite otherwise than the rest: edges of the sheet, folds.

    At a side of the page, where nothing gainsays it, one of them would bend all.
    """
    if len(tracks) < FEWEST_TO_DOUBT:
        return tracks
    _, errors = _solve(tracks, LEVEL_TERMS[:1], frame)
    limit = max(STRANGE_PIXELS / frame[2], STRANGE * float(np.median(errors)))
    return [track for track, error in zip(tracks, errors, strict=True) if error <= limit]


def _most_terms(tracks: int, total: float) -> int:
    """How many terms so many tracks, of so many half page lengths in total, can bear."""
    if tracks >= 6 and total > 5:
        return TERM_COUNTS[0]
    return TERM_COUNTS[2] if tracks >= 4 else TERM_COUNTS[3]


def _solve_safely(
    tracks: list[Track], most_terms: int, frame: tuple[float, float, float]
) -> tuple[Bend, Floats]:
    """The bend that levels tracks; of fewer terms where with all of them it runs wild away from them."""
    for count in (count for count in TERM_COUNTS if count <= most_terms):
        bend, errors = _solve(tracks, LEVEL_TERMS[:count], frame)
        if not _is_wild(bend, tracks, frame):
            break
    return bend, errors


def _is_wild(bend: Bend, tracks: list[Track], frame: tuple[float, float, float]) -> bool:
    """Whether a bend moves blank parts of the page far, and much farther than the tracks it is made from."""
    ends = frame[0] / frame[2], frame[1] / frame[2]
    along, across = np.meshgrid(*(np.linspace(-end, end, CORNERS) for end in ends))
    on_tracks = np.concatenate([bend.at(*_placed(track, frame)) for track in tracks])
    most = max(TAME, WILD * float(np.abs(on_tracks).max()))
    return float(np.abs(bend.at(along, across)).max()) > most


def _placed(track: Track, frame: tuple[float, float, float]) -> tuple[Floats, Floats]:
    """A track in half page lengths from the middle of the page."""
    middle_along, middle_across, half = frame
    return (track.along - middle_along) / half, (track.across - middle_across) / half


def _solve(tracks: list[Track], terms: Terms, frame: tuple[float, float, float]) -> tuple[Bend, Floats]:
    """The bend that levels tracks, and how far each stays off. frame: the page's middle and half length."""
    half = frame[2]
    rows: list[Floats] = []
    targets: list[Floats] = []
    for track in tracks:
        a, b = _placed(track, frame)
        weight = np.sqrt(np.ptp(a) / len(a))
        design = np.stack([a**p * b**q for p, q in terms], axis=1)
        rows.append(weight * (design - design.mean(axis=0)))  # the free level of the track drops out
        targets.append(-weight * (b - b.mean()))
    ridge = 1e-3 * np.eye(len(terms)) * np.array([0.03 if p + q <= 2 else 1.0 for p, q in terms])
    design, target = np.vstack([*rows, ridge]), np.concatenate([*targets, np.zeros(len(terms))])
    solution = np.linalg.lstsq(design, target, rcond=None)[0]
    errors = [
        float(np.sqrt(np.sum((r @ solution - t) ** 2) / (np.ptp(track.along) / half)))
        for r, t, track in zip(rows, targets, tracks, strict=True)
    ]
    return Bend(terms, tuple(float(c) for c in solution)), np.array(errors)


def rule_tracks(page: Pixels, dpi: float, options: TrackOptions = TrackOptions()) -> list[Track]:
    """Tracks of the long level rules of a page. page: ink (0/1)."""
    length = max(20, round(dpi * options.longest_stroke))
    drawn = opened(grown(page, 1, 3), length, 1)
    dotted = opened(
        closed(grown(_dots(page, dpi, options), 1, 3), round(dpi * options.dot_gap), 1), length, 1
    )
    mask = closed(np.maximum(drawn, dotted), length // 2, 1)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    tracks = []
    for k in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[k])
        if w >= dpi * options.shortest_rule and area / w <= dpi * options.thickest_rule:
            tracks.extend(_rule_track(labels[y : y + h, x : x + w] == k, x, y, dpi, options))
    return tracks


def _dots(page: Mask, dpi: float, options: TrackOptions) -> Mask:
    """The dots of the page that have no other close above or below, as those of a dithered fill have."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(page, connectivity=8)
    largest = max(3.0, dpi * options.dot)
    small = np.array([0, *(w <= largest and h <= largest for _, _, w, h, _ in stats[1:])], np.uint8)
    dots: Mask = small[labels]
    apart = round(dpi * options.dot_gap)
    above_and_below = np.ones((2 * apart + 1, 5), np.uint8)
    above_and_below[apart - 3 : apart + 4] = 0
    near = cv2.dilate(dots, above_and_below)
    return np.where(near > 0, 0, dots).astype(np.uint8)


def _rule_track(
    part: npt.NDArray[np.bool_], x: int, y: int, dpi: float, options: TrackOptions
) -> list[Track]:
    """The track of one rule, by the middle of its pixels where it is thin; none where it hardly is."""
    step = max(4, round(dpi * options.step))
    columns = np.arange(step // 2, part.shape[1], step)
    filled = part[:, columns]
    counts = filled.sum(axis=0)
    spread = filled.shape[0] - np.argmax(filled[::-1], axis=0) - np.argmax(filled, axis=0)
    good = (counts > 0) & (spread <= counts + 2) & (counts <= dpi * options.thickest_rule)
    if good.sum() < options.fewest_points:
        return []
    centres = (filled * np.arange(filled.shape[0])[:, None]).sum(axis=0)[good] / counts[good]
    return [Track(columns[good] + float(x), centres + y)]


def print_tracks(page: Pixels, dpi: float, options: TrackOptions = TrackOptions()) -> list[Track]:
    """Tracks of the lines of print, by the middle of their ink: long ones, and rows of short ones.

    Short figures speak only where they stand far beyond all long lines. page: ink (0/1).
    """
    long = _rows_of_runs(_print_runs(page, dpi, options.chunk, options), dpi, options)
    runs = list(_print_runs(page, dpi, options.shortest_run, options))
    if not long or not runs:
        return _rows_of_runs(runs, dpi, options)
    left, right = min(track.along.min() for track in long), max(track.along.max() for track in long)
    beyond = max(left - min(run.along[0] for run in runs), max(run.along[-1] for run in runs) - right)
    return _rows_of_runs(runs, dpi, options) if beyond > options.beyond * page.shape[1] else long


def _rows_of_runs(runs: Iterable[Track], dpi: float, options: TrackOptions) -> list[Track]:
    """The runs of letters of each row as one track; rows that are too short to speak left out."""
    longest_gap, most_apart = dpi * options.column_gap, dpi * options.row_slack
    chains: list[list[Track]] = []
    for run in sorted(runs, key=lambda run: float(run.along[0])):
        behind = [
            chain
            for chain in chains
            if 0 < run.along[0] - chain[-1].along[-1] <= longest_gap
            and abs(run.across[0] - chain[-1].across[-1]) <= most_apart
        ]
        if behind:
            min(behind, key=lambda chain: abs(run.across[0] - chain[-1].across[-1])).append(run)
        else:
            chains.append([run])
    tracks = [
        Track(np.concatenate([run.along for run in chain]), np.concatenate([run.across for run in chain]))
        for chain in chains
    ]
    shortest = dpi * options.shortest_line
    return [t for t in tracks if len(t.along) >= options.fewest_points and np.ptp(t.along) >= shortest]


def _print_runs(page: Pixels, dpi: float, shortest: float, options: TrackOptions) -> Iterator[Track]:
    """Points along each run of letters that no wide blank parts. shortest: of the runs, in inches."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(_phrases(page, dpi, options), connectivity=4)
    chunk = max(8, round(dpi * options.chunk))
    for k in range(1, count):
        x, y, w, h, _ = (int(v) for v in stats[k])
        if w < dpi * shortest or h > dpi * options.thickest_line + w * options.line_lean:
            continue
        part = labels[y : y + h, x : x + w] == k
        cuts = range(0, max(1, w - chunk // 2), chunk)
        along = [x + c + min(chunk, w - c) / 2 for c in cuts]
        across = [y + float(np.mean(np.nonzero(part[:, c : c + chunk])[0])) for c in cuts]
        yield Track(np.array(along), np.array(across))


def _phrases(page: Pixels, dpi: float, options: TrackOptions) -> Mask:
    """The boxes of letters, those of one phrase joined."""
    letters = letter_boxes(page, dpi * options.least_letter, dpi * options.largest_letter)
    return closed(letters, max(3, round(dpi * options.letter_gap)), 1)


def word_ends(page: Pixels, dpi: float, options: TrackOptions = TrackOptions()) -> WordEnds:
    """Where the phrases of a page begin and end. page: ink (0/1)."""
    boxes = cv2.connectedComponentsWithStats(_phrases(page, dpi, options), connectivity=4)[2][1:]
    x, y, w, h, _ = boxes[boxes[:, 3] <= dpi * options.largest_letter].astype(float).T
    return WordEnds(x, x + w, y + h / 2)


def letter_boxes(page: Pixels, low: float, high: float) -> Mask:
    """1 in the boxes of all marks as high as letters are. page: ink (0/1); low, high: pixels."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(page, connectivity=8)
    boxes = np.zeros_like(page)
    for x, y, w, h, _ in stats[1:count]:
        if low <= h <= high and w <= 2 * high:
            boxes[y : y + h, x : x + w] = 1
    return boxes
