"""Lines of a cell put together: wrapped, broken, stacked."""

import pytest

from extraction.readings.cell_text import ColumnHint, cell_to_entries, stack_size
from schemas.geometry import Box
from schemas.reading import ReadCell, TextLine
from schemas.value import ValueType

NUMBER, GROUP = ColumnHint(type="number"), ColumnHint(type="code", words=("TOTAL",), stack=True)
AMOUNT = ColumnHint(type="number", stack=True)
WIDE = 100.0


def cell(*lines: str, width: float | None = WIDE) -> ReadCell:
    """A cell 100 wide with lines one below another; `width` None for a text dump."""
    if width is None:
        return ReadCell(row=0, col=0, line=1, lines=tuple(TextLine(text=line, line=1) for line in lines))
    boxes = [Box(0, 10 * at, width, 10 * at + 9) for at in range(len(lines))]
    texts = tuple(TextLine(text=line, bbox=box) for line, box in zip(lines, boxes, strict=True))
    return ReadCell(row=0, col=0, bbox=Box(0, 0, WIDE, 10 * len(lines)), lines=texts)


def texts(of: ReadCell, hint: ColumnHint, size: int = 1, words: frozenset[str] = frozenset()) -> list[str]:
    return [entry.text for entry in cell_to_entries(of, hint, size, words)[0]]


@pytest.mark.parametrize(
    ("lines", "value_type", "joined"),
    [
        (("58.3333333333", "3"), "number", "58.33333333333"),
        (("12.351.", "582.-"), "number", "12.351.582.-"),
        (("31/12/", "2019"), "date", "31/12/2019"),
        (("11.06.0", "1."), "code", "11.06.01."),
        (("11-02-", "000-002"), "code", "11-02-000-002"),
    ],
)
def test_a_value_broken_by_its_column_is_joined_with_a_repair(
    lines: tuple[str, ...], value_type: ValueType, joined: str
) -> None:
    entries, repairs = cell_to_entries(cell(*lines), ColumnHint(type=value_type), 1, frozenset())
    assert [entry.text for entry in entries] == [joined]
    assert [(repair.rule, repair.after) for repair in repairs] == [("split_number_joined", joined)]


def test_a_long_fraction_in_two_words_of_a_dump_is_joined() -> None:
    assert texts(cell("58.333333 333333", width=None), NUMBER) == ["58.333333333333"]


def test_two_whole_numbers_in_a_dump_are_left_to_their_readings() -> None:
    assert texts(cell("37 45", width=None), NUMBER) == ["37 45"]


def test_amounts_one_above_another_are_a_stack() -> None:
    row = [
        (cell("20000", "40000", "TOTAL"), GROUP),
        (cell("1.00", "2.00", "3.00"), AMOUNT),
        (cell("97.15"), NUMBER),
    ]
    assert stack_size(row) == 3
    assert texts(row[0][0], GROUP, 3) == ["20000", "40000", "TOTAL"]
    assert texts(row[1][0], AMOUNT, 3) == ["1.00", "2.00", "3.00"]
    assert texts(row[2][0], NUMBER, 3) == ["97.15"]


def test_a_dump_prints_a_stack_in_one_line() -> None:
    amounts = cell("1 164 154,00 100 000,00", width=None)
    assert stack_size([(cell("20000 TOTAL", width=None), GROUP), (amounts, AMOUNT)]) == 2
    assert texts(amounts, AMOUNT, 2) == ["1 164 154,00", "100 000,00"]


def test_a_misread_figure_does_not_break_a_stack() -> None:
    for misread in ("1O,444.00", "500:07"):
        assert texts(cell(misread, "10,444.00"), AMOUNT, 2) == [misread, "10,444.00"]


def test_two_lines_of_one_broken_number_are_no_stack() -> None:
    assert stack_size([(cell("12.351.", "582"), NUMBER), (cell("7.685.", "423"), NUMBER)]) == 1


def test_one_misread_figure_makes_no_stacks_of_a_row_of_broken_ones() -> None:
    broken = [(cell("70,209.0", "9"), NUMBER)] * 5
    misread = (cell("1,517.26", "57.98"), NUMBER)
    assert stack_size([*broken, misread]) == 1
    assert stack_size([*broken, misread, misread]) == 2


def test_wrapped_words_are_joined_by_a_blank_and_broken_ones_without() -> None:
    assert texts(cell("Servicios no", "personales"), ColumnHint()) == ["Servicios no personales"]
    known = frozenset({"operacionalización"})
    assert texts(cell("OPERACIONALI", "ZACIÓN"), ColumnHint(), words=known) == ["OPERACIONALIZACIÓN"]
    assert texts(cell("FECHA", "INICIO"), ColumnHint(), words=frozenset({"fecha", "inicio"})) == [
        "FECHA INICIO"
    ]


def test_words_on_one_baseline_are_one_line() -> None:
    left, right = (
        TextLine(text="Total", bbox=Box(0, 0, 30, 9)),
        TextLine(text="general", bbox=Box(35, 1, 80, 10)),
    )
    both = ReadCell(row=0, col=0, bbox=Box(0, 0, WIDE, 10), lines=(right, left))
    assert texts(both, ColumnHint()) == ["Total general"]


def test_numbers_far_apart_in_one_cell_are_no_broken_one() -> None:
    near = cell("1", "2")
    lines = tuple(
        line.replace(bbox=Box(0, 100 * at, WIDE, 100 * at + 9)) for at, line in enumerate(near.lines)
    )
    assert texts(near, NUMBER) == ["12"]
    assert texts(near.replace(lines=lines), NUMBER) == ["1 2"]
