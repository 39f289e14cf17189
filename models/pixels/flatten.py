"""Even out the paper, and take stamps and pen strokes out of sight."""

from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from models.page_image import Pixels
from models.pixels.morphology import grown
from models.pixels.pale_stamps import PaleStampOptions, without_pale_stamps
from models.pixels.stamps import StampOptions, find_stamps, without_stamps


@dataclass(frozen=True)
class FlattenOptions:
    """How light and colour are evened out; lengths in inches.

    paper_window: neighbourhood that shows some paper. darkest_paper: share of the page's light, unless the
    paper darkens smoothly: a bar is darker by the share `edge` within `edge_width` of most of its outline,
    the share `sharp`. bilevel_share: share of pure black and white; bilevel_blur: in pixels at 300 dpi.
    dot: side of the dots of a pale fill, of which there are `dots_a_mark` for each larger mark; dot_spread:
    blur that makes it even.
    """

    paper_window: float = 0.4
    darkest_paper: float = 0.82
    edge: float = 0.08
    edge_width: float = 0.12
    sharp: float = 0.75
    bilevel_share: float = 0.97
    bilevel_blur: float = 1.0
    dot: float = 0.006
    dots_a_mark: float = 5.0
    dot_spread: float = 0.012
    stamps: StampOptions = field(default_factory=StampOptions)
    pale_stamps: PaleStampOptions = field(default_factory=PaleStampOptions)


def flatten(page: Pixels, dpi: float, options: FlattenOptions = FlattenOptions()) -> Pixels:
    """A grey page on even white paper, without stamps and pen strokes of colour, or paler than print.

    page: H × W × 3 BGR. Returns H × W uint8.
    """
    if is_bilevel(page, options):
        return _bilevel_as_grey(page[:, :, 0], dpi, options)
    if is_grey(page):
        grey = _on_white_paper(np.ascontiguousarray(page[:, :, 0]), dpi, options)
        return without_pale_stamps(grey, dpi, options.pale_stamps)
    colours = (np.ascontiguousarray(page[:, :, k]) for k in range(3))
    white = np.dstack([_on_white_paper(colour, dpi, options) for colour in colours])
    grey = without_stamps(white, find_stamps(page, white, dpi, options.stamps), dpi, options.stamps)
    return without_pale_stamps(grey, dpi, options.pale_stamps)


def is_bilevel(page: Pixels, options: FlattenOptions = FlattenOptions()) -> bool:
    """Whether nearly all of the page is pure black or pure white, as a fax or a 1-bit scan is."""
    sample = page[::4, ::4, 0]
    return bool(np.mean((sample < 8) | (sample > 247)) > options.bilevel_share)


def _bilevel_as_grey(page: Pixels, dpi: float, options: FlattenOptions) -> Pixels:
    """A page of black and white pixels in grey.

    A dithered fill is grey to the eye; blurred by a dot's width it becomes grey to a threshold as well. The
    dots of a pale one stand farther apart: those are blurred more, and apart from the letters.
    """
    letters, dots = _without_lone_dots(page, dpi, options)
    blur = options.bilevel_blur * max(0.6, dpi / 300)
    shade = cv2.GaussianBlur(dots, (0, 0), options.dot_spread * dpi)
    return cv2.subtract(cv2.GaussianBlur(letters, (0, 0), blur), shade).astype(np.uint8)


def _without_lone_dots(page: Pixels, dpi: float, options: FlattenOptions) -> tuple[Pixels, Pixels]:
    """A black and white page without the dots of pale fills, and those dots, white on black."""
    ink = (page < 128).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    lone = stats[:, cv2.CC_STAT_AREA] <= max(1.0, (options.dot * dpi) ** 2)
    if np.count_nonzero(lone) < options.dots_a_mark * np.count_nonzero(~lone):
        return page, np.zeros_like(page)
    is_dot = lone[labels]
    return np.where(is_dot, 255, page).astype(np.uint8), np.where(is_dot, 255, 0).astype(np.uint8)


def is_grey(page: Pixels) -> bool:
    """Whether a page in three channels has no colour."""
    sample = page[::4, ::4]
    return bool((sample == sample[:, :, :1]).all())


def _on_white_paper(channel: Pixels, dpi: float, options: FlattenOptions) -> Pixels:
    """Divide a channel by its paper: the local maximum at low resolution, smoothed.

    A grey bar wider than the window would pass for paper; what is much darker than the page's overall light
    is none, unless it is the paper itself in a shadow.
    """
    height, width = channel.shape
    window = max(15, round(dpi * options.paper_window)) | 1
    small = cv2.resize(channel, (max(8, width // 8), max(8, height // 8)), interpolation=cv2.INTER_AREA)
    reach = max(3, window // 8) | 1
    local = grown(small.astype(np.uint8), reach, reach).astype(np.float32)
    light = _overall_light(local)
    dark = _with_an_edge(local < options.darkest_paper * light, local, options.edge_width * dpi / 8, options)
    paper = np.where(dark, light, local)
    paper = cv2.blur(np.clip(paper, 1, 255), (reach, reach)).astype(np.uint8)
    full = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(channel, full, scale=255).astype(np.uint8)


def _with_an_edge(
    dark: npt.NDArray[np.bool_], local: npt.NDArray[np.float32], width: float, options: FlattenOptions
) -> npt.NDArray[np.bool_]:
    """The dark areas that begin at an edge: bars, and what lies around the sheet. A shadow has none.

    local: the tone of the paper; width: of an edge, in pixels.
    """
    count, labels = cv2.connectedComponents(dark.astype(np.uint8), connectivity=8)
    reach = 2 * max(1, round(width)) + 1
    window = np.ones((reach, reach), np.uint8)
    steep = cv2.erode(local, window) < (1 - options.edge) * cv2.dilate(local, window)
    outline = dark & (cv2.erode(dark.astype(np.uint8), np.ones((3, 3), np.uint8)) == 0)
    along = np.bincount(labels[outline], minlength=count)
    sharp = np.bincount(labels[outline & steep], minlength=count) > options.sharp * along
    return np.asarray(dark & sharp[labels], bool)


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
