"""Readers that do one thing, built inside worker processes."""

import os
import time

from models.page_image import PageImage
from schemas.reading import PageReading, TextLine


def reading_of(page: PageImage) -> PageReading:
    """A page on which nothing was found."""
    return PageReading(page_no=page.page_no, width=page.width, height=page.height, dpi=page.dpi)


class BlankReader:
    """Finds nothing on any page."""

    def read(self, page: PageImage, pdf_words: tuple[TextLine, ...] | None = None) -> PageReading:
        source = "pdf_text" if pdf_words else "ocr"
        return reading_of(page).replace(text_source=source, lines=pdf_words or ())


class TroubledReader(BlankReader):
    """Crashes on page 2, hangs on page 3, bloats on page 4 and raises on page 5."""

    def read(self, page: PageImage, pdf_words: tuple[TextLine, ...] | None = None) -> PageReading:
        match page.page_no:
            case 2:
                os.abort()
            case 3:
                time.sleep(600)
            case 4:
                hoard = [bytearray(50_000_000) for _ in range(40)]
                time.sleep(600 + len(hoard))
            case 5:
                raise RuntimeError("no such luck")
        return super().read(page, pdf_words)


class FlakyReader(BlankReader):
    """Crashes once on every page, then reads it."""

    def read(self, page: PageImage, pdf_words: tuple[TextLine, ...] | None = None) -> PageReading:
        mark = f"{os.environ['FLAKY_MARKS']}/{page.page_no}"
        if not os.path.exists(mark):  # noqa: PTH110
            os.close(os.open(mark, os.O_CREAT))
            os.abort()
        return super().read(page, pdf_words)


def blank_reader(_threads: int) -> BlankReader:
    return BlankReader()


def troubled_reader(_threads: int) -> TroubledReader:
    return TroubledReader()


def flaky_reader(_threads: int) -> FlakyReader:
    return FlakyReader()


class ThreadReader(BlankReader):
    """Says how many threads BLAS has, as the text of each page."""

    def read(self, page: PageImage, pdf_words: tuple[TextLine, ...] | None = None) -> PageReading:
        from threadpoolctl import threadpool_info  # type: ignore[import-untyped]

        threads = max(pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas")
        return super().read(page, pdf_words).replace(reason=f"{threads} threads")


def thread_reader(_threads: int) -> ThreadReader:
    return ThreadReader()
