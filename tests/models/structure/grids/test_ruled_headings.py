"""Headings over several columns, by where upright rules begin below them and by empty places beside them."""

from collections.abc import Sequence
from dataclasses import replace

from models.pixels.rule import Rule
from models.structure.areas.areas import Area
from models.structure.grids.lattice import Slot
from models.structure.grids.ruled_headings import rules_below_headings, with_wide_headings
from schemas.geometry import Box
from tests.models.structure.literal_pages import line, places

NAMES = line(80, (220, 280), (320, 380), (420, 480))


def headed(pieces: Sequence[Box], start: float = 60, end: float = 200) -> list[Rule]:
    """The rules below headings of a header from 0 to 100; its rules at 300 and 400 begin at `start`."""
    upright = [Rule(x, 0, 200) for x in (0, 200, 500, 600)] + [Rule(x, start, end) for x in (300, 400)]
    area = Area(Box(0, 0, 600, 200), (Rule(0, 0, 600), Rule(100, 0, 600)), tuple(upright))
    return rules_below_headings(area, 0, 100, pieces)


def test_a_level_rule_is_drawn_below_a_heading_where_upright_rules_begin() -> None:
    found = headed([*line(30, (230, 470)), *NAMES])
    assert found == [Rule(60, 200, 500), Rule(60, 200, 500)]


def test_upright_rules_that_end_inside_the_header_have_no_names_below() -> None:
    assert headed([*line(30, (230, 470)), *NAMES], end=75) == []


def test_print_on_both_sides_above_an_upright_rule_says_that_its_upper_part_was_lost() -> None:
    assert headed([*line(30, (220, 280), (420, 480)), *NAMES]) == []


def test_print_right_above_the_names_is_their_first_line() -> None:
    # Over the first column alone, as its name is.
    assert headed([*line(58, (220, 280)), *NAMES]) == []
    assert headed([*line(30, (220, 280)), *NAMES]) != []


def test_no_heading_is_found_where_nothing_stands_above_or_below() -> None:
    assert headed(NAMES) == []
    assert headed(line(30, (230, 470))) == []


def header(*first_row: tuple[int, int]) -> list[Slot]:
    """A header of two rows and five columns and a row below: the first column's name goes over both rows.

    first_row: column and width of the other cells of its first row. Columns are 100 pixels wide.
    """
    first = [Slot(0, 0, 2, 1, Box(0, 0, 100, 80))]
    first += [Slot(0, col, 1, wide, Box(100 * col, 0, 100 * (col + wide), 40)) for col, wide in first_row]
    second = [Slot(1, col, 1, 1, Box(100 * col, 40, 100 * (col + 1), 80)) for col in range(1, 5)]
    return [
        *first,
        *second,
        *(Slot(2, col, 1, 1, Box(100 * col, 80, 100 * (col + 1), 120)) for col in range(5)),
    ]


FIVE_NAMES = [*line(40, (10, 90)), *line(60, (110, 190), (210, 290), (310, 390), (410, 490))]
SINGLE = ((1, 1), (2, 1), (3, 1), (4, 1))


def first_row(slots: Sequence[Slot]) -> list[tuple[int, int, int, int]]:
    return [place for place in places(slots) if place[0] == 0]


def test_headings_to_the_left_of_their_columns_are_widened_over_the_empty_places_beside_them() -> None:
    pieces = [*FIVE_NAMES, *line(20, (105, 140), (305, 340))]
    widened = with_wide_headings(header(*SINGLE), [], pieces, 5.0)
    assert first_row(widened) == [(0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 1, 2)]
    assert widened[1].bbox == Box(100, 0, 300, 40)


def test_headings_in_the_middle_of_their_columns_share_the_places_between_them() -> None:
    pieces = [*FIVE_NAMES, *line(20, (160, 240), (360, 440))]
    widened = with_wide_headings(header(*SINGLE), [], pieces, 5.0)
    assert first_row(widened) == [(0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 1, 2)]


def test_no_heading_goes_over_a_printed_rule() -> None:
    pieces = [*FIVE_NAMES, *line(20, (110, 180))]
    widened = with_wide_headings(header(*SINGLE), [Rule(300, 0, 120)], pieces, 5.0)
    assert first_row(widened) == [(0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 1, 1), (0, 4, 1, 1)]


def test_a_place_with_no_name_below_it_is_an_empty_cell() -> None:
    nameless = [piece for piece in FIVE_NAMES if piece.x0 != 410]
    pieces = [*nameless, *line(20, (110, 180), (310, 380))]
    assert with_wide_headings(header(*SINGLE), [], pieces, 5.0) == tuple(header(*SINGLE))


def test_a_row_without_a_name_over_several_rows_is_no_header_of_several_levels() -> None:
    slots = [
        Slot(r, c, 1, 1, Box(100 * c, 40 * r, 100 * c + 100, 40 * r + 40)) for r in range(3) for c in range(3)
    ]
    pieces = [*line(20, (10, 90), (110, 190)), *line(60, (10, 90), (110, 190), (210, 290))]
    assert with_wide_headings(slots, [], pieces, 5.0) == tuple(slots)


def test_figures_below_the_names_of_their_columns_are_no_headings() -> None:
    """Dashes between the figures of a row that an entry goes over, of which no print was found."""
    slots = [Slot(0, col, 1, 1, Box(100 * col, 0, 100 * col + 100, 40)) for col in range(5)]
    below = [replace(slot, row=slot.row + 1, bbox=lowered(slot.bbox)) for slot in header(*SINGLE)]
    names = line(20, (10, 90), (110, 190), (210, 290), (310, 390), (410, 490))
    pieces = [
        *names,
        *line(60, (160, 190), (360, 390)),
        *line(100, (110, 190), (260, 290), (310, 390), (460, 490)),
    ]
    slots = [*slots, *below]
    assert with_wide_headings(slots, [], pieces, 5.0) == tuple(slots)


def lowered(box: Box) -> Box:
    return box._replace(y0=box.y0 + 40, y1=box.y1 + 40)
