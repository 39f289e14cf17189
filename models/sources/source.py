"""What every input offers, and how large a page may become."""

import math
from typing import Protocol

from models.page_image import PageImage
from schemas.base import Frozen
from schemas.reading import TextLine


class RenderOptions(Frozen):
    """How pages become pixels.

    dpi: resolution of every PDF page; None takes a scan's own, within `min_dpi` and `max_dpi`, and `max_dpi`
    for a born-digital page. max_pixels, max_side: a page above them is scaled down. max_source_pixels: an
    image above it is refused, because decoding it whole would take gigabytes.
    """

    dpi: float | None = None
    min_dpi: float = 150.0
    max_dpi: float = 300.0
    max_pixels: int = 24_000_000
    max_side: int = 12_000
    max_source_pixels: int = 200_000_000

    def fit(self, width: float, height: float) -> float:
        """The factor, at most 1, that brings `width` × `height` pixels within the limits."""
        by_area = math.sqrt(self.max_pixels / max(1.0, width * height))
        return min(1.0, by_area, self.max_side / max(1.0, width, height))


class Source(Protocol):
    """An opened input; `page` and `words` may be asked in any order, one page is held at a time."""

    media_type: str
    page_count: int
    damage: str | None

    def page(self, page_no: int) -> PageImage:
        """The page (from 1) as a viewer shows it; raises `InputError` where it cannot be decoded."""

    def words(self, image: PageImage, /) -> tuple[TextLine, ...] | None:
        """The trustworthy text layer of the page behind `image`, None where there is none."""

    def close(self) -> None: ...
