"""Even out the paper, take colour that is not print out of sight, and turn black bars white."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from models.page_image import Pixels
from models.pixels.morphology import Mask, grown, opened


@dataclass(frozen=True)
class FlattenOptions:
    """How light and colour are evened out; lengths in inches.

    paper_window: neighbourhood that shows some paper. darkest_paper: share of the page's light. stamp_chroma:
    grey levels between the brightest and the dullest channel; fewest_coloured: share of the page that makes
    it worth a look. bilevel_share: share of pure black and white; bilevel_blur: in pixels at 300 dpi.
    widest_stroke: what is thicker is a coloured area. smallest_stamp: side of a mark. stroke_edge: pale
    fringe of a stroke. stroke_gap: between the strokes of one mark.
    """

    paper_window: float = 0.4
    darkest_paper: float = 0.82
    stamp_chroma: int = 55
    fewest_coloured: float = 1e-4
    bilevel_share: float = 0.97
    bilevel_blur: float = 1.0
    widest_stroke: float = 0.06
    smallest_stamp: float = 0.3
    stroke_edge: float = 0.01
    stroke_gap: float = 0.03


def flatten(page: Pixels, dpi: float, options: FlattenOptions = FlattenOptions()) -> Pixels:
    """A grey page on even white paper, without coloured stamps and pen strokes.

    page: H × W × 3 BGR. Returns H × W uint8.
    """
    if is_bilevel(page, options):
        # A dithered fill is grey to the eye; blurred by a dot's width it becomes grey to a threshold as well.
        blur = options.bilevel_blur * max(0.6, dpi / 300)
        return cv2.GaussianBlur(page[:, :, 0], (0, 0), blur).astype(np.uint8)
    window = max(15, round(dpi * options.paper_window)) | 1
    bright, dull = _extremes(page)
    chroma = cv2.subtract(bright, dull)
    if float(np.mean(chroma > options.stamp_chroma)) < options.fewest_coloured:
        grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY).astype(np.uint8)
        return _on_white_paper(grey, window, options.darkest_paper)
    channels = [np.ascontiguousarray(page[:, :, k]) for k in range(3)]
    channels = [_on_white_paper(channel, window, options.darkest_paper) for channel in channels]
    return _without_stamps(np.dstack(channels), dpi, options)


def is_bilevel(page: Pixels, options: FlattenOptions = FlattenOptions()) -> bool:
    """Whether nearly all of the page is pure black or pure white, as a fax or a 1-bit scan is."""
    sample = page[::4, ::4, 0]
    return bool(np.mean((sample < 8) | (sample > 247)) > options.bilevel_share)


def _extremes(page: Pixels) -> tuple[Pixels, Pixels]:
    """The brightest and the darkest channel of each pixel; OpenCV takes a tenth of NumPy's time here."""
    blue, green, red = cv2.split(page)
    bright = cv2.max(cv2.max(blue, green), red)
    dull = cv2.min(cv2.min(blue, green), red)
    return bright.astype(np.uint8, copy=False), dull.astype(np.uint8, copy=False)


def _on_white_paper(channel: Pixels, window: int, darkest: float) -> Pixels:
    """Divide a channel by its paper: the local maximum at low resolution, smoothed.

    A grey bar wider than the window would pass for paper; what is much darker than the page's overall light
    is none.
    """
    height, width = channel.shape
    small = cv2.resize(channel, (max(8, width // 8), max(8, height // 8)), interpolation=cv2.INTER_AREA)
    reach = max(3, window // 8) | 1
    local = grown(small.astype(np.uint8), reach, reach).astype(np.float32)
    light = _overall_light(local)
    paper = np.where(local < darkest * light, light, local)
    paper = cv2.blur(np.clip(paper, 1, 255), (reach, reach)).astype(np.uint8)
    full = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(channel, full, scale=255).astype(np.uint8)


def _overall_light(paper: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The light that falls on the page: a quadratic surface through its lightest parts."""
    rows, cols = 24, 24
    tiles = cv2.resize(paper, (cols, rows), interpolation=cv2.INTER_AREA).ravel()
    y, x = (axis.ravel() for axis in np.mgrid[-1 : 1 : rows * 1j, -1 : 1 : cols * 1j])
    design = np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], axis=1)
    kept = np.ones(len(tiles), bool)
    surface = np.full(len(tiles), float(np.max(tiles)))
    for _ in range(6):
        surface = design @ np.linalg.lstsq(design[kept], tiles[kept], rcond=None)[0]
        lit = tiles > surface - 0.05 * float(np.max(tiles))
        if lit.sum() < 12 or (lit == kept).all():
            break
        kept = lit
    shape = (paper.shape[1], paper.shape[0])
    light = np.clip(surface, 1, 255).reshape(rows, cols).astype(np.float32)
    return np.asarray(cv2.resize(light, shape), np.float32)


def _without_stamps(page: Pixels, dpi: float, options: FlattenOptions) -> Pixels:
    """Grey page in which coloured strokes of stamps and pens are lightened, black print below them kept.

    A coloured stroke is bright in one channel at least, black ink in none: the brightest channel shows print
    alone. Coloured areas (a shaded header) are no strokes and stay as they are.
    """
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    bright, dull = _extremes(page)
    coloured = ((bright.astype(np.int16) - dull) > options.stamp_chroma).astype(np.uint8)
    thick = max(5, round(dpi * options.widest_stroke)) | 1
    areas = grown(opened(coloured, thick, thick), thick, thick)
    strokes = _large_marks(coloured & (1 - areas), dpi, options)
    fringe = max(3, round(dpi * options.stroke_edge)) | 1
    near = grown(strokes, fringe, fringe)
    return np.where(near > 0, np.maximum(grey, bright), grey).astype(np.uint8)


def _large_marks(strokes: Mask, dpi: float, options: FlattenOptions) -> Mask:
    """Only strokes of marks larger than a line of print: coloured words of the page itself stay."""
    bridge = max(3, round(dpi * options.stroke_gap)) | 1
    count, labels, stats, _ = cv2.connectedComponentsWithStats(grown(strokes, bridge, bridge), connectivity=8)
    side = dpi * options.smallest_stamp
    large = np.zeros(count, np.uint8)
    for k, (_, _, width, height, _) in enumerate(stats[1:].tolist(), start=1):
        large[k] = width > side and height > side
    return np.asarray(strokes * large[labels], np.uint8)
