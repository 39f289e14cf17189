"""Inputs as a viewer shows them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydantic import ValidationError

from models.sources import RenderOptions, open_source
from models.sources.text import read_text
from schemas.errors import TooLargeInputError


def corner(path: Path, page_no: int = 1) -> tuple[int, int]:
    """Where the dark corner of the page lies: (right, bottom) as 0 or 1."""
    pixels = open_source(path).page(page_no).pixels.mean(axis=2)
    height, width = pixels.shape
    quarters = {
        (x, y): pixels[y * height // 2 : (y + 1) * height // 2, x * width // 2 : (x + 1) * width // 2].mean()
        for x in (0, 1)
        for y in (0, 1)
    }
    return min(quarters, key=lambda quarter: quarters[quarter])


@pytest.fixture
def marked() -> Image.Image:
    """White, with a dark upper left quarter."""
    image = Image.new("L", (300, 400), 255)
    image.paste(0, (0, 0, 150, 200))
    return image


@pytest.mark.parametrize(("orientation", "place"), [(1, (0, 0)), (3, (1, 1)), (6, (1, 0)), (8, (0, 1))])
def test_exif_orientation_is_applied(
    tmp_path: Path, marked: Image.Image, orientation: int, place: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    marked.save(tmp_path / "a.jpg", exif=exif)
    assert corner(tmp_path / "a.jpg") == place


@pytest.mark.parametrize("name", ["fax.tif", "fax.jpg", "fax.png"])
@pytest.mark.parametrize(("orientation", "place"), [(1, (0, 0)), (6, (1, 0))])
def test_a_fax_gets_the_height_it_has_on_paper(
    tmp_path: Path, marked: Image.Image, name: str, orientation: int, place: tuple[int, int]
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    marked.resize((400, 300)).save(tmp_path / name, dpi=(204, 98), exif=exif)
    page = open_source(tmp_path / name).page(1)
    assert sorted((page.width, page.height)) == [400, pytest.approx(300 * 204 / 98, abs=2)]
    assert (page.width < page.height) == (orientation == 1)
    assert page.dpi == pytest.approx(204, abs=0.1)
    assert corner(tmp_path / name) == place


@pytest.mark.parametrize(("turn", "place"), [(0, (0, 0)), (90, (1, 0)), (180, (1, 1)), (270, (0, 1))])
def test_the_rotation_of_a_pdf_page_is_applied(
    tmp_path: Path, marked: Image.Image, turn: int, place: tuple[int, int]
) -> None:
    import pypdfium2 as pdfium

    marked.save(tmp_path / "flat.pdf", resolution=150)
    pdf = pdfium.PdfDocument(tmp_path / "flat.pdf")
    pdf[0].set_rotation(turn)
    pdf.save(tmp_path / "turned.pdf")
    assert corner(tmp_path / "turned.pdf") == place


@pytest.mark.parametrize(("scanned", "rendered"), [(100, 150), (200, 200), (300, 300), (600, 300)])
def test_a_scan_is_rendered_at_its_own_resolution_within_limits(
    tmp_path: Path, marked: Image.Image, scanned: int, rendered: int
) -> None:
    marked.save(tmp_path / "a.pdf", resolution=scanned)
    page = open_source(tmp_path / "a.pdf").page(1)
    assert page.dpi == pytest.approx(rendered, rel=0.01)
    assert page.width == pytest.approx(300 * rendered / scanned, abs=2)


def test_pages_of_a_tiff_come_one_at_a_time_in_any_order(
    tmp_path: Path, page_picture: Callable[[str], Image.Image]
) -> None:
    pages = [page_picture(str(number)) for number in range(4)]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:], dpi=(200, 200))
    source = open_source(tmp_path / "a.tif")
    assert source.page_count == 4
    for number in (3, 1, 4):
        assert np.array_equal(source.page(number).pixels[:, :, 0], np.asarray(pages[number - 1]))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK", "LA", "I;16"])
def test_every_sort_of_pixel_becomes_bgr(tmp_path: Path, mode: str) -> None:
    Image.new("RGB", (40, 30), "white").convert("L" if mode == "I;16" else mode).convert(mode).save(
        tmp_path / "a.tif"
    )
    page = open_source(tmp_path / "a.tif").page(1)
    assert page.pixels.shape == (30, 40, 3)
    assert page.pixels.dtype == np.uint8


def test_transparent_is_white(tmp_path: Path) -> None:
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(tmp_path / "a.png")
    assert open_source(tmp_path / "a.png").page(1).pixels.min() == 255


def test_a_page_beyond_the_limits_is_scaled_and_an_image_far_beyond_refused(tmp_path: Path) -> None:
    Image.new("1", (3000, 2000), 1).save(tmp_path / "a.png")
    small = RenderOptions(max_pixels=600_000)
    assert open_source(tmp_path / "a.png", small).page(1).pixels.size <= 3 * 610_000
    with pytest.raises(TooLargeInputError):
        open_source(tmp_path / "a.png", RenderOptions(max_source_pixels=1_000_000))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_dump_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes("Año\tGestión\r\n1\t2".encode(encoding))
    assert read_text(tmp_path / "a.txt") == "Año\tGestión\n1\t2"


def test_a_least_resolution_above_the_most_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"min_dpi \(400\) is above max_dpi \(300\)"):
        RenderOptions(min_dpi=400)
