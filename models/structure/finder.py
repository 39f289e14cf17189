"""Pieces of print + rules → tables: ruled, half-ruled and unruled."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from models.pixels.rule import Rule
from models.pixels.rules import Rules
from models.structure.areas.areas import AreaOptions, mostly_in, rules_to_areas
from models.structure.blanks import cut_at_columns, cut_at_common_blanks
from models.structure.blanks_below_names import cut_between_names
from models.structure.found_table import FoundTable
from models.structure.grids.columns_beside import BesideOptions, with_column_beside, with_names_beside
from models.structure.grids.line_blocks import BlockOptions
from models.structure.grids.lines_beyond import HeaderOptions, with_header_above, with_rows_below
from models.structure.grids.lone_rows import lone_rows
from models.structure.grids.ruled import area_to_tables
from models.structure.grids.ruled_options import RuledOptions
from models.structure.grids.unruled import pieces_to_unruled_tables
from models.structure.pieces import line_height, pieces_in, rows_of
from models.structure.text_columns import text_columns
from schemas.geometry import Box, union

__all__ = ["FinderOptions", "FoundTable", "find_tables"]


MOST_LOOKS = 3  # at what is cut at the columns of the tables that the last look found
HEADER_COLUMNS = 4  # of a header
BAR_COLUMNS = 3  # of one in a dark bar
HEADER_LINES = 6  # of a header, at the most
TOUCHING = 0.02  # share of the smaller of two tables that they may have in common, by their margins
WHOLE_BAR = 0.8  # share of a table that one bar covers
LEVEL_ROWS = 3  # of one whose rules are all level
HEADER_REACH = 1.8  # line heights below it in which the first print stands
BOX_REACH = 5.0  # the same below a header in a box of its own
ROW_REACH = (
    6.0  # and the first line of several columns: a cell of many lines begins above the others of its row
)


@dataclass(frozen=True)
class FinderOptions:
    """What steers each stage of finding tables."""

    areas: AreaOptions = field(default_factory=AreaOptions)
    ruled: RuledOptions = field(default_factory=RuledOptions)
    header: HeaderOptions = field(default_factory=HeaderOptions)
    beside: BesideOptions = field(default_factory=BesideOptions)
    unruled: BlockOptions = field(default_factory=BlockOptions)


def find_tables(
    pieces: Sequence[Box], rules: Rules, dpi: float, options: FinderOptions = FinderOptions()
) -> tuple[tuple[FoundTable, ...], tuple[Box, ...]]:
    """All tables of a straight page, top to bottom, and the pieces of print cut at their columns.

    pieces: print, cut at upright rules and wide blanks. Columns of text have tables of their own.
    """
    found: list[FoundTable] = []
    cut: list[Box] = []
    for own, beside in text_columns(pieces, rules):
        tables, parts = _tables_in(own, beside, dpi, options)
        found.extend(tables)
        cut.extend(parts)
    return tuple(found), tuple(sorted(cut, key=lambda piece: (piece.y0, piece.x0)))


def _tables_in(
    pieces: Sequence[Box], rules: Rules, dpi: float, options: FinderOptions
) -> tuple[tuple[FoundTable, ...], tuple[Box, ...]]:
    """All tables of a column of text, and its pieces of print.

    Tables are looked for again where print is cut: that of two columns that stands close together can be cut
    only once the other rows have shown where the columns are.
    """
    pieces = cut_at_common_blanks(pieces, rules.print_)
    found = _find_tables(pieces, rules, dpi, options)
    for _ in range(MOST_LOOKS - 1):
        columns = [line for table in found for line in _column_lines(table)]
        cut = cut_between_names(cut_at_columns(pieces, columns, rules.print_), found, rules.print_)
        if len(cut) <= len(pieces):
            break
        pieces, found = cut, _find_tables(cut, rules, dpi, options)
    return found, pieces


def _is_bar_over_print(
    table: FoundTable, upright: Sequence[Rule], pieces: Sequence[Box], bars: Sequence[Box]
) -> bool:
    """Whether a table is one shaded bar, one row, or bare of inner rules, and heads an unruled one below."""
    rows, columns = {slot.row for slot in table.slots}, {slot.col for slot in table.slots}
    box, height = table.bbox, line_height(pieces_in(table.bbox, pieces))
    is_bar = any(bar.overlap(box) > WHOLE_BAR * box.area for bar in bars)
    bare = set(table.loose) == rows and len(rows) <= HEADER_LINES
    bare |= not upright and len(rows) <= LEVEL_ROWS
    fewest = BAR_COLUMNS if is_bar else HEADER_COLUMNS
    if len(columns) < fewest or not (is_bar or bare or _is_one_row(table)):
        return False
    below = rows_of(pieces_in(Box(box.x0, box.y1, box.x1, box.y1 + ROW_REACH * height), pieces))
    reach = BOX_REACH if _is_one_row(table) else HEADER_REACH
    near = bool(below) and union(below[0]).y0 - box.y1 < reach * height
    return near and max(map(len, below)) >= fewest


def _runs_into(table: FoundTable, others: Sequence[FoundTable]) -> bool:
    return any(
        other.bbox.overlap(table.bbox) > TOUCHING * min(other.bbox.area, table.bbox.area) for other in others
    )


def _parts_around(pieces: Sequence[Box], tables: Sequence[FoundTable]) -> list[list[Box]]:
    """Pieces that stand on the same side of every table: print beside one shares no rows with that above."""
    parts: dict[tuple[str, ...], list[Box]] = {}
    for piece in pieces:
        parts.setdefault(tuple(_side(piece, table.bbox) for table in tables), []).append(piece)
    return list(parts.values())


def _side(piece: Box, table: Box) -> str:
    x, y = piece.centre
    if not table.y0 <= y <= table.y1:
        return "above" if y < table.y0 else "below"
    return "left" if x < table.x0 else "right"


def _is_one_row(table: FoundTable) -> bool:
    return all(slot.row == 0 and slot.row_span == 1 for slot in table.slots)


def _column_lines(table: FoundTable) -> list[Rule]:
    places = {slot.bbox.x0 for slot in table.slots} - {table.bbox.x0}
    return [Rule(x, table.bbox.y0, table.bbox.y1) for x in sorted(places)]


@dataclass
class _Found:
    """What rules show: tables, headers of unruled ones, single rows, and bands of print between two rules."""

    ruled: list[FoundTable] = field(default_factory=list)
    heads: list[FoundTable] = field(default_factory=list)
    lone: list[FoundTable] = field(default_factory=list)
    bands: list[Box] = field(default_factory=list)

    def add(
        self, table: FoundTable, upright: Sequence[Rule], pieces: Sequence[Box], bars: Sequence[Box]
    ) -> None:
        if _is_bar_over_print(table, upright, pieces, bars):
            self.heads.append(table)
        elif not _is_one_row(table):
            self.ruled.append(table)
        else:
            is_boxed = len(upright) >= len(table.slots) - 1
            self.lone.append(table if is_boxed else replace(table, ruling="none"))


def _sort_areas(pieces: Sequence[Box], rules: Rules, dpi: float, options: FinderOptions) -> _Found:
    found = _Found()
    for area in rules_to_areas(rules, pieces, dpi, options.areas):
        if mostly_in(area.bbox, [table.bbox for table in (*found.ruled, *found.heads)]):
            continue
        inside = pieces_in(area.bbox, pieces)
        tables = area_to_tables(area, inside, dpi, options.ruled, rules.bars) or lone_rows(area, inside)
        if not tables and not area.upright and max(map(len, rows_of(inside)), default=0) >= HEADER_COLUMNS:
            found.bands.append(area.bbox)
        for table in tables:
            found.add(table, area.upright, pieces, rules.bars)
    return found


def _find_tables(
    pieces: Sequence[Box], rules: Rules, dpi: float, options: FinderOptions
) -> tuple[FoundTable, ...]:
    found = _sort_areas(pieces, rules, dpi, options)
    ruled = found.ruled
    for k, table in enumerate(ruled):
        others = [other for other in ruled if other is not table]
        named = with_names_beside(table, pieces, others, options.beside)
        headed = with_header_above(named, pieces, others, options.header)
        longer = with_rows_below(headed, pieces, others, options.header)
        ruled[k] = with_column_beside(longer, pieces, others, options.beside)
    free = [piece for piece in pieces if not any(table.bbox.contains(*piece.centre) for table in ruled)]
    boxes = [table for table in found.heads if _is_one_row(table)]
    bars = [*rules.bars, *found.bands, *(table.bbox for table in found.heads if table not in boxes)]
    unruled = pieces_to_unruled_tables(free, bars, options.unruled, boxes, rules.level)
    clear = [table for table in unruled if not _runs_into(table, ruled)]
    for table in unruled:
        if table not in clear:
            for part in _parts_around(pieces_in(table.bbox, free), ruled):
                again = pieces_to_unruled_tables(part, bars, options.unruled, boxes, rules.level)
                clear.extend(one for one in again if not _runs_into(one, ruled))
    rest = [row for row in found.lone if not _runs_into(row, [*ruled, *clear])]
    return tuple(
        sorted([*ruled, *clear, *rest], key=lambda table: (round(table.bbox.y0 / dpi, 1), table.bbox.x0))
    )
