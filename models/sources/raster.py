"""TIFF, PNG and JPEG, as a viewer shows them."""

import warnings
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from models.page_image import PageImage, Pixels
from models.sources.media_type import TIFF
from models.sources.source import RenderOptions
from schemas.errors import DamagedInputError, TooLargeInputError
from schemas.reading import TextLine

# What Pillow's decoders raise on malformed input, beside OSError.
_DECODE_ERRORS = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, ArithmeticError)
_PLAUSIBLE_DPI = (50.0, 2400.0)
# A scan a hair above the limit is left as it is: resampling would cost more than it saves.
_WORTH_SCALING = 0.96
_SIXTEEN_BIT = ("I;16", "I;16L", "I;16B", "I;16N", "I")


class RasterSource:
    """An image file; TIFF may hold several pages."""

    damage: str | None = None

    def __init__(self, path: Path, media_type: str, options: RenderOptions) -> None:
        self.media_type = media_type
        self._name = path.name
        self._options = options
        # Our own limit stands in for Pillow's, whose warning and error depend on a module global.
        Image.MAX_IMAGE_PIXELS = None
        try:
            self._image = Image.open(path)
            self.page_count = _count_pages(self._image) if media_type == TIFF else 1
        except MemoryError as error:
            raise TooLargeInputError(path.name, "the image does not fit into memory") from error
        except _DECODE_ERRORS as error:
            raise DamagedInputError(path.name, "the image cannot be decoded") from error
        if self.page_count == 1:
            self._check_size()

    def page(self, page_no: int) -> PageImage:
        """The page, turned by its EXIF orientation, transparent parts white."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return self._decode(page_no)
        except MemoryError as error:
            raise TooLargeInputError(self._subject(page_no), "the image does not fit into memory") from error
        except _DECODE_ERRORS as error:
            raise DamagedInputError(self._subject(page_no), "the image cannot be decoded") from error

    def words(self, _image: PageImage) -> tuple[TextLine, ...] | None:
        return None

    def close(self) -> None:
        self._image.close()

    def _decode(self, page_no: int) -> PageImage:
        if self.page_count > 1:
            self._image.seek(page_no - 1)
        self._check_size()
        width, height = self._image.size
        dpi = _dpi(self._image)
        finer = min(1.0, self._options.max_dpi / dpi) if dpi else 1.0
        finer = finer if finer < _WORTH_SCALING else 1.0
        factor = min(finer, self._options.fit(*self._image.size))
        if factor < 1.0:
            # JPEG decodes straight to a half, quarter or eighth.
            self._image.draft(None, (round(width * factor), round(height * factor)))
        image = _flatten(ImageOps.exif_transpose(self._image))
        if factor < 1.0:
            image = _resize(image, (max(1, round(width * factor)), max(1, round(height * factor))))
            dpi = dpi * factor if dpi else None
        return PageImage(page_no, _to_bgr(image), dpi)

    def _check_size(self) -> None:
        width, height = self._image.size
        if width * height > self._options.max_source_pixels:
            limit = self._options.max_source_pixels // 1_000_000
            reason = f"{width:,} × {height:,} pixels are more than {limit} megapixels"
            raise TooLargeInputError(self._name, reason)

    def _subject(self, page_no: int) -> str:
        return self._name if self.page_count == 1 else f"{self._name}, page {page_no}"


def _resize(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    turned = (image.width < image.height) != (size[0] < size[1])
    return image.resize(size[::-1] if turned else size, Image.Resampling.BOX)


def _count_pages(image: Image.Image) -> int:
    """Frames that are pages: reduced-resolution copies and masks are not."""
    return int(getattr(image, "n_frames", 1))


def _dpi(image: Image.Image) -> float | None:
    stated = image.info.get("dpi")
    try:
        dpi = float(max(stated)) if stated else 0.0
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    low, high = _PLAUSIBLE_DPI
    return dpi if low <= dpi <= high else None


def _flatten(image: Image.Image) -> Image.Image:
    """Grey or RGB; what is transparent becomes white."""
    if image.mode in _SIXTEEN_BIT:
        return Image.fromarray(_to_eight_bits(np.asarray(image)))
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba).convert("RGB")
    return image.convert("RGB")


def _to_eight_bits(grey: NDArray[Any]) -> Pixels:
    top = max(float(grey.max()), 255.0)
    return (grey.astype(np.float32) * (255.0 / top)).astype(np.uint8)


def _to_bgr(image: Image.Image) -> Pixels:
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])
