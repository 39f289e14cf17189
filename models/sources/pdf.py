"""PDF pages, rendered as a viewer shows them at the resolution the scan was made."""

import os
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from models.page_image import PageImage
from models.pdf_text import read_text_layer
from models.sources.media_type import PDF
from models.sources.source import RenderOptions
from schemas.errors import DamagedInputError, EmptyInputError, EncryptedInputError, InputError
from schemas.reading import TextLine

_POINTS_PER_INCH = 72.0
_PASSWORD, _SECURITY = 4, 5
# Scanners store pages a hair off their nominal resolution; rendering at exactly that keeps pixels untouched.
_SCAN_DPI_SLACK = 1.04
_FULL_PAGE = 0.75
_TAIL = 4096


class PdfSource:
    """A PDF, one page rendered at a time."""

    media_type = PDF

    def __init__(self, path: Path, options: RenderOptions) -> None:
        self._name = path.name
        self._options = options
        self.damage = _cut_off(path)
        try:
            self._pdf = pdfium.PdfDocument(path)
            self.page_count = len(self._pdf)
        except pdfium.PdfiumError as error:
            raise _explain(path) from error

    def page(self, page_no: int) -> PageImage:
        page = self._load(page_no)
        try:
            dpi = self._dpi(page)
            bitmap = page.render(scale=dpi / _POINTS_PER_INCH, draw_annots=True, may_draw_forms=False)
            pixels = bitmap.to_numpy()
            # A copy, because pdfium owns the buffer and frees it with the bitmap.
            return PageImage(page_no, np.array(_to_three_channels(pixels)), dpi)
        except (pdfium.PdfiumError, ValueError, MemoryError) as error:
            raise DamagedInputError(f"{self._name}, page {page_no}", "the page cannot be rendered") from error
        finally:
            page.close()

    def words(self, image: PageImage) -> tuple[TextLine, ...] | None:
        page = self._load(image.page_no)
        try:
            return read_text_layer(page, image)
        except pdfium.PdfiumError:
            return None
        finally:
            page.close()

    def close(self) -> None:
        self._pdf.close()

    def _load(self, page_no: int) -> Any:
        try:
            return self._pdf[page_no - 1]
        except (pdfium.PdfiumError, IndexError) as error:
            raise DamagedInputError(f"{self._name}, page {page_no}", "the page cannot be loaded") from error

    def _dpi(self, page: Any) -> float:
        width, height = page.get_size()
        if width <= 0 or height <= 0:
            raise ValueError("a page without an area")
        options = self._options
        wanted = options.dpi or _scan_dpi(page, width * height) or options.max_dpi
        if options.dpi is None:
            top = options.max_dpi * _SCAN_DPI_SLACK
            wanted = max(options.min_dpi, wanted if wanted <= top else options.max_dpi)
        scale = wanted / _POINTS_PER_INCH
        return float(wanted * options.fit(width * scale, height * scale))


def _scan_dpi(page: Any, page_area: float) -> float | None:
    """Resolution of the image, or of the strips, that fill the page; None on any other page."""
    covered, largest, dpi = 0.0, 0.0, None
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        area = abs(right - left) * abs(top - bottom)
        covered += area
        if area > largest:
            largest = area
            dpi = _image_dpi(image.get_px_size(), area)
    return dpi if covered >= _FULL_PAGE * page_area else None


def _image_dpi(size: tuple[int, int], area: float) -> float | None:
    # By area, so that a scan stored sideways on its page gives the same figure.
    pixels = size[0] * size[1]
    return float((pixels / area) ** 0.5 * _POINTS_PER_INCH) if pixels and area else None


def _to_three_channels(pixels: Any) -> Any:
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return np.repeat(pixels.reshape(*pixels.shape[:2], 1), 3, axis=2)
    return pixels[:, :, :3]


def _cut_off(path: Path) -> str | None:
    """Says that the end of the file is missing: pdfium then rebuilds what it can and loses pages silently."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        whole = b"%%EOF" in file.read()
    return None if whole else "the end of the PDF is missing; pages or parts of pages may be lost"


def _explain(path: Path) -> InputError:
    """Why pdfium cannot open the file; asked anew, for its last error may be an earlier file's."""
    handle = raw.FPDF_LoadDocument(os.fsencode(path), None)
    if handle:
        raw.FPDF_CloseDocument(handle)
        return EmptyInputError(path.name, "the PDF has no pages")
    code = raw.FPDF_GetLastError()
    if code == _PASSWORD:
        return EncryptedInputError(path.name, "the PDF is locked with a password")
    if code == _SECURITY:
        return EncryptedInputError(path.name, "the PDF is locked by an encryption that is not known here")
    return DamagedInputError(path.name, "the PDF cannot be opened")
