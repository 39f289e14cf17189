"""Opens any supported file."""

from pathlib import Path

from models.sources.media_type import PDF, TEXT, sniff_media_type
from models.sources.source import RenderOptions, Source
from schemas.errors import NoAccessError, UnsupportedInputError


def open_source(path: Path, options: RenderOptions = RenderOptions()) -> Source:
    """Open the PDF or image at `path`; raises `InputError`, also for a text dump, which has no pixels."""
    try:
        media_type = sniff_media_type(path)
        return _open(path, media_type, options)
    except PermissionError as error:
        raise NoAccessError(path.name, "permission denied") from error


def _open(path: Path, media_type: str, options: RenderOptions) -> Source:
    if media_type == PDF:
        from models.sources.pdf import PdfSource

        return PdfSource(path, options)
    if media_type == TEXT:
        raise UnsupportedInputError(path.name, "a text dump has no pages of pixels")
    from models.sources.raster import RasterSource

    return RasterSource(path, media_type, options)
