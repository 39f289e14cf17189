"""Laws of finding tables: a drawn grid comes back, a shift shifts all boxes, the order of print is free."""

from collections.abc import Sequence
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from models.pixels.rule import Rule
from models.pixels.rules import Rules
from models.structure.finder import FoundTable, find_tables
from models.structure.pieces import rows_of
from schemas.geometry import Box
from tests.models.structure.literal_pages import DPI, Span, line, lines, rules, shape

ROW = 30
SIZES = st.integers(2, 9)
WIDTHS = st.lists(st.integers(60, 200), min_size=2, max_size=8)


def grid(widths: Sequence[int], rows: int, x: float = 100, y: float = 100) -> tuple[Rules, list[Box]]:
    """The rules of a full grid and a piece of print in every cell; widths: of its columns."""
    xs = [x + sum(widths[:k]) for k in range(len(widths) + 1)]
    ys = [y + ROW * k for k in range(rows + 1)]
    spans: list[Span] = [
        (left + 8, left + 8 + width / 2) for left, width in zip(xs[:-1], widths, strict=True)
    ]
    level, upright = [Rule(at, xs[0], xs[-1]) for at in ys], [Rule(at, ys[0], ys[-1]) for at in xs]
    return rules(level, upright), lines([at + ROW / 2 for at in ys[:-1]], *spans)


def found(page: Rules, pieces: Sequence[Box]) -> tuple[FoundTable, ...]:
    return find_tables(pieces, page, DPI)[0]


@settings(max_examples=50, deadline=None)
@given(WIDTHS, SIZES)
def test_a_full_grid_comes_back_with_its_rows_and_columns(widths: list[int], rows: int) -> None:
    page, pieces = grid(widths, rows)
    (table,) = found(page, pieces)
    assert shape(table) == (rows, len(widths))
    assert len(table.slots) == rows * len(widths)
    assert table.loose == ()
    for piece in pieces:
        assert sum(slot.bbox.contains(*piece.centre) for slot in table.slots) == 1


@settings(max_examples=50, deadline=None)
@given(WIDTHS, SIZES, st.integers(0, 900), st.integers(0, 900))
def test_a_shift_of_the_page_shifts_every_box_as_much(widths: list[int], rows: int, dx: int, dy: int) -> None:
    (here,), (there,) = found(*grid(widths, rows)), found(*grid(widths, rows, 100 + dx, 100 + dy))
    shifted = [Box(x0 + dx, y0 + dy, x1 + dx, y1 + dy) for x0, y0, x1, y1 in (s.bbox for s in here.slots)]
    assert [slot.bbox for slot in there.slots] == shifted


@settings(max_examples=50, deadline=None)
@given(st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_the_pieces_of_print_does_not_matter(random: Random, ruled: bool) -> None:
    columns = ((100, 180), (250, 330), (420, 520))
    pieces = [
        *line(70, (100, 400)),
        *line(115, (100, 170), (260, 500)),
        *lines(range(145, 330, ROW), *columns),
    ]
    page = rules([Rule(y, 95, 530) for y in (100, 130, 340)]) if ruled else rules()
    expected = found(page, pieces)
    assert len(expected) == 1
    shuffled = list(pieces)
    random.shuffle(shuffled)
    assert rows_of(shuffled) == rows_of(pieces)
    assert found(page, shuffled) == expected
