"""Whether a bend of upright lines sets the ends of words below each other, as columns on paper stand.

Edges of the sheet, folds and streaks of a scanner are upright lines, too, and lean otherwise than the print.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class EndsOptions:
    """bin_inches: how near each other ends stand that are below each other. fewest: ends that tell anything.
    worse: share of the alignment that a bend may cost."""

    bin_inches: float = 0.015
    fewest: int = 12
    worse: float = 0.9


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


def _alignment(places: Floats, width: float) -> float:
    """Sum over narrow strips of the squared number of places in each."""
    strips = np.arange(places.min() - width, places.max() + 2 * width, width)
    counts = np.histogram(places, strips)[0].astype(float)
    return float(np.sum((counts[:-1] + counts[1:]) ** 2))
