"""TIFF, PNG and JPEG, as a viewer shows them."""

import warnings
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageOps

from models.page_image import PageImage, Pixels
from models.sources.media_type import TIFF
from models.sources.source import RenderOptions
from schemas.errors import DamagedInputError, TooLargeInputError
from schemas.reading import TextLine

_Extent = TypeVar("_Extent", int, float)
# What Pillow's decoders raise on malformed input, beside OSError.
_DECODE_ERRORS = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, ArithmeticError)
_PLAUSIBLE_DPI = (50.0, 2400.0)
# A scan a hair above the limit is left as it is: resampling would cost more than it saves.
_WORTH_SCALING = 0.96
# Of the finer resolution to the coarser; below it, it is rounding.
_OBLONG = 1.1
_ON_THEIR_SIDE = (5, 6, 7, 8)
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
        turned = self._image.getexif().get(ExifTags.Base.Orientation) in _ON_THEIR_SIDE
        resolution = _resolution(self._image, turned)
        # Pillow states the size of a TIFF as it is shown, that of other images as it is stored.
        stored_turned = turned and self.media_type != TIFF
        shown = _square_pixels(_swap(self._image.size, stored_turned), resolution)
        dpi = max(resolution) if resolution else None
        finer = min(1.0, self._options.max_dpi / dpi) if dpi else 1.0
        finer = finer if finer < _WORTH_SCALING else 1.0
        factor = min(finer, self._options.fit(*shown))
        size = (max(1, round(shown[0] * factor)), max(1, round(shown[1] * factor)))
        # JPEG decodes straight to a half, quarter or eighth.
        self._image.draft(None, _swap(size, stored_turned))
        image = _resize(_flatten(ImageOps.exif_transpose(self._image)), size)
        return PageImage(page_no, _to_bgr(image), dpi * factor if dpi else None)

    def _check_size(self) -> None:
        width, height = self._image.size
        if width * height > self._options.max_source_pixels:
            limit = self._options.max_source_pixels // 1_000_000
            reason = f"{width:,} × {height:,} pixels are more than {limit} megapixels"
            raise TooLargeInputError(self._name, reason)

    def _subject(self, page_no: int) -> str:
        return self._name if self.page_count == 1 else f"{self._name}, page {page_no}"


def _resize(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if size == image.size:
        return image
    smaller = size[0] <= image.width and size[1] <= image.height
    return image.resize(size, Image.Resampling.BOX if smaller else Image.Resampling.BICUBIC)


def _count_pages(image: Image.Image) -> int:
    """Frames that are pages: reduced-resolution copies and masks are not."""
    return int(getattr(image, "n_frames", 1))


def _swap(pair: tuple[_Extent, _Extent], swapped: bool) -> tuple[_Extent, _Extent]:
    return pair[::-1] if swapped else pair


def _resolution(image: Image.Image, turned: bool) -> tuple[float, float] | None:
    """Dots per inch across and down as shown, None where the file states none that a page can have."""
    try:
        across, down = (float(one) for one in image.info.get("dpi", ()))
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    low, high = _PLAUSIBLE_DPI
    if not low <= max(across, down) <= high:
        return None
    return _swap((across, down), turned) if low <= min(across, down) else (max(across, down),) * 2


def _square_pixels(size: tuple[int, int], resolution: tuple[float, float] | None) -> tuple[int, int]:
    """The size at the finer of two resolutions: a fax has half as many dots down as across."""
    if resolution is None or max(resolution) < _OBLONG * min(resolution):
        return size
    across, down = (max(resolution) / one for one in resolution)
    return round(size[0] * across), round(size[1] * down)


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
