"""Rows told by cells that are centred at the height of a number of their own."""

from models.structure.rows.centred_rows import lines_to_centred_rows
from models.structure.rows.print_blocks import Line, Print
from schemas.geometry import Box

HEIGHT, PITCH = 20.0, 24.0
Row = tuple[int, ...]  # how many lines each cell has, the mark's aside


def placed(*rows: Row, centred: bool = True) -> tuple[list[Line], list[list[int]]]:
    """Rows below each other with their numbers, as lines of one height each, and the lines of each row."""
    top, found = 0.0, []
    for number, counts in enumerate(rows, start=1):
        tallest = max(counts)
        cells = [(0, 1, str(number)), *((col, n, "obra") for col, n in enumerate(counts, start=1))]
        for col, n, text in cells:
            first = top + (tallest - n) * PITCH / 2 if centred else top
            found += [(first + PITCH * k, number - 1, col, text) for k in range(n)]
        top += tallest * PITCH
    ys = sorted({y for y, *_ in found})
    lines: list[Line] = [{} for _ in ys]
    groups: list[list[int]] = [[] for _ in rows]
    for y, row, col, text in found:
        lines[ys.index(y)][col] = Print(Box(100.0 * col, y, 100.0 * col + 80, y + HEIGHT), text)
        groups[row] = sorted({*groups[row], ys.index(y)})
    return lines, groups


def test_cells_of_several_lines_centred_at_numbers_are_rows() -> None:
    lines, groups = placed((4, 2, 1), (3, 3, 2), (2, 1, 3), (4, 2, 2))
    assert lines_to_centred_rows(lines) == groups


def test_cells_that_begin_at_the_top_are_not_told_by_their_middle() -> None:
    lines, _ = placed((4, 2, 1), (3, 3, 2), (2, 1, 3), (4, 2, 2), centred=False)
    assert lines_to_centred_rows(lines) == []


def test_rows_of_one_line_say_nothing() -> None:
    lines, _ = placed((1, 1), (1, 1), (1, 1), (1, 1))
    assert lines_to_centred_rows(lines) == []


def test_two_days_below_each_other_are_of_two_rows() -> None:
    lines, _ = placed((4, 2, 1), (3, 3, 2), (2, 1, 3), (4, 2, 2))
    days = [
        {col: Print(item.box, "03/05/2014" if col == 2 else item.text) for col, item in line.items()}
        for line in lines
    ]
    assert lines_to_centred_rows(days) == []


def test_lines_that_no_row_is_centred_at_are_headings() -> None:
    lines, groups = placed((4, 2, 1), (2, 3, 2), (2, 1, 3), (4, 2, 2))
    second = lines[groups[1][0]]
    top = next(iter(second.values())).box.y0
    below = [
        {
            c: Print(i.box._replace(y0=i.box.y0 + 2 * PITCH, y1=i.box.y1 + 2 * PITCH), i.text)
            for c, i in line.items()
        }
        for line in lines[groups[1][0] :]
    ]
    heading: list[Line] = [{1: Print(Box(100, y, 180, y + HEIGHT), "PROGRAMA")} for y in (top, top + PITCH)]
    first = len(groups[0])
    found = lines_to_centred_rows([*lines[:first], *heading, *below])
    assert found == [groups[0], [first, first + 1], *([k + 2 for k in group] for group in groups[1:])]


def test_names_of_two_lines_below_the_first_of_each_are_no_centred_rows_of_three() -> None:
    names = [("7-Obras viales,", "realizadas."), ("10-Monitoreo", "de viveros")] * 4
    lines: list[Line] = []
    for row, texts in enumerate(names):
        for k, text in enumerate(texts):
            y = (2 * row + k) * PITCH
            cells = {1: text, 2: "4.00"} if k == 0 else {1: text}
            lines.append(
                {col: Print(Box(100.0 * col, y, 100.0 * col + 80, y + HEIGHT), t) for col, t in cells.items()}
            )
    assert lines_to_centred_rows(lines) == []


def test_smudges_beside_rows_marked_by_days_hide_none_of_them() -> None:
    lines, groups = placed((4, 2, 1), (3, 3, 2), (2, 1, 3), (4, 2, 2), (3, 2, 2), (2, 4, 3))
    marked = [
        {col: Print(item.box, "2023-01-15" if col == 0 else item.text) for col, item in line.items()}
        for line in lines
    ]
    for group in groups[:4]:
        y = next(iter(marked[group[0]].values())).box.y0
        marked[group[0]].setdefault(4, Print(Box(400, y, 412, y + 9), "i"))
        marked[group[1]].setdefault(4, Print(Box(400, y + 20, 412, y + 29), "i"))
    assert lines_to_centred_rows(marked) == groups
