"""Lines of print → the lanes between columns, and the boundaries between rows."""

import pytest

from models.structure.grids.columns import column_of, lanes, row_lines, with_lanes
from schemas.geometry import Box
from tests.models.structure.literal_pages import Span, line

WIDE = ((0, 100), (200, 300), (400, 500))


def lanes_of(*rows: tuple[Span, ...], width: float = 500) -> list[float]:
    """The lanes of lines 30 pixels apart."""
    return lanes([line(30 * k, *row) for k, row in enumerate(rows)], 0, width)


def test_a_lane_that_is_a_known_boundary_is_not_a_second_one() -> None:
    rows = [line(30 * k, (0, 40), (60, 90), (110, 140)) for k in range(4)]
    assert with_lanes([50.0], [50.0, 100.0], rows) == [50.0, 100.0]


def test_a_lane_lies_in_the_middle_of_the_blank_between_two_columns() -> None:
    assert lanes_of(*[WIDE] * 4) == [150, 350]


def test_a_blank_narrower_than_between_letters_is_no_lane() -> None:
    assert lanes_of(*[((0, 100), (104, 200), (300, 400))] * 4, width=400) == [250]


def test_a_title_says_nothing_about_columns() -> None:
    assert lanes_of(((50, 480),), ((60, 470),), *[WIDE] * 3) == [150, 350]


def test_a_heading_over_two_columns_moves_no_lane_beside_it() -> None:
    # The heading goes on over a part of the blank to its right.
    heading = ((0, 330), (400, 500))
    assert lanes_of(heading, *[WIDE] * 6) == [150, 350]


def test_a_name_that_juts_over_a_lane_in_a_few_rows_leaves_the_lane() -> None:
    long_name = ((0, 260), (280, 300), (400, 500))
    assert lanes_of(long_name, *[WIDE] * 9) == pytest.approx([150, 350])


def test_a_column_with_print_in_three_rows_is_a_column() -> None:
    sparse = ((0, 100), (200, 240), (400, 500))
    usual = ((0, 100), (400, 500))
    assert lanes_of(*[sparse] * 3, *[usual] * 20) == [150, 320]
    assert len(lanes_of(*[sparse] * 2, *[usual] * 20)) == 1


def test_names_to_the_left_above_figures_to_the_right_are_one_column() -> None:
    names = ((0, 100), (200, 300), (400, 450))
    figures = ((0, 100), (200, 300), (480, 560))
    assert lanes_of(*[names] * 4, *[figures] * 8, width=560) == [150, 350]


def test_the_least_proven_lane_goes_first_so_that_those_beside_it_hold() -> None:
    # The name at 150 to 200 and the figures at 230 to 260 share no line and are one column. Were the lane to
    # the left of the name looked at first, it would go, since one name proves nothing, and the next one hold.
    names = ((0, 130), (150, 200), (280, 330))
    figures = ((0, 200), (230, 260))
    others = ((0, 60), (280, 330))
    assert lanes_of(names, *[figures] * 5, *[others] * 22, width=330) == [140, 270]


def test_a_blank_that_nearly_all_texts_of_a_sparse_column_run_across_is_no_lane() -> None:
    code, task, amounts = (10, 30), (300, 530), ((600, 650), (700, 750))
    first = [(code, (48, end), task, *amounts) for end in (262, 276, 286, 273)]
    wrapped = [((48, end), task) for end in (169, 157, 91)]
    header = ((6, 35), (143, 195), (400, 450), *amounts)
    assert lanes_of(
        header, *first, *wrapped, *[(code, *amounts)] * 4, *[amounts] * 21, width=750
    ) == pytest.approx([39, 293, 565, 675], abs=12)


def test_a_stamp_says_nothing_about_columns() -> None:
    rows = [line(30 * k, *WIDE) for k in range(4)]
    stamp = Box(90, 20, 460, 75)
    assert lanes([rows[0], [*rows[1], stamp], *rows[2:]], 0, 500) == [150, 350]


def test_a_single_line_has_no_lanes() -> None:
    assert lanes_of(WIDE) == []


def test_a_piece_is_in_the_column_that_holds_most_of_it() -> None:
    xs = (0.0, 100.0, 200.0, 300.0)
    assert column_of(Box(60, 0, 190, 20), xs) == 1
    assert column_of(Box(40, 0, 140, 20), xs) == 0


def test_rows_meet_half_way_between_their_print() -> None:
    rows = [line(10, (0, 40), (60, 90)), line(50, (0, 40)), line(90, (0, 40))]
    assert row_lines(rows, -5, 110) == [-5, 30, 70, 110]


def test_a_debit_and_a_credit_that_share_no_line_are_two_columns() -> None:
    debit, credit = ((0, 100), (260, 300)), ((0, 100), (360, 400))
    assert lanes_of(*[debit, credit] * 6, width=400) == [180, 330]


def test_names_above_figures_set_to_the_other_side_are_one_column_with_them() -> None:
    name, figure = ((0, 100), (200, 290)), ((0, 100), (340, 400))
    assert lanes_of(*[name] * 3, *[figure] * 6, width=400) == [150]


def test_lines_of_as_many_pieces_have_as_many_columns_though_print_fills_a_blank_on_one() -> None:
    wide = ((0, 60), (100, 200), (240, 300), (340, 400))
    header, ticked = (
        ((0, 60), (95, 240), (238, 300), (340, 400)),
        ((0, 60), (100, 215), (214, 300), (340, 400)),
    )
    found = lanes_of(header, *[wide] * 5, ticked, width=400)
    assert [60 < found[0] < 100, 200 <= found[1] <= 240, 300 < found[2] < 340] == [True] * 3


def test_a_boundary_that_print_runs_across_moves_to_the_blank_beside_it() -> None:
    rows = [line(30 * k, (0, 40 + 40 * (k == 3)), (110, 140)) for k in range(4)]
    assert with_lanes([60.0], [95.0], rows) == [95.0]
    assert with_lanes([60.0], [200.0], rows) == [60.0]


def test_last_words_behind_the_blank_of_a_typewriter_are_no_column() -> None:
    names = ((10, 60), (180, 240), (300, 350))
    long, short = ((10, 60), (72, 90), (200, 240), (300, 350)), ((10, 62), (200, 240), (300, 350))
    assert len(lanes_of(names, *[long, short] * 5, width=360)) == 2
    assert len(lanes_of(names, *[long] * 10, width=360)) == 3


def test_a_lane_that_figures_of_different_widths_run_across_is_none() -> None:
    """Marks left of short figures make no column of the blank that long ones fill."""
    short, long, mark, speck = (275, 300), (237, 298), (232, 246), (248, 263)
    names, total = ((0, 90), (100, 190)), (340, 380)
    rows = [(*names, short, total), names] * 6 + [(*names, long, total), names] * 4
    rows += [(*names, mark, short, total), (*names, speck, short, total)]
    assert len(lanes_of(*rows, width=400)) == 3
