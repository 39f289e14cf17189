"""One bare RapidOCR pass over page images, the yardstick for speed; run as a program it prints JSON."""

import json
import logging
import sys
import time
from pathlib import Path

from rapidocr import RapidOCR

from models.sources import open_source


def time_bare_pass(paths: list[Path]) -> dict[str, float]:
    """Seconds of RapidOCR over all pages, of loading it, and the number of pages; decoding is not counted."""
    logging.disable(logging.WARNING)
    begun = time.perf_counter()
    engine = RapidOCR()
    loading = time.perf_counter() - begun
    seconds, pages = 0.0, 0
    for path in paths:
        source = open_source(path)
        for page_no in range(1, source.page_count + 1):
            page = source.page(page_no)
            begun = time.perf_counter()
            engine(page.pixels)
            seconds += time.perf_counter() - begun
            pages += 1
        source.close()
    return {"seconds": seconds, "loading": loading, "pages": pages}


if __name__ == "__main__":
    print(json.dumps(time_bare_pass([Path(argument) for argument in sys.argv[1:]])))
