"""What a layout detector is given, and the one method it offers."""

from dataclasses import dataclass
from typing import Protocol

from layoutparser.elements import Layout

from models.page_image import Pixels
from schemas.geometry import Box
from schemas.reading import TextLine


@dataclass(frozen=True)
class PageEvidence:
    """A read page, everything in pixels of the upright page.

    grey: the page. colour: the same page, small, BGR. dark: 1 where there is ink that is no rule. lines: the
    print outside the tables.
    """

    grey: Pixels
    colour: Pixels
    dark: Pixels
    dpi: float
    lines: tuple[TextLine, ...]
    tables: tuple[Box, ...]


class LayoutDetector(Protocol):
    """Labels the parts of a page."""

    def detect(self, page: PageEvidence, /) -> Layout:
        """Blocks with `type` one of the region types and `score` 0..1, in any order."""
