"""More evidence for a value never makes it less sure, and doubt asks a person."""

from collections.abc import Sequence

import pytest

from extraction.readings.codes import code_readings
from extraction.readings.dates import date_readings
from extraction.readings.locales import Locale
from extraction.readings.numbers import number_readings
from extraction.trust.calibration_weights import WEIGHTS
from extraction.trust.confidence import (
    DIRECTIONS,
    CheckVerdict,
    Evidence,
    ReviewSettings,
    estimate,
    estimate_blank,
)
from extraction.trust.neighbourhood import Neighbourhood, table_to_neighbourhoods
from schemas.geometry import Box
from schemas.reading import TextLine
from schemas.table import Entry, TableCell
from schemas.value import ValueType
from tests.extraction.literal_tables import literal_table


def evidence(text: str, score: float, second: str | None = None, check: CheckVerdict = "none") -> Evidence:
    line = TextLine(text=text, confidence=score, second=second)
    readings = number_readings(text, Locale.POINT_DECIMAL)
    return Evidence(entry=Entry(text=text, lines=(line,), readings=readings), type="number", check=check)


def test_no_weight_speaks_against_its_feature() -> None:
    for weights in WEIGHTS.values():
        assert all(weight * DIRECTIONS[name] >= 0 for name, weight in weights.items() if name != "intercept")


def test_a_sum_that_holds_makes_a_figure_surer() -> None:
    plain, proven = evidence("1,250.00", 0.9), evidence("1,250.00", 0.9, check="passed")
    assert estimate(proven).confidence > estimate(plain).confidence


@pytest.mark.parametrize(
    ("doubted", "reason"),
    [
        (evidence("1,250.00", 0.99, second="1,280.00"), "low_agreement"),
        (evidence("1,2x0.00", 0.99), "out_of_vocabulary"),
        (evidence("1,250.00", 0.99, check="failed"), "check_failed"),
    ],
)
def test_doubt_is_said_and_lowers_confidence(doubted: Evidence, reason: str) -> None:
    found = estimate(doubted)
    assert reason in found.reasons
    assert found.confidence < estimate(evidence("1,250.00", 0.99)).confidence


@pytest.mark.parametrize("value_type", ["number", "code", "text", "date"])
def test_text_that_was_not_read_off_pixels_is_as_sure_as_the_surest_reading(value_type: ValueType) -> None:
    read = evidence("1,250.00", 1.0).replace(type=value_type)
    (line,) = read.entry.lines
    given = read.replace(entry=read.entry.replace(lines=(line.replace(confidence=None),)))
    assert estimate(given).confidence >= estimate(read).confidence
    assert not ReviewSettings().is_due(estimate(given).confidence, value_type)


def test_a_look_is_due_where_a_wrong_value_would_cost_more() -> None:
    settings = ReviewSettings(wrong_number=20, wrong_text=2, look=1)
    assert settings.is_due(0.94, "money")
    assert not settings.is_due(0.96, "number")
    assert not settings.is_due(0.6, "text")


def test_a_blank_is_doubted_more_the_fuller_its_column_is_unless_its_form_carries_values_down() -> None:
    empty, full = (
        Neighbourhood(figure=True, column_filled=share, row_filled=0.9, quality=0.5) for share in (0.1, 1.0)
    )
    carried = full.replace(carries=True)
    assert estimate_blank(full).confidence < estimate_blank(empty).confidence
    assert estimate_blank(full).confidence < estimate_blank(carried).confidence
    assert estimate_blank(full).reasons == ("blank_among_figures",)


@pytest.mark.parametrize(("blanks", "doubted"), [((3,), True), ((3, 5), False)], ids=["one", "two"])
def test_the_only_blank_of_a_column_of_codes_is_doubted(blanks: Sequence[int], doubted: bool) -> None:
    rows = "\n".join(f"{row} | obra | {row}.00" for row in range(1, 10))
    table = literal_table("generic", ("GA:code", "Detalle:text", "Monto:number"), rows)
    cells = [
        cell.replace(entries=()) if cell.col == 0 and cell.row in blanks else cell for cell in table.cells
    ]
    around = table_to_neighbourhoods(table.replace(cells=tuple(cells)))
    found = estimate_blank(around[3, 0])
    assert (found.reasons == ("blank_among_figures",)) is doubted


@pytest.mark.parametrize("text", [".866", "4155 3418"])
def test_figures_that_look_cut_or_run_together_say_so(text: str) -> None:
    assert "geometry_conflict" in estimate(evidence(text, 0.99)).reasons


def test_a_text_of_several_amounts_may_be_the_figures_of_as_many_columns() -> None:
    def as_text(text: str) -> Evidence:
        return evidence(text, 0.999).replace(type="text")

    row = estimate(as_text("Suma y sigue 258,655.50 27,273.67 2,782.41"))
    assert ReviewSettings().is_due(row.confidence, "text") and "geometry_conflict" in row.reasons
    between = estimate(as_text("Mayor a 20,000.00 hasta 200,000.00"))
    assert not ReviewSettings().is_due(between.confidence, "text")


def test_a_text_that_is_an_amount_but_for_its_ends_may_be_one() -> None:
    def found(text: str) -> tuple[str, ...]:
        read = evidence("1,250.00", 0.999)
        return estimate(read.replace(type="text", entry=read.entry.replace(text=text, readings=()))).reasons

    assert "geometry_conflict" in found("§1,250.00¬")
    assert "geometry_conflict" not in found("Bono de 1,250.00") + found("12/2019") + found("1.250-9")


def test_a_stack_beside_one_of_another_height_is_never_sure() -> None:
    columns = ("code:code", "planned_treasury:number", "executed_treasury:number")
    table = literal_table(
        "poa_budget", columns, "1.1. | 5.00 / 7.00 / 12.00 | 1.00 / 2.00\n1.2. | 3.00 | 2.00"
    )
    around = table_to_neighbourhoods(table)
    assert {place for place, found in around.items() if found.uneven} == {(1, 1), (1, 2)}
    doubted = evidence("5.00", 0.999).replace(around=around[1, 1])
    assert estimate(doubted).confidence <= 0.6


@pytest.mark.parametrize(
    ("text", "spans", "fused"),
    [
        ("6.407,163,820.11", {"col_span": 2}, True),
        ("77 346", {"row_span": 2}, True),
        ("77", {"row_span": 2}, False),
        ("77 346", {}, False),
    ],
)
def test_what_may_be_two_figures_is_never_sure(text: str, spans: dict[str, int], fused: bool) -> None:
    columns = ("A:text", "B:number", "C:number")
    table = literal_table("generic", columns, f"a | {text} | 7.50\nb | 3.00 | 2.00")
    cells = [cell.replace(**spans) if (cell.row, cell.col) == (1, 1) else cell for cell in table.cells]
    around = table_to_neighbourhoods(table.replace(cells=tuple(cells)))
    assert {place for place, found in around.items() if found.fused} == ({(1, 1)} if fused else set())
    if fused:
        assert estimate(evidence(text, 0.999).replace(around=around[1, 1])).confidence <= 0.6


def test_digits_that_meet_those_of_the_next_cell_are_doubted() -> None:
    """A boundary between columns went through 13.021.594; figures of two columns stand apart."""
    table = literal_table(
        "generic", ("A:text", "B:number", "C:number", "D:number"), "a | 13 | .021.594 | 7.50"
    )
    edges = {1: (100, 130), 2: (133, 230), 3: (300, 350)}

    def placed(cell: TableCell) -> TableCell:
        x0, x1 = edges.get(cell.col, (0, 50))
        lines = tuple(line.replace(bbox=Box(x0, 0, x1, 30)) for line in cell.entries[0].lines)
        return cell.replace(entries=(cell.entries[0].replace(lines=lines),))

    around = table_to_neighbourhoods(table.replace(cells=tuple(map(placed, table.cells))))
    assert around[1, 1].touching == around[1, 2].touching == 0.5
    assert around[1, 3].touching == 0
    parted = evidence(".021.594", 0.999).replace(around=Neighbourhood(touching=0.8))
    assert "geometry_conflict" in estimate(parted).reasons


def test_a_blank_that_figures_of_its_row_stand_over_is_doubted() -> None:
    """Of four columns that no rule parts, one holds the figures of all."""
    columns = ("A:text", "B:number", "C:number", "D:number")
    table = literal_table("generic", columns, "a | 18 57 37 | 1 | 1\nb | 3 | 2 | 4")

    def placed(cell: TableCell) -> TableCell:
        x0 = 100 * cell.col
        wide = 290 if cell.text == "18 57 37" else 90
        (entry,) = cell.entries
        lines = tuple(line.replace(bbox=Box(x0, 0, x0 + wide, 30)) for line in entry.lines)
        blank = cell.row == 1 and cell.col > 1
        entries = () if blank else (entry.replace(lines=lines),)
        return cell.replace(box=Box(x0, 0, x0 + 100, 30), entries=entries)

    around = table_to_neighbourhoods(table.replace(cells=tuple(map(placed, table.cells))))
    assert {place for place, found in around.items() if found.overlaid} == {(1, 2), (1, 3)}
    assert estimate_blank(around[1, 2]).reasons == ("blank_among_figures",)


@pytest.mark.parametrize(
    ("figures", "check", "doubted"),
    [
        (("5", "-1", "7", "8"), "none", True),
        (("5", "-1", "7", "8"), "passed", False),
        (("5", "-1", "7", "-8"), "none", False),
        (("5", "-1", "7"), "none", False),
    ],
)
def test_the_only_minus_of_a_column_is_doubted_unless_a_sum_bears_it_out(
    figures: tuple[str, ...], check: CheckVerdict, doubted: bool
) -> None:
    rows = "\n".join(f"{name} | {figure}" for name, figure in zip("abcd", figures, strict=False))
    around = table_to_neighbourhoods(literal_table("generic", ("A:text", "B:number"), rows))[2, 1]
    found = estimate(evidence("-1", 0.999, check=check).replace(around=around))
    assert ("lone_sign" in found.reasons) is doubted
    assert (found.confidence <= 0.6) is doubted


def test_neighbours_are_counted_without_the_cell_itself() -> None:
    table = literal_table("generic", ("A:text", "B:number"), "a | 1.00\nb | 2.00\nc | x\nd | 3.5\ne | 4.00")
    around = table_to_neighbourhoods(table)
    assert around[3, 1].amid == 0.0
    assert around[1, 1].amid == 0.25
    assert around[1, 1].decimals == {2: 0.75, 1: 0.25}


def test_a_long_decimal_that_is_a_simple_fraction_is_surer_than_one_that_is_none() -> None:
    fraction, other = evidence("41.6666666666667", 0.95), evidence("41.6661626636667", 0.95)
    assert estimate(fraction).confidence > estimate(other).confidence


def test_a_blank_in_a_declared_total_counts_as_meant() -> None:
    total = Neighbourhood(figure=True, total=True, column_filled=1.0, row_filled=0.8, quality=0.9)
    assert estimate_blank(total).confidence < estimate_blank(total.replace(carries=True)).confidence


@pytest.mark.parametrize(
    ("first_line", "check", "doubted"), [(15, "none", True), (15, "passed", False), (80, "none", False)]
)
def test_a_figure_broken_over_lines_that_leave_room_is_doubted(
    first_line: int, check: CheckVerdict, doubted: bool
) -> None:
    """Digits of two rows pass for one number; a narrow column breaks one where its line is full."""
    table = literal_table("generic", ("A:text", "B:number"), "a | 122\nb | 5\nc | 7")

    def placed(cell: TableCell) -> TableCell:
        texts = (("12", first_line), ("2", 10)) if cell.text == "122" else ()
        lines = tuple(
            TextLine(text=text, confidence=0.99, bbox=Box(0, 30 * k, wide, 30 * k + 25))
            for k, (text, wide) in enumerate(texts)
        )
        entries = tuple(entry.replace(lines=lines or entry.lines) for entry in cell.entries)
        return cell.replace(entries=entries, box=Box(0, 0, 100, 60))

    around = table_to_neighbourhoods(table.replace(cells=tuple(map(placed, table.cells))))[1, 1]
    assert around.loose is (first_line < 50)
    found = estimate(evidence("122", 0.999, check=check).replace(around=around))
    assert ("geometry_conflict" in found.reasons) is doubted


def test_a_figure_that_begins_with_a_mark_may_have_lost_its_first_digit() -> None:
    assert estimate(evidence(".00", 0.99)).confidence <= 0.6
    assert estimate(evidence(".00", 0.99, check="passed")).confidence > 0.6


def test_a_year_alone_among_days_is_doubted() -> None:
    rows = "\n".join(f"Acto {day} | {day:02}/03/2021" for day in range(1, 9))
    table = literal_table("generic", ("act:text", "day:date"), f"{rows}\nActo 9 | 2021")
    around = table_to_neighbourhoods(table)
    assert [place for place, one in around.items() if one.lone_year] == [(9, 1)]


def test_a_dash_in_place_of_a_figure_is_surer_than_a_blank() -> None:
    around = Neighbourhood(figure=True, column_filled=0.9, row_filled=0.9)
    dash = Evidence(entry=Entry(text="-"), type="number", around=around)
    assert estimate(dash).confidence > estimate_blank(around).confidence


def test_a_mark_in_a_blank_is_held_against_it() -> None:
    clean = Neighbourhood(figure=True, column_filled=0.9)
    assert estimate_blank(clean.replace(mark=0.8)).confidence < estimate_blank(clean).confidence


def test_a_code_whose_hyphen_says_that_it_goes_on_is_as_sure_as_one_on_a_line() -> None:
    def code(*texts: str) -> float:
        lines = tuple(TextLine(text=text, confidence=0.99) for text in texts)
        entry = Entry(text="".join(texts), lines=lines, readings=code_readings("".join(texts)))
        return estimate(Evidence(entry=entry, type="code")).confidence

    assert code("11-02-000-", "000") == code("11-02-000-000")
    assert code("07.01.", "01") == code("07.01.01")
    assert code("11-02-000", "-000") < code("11-02-000-000")


def test_blanks_of_rows_that_are_halves_of_one_are_doubted() -> None:
    """The last figures of a row stand higher than its name where the page bends."""
    columns = ("name:text", "first:number", "second:number", "third:number")

    def blank_below(rows: str) -> float:
        table = literal_table("generic", columns, rows)
        blank = TableCell(row=2, col=3, page=1)
        around = table_to_neighbourhoods(table.replace(cells=(*table.cells, blank)))
        return estimate_blank(around[2, 3]).confidence

    halves = "\n".join(f"| | | 1,2{k}0\nObra {k} | 3{k} | 4{k} |" for k in range(5))
    assert blank_below(halves) <= 0.5
    assert blank_below(halves.replace("| | | 1", "Otras | | | 1")) > 0.5


def test_blanks_beside_a_lone_figure_without_a_name_are_doubted_where_all_rows_have_names() -> None:
    columns = ("name:text", "first:number", "second:number", "third:number")

    def blank_of(row: str) -> float:
        rows = [f"Obra {k} | {30 + k * k} | {40 + k * k} | 1,2{k}0" for k in range(6)]
        table = literal_table("generic", columns, "\n".join([*rows, row, "> VAN | 195 | 255 | 0"]))
        blank = TableCell(row=7, col=1, page=1)
        around = table_to_neighbourhoods(table.replace(cells=(*table.cells, blank)))
        return estimate_blank(around[7, 1]).confidence

    assert blank_of("| | | 1,27") <= 0.5
    assert blank_of("Obra 6 | | | 1,270") > 0.5


def test_a_cell_that_holds_two_days_is_doubted() -> None:
    def sure(text: str) -> float:
        entry = Entry(text=text, lines=(TextLine(text=text, confidence=0.99),), readings=date_readings(text))
        return estimate(Evidence(entry=entry, type="date")).confidence

    assert sure("15-ago-2014") > 0.9
    assert sure("15-ago-2014 09-abr-2014") <= 0.6


def test_a_dash_where_the_rows_of_a_column_count_up_is_doubted() -> None:
    def sure(third: str) -> float:
        rows = "\n".join(f"{third if k == 3 else k} | Obra {k} | 1,2{k}0" for k in range(1, 8))
        table = literal_table("generic", ("no:number", "name:text", "amount:number"), rows)
        entry = next(cell.entries[0] for cell in table.cells if (cell.row, cell.col) == (3, 0))
        around = table_to_neighbourhoods(table)[3, 0]
        return estimate(Evidence(entry=entry, type="number", around=around)).confidence

    assert sure("-") <= 0.5
    assert sure("3") > 0.9
