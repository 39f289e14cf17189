"""Lines of print → tables that no rule shows, by the blank lanes between their columns."""

from collections.abc import Sequence
from dataclasses import replace

from models.pixels.rule import Rule
from models.structure.areas.areas import Area
from models.structure.found_table import FoundTable
from models.structure.grids.columns import Line, lanes, row_lines, with_lanes
from models.structure.grids.flush_columns import with_flush_lanes
from models.structure.grids.lattice import lattice_to_slots, rules_to_lattice
from models.structure.grids.line_blocks import BlockOptions, lines_to_blocks
from models.structure.grids.named_columns import with_named_columns
from models.structure.grids.side_by_side import tables_beside
from models.structure.grids.unprinted_rules import with_unprinted_rules
from models.structure.pieces import crosses, line_height, rows_of
from schemas.geometry import Box, union
from schemas.reading import Ruling

SAME = 4.0  # pixels within which drawn lines are one: they are exact
MARGIN = 4  # pixels around the print of an unruled table
MOST_CROSSING = 0.1  # of pieces, that run over the columns of a header
TALL = 2.0  # line heights above which a piece that reaches beyond its table is a stamp
SMALL, BESIDE = 2.0, 1.0  # line heights: width of a mark, and blank beside it
MOST_MARKED = 0.1  # of the lines of a table, that have such marks beside them
WHOLE_BAR = 0.8  # share of a table's width that a bar behind its header covers


def pieces_to_unruled_tables(
    pieces: Sequence[Box],
    bars: Sequence[Box],
    options: BlockOptions,
    heads: Sequence[FoundTable] = (),
    level: Sequence[Rule] = (),
) -> list[FoundTable]:
    """Tables that only the alignment of print shows: blocks of lines that share blank lanes.

    bars: shaded, behind the header of such a table. heads: headers in boxes of their own, with column rules.
    level: rules, one of which may stand above the header.
    """
    bars = [*bars, *(head.bbox for head in heads)]
    tables: list[FoundTable] = []
    for lines in lines_to_blocks(rows_of(pieces), bars, level, options):
        sides = tables_beside(lines)
        if len(sides) > 1:
            for side in sides:
                tables.extend(pieces_to_unruled_tables(side, bars, options, heads, level))
            continue
        block = _without_marks_beside(_without_stamps(lines))
        box = union([piece for line in block for piece in line]).inflate(MARGIN)
        if len(lanes(block, box.x0, box.x1)) >= 2 or len(block) >= 4:
            table = lines_to_table(block, box, "none", _columns_of_head(block, box, heads))
            if table is not None:
                tables.append(replace(table, head=_lines_in_bar(block, box, bars)))
    return tables


def _without_stamps(lines: Sequence[Line]) -> list[Line]:
    """The lines without pieces much higher than lines that reach beyond all others at a side."""
    pieces = [piece for line in lines for piece in line]
    height = line_height(pieces)
    low = [piece for piece in pieces if piece.height < TALL * height]
    if not low:
        return list(lines)
    body = union(low)
    kept = (
        [piece for piece in line if piece in low or body.x0 <= piece.x0 < piece.x1 <= body.x1]
        for line in lines
    )
    return [line for line in kept if line]


def _without_marks_beside(lines: Sequence[Line]) -> list[Line]:
    """The lines without the small marks that stand on few of them, far beside all other print."""
    pieces = [piece for line in lines for piece in line]
    height = line_height(pieces)
    large = [piece for piece in pieces if piece.width > SMALL * height]
    if not large:
        return list(lines)
    body = union(large).inflate(BESIDE * height)
    marks = [piece for piece in pieces if piece.x1 < body.x0 or piece.x0 > body.x1]
    if len(marks) > MOST_MARKED * len(lines):
        return list(lines)
    kept = ([piece for piece in line if piece not in marks] for line in lines)
    return [line for line in kept if line]


def _columns_of_head(block: Sequence[Line], box: Box, heads: Sequence[FoundTable]) -> list[float]:
    """Where the header that a block begins with parts columns; nowhere if print runs over that."""
    head = next((one for one in heads if one.bbox.contains(*union(block[0]).centre)), None)
    if head is None:
        return []
    xs = sorted({slot.bbox.x0 for slot in head.slots if box.x0 < slot.bbox.x0 < box.x1} - {head.bbox.x0})
    pieces = [piece for line in block for piece in line]
    crossing = sum(any(crosses(piece, x) for x in xs) for piece in pieces)
    return xs if crossing <= MOST_CROSSING * len(pieces) else []


def _lines_in_bar(lines: Sequence[Line], table: Box, bars: Sequence[Box]) -> int:
    """How many lines at the top of a table stand in a shaded bar as wide as it; 0 where all do."""
    wide = [bar for bar in bars if min(bar.x1, table.x1) - max(bar.x0, table.x0) > WHOLE_BAR * table.width]
    outside = [
        k for k, line in enumerate(lines) if not any(bar.contains(*union(line).centre) for bar in wide)
    ]
    return outside[0] if outside else 0


def lines_to_table(
    lines: Sequence[Line], box: Box, ruling: Ruling, known: Sequence[float] = ()
) -> FoundTable | None:
    """A table from the alignment of its print alone; None where there are no columns or too few rows.

    known: boundaries between columns that a header has.
    """
    separators = with_flush_lanes(with_lanes(known, lanes(lines, box.x0, box.x1), lines), lines)
    if not separators or len(lines) < 3:
        return None
    ys = row_lines(lines, box.y0, box.y1)
    pieces = [piece for line in lines for piece in line]
    xs = with_named_columns([box.x0, *separators, box.x1], ys, pieces)
    area = Area(box, tuple(Rule(y, box.x0, box.x1) for y in ys), ())
    drawn = with_unprinted_rules(area, ys, xs, [], pieces, SAME)
    slots = lattice_to_slots(rules_to_lattice(ys, xs, drawn, pieces, SAME))
    return FoundTable(box, ruling, slots, tuple(range(len(lines))))
