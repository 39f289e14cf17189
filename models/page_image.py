"""One page as pixels, as a viewer shows it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class PageImage:
    """One page as delivered: `pixels` are H × W × 3, BGR; `dpi` is None where nobody can know it."""

    page_no: int
    pixels: Pixels
    dpi: float | None

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])
