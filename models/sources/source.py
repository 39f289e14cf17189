"""What every input offers, and how large a page may become."""

import math
from typing import Protocol, Self

from pydantic import Field, model_validator

from models.page_image import PageImage
from schemas.base import Frozen
from schemas.reading import TextLine


class RenderOptions(Frozen):
    """How pages become pixels; each option says what it does, for `cuadra settings` too.

    A scan in a PDF is rendered at its own resolution within `min_dpi` and `max_dpi`. An image beyond
    `max_source_pixels` is refused because decoding it whole would take gigabytes.
    """

    dpi: float | None = Field(
        default=None, ge=50, le=600, description="resolution of PDF pages; without it the scan's own"
    )
    min_dpi: float = Field(default=150.0, ge=50, le=600, description="least resolution of a scan in a PDF")
    max_dpi: float = Field(
        default=300.0, ge=50, le=600, description="most, and that of a PDF page without a scan"
    )
    max_pixels: int = Field(
        default=24_000_000, ge=10_000, description="pixels of a page; a larger one is scaled down"
    )
    max_side: int = Field(default=12_000, ge=100, description="pixels of a page's longer side; the same")
    max_source_pixels: int = Field(
        default=200_000_000, ge=1, description="pixels of an image file; a larger one is refused"
    )

    @model_validator(mode="after")
    def _least_below_most(self) -> Self:
        if self.min_dpi > self.max_dpi:
            raise ValueError(f"min_dpi ({self.min_dpi:g}) is above max_dpi ({self.max_dpi:g})")
        return self

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
