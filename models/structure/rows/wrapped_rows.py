"""Rows known only from lines of print → rows of cells, once the lines are read.

Where no rule parts the rows of a table, each line of print began as a row of its own. Here the lines that
only carry on a wrapped cell join the row they belong to, and the lines above the first figures become the
header.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

import numpy as np

from models.structure.finder import FoundTable
from models.structure.grids.header_levels import header_slots
from models.structure.grids.lattice import Slot
from models.structure.grids.row_lanes import lines_to_lane_rows
from models.structure.pieces import line_height
from models.structure.rows.broken_figures import with_whole_figures
from models.structure.rows.centred_rows import lines_to_centred_rows
from models.structure.rows.coded_rows import lines_to_coded_rows
from models.structure.rows.loose_headers import head_of, is_heading
from models.structure.rows.numbered_rows import (
    lines_to_figure_rows,
    lines_to_group_rows,
    lines_to_middle_rows,
    lines_to_numbered_rows,
)
from models.structure.rows.print_blocks import (
    AMOUNTS,
    FIGURE,
    OPEN_END,
    SAME_PITCH,
    Line,
    Print,
    begins_an_entry,
    joined_print,
    middle,
    prints_in,
    row_figures,
    rows_of_blocks,
)
from schemas.geometry import Box, union

_Group = Literal["header", "heading", "row"]
MARKED = re.compile(r"[(\[]?[-+•*][)\]] ?\w|• ?\w")  # an entry of a list, such as "(-) Cheques girados"
ROOMY = 1.5  # line heights from row to row, by which the lines of a cell are closer
FEWEST_ROWS = 4  # below each other
CODE = re.compile(r"^\W*(?:[A-Z]{0,3}[-.]?)?\d[\d.\-]*\W*$")


def join_wrapped_rows(table: FoundTable, prints: Sequence[Print]) -> FoundTable:
    """The table with its loose rows gathered; ruled rows stay as they are."""
    groups: list[tuple[list[int], _Group]] = []
    for run in _runs(table.loose, 1 + max(slot.row + slot.row_span for slot in table.slots)):
        if not run[1]:
            groups.extend(([row], "row") for row in run[0])
            continue
        lines = [_line(table, row, prints) for row in run[0]]
        all_rows = len(run[0]) == len({slot.row for slot in table.slots})
        head = head_of(table, lines, only_header=not all_rows) if run[0][0] == 0 else 0
        if head:
            groups.append((list(run[0][:head]), "header"))
        for members, sort in _body_groups(table, lines[head:]):
            groups.append(([run[0][head + k] for k in members], sort))
    return _rebuilt(table, groups, prints)


def _body_groups(table: FoundTable, lines: Sequence[Line]) -> list[tuple[list[int], _Group]]:
    """The lines below a header in rows, and in headings over all columns."""
    groups: list[tuple[list[int], _Group]] = []
    start = 0
    for k, line in enumerate([*lines, None]):
        if line is None or is_heading(line, table):
            groups.extend(
                ([start + j for j in members], "row") for members in lines_to_groups(lines[start:k])
            )
            groups.extend([([k], "heading")] if line is not None else [])
            start = k + 1
    return groups


def _runs(loose: Sequence[int], rows: int) -> list[tuple[list[int], bool]]:
    """All rows in order, in runs that are loose or not."""
    flags = set(loose)
    runs: list[tuple[list[int], bool]] = []
    for row in range(rows - 1):
        if runs and runs[-1][1] == (row in flags):
            runs[-1][0].append(row)
        else:
            runs.append(([row], row in flags))
    return runs


def _line(table: FoundTable, row: int, prints: Sequence[Print]) -> Line:
    cells: Line = {}
    for slot in table.slots:
        if slot.row != row:
            continue
        if inside := prints_in(slot.bbox, prints):
            cells[slot.col] = joined_print(inside)
    return cells


def lines_to_groups(lines: Sequence[Line]) -> list[list[int]]:
    """Which lines make one row each; a line on which nothing could be read goes with the one before it.

    So does one with nothing but the ends of figures that a narrow column broke.
    """
    lines = with_whole_figures(lines)
    full = [k for k, line in enumerate(lines) if line]
    if not full:
        return [list(range(len(lines)))] if lines else []
    rows = _full_lines_to_groups([lines[k] for k in full])
    starts = [full[group[0]] for group in rows]
    starts = [0, *starts[1:]]
    return [list(range(a, b)) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True) if b > a]


def _full_lines_to_groups(lines: Sequence[Line]) -> list[list[int]]:
    figures = _figure_columns(lines)
    right = {
        c: max(line[c].box.x1 for line in lines if c in line) for c in {c for line in lines for c in line}
    }
    near = close_pitch(lines)
    if near is not None and _are_rows_as_near(lines, near):
        near = None
    if near is None:
        near = _nearer_than_rows(lines)
    told = (
        lines_to_coded_rows,
        lines_to_group_rows,
        lines_to_centred_rows,
        lines_to_numbered_rows,
        lines_to_middle_rows,
        lines_to_figure_rows,
    )
    if rows := next((rows for by in told if (rows := by(lines))), []):
        return rows
    if blocks := rows_of_blocks(lines):
        return _with_carried_on(blocks, lines, figures, right, near)
    if rows := lines_to_lane_rows(
        [[item.box for item in line.values()] for line in lines], [*map(set, lines)]
    ):
        return rows
    groups: list[list[int]] = [[0]]
    waiting = _waits(lines, 0, figures, right)
    until = _last_of_tall_cell(lines, 0)
    for k in range(1, len(lines)):
        row = [lines[j] for j in groups[-1]]
        if k <= until:
            groups[-1].append(k)
            continue
        until = _last_of_tall_cell(lines, k)
        if until > k:
            groups.append([k])
            waiting = False
            continue
        if waiting or _carries_on(lines[k], row, figures, right, near):
            groups[-1].append(k)
        else:
            groups.append([k])
        waiting = _waits(lines, k, figures, right) and (waiting or groups[-1] == [k])
    return groups


def _nearer_than_rows(lines: Sequence[Line]) -> float | None:
    """The largest distance of two lines of one cell where rows of amounts follow each other farther apart
    than the lines of a cell do; None where they do not."""
    told = [bool(AMOUNTS.columns(line)) for line in lines]
    beside = zip(pairwise(lines), pairwise(told), strict=True)
    pitches = [middle(below) - middle(above) for (above, below), both in beside if all(both)]
    height = line_height([item.box for line in lines for item in line.values()])
    if len(pitches) < FEWEST_ROWS or min(pitches) < ROOMY * height:
        return None
    return SAME_PITCH * float(np.median(pitches))


def _are_rows_as_near(lines: Sequence[Line], near: float) -> bool:
    """Whether lines of amounts in one column follow each other as near as the lines of one cell would."""
    money = [{col for col, item in line.items() if AMOUNTS.pattern.match(item.text)} for line in lines]
    beside = zip(pairwise(lines), pairwise(money), strict=True)
    return sum(bool(one & two) and middle(b) - middle(a) <= near for (a, b), (one, two) in beside) >= 2


def _with_carried_on(
    blocks: Sequence[list[int]],
    lines: Sequence[Line],
    figures: set[int],
    right: dict[int, float],
    near: float | None,
) -> list[list[int]]:
    """Rows by blocks of print; a row without figures that carries on the one above it joins that."""
    groups = [list(blocks[0])]
    telling = row_figures(lines)
    for block in blocks[1:]:
        row = [lines[k] for k in groups[-1]]
        bare = not any(telling.tell(lines[k]) for k in block)
        if bare and _carries_on(lines[block[0]], row, figures, right, near):
            groups[-1].extend(block)
        else:
            groups.append(list(block))
    return groups


def _figure_columns(lines: Sequence[Line]) -> set[int]:
    texts: dict[int, list[str]] = {}
    for line in lines:
        for col, item in line.items():
            texts.setdefault(col, []).append(item.text)
    return {c for c, of in texts.items() if sum(bool(FIGURE.match(text)) for text in of) >= 0.5 * len(of)}


def _carries_on(
    line: Line, row: Sequence[Line], figures: set[int], right: dict[int, float], near: float | None
) -> bool:
    """Whether a line carries on cells of the row above it."""
    columns = {c for above in row for c in above}
    if len(AMOUNTS.columns(line) & {c for above in row for c in AMOUNTS.columns(above)}) >= 2:
        return False  # two rows of figures, however close they stand
    last = {c: next(above[c] for above in reversed(row) if c in above) for c in columns}
    pitch = middle(line) - middle(row[-1])
    if near is not None and pitch <= near:
        return len(row) > 1 or set(line) != columns
    if not set(line) <= columns or any(c in figures for c in line) or pitch > 2.4 * _height(line):
        return False
    if near is not None and pitch > near:
        return False
    if 0 not in line and 0 in columns and len(line) < len(columns):
        return True
    return len(line) < len(columns) and all(_wrapped(last[c], line[c], right[c]) for c in line)


def _waits(lines: Sequence[Line], k: int, figures: set[int], right: dict[int, float]) -> bool:
    """Whether line k is the head of cells whose row is printed on a later line."""
    if k + 1 == len(lines):
        return False
    line, after = lines[k], lines[k + 1]
    if any(c in figures for c in line) or len(line) >= len(after) or not set(line) <= set(after):
        return False
    close = middle(after) - middle(line) < 1.7 * _height(line)
    begins = any(begins_an_entry(line[c], after[c]) for c in line)
    return close and not begins and all(_wrapped(line[c], after[c], right[c]) for c in line)


def _last_of_tall_cell(lines: Sequence[Line], k: int) -> int:
    """The line on which a cell that begins alone on line k ends with the others of its row; k if it does not.

    Its lines after the first begin in lower case.
    """
    if len(lines[k]) != 1:
        return k
    ((col, first),) = lines[k].items()
    for j in range(k + 1, len(lines)):
        goes_on = col in lines[j] and lines[j][col].text[:1].islower()
        if first.text[:1].islower() or not goes_on:
            return k
        if len(lines[j]) > 1:
            return j
    return k


def _wrapped(upper: Print, lower: Print, right: float) -> bool:
    """Whether the lower line goes on where the upper broke off: its first word would not have fitted."""
    if MARKED.match(lower.text.strip()):
        return False
    if OPEN_END.search(upper.text.strip()) or lower.text[:1].islower():
        return True
    words = lower.text.split()
    if not words or _are_title_and_name(upper.text, lower.text):
        return False
    letter = lower.box.width / max(1, len(lower.text))
    return upper.box.x1 + letter * (len(words[0]) + 0.6) > right and upper.box.width > 0.45 * (
        right - upper.box.x0
    )


def _are_title_and_name(upper: str, lower: str) -> bool:
    """Whether one of the lines, of several words, is in capitals and the other not: a section's title."""
    titles = [line for line in (upper, lower) if line.isupper()]
    return len(titles) == 1 and len(titles[0].split()) > 1


def _height(line: Line) -> float:
    return line_height([item.box for item in line.values()])


def close_pitch(lines: Sequence[Line], apart: float = 1.28) -> float | None:
    """The largest distance of two lines of one cell, None where the distances are not of two kinds.

    The sorted distances are cut where the two parts differ most (Otsu), and must then lie well apart.
    """
    pitches = np.sort([middle(below) - middle(above) for above, below in pairwise(lines)])
    if len(pitches) < 4:
        return None
    cuts = range(2, len(pitches) - 1)
    cut = max(
        cuts, key=lambda c: c * (len(pitches) - c) * (pitches[c:].mean() - pitches[:c].mean()) ** 2, default=0
    )
    near, far = pitches[:cut], pitches[cut:]
    if not cut or np.median(far) < apart * np.median(near) or far[0] < 1.1 * near[-1]:
        return None
    return float((near[-1] + far[0]) / 2)


def _rebuilt(
    table: FoundTable, groups: Sequence[tuple[list[int], _Group]], prints: Sequence[Print]
) -> FoundTable:
    """The table with one row for each group; a header group may become several."""
    table = _with_tall_parted(table, [rows for rows, _ in groups], prints)
    first = {row: index for index, (rows, _) in enumerate(groups) for row in rows}
    slots: list[Slot] = []
    shift = 0
    for index, (rows, sort) in enumerate(groups):
        members = [slot for slot in table.slots if slot.row in rows]
        if not members:
            continue  # cells above go over all of these rows
        if sort == "heading":
            slots.append(_over_all_columns(members, index + shift))
        elif len(rows) == 1:
            for slot in members:
                last = first[slot.row + slot.row_span - 1]
                slots.append(replace(slot, row=index + shift, row_span=last - index + 1))
        elif sort == "header":
            made, levels = header_slots(members, index + shift, [item.box for item in prints])
            slots.extend(made)
            shift += levels - 1
        else:
            slots.extend(_one_row(members, index + shift))
    return replace(table, slots=without_overlaps(slots), loose=())


def _with_tall_parted(
    table: FoundTable, groups: Sequence[Sequence[int]], prints: Sequence[Print]
) -> FoundTable:
    """The table with the cells over several groups of lines parted by line that have print in several."""
    group_of = {row: k for k, rows in enumerate(groups) for row in rows}
    sides = {slot.row: (slot.bbox.y0, slot.bbox.y1) for slot in table.slots if slot.row_span == 1}
    slots: list[Slot] = []
    for slot in table.slots:
        rows = [row for row in range(slot.row, slot.row + slot.row_span) if row in sides]
        lines = {row: slot.bbox._replace(y0=sides[row][0], y1=sides[row][1]) for row in rows}
        held = {group_of[row] for row, box in lines.items() if prints_in(box, prints)}
        if len(lines) == slot.row_span and len(held) > 1:
            slots += [replace(slot, row=row, row_span=1, bbox=box) for row, box in lines.items()]
        else:
            slots.append(slot)
    return replace(table, slots=tuple(slots))


def _over_all_columns(members: Sequence[Slot], row: int) -> Slot:
    columns = max(slot.col + slot.col_span for slot in members)
    return Slot(row, 0, 1, columns, union([slot.bbox for slot in members]))


def without_overlaps(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """Slots of which none covers a place of the grid twice: spans are cut back, what is left of none goes."""
    taken: set[tuple[int, int]] = set()
    out = []
    for slot in sorted(slots, key=lambda slot: (slot.row, slot.col, -slot.row_span * slot.col_span)):
        rows, cols = slot.row_span, slot.col_span
        while rows and any((slot.row + rows - 1, slot.col + k) in taken for k in range(cols)):
            rows -= 1
        while cols and any((slot.row + k, slot.col + cols - 1) in taken for k in range(rows)):
            cols -= 1
        places = {(slot.row + r, slot.col + c) for r in range(rows) for c in range(cols)}
        if places and not places & taken:
            taken |= places
            out.append(replace(slot, row_span=rows, col_span=cols))
    return tuple(out)


def _one_row(members: Sequence[Slot], row: int) -> list[Slot]:
    """The slots of several lines as the cells of one row, parted wherever one of the lines is."""
    edges = sorted({slot.col for slot in members} | {max(slot.col + slot.col_span for slot in members)})
    box = union([slot.bbox for slot in members])
    lefts = {slot.col: slot.bbox.x0 for slot in members}
    rights = {slot.col + slot.col_span: slot.bbox.x1 for slot in members}
    out = []
    for a, b in pairwise(edges):
        x0, x1 = lefts[a], rights.get(b, lefts.get(b, box.x1))
        out.append(Slot(row, a, 1, b - a, Box(x0, box.y0, x1, box.y1)))
    return out
