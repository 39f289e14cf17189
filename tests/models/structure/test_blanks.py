"""Print of several columns in one piece is cut at blanks that rows share, and at columns that are known."""

from collections.abc import Sequence

import numpy as np
import pytest

from models.pixels.morphology import Mask
from models.pixels.rule import Rule
from models.structure.blanks import cut_at_columns, cut_at_common_blanks
from schemas.geometry import Box, union
from tests.models.structure.literal_pages import Span, line

PITCH = 30
DATES = ((100, 180), (190, 270))  # a blank of half a line's height between them
COLUMN = Rule(185, 0, 300)


def printed(*rows: Sequence[Span]) -> tuple[list[Box], Mask]:
    """A piece for each row that holds all its words, and the ink of the words. Lines are 20 pixels high."""
    ink = np.zeros((PITCH * len(rows) + 20, 700), np.uint8)
    words = [line(20 + PITCH * k, *row) for k, row in enumerate(rows)]
    for word in (word for row in words for word in row):
        ink[int(word.y0) : int(word.y1), int(word.x0) : int(word.x1)] = 1
    return [union(row) for row in words], ink


def spans(pieces: Sequence[Box], ink: Mask) -> list[list[Span]]:
    """From where to where the ink reaches that the pieces of each line hold."""
    rows: dict[float, list[Span]] = {}
    for piece in pieces:
        x0, y0, x1, y1 = (int(v) for v in piece)
        inked = x0 + np.flatnonzero(ink[y0:y1, x0:x1].any(axis=0))
        rows.setdefault(piece.centre[1] // PITCH, []).append((int(inked[0]), int(inked[-1]) + 1))
    return list(rows.values())


def test_blanks_at_one_place_in_three_rows_part_two_columns() -> None:
    pieces, ink = printed(*[DATES] * 3)
    assert spans(cut_at_common_blanks(pieces, ink), ink) == [list(DATES)] * 3


def test_blanks_at_one_place_in_two_rows_part_nothing() -> None:
    pieces, ink = printed(*[DATES] * 2)
    assert spans(cut_at_common_blanks(pieces, ink), ink) == [[(100, 270)]] * 2


def test_blanks_at_one_place_far_from_each_other_part_nothing() -> None:
    """As behind the numbers of headings, and the first word of a paragraph."""
    pieces, ink = printed(*[DATES] * 25)
    headings = pieces[::12]
    assert cut_at_common_blanks(headings, ink) == tuple(headings)


def test_blanks_at_other_places_part_words() -> None:
    rows = [((100, 150), (160, 270)), ((100, 180), (190, 270)), ((100, 210), (220, 270))]
    pieces, ink = printed(*rows)
    assert cut_at_common_blanks(pieces, ink) == tuple(pieces)


def test_a_common_blank_no_wider_than_the_others_of_its_piece_parts_words() -> None:
    row = ((100, 140), (150, 180), (190, 270))
    pieces, ink = printed(*[row] * 4)
    assert cut_at_common_blanks(pieces, ink) == tuple(pieces)


def test_a_blank_that_most_rows_print_over_parts_words() -> None:
    pieces, ink = printed(*[DATES] * 3, *[((100, 270),)] * 2, DATES)
    assert cut_at_common_blanks(pieces, ink) == tuple(pieces)


def test_a_row_that_prints_over_a_common_blank_stays_whole() -> None:
    pieces, ink = printed(*[DATES] * 2, ((100, 270),), *[DATES] * 2)
    assert spans(cut_at_common_blanks(pieces, ink), ink)[1:4] == [list(DATES), [(100, 270)], list(DATES)]


def test_print_is_cut_where_the_line_of_a_known_column_runs_through_its_blank() -> None:
    pieces, ink = printed(DATES, DATES)
    assert spans(cut_at_columns(pieces, [COLUMN], ink), ink) == [list(DATES)] * 2


def test_print_outside_a_table_is_not_cut_at_its_columns() -> None:
    pieces, ink = printed(DATES, DATES)
    assert spans(cut_at_columns(pieces, [Rule(185, 40, 300)], ink), ink) == [[(100, 270)], list(DATES)]


def test_print_without_a_blank_at_the_column_is_not_cut() -> None:
    pieces, ink = printed(((100, 220), (230, 270)))
    assert cut_at_columns(pieces, [COLUMN], ink) == tuple(pieces)


def test_the_words_of_a_heading_over_two_columns_stay_together() -> None:
    heading = ((100, 130), (140, 180), (190, 230), (240, 270))
    pieces, ink = printed(heading, DATES)
    assert cut_at_columns(pieces, [COLUMN], ink) == tuple(pieces)


def test_two_words_as_far_apart_as_words_of_the_page_are_stay_together() -> None:
    # The heading has no other blank to compare with; the sentences of the page have.
    sentence = ((300, 350), (360, 400), (410, 470), (480, 520))
    pieces, ink = printed(DATES, *[sentence] * 3)
    assert cut_at_columns(pieces, [COLUMN], ink) == tuple(pieces)
    wider = ((100, 178), (192, 270))
    pieces, ink = printed(wider, *[sentence] * 3)
    assert spans(cut_at_columns(pieces, [COLUMN], ink), ink)[0] == list(wider)


def test_three_columns_in_one_piece_are_parted_by_blanks_wider_than_the_pages_words() -> None:
    # Neither blank is wider than the other; the words of the sentences stand closer.
    sentence = ((300, 350), (360, 400), (410, 470), (480, 520), (530, 560))
    columns = ((100, 150), (164, 214), (228, 270))
    shifted = [tuple((x0 + 3 * k, x1 + 3 * k) for x0, x1 in sentence) for k in range(0, 12, 3)]
    pieces, ink = printed(*[columns] * 3, *shifted)
    assert spans(cut_at_common_blanks(pieces, ink), ink)[:3] == [list(columns)] * 3


def test_a_stroke_through_the_blank_at_a_column_does_not_join_what_it_parts() -> None:
    pieces, ink = printed(DATES, DATES)
    y = int(pieces[0].centre[1])
    ink[y : y + 3, 150:220] = 1
    assert [len(row) for row in spans(cut_at_columns(pieces, [COLUMN], ink), ink)] == [2, 2]


def test_a_dash_at_a_column_stays_between_its_words() -> None:
    pieces, ink = printed(((100, 175), (195, 270)))
    y = int(pieces[0].centre[1])
    ink[y : y + 3, 180:190] = 1
    assert cut_at_columns(pieces, [COLUMN], ink) == tuple(pieces)


def typed(text: str) -> list[Span]:
    """The letters of a typewritten line, each in the middle of 18 pixels, a comma at its left."""
    return [
        (100 + 18 * k + 4, 100 + 18 * k + (6 if letter == "," else 14))
        for k, letter in enumerate(text)
        if letter != " "
    ]


def test_the_blank_behind_a_typed_comma_parts_no_columns() -> None:
    rows = [
        typed("155267,78"),
        typed("017239,73"),
        typed("270235,88"),
        typed("031015,56"),
        typed("473758,95"),
        typed("642690,85"),
    ]
    pieces, ink = printed(*rows)
    assert len(cut_at_common_blanks(pieces, ink)) == len(rows)
    columns = [typed("155267  78"), *(typed("017239  73") for _ in rows)]
    pieces, ink = printed(*columns)
    assert len(cut_at_common_blanks(pieces, ink)) == 2 * len(columns)


def test_a_figure_that_ends_where_those_above_it_do_is_parted_from_the_next() -> None:
    """As in bold totals, whose blank is no wider than between words; a heading's words stand above all."""
    apart, close = ((120, 180), (200, 270)), ((100, 180), (186, 270))
    for rows, parted in (([apart] * 3 + [close], True), ([close] + [apart] * 3, False)):
        words = [line(20 + PITCH * k, *row) for k, row in enumerate(rows)]
        _, ink = printed(*rows)
        pieces = [
            piece.inflate(3)
            for row, own in zip(words, rows, strict=True)
            for piece in ([union(row)] if own is close else row)
        ]
        found = cut_at_columns(pieces, [Rule(190, 0, 300)], ink)
        assert len(found) == len(pieces) + parted


def test_a_first_row_of_totals_is_parted_and_the_words_of_a_heading_are_not() -> None:
    """Bold totals carried over stand above all figures, at the ends of the columns of several."""
    ends = (200, 300, 400, 500)
    totals = [(x - 80, x) for x in ends]
    figures = [[(x - 70 + 10 * (k % 3), x) for x in ends] for k in range(4)]
    columns = [Rule(x + 10, 0, 300) for x in ends[:-1]]
    for row, parts in ((totals, 4), ([(120, 200), (206, 290), (296, 410), (416, 500)], 1)):
        pieces, ink = printed(row, *figures)
        pieces = [
            pieces[0].inflate(3),
            *(p.inflate(3) for k in range(4) for p in line(50 + PITCH * k, *figures[k])),
        ]
        found = cut_at_columns(pieces, columns, ink)
        assert sum(piece.y0 < 20 for piece in found) == parts


@pytest.mark.parametrize(("rows", "parts"), [(9, 2), (5, 1)])
def test_a_first_row_of_two_totals_is_parted_where_many_figures_end(rows: int, parts: int) -> None:
    figures = [[(130 + 10 * (k % 3), 200), (230 + 10 * (k % 3), 300)] for k in range(rows)]
    _, ink = printed([(110, 200), (206, 300)], *figures)
    first = union(line(20, (110, 200), (206, 300)))
    pieces = [
        first.inflate(3),
        *(p.inflate(3) for k in range(rows) for p in line(50 + PITCH * k, *figures[k])),
    ]
    found = cut_at_columns(pieces, [Rule(203, 0, 400)], ink)
    assert sum(piece.y0 < 20 for piece in found) == parts


def test_figures_are_parted_from_the_words_close_beside_them() -> None:
    widths = ((40, 110), (70, 150), (90, 90), (55, 130), (40, 160))
    rows = [((200 - a, 200), (206, 206 + b)) for a, b in widths]
    pieces, ink = printed(*rows)
    assert spans(cut_at_common_blanks(pieces, ink), ink) == [list(row) for row in rows]
    words = [((100, 160 + a), (166 + a, 300)) for a, _ in widths]
    pieces, ink = printed(*words)
    assert cut_at_common_blanks(pieces, ink) == tuple(pieces)


def test_the_blank_beside_a_point_or_a_comma_parts_no_amounts() -> None:
    """In amounts set in the middle of a column, it is at one place in many."""
    widths = ((40, 110), (70, 150), (90, 90), (55, 130), (40, 160))
    rows = [((200 - a, 194), (196, 200), (204, 204 + b)) for a, b in widths]
    small, ink = printed(*rows)
    pieces, ink = (
        [Box(*(2 * side for side in piece)) for piece in small],
        np.kron(ink, np.ones((2, 2), np.uint8)),
    )
    assert len(cut_at_common_blanks(pieces, ink)) == 2 * len(rows)
    for piece in pieces:
        ink[int(piece.y0) : int(piece.y1) - 10, 390:402] = 0
    assert cut_at_common_blanks(pieces, ink) == tuple(pieces)


@pytest.mark.parametrize(("blank", "parts"), [(4, 1), (8, 2)])
def test_a_blank_a_pixel_wider_than_those_between_letters_parts_nothing(blank: int, parts: int) -> None:
    """As beside a 1 amid days below each other."""
    letters = (26, 9, 18, 31, 7, 22)
    rows: list[list[Span]] = []
    for before, after in ((2, 4), (3, 6), (5, 5), (4, 8), (6, 7)):
        row, x = [], 200
        for k in range(before):
            row.append((x - letters[k % 6], x))
            x -= letters[k % 6] + 3
        x = 200 + blank
        for k in range(after):
            row.append((x, x + letters[(k + 2) % 6]))
            x += letters[(k + 2) % 6] + 3
        rows.append(sorted(row))
    pieces, ink = printed(*rows)
    assert len(cut_at_common_blanks(pieces, ink)) == parts * len(rows)


def test_typed_numbers_of_rows_are_parted_from_words_nearly_a_letter_beside_them() -> None:
    numbers = ["  7", " 15", "240", " 31", "  9", " 12"]
    names = ["Juan Pablo Soria", "Rosa Elena Paz", "Edgar Mendoza Ruiz", "Silvia Ana Rojas", "Hugo Sosa Vera"]
    names.append("Noelia Ortega")
    pairs = [
        (typed(number), [(x0 + 68, x1 + 68) for x0, x1 in typed(name)])
        for number, name in zip(numbers, names, strict=True)
    ]
    pieces, ink = printed(*[[*number, *name] for number, name in pairs])
    cut = cut_at_common_blanks(pieces, ink)
    ends = {piece.x1 for piece in cut if piece.x0 < 150}
    assert len(cut) == 2 * len(names) and max(ends) < 160


def test_the_blank_beside_a_figure_one_parts_no_codes() -> None:
    """Its place is the same in codes of one length, indented by a figure more or less."""
    figures = ((2, 3), (4, 6), (3, 4), (5, 8), (2, 5))
    for blank, parts in ((4, 1), (8, 2)):
        left = [[(164 - 16 * k, 176 - 16 * k) for k in range(n, 0, -1)] for n, _ in figures]
        right = [[(160 + blank + 16 * k, 172 + blank + 16 * k) for k in range(n)] for _, n in figures]
        pieces, ink = printed(*[(*a, *b) for a, b in zip(left, right, strict=True)])
        assert len(cut_at_common_blanks(pieces, ink)) == parts * len(figures)


def test_the_blanks_between_figures_one_are_as_wide_as_those_between_words() -> None:
    """They are no words: the blank beside one more of them parts no codes either."""
    rows = []
    for before, after, rest in ((1, 2, 6), (3, 1, 5), (1, 3, 7), (3, 2, 8), (1, 2, 4)):
        ones = [(160 + 9 * k, 164 + 9 * k) for k in range(-before, after)]
        others = [(159 + 9 * k, 165 + 9 * k) for k in range(after, after + rest)]
        rows.append([*ones, *others])
    pieces, ink = printed(*rows)
    assert cut_at_common_blanks(pieces, ink) == tuple(pieces)


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ([((212, 240), (247, 290)), ((226, 240), (247, 290)), ((198, 240), (247, 290))], 1),
        ([((198, 240), (247, 290))] * 3, 2),
        ([((212, 240), (247, 290)), ((226, 240), (247, 304)), ((198, 240), (247, 276))], 2),
        ([((205, 233), (247, 290)), ((219, 233), (247, 290)), ((191, 233), (247, 290))], 2),
    ],
    ids=["thousands", "equal figures", "words of several widths", "a wide blank"],
)
def test_the_blanks_in_amounts_below_each_other_part_nothing(
    rows: list[tuple[Span, Span]], columns: int
) -> None:
    pieces, ink = printed(*rows * 2)
    assert {len(row) for row in spans(cut_at_common_blanks(pieces, ink), ink)} == {columns}
