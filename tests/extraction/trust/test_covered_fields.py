"""A field whose place a figure of another column goes over is doubted; one that is merely blank is not."""

import pytest

from extraction.record_fields import Setting
from extraction.records import table_to_records
from schemas.reading import PageReading
from tests.extraction.literal_tables import declared_forms, literal_table

FORM = next(form for form in declared_forms() if form.kind == "siafi_product")
COLUMNS = ["product:text", "assigned_budget:money", "current_budget:money"]
SETTING = Setting(pages={1: PageReading(page_no=1, width=100, height=100)}, verdicts={})


@pytest.mark.parametrize(("span", "review"), [(2, True), (1, False)])
def test_a_figure_over_the_place_of_a_field_leaves_it_in_doubt(span: int, review: bool) -> None:
    table = literal_table("siafi_product", COLUMNS, "5-Vías|5,00\n6-Ríos|7,00|7,00")
    cells = tuple(
        cell.replace(col_span=span) if (cell.row, cell.col) == (1, 1) else cell for cell in table.cells
    )
    first, second = table_to_records(table.replace(cells=cells), FORM, "sha256:0", SETTING)
    blank = first.fields["current_budget"]
    assert (blank.value, blank.needs_review) == (None, review)
    assert ("geometry_conflict" in blank.reasons) is review
    assert first.needs_review is review
    assert second.fields["current_budget"].value == "7.00"
