"""Sample pages read whole, with the real engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.page_reader import PageReader
from models.sources import RenderOptions, open_source
from schemas.reading import PageReading, TextLine

DOCUMENTS = Path(__file__).parent.parent.parent / "samples" / "documents"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reader() -> PageReader:
    return PageReader()


def read_first_page(reader: PageReader, name: str) -> PageReading:
    source = open_source(DOCUMENTS / name, RenderOptions())
    try:
        page = source.page(1)
        return reader.read(page, source.words(page))
    finally:
        source.close()


def all_lines(reading: PageReading) -> Iterator[TextLine]:
    yield from reading.lines
    for table in reading.tables:
        for cell in table.cells:
            yield from cell.lines


def test_a_clean_budget_page_has_its_regions(reader: PageReader) -> None:
    reading = read_first_page(reader, "plan_presupuesto_clean.pdf")
    types = [region.type for region in reading.regions]
    assert types.count("table") == len(reading.tables) > 0
    assert set(types) - {"table"}


def test_every_line_outside_the_tables_is_in_one_region_at_most(reader: PageReader) -> None:
    reading = read_first_page(reader, "plan_presupuesto_clean.pdf")
    said = [text for region in reading.regions for text in region.text.split("\n") if text]
    assert sorted(said) == sorted(line.text for line in reading.lines)


def test_the_second_reader_is_spent_on_few_lines(reader: PageReader) -> None:
    lines = list(all_lines(read_first_page(reader, "plan_presupuesto_hard.pdf")))
    asked = [line for line in lines if line.second is not None]
    assert 0 < len(asked) < 0.4 * len(lines)


def test_a_page_reads_the_same_twice(reader: PageReader) -> None:
    once, again = (read_first_page(reader, "metas_clean.png") for _ in range(2))
    assert once.model_dump_json() == again.model_dump_json()
