"""Files of delivered pages: PDF, TIFF, JPEG and PNG, the same bytes for the same pages."""

from __future__ import annotations

import io
import time
from pathlib import Path

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from samples.generator.born_digital import draw_page
from samples.generator.damaging import Scan
from samples.generator.page import Page
from samples.generator.scanning import jpeg_bytes

FIXED_TIME = time.gmtime(0)


def as_image(scan: Scan) -> Image.Image:
    """A scan as an image, two-toned ones in one bit."""
    image = Image.fromarray(scan.pixels)
    return image.convert("1", dither=Image.Dither.NONE) if scan.binary else image


def write_pdf(path: Path, scans: list[Scan | Page], sideways: bool = False) -> None:
    """Pages in a PDF: scans as images, drawn pages with a text layer; `sideways` stores images turned."""
    if all(isinstance(s, Scan) and s.binary for s in scans):
        _write_fax_pdf(path, [s for s in scans if isinstance(s, Scan)])
        return
    canvas = Canvas(str(path), invariant=1, pageCompression=1)
    for scan in scans:
        if isinstance(scan, Page):
            draw_page(canvas, scan)
            continue
        height, width = (v * 72 / scan.dpi for v in scan.pixels.shape[:2])
        image = as_image(scan)
        # the size is set as seen: the library itself swaps the sides of a turned page
        canvas.setPageSize((width, height))
        canvas.setPageRotation(90 if sideways else 0)
        if sideways:
            image = image.transpose(Image.Transpose.ROTATE_90)
            width, height = height, width
        canvas.drawImage(ImageReader(io.BytesIO(_encoded(image, scan))), 0, 0, width, height)
        canvas.showPage()
    canvas.save()


def _encoded(image: Image.Image, scan: Scan) -> bytes:
    buffer = io.BytesIO()
    if scan.binary:
        image.save(buffer, "PNG", optimize=True)
    else:
        image.save(buffer, "JPEG", quality=scan.quality)
    return buffer.getvalue()


def _write_fax_pdf(path: Path, scans: list[Scan]) -> None:
    first, *rest = [as_image(s) for s in scans]
    first.save(
        path,
        "PDF",
        save_all=True,
        append_images=rest,
        resolution=float(scans[0].dpi),
        creationDate=FIXED_TIME,
        modDate=FIXED_TIME,
    )


def write_tiff(path: Path, scans: list[Scan]) -> None:
    """Pages in one TIFF: group 4 for two-toned pages, JPEG else."""
    first, *rest = [as_image(s) for s in scans]
    compression = "group4" if scans[0].binary else "jpeg"
    options = {} if scans[0].binary else {"quality": scans[0].quality}
    first.save(
        path,
        "TIFF",
        save_all=True,
        append_images=rest,
        compression=compression,
        dpi=(scans[0].dpi, scans[0].dpi),
        **options,
    )


def write_jpeg(path: Path, scan: Scan) -> None:
    """One page as a photo."""
    path.write_bytes(jpeg_bytes(scan.pixels, scan.quality))


def write_png(path: Path, scan: Scan) -> None:
    """One page without loss."""
    as_image(scan).save(path, "PNG", optimize=False, dpi=(scan.dpi, scan.dpi))
