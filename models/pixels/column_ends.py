"""Words of columns begin or end below each other on paper: which bend of upright lines sets them so.

Edges of the sheet, folds and streaks of a scanner are upright lines, too, and lean otherwise than the print;
and where a table has level rules alone, the ends of its words are all that shows how its columns lean.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class EndsOptions:
    """bin_inches: how near each other ends stand that are below each other. fewest: ends that tell anything.
    worse: share of the alignment that a bend may cost. better: times the alignment that a lean must bring,
    by `enough` ends. steepest, step: of the leans that are tried."""

    bin_inches: float = 0.015
    fewest: int = 12
    worse: float = 0.9
    better: float = 1.15
    enough: int = 30
    steepest: float = 0.04
    step: float = 0.001


@dataclass(frozen=True)
class WordEnds:
    """Where words or phrases begin and end (x), and their middles (y); in pixels."""

    starts: Floats
    ends: Floats
    middles: Floats


def spoils_columns(
    words: WordEnds,
    moved: Callable[[Floats, Floats], Floats],
    dpi: float,
    options: EndsOptions = EndsOptions(),
) -> bool:
    """Whether ends of words stand clearly less below each other once moved. moved: (x, y) → new x."""
    if len(words.middles) < options.fewest:
        return False
    width = options.bin_inches * dpi
    before = _alignment(words.starts, width) + _alignment(words.ends, width)
    after = sum(_alignment(moved(x, words.middles), width) for x in (words.starts, words.ends))
    return after < options.worse * before


def lean_of_columns(
    words: WordEnds,
    size: tuple[int, int],
    dpi: float,
    options: EndsOptions = EndsOptions(),
) -> tuple[float, float]:
    """How far columns lean, and how much more so for each half page to the right: 0 where that is not clear.

    In half page lengths across per half page length down. size: of the page, width × height in pixels.
    """
    if len(words.middles) < options.enough:
        return 0.0, 0.0
    width, height = size
    half, bin_width = max(size) / 2, options.bin_inches * dpi
    down = words.middles - height / 2

    def aligned(lean: float, more: float) -> float:
        moved = (x + down * (lean + more * (x - width / 2) / half) for x in (words.starts, words.ends))
        return sum(_alignment(x, bin_width) for x in moved)

    leans = np.arange(-options.steepest, options.steepest + options.step / 2, options.step).tolist()
    lean = max(leans, key=lambda lean: (aligned(lean, 0.0), -abs(lean)))
    if aligned(lean, 0.0) < options.better * aligned(0.0, 0.0):
        lean = 0.0
    more = max(leans, key=lambda more: (aligned(lean, more), -abs(more)))
    return lean, more if aligned(lean, more) >= options.better * aligned(lean, 0.0) else 0.0


def _alignment(places: Floats, width: float) -> float:
    """Sum over narrow strips of the squared number of places in each."""
    strips = np.arange(places.min() - width, places.max() + 2 * width, width)
    counts = np.histogram(places, strips)[0].astype(float)
    return float(np.sum((counts[:-1] + counts[1:]) ** 2))
