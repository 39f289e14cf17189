"""Whether the words of a text layer and the ink of the page account for each other."""

from collections.abc import Sequence

import cv2
import numpy as np

from models.page_image import PageImage, Pixels
from schemas.base import Frozen
from schemas.geometry import Box
from schemas.reading import TextLine


class InkAgreement(Frozen):
    """How well words and ink must agree.

    contrast: grey levels between a word and its ground. inked: least share of words that stand on ink.
    stray: letter-like specks outside all words, as a share of the words, and `spared` more.
    smallest, largest: height of a letter, in parts of an inch.
    """

    contrast: int = 40
    inked: float = 0.9
    stray: float = 0.25
    spared: int = 12
    smallest: float = 0.035
    largest: float = 0.4


_SHRINK = 2


def words_on_ink(
    words: Sequence[TextLine], image: PageImage, agreement: InkAgreement = InkAgreement()
) -> tuple[TextLine, ...] | None:
    """The words that can be seen; None where too many cannot, or where much ink like letters has no word."""
    grey: Pixels = cv2.cvtColor(image.pixels, cv2.COLOR_BGR2GRAY).astype(np.uint8)
    size = (max(1, image.width // _SHRINK), max(1, image.height // _SHRINK))
    small: Pixels = cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    seen = tuple(word for word in words if word.bbox and _contrast(grey, word.bbox) >= agreement.contrast)
    if not seen or len(seen) < agreement.inked * len(words):
        return None
    boxes = [word.bbox for word in seen if word.bbox]
    stray = _count_stray_letters(small, boxes, (image.dpi or 300.0) / _SHRINK, agreement)
    return seen if stray <= agreement.stray * len(seen) + agreement.spared else None


def _contrast(grey: Pixels, word: Box) -> int:
    x0, y0 = max(0, int(word.x0)), max(0, int(word.y0))
    patch = grey[y0 : int(word.y1) + 2, x0 : int(word.x1) + 2]
    return int(patch.max()) - int(patch.min()) if patch.size else 0


def _count_stray_letters(small: Pixels, words: Sequence[Box], dpi: float, agreement: InkAgreement) -> int:
    # Local threshold, so that letters on a shaded row count and the shade itself does not.
    block = max(3, int(dpi / 6) | 1)
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 25)
    for word in words:
        box = Box(*(side / _SHRINK for side in word)).inflate(0.02 * dpi)
        x0, y0 = max(0, int(box.x0)), max(0, int(box.y0))
        ink[y0 : int(box.y1) + 1, x0 : int(box.x1) + 1] = 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights, widths = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    low, high = agreement.smallest * dpi, agreement.largest * dpi
    letters = (heights >= low) & (heights <= high) & (widths >= low / 3) & (widths <= high)
    return int(np.count_nonzero(letters))
