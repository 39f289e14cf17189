"""Bands between level rules that hold rows, and levels of a header that hold names of several lines."""

from collections.abc import Iterable

from models.structure.grids.ruled_options import RuledOptions
from models.structure.grids.unruled_rows import with_unruled_rows
from schemas.geometry import Box

XS = [228.0, 375, 924, 1567, 1723, 1915, 2092, 2516, 2766, 2888, 3065, 3194, 3371, 3501, 3672]
YS = [651.0, 691, 731, 854, *(894.0 + 40 * k for k in range(30))]
# Top and bottom of the lines of each column's name, in the middle of its cell.
NAMES = (
    ((739, 762),), ((739, 762),), ((739, 762),), ((745, 768), (774, 797)), ((745, 768), (774, 797)),
    ((759, 782),), ((759, 782),), ((759, 782),), ((731, 754), (750, 782), (788, 811)), ((779, 802),),
    ((736, 759), (754, 788), (794, 817), (822, 845)), ((779, 802),),
    ((736, 759), (754, 788), (794, 817), (822, 845)), ((745, 768), (760, 797)),
)  # fmt: skip


def row(y0: float, y1: float, columns: Iterable[int]) -> list[Box]:
    """A piece in each of some columns."""
    return [Box(XS[col] + 20, y0, XS[col + 1] - 20, y1) for col in columns]


def test_names_of_several_lines_on_the_third_level_of_a_header_are_no_rows() -> None:
    names = [piece for col, ys in enumerate(NAMES) for y in ys for piece in row(*y, [col])]
    headings = [*row(658, 681, (3, 5, 6, 9)), *row(698, 721, (9, 11))]
    body = [piece for k in range(30) for piece in row(858 + 40 * k, 884 + 40 * k, range(14))]
    _, split = with_unruled_rows(YS, XS, [*headings, *names, *body], RuledOptions())
    assert not split
