"""Columns that only blank lanes mark, in a table of level rules."""

from models.structure.grids.ruled_options import RuledOptions
from models.structure.grids.unruled_columns import with_unruled_columns
from schemas.geometry import Box
from tests.models.structure.literal_pages import Span, line, lines

SIDES = [0.0, 200.0, 600.0]
YS = [0.0, 30.0, 300.0]
NAMES = ((10, 120), (230, 330), (430, 520))


def columns(names: tuple[Span, ...], *rows: list[Box]) -> list[float]:
    pieces = [*line(15, *names), *(piece for row in rows for piece in row)]
    return with_unruled_columns(SIDES, YS, pieces, RuledOptions())


def test_a_lane_between_two_names_parts_columns_that_hardly_share_a_line() -> None:
    """Each contract has a balance once, beside the first of its payments."""
    payments = lines(range(45, 300, 20), (10, 120), (240, 330))
    balances = lines((45, 125, 185, 265), (450, 530))
    assert columns(NAMES, payments, balances) == [0, 200, 380, 600]


def test_it_parts_nothing_below_one_name_beside_few_lines_or_where_print_runs_across() -> None:
    payments = lines(range(45, 300, 20), (10, 120), (240, 330))
    balances = lines((45, 125, 185, 265), (450, 530))
    assert columns((NAMES[0], (230, 520)), payments, balances) == SIDES
    assert columns(NAMES, payments, balances[:2]) == SIDES
    assert columns(NAMES, payments[:-4], balances, line(285, (250, 500))) == SIDES


def test_names_of_two_lines_and_the_one_in_the_middle_beside_them_are_two_columns() -> None:
    ys = [0.0, 40, 100, 160, 220, 280]
    rows = [
        piece
        for y in (70, 130, 190, 250)
        for piece in (*lines((y - 12, y + 12), (10, 180)), *line(y, (220, 330), (450, 500), (550, 590)))
    ]
    names = line(20, (60, 130), (220, 330), (440, 500), (530, 590))
    found = with_unruled_columns([0.0, 600.0], ys, [*names, *rows], RuledOptions())
    assert found == [0, 200, 390, 525, 600]
    lists = [*line(20, (60, 330), (440, 500), (530, 590)), *rows]
    assert 200 not in with_unruled_columns([0.0, 400.0, 600.0], ys, lists, RuledOptions())


def test_figures_of_two_columns_that_share_no_line_are_parted_below_their_names() -> None:
    """The percentage of each activity stands between what was planned and what was done."""
    totals, shares = lines(range(45, 300, 50), (240, 320)), lines(range(70, 300, 50), (345, 380))
    assert columns((NAMES[0], (230, 320), (350, 375)), totals, shares) == [0, 200, 332.5, 600]
    assert columns((NAMES[0], (230, 400)), totals, shares) == SIDES


def test_codes_beside_names_of_two_lines_are_a_column_where_all_others_are_parted() -> None:
    """Between three level rules: a code, an amount and a share are on one line, a name on two others."""
    figures = lines((10, 35, 60, 85, 110), (430, 500), (540, 590))
    heads = [*lines((43, 77), (10, 90)), *line(60, (150, 250)), *figures]
    rows = [
        piece
        for y in range(160, 460, 60)
        for piece in (*line(y, (10, 110), (420, 500), (540, 590)), *lines((y - 17, y + 17), (150, 380)))
    ]
    found = with_unruled_columns([0.0, 600.0], [0.0, 125.0, 460.0], [*heads, *rows], RuledOptions())
    assert found == [0, 130, 400, 520, 600]
    one = [*line(60, (10, 250)), *figures]
    assert 130 not in with_unruled_columns([0.0, 600.0], [0.0, 125.0, 460.0], [*one, *rows], RuledOptions())
