"""What all tests share: small files made on the spot, and the order they run in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

REPOSITORY = Path(__file__).parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast tests first, so that a mistake shows early."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)


@pytest.fixture
def page_picture() -> Callable[[str], Image.Image]:
    """Draws a small page with a line of text on it."""

    def draw(text: str, size: tuple[int, int] = (400, 560)) -> Image.Image:
        image = Image.new("L", size, 255)
        ImageDraw.Draw(image).text((40, 40), text, fill=0, font_size=28)
        return image

    return draw


@pytest.fixture
def scan_pdf(tmp_path: Path, page_picture: Callable[[str], Image.Image]) -> Callable[..., Path]:
    """Writes an image-only PDF of as many pages as asked for."""

    def write(name: str = "scan.pdf", pages: int = 1) -> Path:
        pictures = [page_picture(f"page {number}") for number in range(1, pages + 1)]
        path = tmp_path / name
        pictures[0].save(path, save_all=True, append_images=pictures[1:], resolution=150)
        return path

    return write
