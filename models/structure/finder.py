"""Pieces of print + rules → tables: ruled, half-ruled and unruled."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.pixels.rules import Rules
from models.structure.areas import AreaOptions, mostly_in, rules_to_areas
from models.structure.found_table import FoundTable
from models.structure.header_above import HeaderOptions, with_header_above
from models.structure.pieces import pieces_in
from models.structure.ruled import RuledOptions, area_to_tables
from models.structure.unruled import UnruledOptions, pieces_to_unruled_tables
from schemas.geometry import Box

__all__ = ["FinderOptions", "FoundTable", "find_tables"]


@dataclass(frozen=True)
class FinderOptions:
    """What steers each stage of finding tables."""

    areas: AreaOptions = field(default_factory=AreaOptions)
    ruled: RuledOptions = field(default_factory=RuledOptions)
    header: HeaderOptions = field(default_factory=HeaderOptions)
    unruled: UnruledOptions = field(default_factory=UnruledOptions)


def find_tables(
    pieces: Sequence[Box], rules: Rules, dpi: float, options: FinderOptions = FinderOptions()
) -> tuple[FoundTable, ...]:
    """All tables of a straight page, top to bottom. pieces: print, cut at column boundaries."""
    ruled: list[FoundTable] = []
    for area in rules_to_areas(rules, pieces, dpi, options.areas):
        if not mostly_in(area.bbox, [table.bbox for table in ruled]):
            ruled.extend(area_to_tables(area, pieces_in(area.bbox, pieces), dpi, options.ruled))
    headed = [
        with_header_above(table, pieces, [other for other in ruled if other is not table], options.header)
        for table in ruled
    ]
    free = [piece for piece in pieces if not any(table.bbox.contains(*piece.centre) for table in headed)]
    found = [*headed, *pieces_to_unruled_tables(free, options.unruled)]
    return tuple(sorted(found, key=lambda table: (round(table.bbox.y0 / dpi, 1), table.bbox.x0)))
