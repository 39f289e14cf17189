"""A header line above the first rule and a row below the last one become rows of the table."""

from collections.abc import Sequence

from models.pixels.rule import Rule
from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot, lattice_to_slots, rules_to_lattice
from models.structure.grids.lines_beyond import (
    HeaderOptions,
    with_header_above,
    with_row_below,
    with_rows_below,
)
from schemas.geometry import Box
from schemas.reading import Ruling
from tests.models.structure.literal_pages import line, lines, places, shape

XS = (100.0, 300.0, 500.0, 700.0, 900.0)
YS = (200.0, 230.0, 260.0, 290.0)
CELLS = ((110, 200), (310, 400), (510, 600), (710, 800))
BODY = lines((215, 245, 275), *CELLS)
OPTIONS = HeaderOptions()


def table(ruling: Ruling = "partial") -> FoundTable:
    """Three rows and four columns, between 200 and 290."""
    level = [Rule(y, 100, 900) for y in YS]
    upright = [Rule(x, 200, 290) for x in XS]
    slots = lattice_to_slots(rules_to_lattice(YS, XS, (level, upright), BODY, 4.0))
    return FoundTable(Box(100, 200, 900, 290), ruling, slots)


def headed(*above: Sequence[Box], others: Sequence[FoundTable] = ()) -> FoundTable:
    return with_header_above(table(), [*BODY, *(piece for row in above for piece in row)], others, OPTIONS)


def followed(
    below: Sequence[Box], ruling: Ruling = "partial", others: Sequence[FoundTable] = ()
) -> FoundTable:
    return with_row_below(table(ruling), [*BODY, *below], others, OPTIONS)


def test_a_line_above_the_first_rule_that_names_the_columns_is_the_header() -> None:
    found = headed(line(185, *CELLS))
    assert shape(found) == (4, 4)
    assert found.loose == (0,)
    assert found.bbox == Box(100, 169, 900, 290)


def test_a_name_and_a_figure_below_a_table_of_two_columns_are_a_row_of_it() -> None:
    xs, body = (100.0, 300.0, 500.0), lines((215, 245, 275), (110, 200), (410, 490))
    level, upright = [Rule(y, 100, 500) for y in YS], [Rule(x, 200, 290) for x in xs]
    slots = lattice_to_slots(rules_to_lattice(YS, xs, (level, upright), body, 4.0))
    two = FoundTable(Box(100, 200, 500, 290), "partial", slots)
    for below, rows in ((line(305, (110, 180), (430, 490)), 4), (line(305, (160, 220), (400, 460)), 3)):
        assert shape(with_row_below(two, [*body, *below], (), OPTIONS)) == (rows, 2)


def test_a_header_of_two_lines_is_two_rows() -> None:
    found = headed(line(160, *CELLS[:2]), line(185, *CELLS))
    assert shape(found) == (5, 4)
    assert found.loose == (0, 1)


def test_a_name_over_two_columns_is_one_cell() -> None:
    found = headed(line(185, CELLS[0], (420, 580), CELLS[3]))
    assert places([slot for slot in found.slots if slot.row == 0]) == [
        (0, 0, 1, 1),
        (0, 1, 1, 2),
        (0, 3, 1, 1),
    ]


def test_a_line_that_names_two_of_four_columns_is_no_header() -> None:
    assert headed(line(185, *CELLS[:2])) == table()


def test_a_line_far_above_is_no_header() -> None:
    assert headed(line(160, *CELLS)) == table()


def test_a_line_of_text_above_a_table_is_no_part_of_its_header() -> None:
    sentence = line(160, (110, 500), (520, 560), (710, 760))
    assert headed(sentence, line(185, *CELLS)).loose == (0,)


def test_the_last_row_of_the_table_above_is_no_header() -> None:
    other = FoundTable(Box(100, 100, 900, 198), "full", (Slot(0, 0, 1, 1, Box(100, 100, 900, 198)),))
    assert headed(line(185, *CELLS), others=[other]) == table()


def test_totals_below_the_last_rule_are_the_last_row() -> None:
    found = followed(line(305, *CELLS))
    assert shape(found) == (4, 4)
    assert found.bbox == Box(100, 200, 900, 321)
    assert places(found.slots[-4:]) == [(3, 0, 1, 1), (3, 1, 1, 1), (3, 2, 1, 1), (3, 3, 1, 1)]


def test_only_the_first_line_below_is_a_row() -> None:
    found = followed([*line(305, *CELLS), *line(330, *CELLS)])
    assert shape(found) == (4, 4)
    assert found.bbox.y1 == 321


def test_a_line_below_a_table_with_all_its_rules_is_none_of_its_rows() -> None:
    assert followed(line(305, *CELLS), ruling="full") == table("full")


def test_a_line_below_that_runs_over_a_column_line_is_text() -> None:
    assert followed(line(305, CELLS[0], (310, 530), (540, 600), CELLS[3])) == table()


def test_a_line_below_that_fills_two_of_four_columns_is_no_row() -> None:
    assert followed(line(305, *CELLS[2:])) == table()


def test_a_total_below_the_last_rule_needs_its_name_and_its_sum_alone() -> None:
    assert shape(followed(line(302, CELLS[0], (705, 801)))) == (4, 4)
    assert shape(followed(line(302, CELLS[0], (740, 850)))) == (3, 4)  # not set like the figures above
    assert shape(followed(line(302, CELLS[0], CELLS[2]))) == (3, 4)


def test_a_line_below_that_is_in_another_table_is_no_row() -> None:
    other = FoundTable(Box(100, 292, 900, 400), "full", (Slot(0, 0, 1, 1, Box(100, 292, 900, 400)),))
    assert followed(line(305, *CELLS), others=[other]) == table()


def test_rows_below_each_other_belong_to_the_table_and_print_far_below_does_not() -> None:
    pieces = [*BODY, *line(305, *CELLS), *line(335, *CELLS), *line(450, *CELLS)]
    assert shape(with_rows_below(table(), pieces, [], OPTIONS)) == (5, 4)


def test_a_total_named_in_the_middle_of_all_columns_but_the_last_is_the_last_row() -> None:
    assert shape(followed(line(305, (380, 430), (740, 800))))[0] == 4
    assert shape(followed(line(305, (520, 570), (740, 800))))[0] == 3


def test_a_name_of_two_lines_stands_above_and_below_its_figures() -> None:
    name = [*line(300, (110, 200)), *line(316, (110, 180))]
    found = followed([*name, *line(308, *CELLS[1:])])
    assert shape(found) == (4, 4)
    assert found.bbox.y1 > 326


def test_rows_below_a_header_tell_columns_that_it_does_not_part() -> None:
    level, upright = (
        [Rule(200, 100, 900), Rule(230, 100, 900)],
        [Rule(x, 200, 230) for x in (100, 300, 500, 900)],
    )
    header = lines((215,), (110, 280), (310, 400), (510, 600), (710, 800))
    edges = (100, 300, 500, 900)
    slots = lattice_to_slots(rules_to_lattice((200, 230), edges, (level, upright), header, 4.0))
    found = FoundTable(Box(100, 200, 900, 230), "partial", slots)
    body = lines(range(245, 365, 30), *CELLS)
    whole = with_rows_below(found, [*header, *body], (), OPTIONS)
    assert shape(whole) == (5, 4)
    assert places(whole.slots)[:4] == [(0, col, 1, 1) for col in range(4)]
    frame = FoundTable(found.bbox, "none", tuple(slots[:2]))
    assert with_rows_below(frame, [*header, *body], (), OPTIONS) is frame


def test_three_figures_below_others_tell_a_total_wherever_its_name_stands() -> None:
    found = followed(line(305, (210, 290), *CELLS[1:]))
    assert shape(found) == (4, 4)


def test_sums_carried_from_the_page_before_are_the_first_row() -> None:
    assert shape(headed(line(188, (110, 160), *CELLS[1:]))) == (4, 4)
    six = (100.0, 300.0, 400.0, 500.0, 600.0, 700.0, 800.0, 900.0)
    cells = [(x + 20, x + 80) for x in six[:-1]]
    body = lines((215, 245, 275), *cells)
    level, upright = [Rule(y, 100, 900) for y in YS], [Rule(x, 200, 290) for x in six]
    slots = lattice_to_slots(rules_to_lattice(YS, six, (level, upright), body, 4.0))
    ruled = FoundTable(Box(100, 200, 900, 290), "partial", slots)

    def rows(*carried: tuple[float, float]) -> int:
        return shape(with_header_above(ruled, [*body, *line(188, *carried)], (), OPTIONS))[0]

    assert rows(cells[0], *cells[4:]) == 4
    assert rows(cells[0], *((x0, x1 - 20) for x0, x1 in cells[4:])) == 3


def test_the_last_lines_of_wrapped_texts_belong_to_the_last_row() -> None:
    full = [*lines((215, 245), *CELLS), *line(275, (110, 290), *CELLS[1:])]
    wrapped = line(300, (110, 200))
    found = with_row_below(table(), [*full, *wrapped], (), OPTIONS)
    assert shape(found) == (3, 4)
    assert found.bbox.y1 > 309
    note = with_row_below(table(), [*BODY, *wrapped], (), OPTIONS)  # the name above it leaves room
    assert note.bbox == table().bbox


def test_rows_go_on_below_the_last_line_of_a_wrapped_text() -> None:
    full = [*lines((215, 245), *CELLS), *line(275, (110, 290), *CELLS[1:])]
    below = [*line(300, (110, 200)), *lines((330, 360), *CELLS)]
    assert shape(with_rows_below(table(), [*full, *below], (), OPTIONS)) == (5, 4)


def test_a_title_in_the_middle_and_labels_below_it_are_no_header() -> None:
    """A stamp beside the title, as if it were the name of another column."""
    xs = tuple(100.0 * k for k in range(1, 8))
    body = lines((215, 245, 275), *((x + 10, x + 60) for x in xs[:-1]))
    rules = [Rule(y, 100, 700) for y in YS], [Rule(x, 200, 290) for x in xs]
    slots = lattice_to_slots(rules_to_lattice(YS, xs, rules, body, 4.0))
    bare = FoundTable(Box(100, 200, 700, 290), "partial", slots)
    labels = line(185, (110, 160), (210, 260), (310, 360))
    for first in ((290, 510), (310, 360)):
        above = [*line(158, first, (610, 660)), *labels]
        found = with_header_above(bare, [*body, *above], (), OPTIONS)
        assert (found == bare) is (first == (290, 510))
