"""The text layer of a born-digital PDF page, where it can be trusted."""

from typing import Any

from models.page_image import PageImage
from schemas.reading import TextLine


def read_text_layer(page: Any, image: PageImage) -> tuple[TextLine, ...] | None:
    return None
