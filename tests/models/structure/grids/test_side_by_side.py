"""Two unruled tables beside each other are told by rows half way between each other's; one stays whole."""

from models.structure.grids.side_by_side import tables_beside
from models.structure.pieces import rows_of
from schemas.geometry import Box

NAMES = (130, 90, 150, 110, 140, 100)


def row(y: float, x: float, name: float, *ends: float) -> list[Box]:
    """A name of some width from x on, and figures that end at `ends`."""
    return [Box(x, y, x + name, y + 20), *(Box(end - 60, y, end, y + 20) for end in ends)]


def table(x: float, ys: list[float]) -> list[Box]:
    return [piece for y, name in zip(ys, NAMES, strict=True) for piece in row(y, x, name, x + 260, x + 360)]


def parts(*sides: list[Box]) -> list[int]:
    return [len(found) for found in tables_beside(rows_of([piece for side in sides for piece in side]))]


STRAIGHT = [100.0, 130, 160, 190, 220, 250]
WRAPPED = [100.0, 130, 175, 205, 235, 265]  # its third row has a name of two lines


def test_two_tables_with_rows_at_heights_of_their_own_are_parted() -> None:
    assert parts(table(50, STRAIGHT), table(500, WRAPPED)) == [18, 18]


def test_one_table_with_its_figures_level_stays_whole() -> None:
    assert parts(table(50, STRAIGHT), table(500, STRAIGHT)) == [36]


def test_figures_alone_at_heights_of_their_own_are_no_table() -> None:
    figures = [Box(440, y, 500, y + 20) for y in WRAPPED]
    assert parts(table(50, STRAIGHT), figures) == [24]


def test_rows_far_apart_have_names_of_many_lines() -> None:
    far, between = ([100.0 + shift + 75 * k for k in range(6)] for shift in (0, 12))
    assert parts(table(50, far), table(500, between)) == [36]


def test_a_header_half_way_between_the_lines_of_another_parts_no_table() -> None:
    ys = [130.0 + 30 * k for k in range(18)]
    sides = [
        [piece for k, y in enumerate(heights) for piece in row(y, x, NAMES[k % 6], x + 260, x + 360)]
        for x, heights in ((50, [100.0, *ys]), (500, [89.0, 111.0, *ys]))
    ]
    assert len(parts(*sides)) == 1
