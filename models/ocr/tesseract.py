"""Tesseract, the second reader: reads an image and says where each word stands."""

import os
from dataclasses import dataclass
from typing import Protocol

from models.page_image import Pixels
from schemas.errors import MissingDependencyError
from schemas.geometry import Box

SUBJECT = "tesseract"


@dataclass(frozen=True)
class TesseractOptions:
    """language: a Tesseract language pack; segmentation: its page segmentation mode."""

    language: str = "spa"
    # Measured on one column of lines: mode 6 lost none, modes 4 and 11 lost 2 to 4 in a hundred.
    segmentation: int = 6


@dataclass(frozen=True)
class ReadWord:
    """A word and its box in the image, in pixels."""

    text: str
    box: Box


class WordReader(Protocol):
    """Reads the words of a grey image, in reading order."""

    def read(self, image: Pixels, /) -> list[ReadWord]: ...


class TesseractReader:
    """Runs the `tesseract` program; raises `MissingDependencyError` where it or its language is missing."""

    def __init__(self, options: TesseractOptions = TesseractOptions()) -> None:
        self.options = options
        # Its own threads fight the networks for the same cores and make it slower even alone.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")

    def read(self, image: Pixels) -> list[ReadWord]:
        """The words of a grey image, in reading order."""
        import pytesseract  # costs 0.4 s, for it brings pandas

        config = f"--psm {self.options.segmentation}"
        try:
            found = pytesseract.image_to_data(
                image, lang=self.options.language, config=config, output_type=pytesseract.Output.DICT
            )
        except pytesseract.TesseractNotFoundError as error:
            raise MissingDependencyError(SUBJECT, "the program is not installed") from error
        except pytesseract.TesseractError as error:
            raise MissingDependencyError(SUBJECT, _reason(error, self.options.language)) from error
        places = zip(found["left"], found["top"], found["width"], found["height"], strict=True)
        return [
            ReadWord(text, Box(float(x), float(y), float(x + w), float(y + h)))
            for text, (x, y, w, h) in zip(found["text"], places, strict=True)
            if text.strip()
        ]


def _reason(error: Exception, language: str) -> str:
    said = " ".join(str(error).split())
    if "load" in said and "language" in said:
        return f"its language `{language}` is not installed"
    return f"it failed with: {said[:200]}"
