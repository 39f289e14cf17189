"""Figures that a narrow column broke over two lines are whole; figures of two rows stay two."""

from models.structure.rows.broken_figures import with_whole_figures
from models.structure.rows.print_blocks import Line, Print
from models.structure.rows.wrapped_rows import lines_to_groups
from schemas.geometry import Box

HEIGHT = 20.0


def line(top: float, *texts: str) -> Line:
    """Print that ends at the right of columns 100 pixels wide, ten for each sign."""
    return {
        col: Print(Box(100.0 * col + 95 - 10 * len(text), top, 100.0 * col + 95, top + HEIGHT), text)
        for col, text in enumerate(texts)
        if text
    }


def broken_rows(rows: int) -> list[Line]:
    """Rows of three lines: what fits of figures, a name with one that fits, and the ends of the others."""
    found = []
    for row in range(rows):
        top = 80.0 * row
        found.append(line(top, "", "724,98", f"986,1{row}", f"738,8{row}", ""))
        found.append(line(top + 12, f"Meta {row}", "", "", "", f"25.1{row}"))
        found.append(line(top + 24, "", ".36", ".53", "7.2", ""))
    return found


def test_the_ends_of_broken_figures_join_their_first_parts() -> None:
    whole = with_whole_figures(broken_rows(3))
    assert [sorted(one) for one in whole[:3]] == [[1, 2, 3], [0, 4], []]
    assert whole[0][1].box == Box(135, 0, 195, 44) and whole[0][1].text == "724,98"


def test_lines_of_broken_figures_and_names_amid_them_are_rows() -> None:
    assert lines_to_groups(broken_rows(4)) == [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]]


def test_short_figures_below_long_ones_are_rows_where_as_many_stand_the_other_way_round() -> None:
    lines = [line(24.0 * k, f"Meta {k}", *(["1,250,300", "12"][k % 2] for _ in range(4))) for k in range(6)]
    assert with_whole_figures(lines) == lines


def test_a_few_short_figures_below_long_ones_are_rows() -> None:
    lines = [line(0, "Meta", "1,250,300"), line(24, "Otra", "12")]
    assert with_whole_figures(lines) == lines


def test_in_cells_set_at_the_bottom_a_line_of_ends_is_left_with_its_code() -> None:
    first, second = (
        line(0, "", "1.966.30", "249,72", "294.27", "99.760"),
        line(22, "01", "3,67", ".57", "7,9", ".16"),
    )
    whole = with_whole_figures([first, second])
    assert [sorted(one) for one in whole[:2]] == [[1, 2, 3, 4], [0]]
