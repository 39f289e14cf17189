"""Figures close beside words are two columns where both are set to the line between them on several lines."""

from models.structure.grids.flush_columns import flush_lanes
from schemas.geometry import Box
from tests.models.structure.literal_pages import line

WIDTHS = ((40, 110), (70, 150), (90, 90), (55, 130), (40, 160))


def rows(*places: tuple[float, float, float, float], pitch: float = 30) -> list[list[Box]]:
    return [line(20 + pitch * k, (a, b), (c, d)) for k, (a, b, c, d) in enumerate(places)]


def test_figures_that_end_and_words_that_begin_at_one_place_are_columns() -> None:
    assert flush_lanes(rows(*((200 - a, 200, 204, 204 + b) for a, b in WIDTHS))) == [202]


def test_lines_far_from_each_other_equal_words_and_words_set_at_random_are_none() -> None:
    figures = [(200.0 - a, 200.0, 204.0, 204.0 + b) for a, b in WIDTHS]
    assert flush_lanes(rows(*figures, pitch=90)) == []
    assert flush_lanes(rows(*[(120, 200, 204, 300)] * 5)) == []
    assert flush_lanes(rows(*((100, 160 + a, 164 + a, 300) for a, _ in WIDTHS))) == []
