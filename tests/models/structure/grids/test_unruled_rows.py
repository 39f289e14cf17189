"""Bands between level rules that hold rows, and levels of a header that hold names of several lines."""

from collections.abc import Iterable

import pytest

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
# Amounts below each other in a cell: how wide they are, and where.
WIDTHS, STACK = (50, 60, 55, 70, 65), (70, 95, 120, 145, 170)


def row(y0: float, y1: float, columns: Iterable[int]) -> list[Box]:
    """A piece in each of some columns."""
    return [Box(XS[col] + 20, y0, XS[col + 1] - 20, y1) for col in columns]


def test_names_of_several_lines_on_the_third_level_of_a_header_are_no_rows() -> None:
    names = [piece for col, ys in enumerate(NAMES) for y in ys for piece in row(*y, [col])]
    headings = [*row(658, 681, (3, 5, 6, 9)), *row(698, 721, (9, 11))]
    body = [piece for k in range(30) for piece in row(858 + 40 * k, 884 + 40 * k, range(14))]
    _, split = with_unruled_rows(YS, XS, [*headings, *names, *body], RuledOptions())
    assert not split


def test_totals_right_below_a_row_are_a_row_of_their_own() -> None:
    """They name themselves in a column in the middle, and one of them ends beside its column's figures."""
    xs = [100.0 * k for k in range(11)]
    ys = [0.0, 60.0, 120.0]
    names = [Box(x + 10, 20, x + 80, 40) for x in xs[:-1]]
    texts = [Box(x + 10, 65, x + 80, 85) for x in xs[:4]]
    figures = [Box(x + 50, 65, x + 95, 85) for x in xs[4:-1]]
    ends = [95, 95, 95, 95, 80]
    totals = [Box(x + end - 70, 92, x + end, 112) for x, end in zip(xs[5:], ends, strict=False)]
    label = Box(340, 92, 470, 112)
    rows, split = with_unruled_rows(ys, xs, [*names, *texts, *figures, label, *totals], RuledOptions())
    assert len(rows) == 4 and split == [(60.0, 120.0)]
    wrapped = [Box(x + 10, 92, x + 60, 112) for x in xs[3:-1]]
    assert with_unruled_rows(ys, xs, [*names, *texts, *figures, *wrapped], RuledOptions())[1] == []


def test_totals_stacked_below_the_line_of_an_entry_are_no_row() -> None:
    """Its other cells hold one line each, in the middle of the amounts."""
    xs = [100.0 * k for k in range(11)]
    ys = [0.0, 60.0, 200.0, 260.0]
    names = [Box(x + 10, 20, x + 80, 40) for x in xs[:-1]]
    single = [Box(x + 10, 120, x + 80, 140) for x in xs[:5]]
    stacks = [
        Box(x + 95 - w, y, x + 95, y + 20) for x in xs[5:-1] for w, y in zip(WIDTHS, STACK, strict=True)
    ]
    last = [Box(x + 10, 220, x + 80, 240) for x in xs[:-1]]
    assert with_unruled_rows(ys, xs, [*names, *single, *stacks, *last], RuledOptions())[1] == []


@pytest.mark.parametrize(("width", "split"), [(85, []), (45, [(60.0, 120.0)])], ids=["broken", "short"])
def test_the_ends_of_figures_that_fill_their_columns_are_no_row(
    width: float, split: list[tuple[float, float]]
) -> None:
    """As of 134,500.17 in a column that has no room for its last digits."""
    xs = [100.0 * k for k in range(11)]
    ys = [0.0, 60.0, 120.0]
    names = [Box(x + 10, 20, x + 80, 40) for x in xs[:-1]]
    figures = [Box(x + 95 - width, 65, x + 95, 85) for x in xs[:-1]]
    ends = [Box(x + 75, 92, x + 95, 112) for x in xs[:-1]]
    assert with_unruled_rows(ys, xs, [*names, *figures, *ends], RuledOptions())[1] == split


def test_many_lines_as_far_apart_as_the_rows_of_other_bands_are_rows() -> None:
    """Headings, and rows of a name and a figure, above rows that fill all columns."""
    xs, ys = [0.0, 100.0, 200.0, 300.0, 400.0], [0.0, 40.0, 280.0, 680.0]
    pieces = [Box(x + 10, 10, x + 80, 30) for x in xs[:-1]]
    for k in range(6):
        columns = (0,) if k % 3 == 0 else (0, 1, 2) if k % 3 == 1 else (2, 3)
        pieces += [Box(xs[c] + 10, 50 + 40 * k, xs[c] + 80, 70 + 40 * k) for c in columns]
    pieces += [Box(x + 10, 290 + 40 * k, x + 80, 310 + 40 * k) for k in range(10) for x in xs[:-1]]
    assert with_unruled_rows(ys, xs, pieces, RuledOptions())[1] == [(40.0, 280.0), (280.0, 680.0)]


def test_fewer_such_ends_are_enough_where_most_rows_have_them() -> None:
    xs, ys = [100.0 * k for k in range(11)], [60.0 * k for k in range(6)]
    pieces = [Box(x + 10, 20, x + 80, 40) for x in xs[:-1]]
    for top in ys[1:-1]:
        seen = range(6) if top == ys[-2] else range(10)
        pieces += [Box(x + 10, top + 5, x + 95, top + 25) for x in xs[:-1]]
        pieces += [
            Box(x + (75 if k in seen else 20), top + 32, x + 95, top + 52) for k, x in enumerate(xs[:-1])
        ]
    assert with_unruled_rows(ys, xs, pieces, RuledOptions())[1] == []
    alone = [piece for piece in pieces if piece.y0 < ys[1] or piece.y0 > ys[-2]]
    last = [
        piece._replace(y0=piece.y0 - 180, y1=piece.y1 - 180) if piece.y0 > 60 else piece for piece in alone
    ]
    assert with_unruled_rows(ys[:3], xs, last, RuledOptions())[1] == [(60.0, 120.0)]


@pytest.mark.parametrize(("second", "split"), [(10, [(60.0, 120.0)]), (210, [])], ids=["totals", "wrapped"])
def test_lines_of_one_name_each_in_columns_of_their_own_are_rows(
    second: float, split: list[tuple[float, float]]
) -> None:
    """The total of the last group, and the one of all groups, shaded alike."""
    xs, ys = [100.0 * k for k in range(5)], [0.0, 60.0, 120.0]
    names = [Box(x + 10, 20, x + 80, 40) for x in xs[:-1]]
    totals = [Box(210, 65, 290, 85), Box(340, 65, 395, 85)]
    last = [Box(second, 92, second + 60, 112), Box(310, 92, 395, 112)]
    assert with_unruled_rows(ys, xs, [*names, *totals, *last], RuledOptions())[1] == split


def test_an_entry_beside_names_that_go_on_below_it_is_one_row() -> None:
    xs = [208.0, 297, 628, 1035, 1361, 1874, 2203, 2412, 2765, 3091]
    ys = [377.0, 481, 661, 802]
    entries = (
        ((495, 528), (532, 573), (566, 604), (607, 640)), ((532, 565), (571, 603)),
        ((494, 527), (532, 575), (570, 608), (606, 640)), ((513, 546), (551, 593), (588, 621)), ((551, 584),),
        ((513, 555), (546, 585), (595, 628)), ((514, 546), (551, 591), (586, 622)),
    )  # fmt: skip
    cells = [(2 + col, float(y0), float(y1)) for col, own in enumerate(entries) for y0, y1 in own]
    cells += [(col, y0 + 160, y1 + 160) for col, y0, y1 in cells if y0 < 600]
    cells += [(1, 567, 606), (1, 600, 637), (1, 641, 674), (1, 679, 712), (0, 625, 656)]
    cells += [(col, 410.0, 450.0) for col in range(9)]
    pieces = [Box(xs[col] + 10, y0, xs[col + 1] - 10, y1) for col, y0, y1 in cells]
    assert with_unruled_rows(ys, xs, pieces, RuledOptions())[1] == []
