"""Figures close beside words are two columns where both are set to the line between them on several lines."""

from models.structure.grids.flush_columns import flush_pairs, with_flush_lanes
from models.structure.grids.ruled_options import RuledOptions
from models.structure.grids.unruled_columns import with_unruled_columns
from schemas.geometry import Box
from tests.models.structure.literal_pages import line

WIDTHS = ((40, 110), (70, 150), (90, 90), (55, 130), (40, 160))


def rows(*places: tuple[float, float, float, float], pitch: float = 30) -> list[list[Box]]:
    return [line(20 + pitch * k, (a, b), (c, d)) for k, (a, b, c, d) in enumerate(places)]


def test_figures_that_end_and_words_that_begin_at_one_place_are_columns() -> None:
    assert with_flush_lanes([], rows(*((200 - a, 200, 204, 204 + b) for a, b in WIDTHS))) == [202]


def test_a_boundary_anywhere_in_the_blank_is_theirs() -> None:
    apart = rows(*((200 - a, 200, 260, 260 + b) for a, b in WIDTHS))
    assert with_flush_lanes([], apart) == [230]
    assert with_flush_lanes([250], apart) == [250]


def test_lines_far_from_each_other_equal_words_and_words_set_at_random_are_none() -> None:
    figures = [(200.0 - a, 200.0, 204.0, 204.0 + b) for a, b in WIDTHS]
    assert with_flush_lanes([], rows(*figures, pitch=90)) == []
    assert with_flush_lanes([], rows(*[(120, 200, 204, 300)] * 5)) == []
    assert with_flush_lanes([], rows(*((100, 160 + a, 164 + a, 300) for a, _ in WIDTHS))) == []


def test_numbers_of_rows_end_where_figures_begin_though_they_begin_at_two_places_only() -> None:
    numbers = [(200.0 - 9 - 9 * (k > 2), 200.0, 204.0, 250.0 + 17 * (k % 3)) for k in range(6)]
    pairs = [(left, right) for left, right in rows(*numbers)]
    assert flush_pairs(pairs, 20.0)
    assert not flush_pairs(pairs[:4], 20.0)
    wide = [(a - 40, b, c, d) for a, b, c, d in numbers]
    assert not flush_pairs([(left, right) for left, right in rows(*wide)], 20.0)


def test_a_table_of_level_rules_has_the_columns_that_stand_close_beside_each_other() -> None:
    lines = rows(*((200 - a, 200, 204, 204 + b) for a, b in WIDTHS))
    inside = [piece for line_ in lines for piece in line_]
    ys = [5.0 + 30 * k for k in range(len(lines) + 1)]
    assert with_unruled_columns([80.0, 380.0], ys, inside, RuledOptions()) == [80.0, 202.0, 380.0]
