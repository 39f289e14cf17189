"""Lines as read, put back into their cells: the reading of a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.pixels.rectify import UprightPage
from models.places import Place
from models.reading_order import join_lines
from models.structure.cells.joined_dates import part_joined_dates
from models.structure.cells.joined_figures import part_joined_figures
from models.structure.cells.parted_figures import join_parted_figures
from models.structure.cells.parted_words import join_parted_words
from models.structure.cells.signs_of_money import with_signs_of_money
from models.structure.cells.spanned_columns import part_spanned_columns
from models.structure.cells.spanned_figures import part_spanned_figures
from models.structure.cells.spanned_totals import part_spanned_totals
from models.structure.finder import FoundTable
from models.structure.grids.lattice import Slot
from models.structure.rows.banded_rows import part_banded_rows
from models.structure.rows.entry_spans import span_entries
from models.structure.rows.print_blocks import Print
from models.structure.rows.stacked_rows import part_stacked_rows
from models.structure.rows.wrapped_rows import join_wrapped_rows
from models.structure.table_likeness import is_table
from schemas.geometry import Box
from schemas.reading import PEN_TICKS, PageReading, ReadCell, ReadTable, Region, TextLine

BEHIND_FIGURES = f" {PEN_TICKS}"


@dataclass(frozen=True)
class PlacedLines:
    """The lines of a page by table and cell, top to bottom; those outside all tables under (-1, -1)."""

    by_cell: dict[tuple[int, int], tuple[TextLine, ...]]

    def of(self, table: int, slot: int) -> tuple[TextLine, ...]:
        return self.by_cell.get((table, slot), ())

    @property
    def free(self) -> tuple[TextLine, ...]:
        return self.of(-1, -1)


def place_lines(places: Sequence[Place], lines: Sequence[TextLine]) -> PlacedLines:
    """Lines by their places; those with nothing in them left out."""
    by_cell: dict[tuple[int, int], tuple[TextLine, ...]] = {}
    for place, line in zip(places, lines, strict=True):
        if line.text:
            key = (place.table, place.slot)
            by_cell[key] = (*by_cell.get(key, ()), line)
    return PlacedLines(by_cell)


def gather_rows(
    found: Sequence[FoundTable], lines: PlacedLines
) -> tuple[tuple[FoundTable, ...], PlacedLines]:
    """Tables with wrapped lines gathered into rows, where rows are only lines of print; and their lines.

    What turns out to be no table goes back to the free lines.
    """
    tables: list[FoundTable] = []
    by_cell: dict[tuple[int, int], tuple[TextLine, ...]] = {}
    free = list(lines.free)
    for t, table in enumerate(found):
        own = [line for (of, _), cell in lines.by_cell.items() if of == t for line in cell]
        prints = [Print(box, line.text.rstrip(BEHIND_FIGURES)) for line in own if (box := line.bbox)]
        gathered = join_wrapped_rows(table, prints) if table.loose else table
        gathered = part_banded_rows(gathered, prints) if table.ruling == "partial" else gathered
        gathered = join_parted_words(join_parted_figures(gathered, prints), prints)
        gathered = part_spanned_totals(part_spanned_figures(gathered, prints), prints)
        gathered = part_stacked_rows(part_spanned_columns(gathered, prints), prints)
        gathered = with_signs_of_money(span_entries(gathered, prints), prints)
        gathered, own = part_joined_figures(gathered, own)
        gathered, own = part_joined_dates(gathered, own)
        if is_table(gathered, prints):
            placed = _by_slot(len(tables), gathered, own)
            by_cell |= placed
            kept = {id(line) for cell in placed.values() for line in cell}
            free.extend(join_lines([line for line in own if id(line) not in kept]))
            tables.append(gathered)
        else:
            free.extend(join_lines(own))
    return tuple(tables), PlacedLines(by_cell | {(-1, -1): tuple(free)})


def _by_slot(
    t: int, table: FoundTable, lines: Sequence[TextLine]
) -> dict[tuple[int, int], tuple[TextLine, ...]]:
    out: dict[tuple[int, int], tuple[TextLine, ...]] = {}
    for line in sorted(
        lines, key=lambda line: (line.bbox.centre[1], line.bbox.x0) if line.bbox else (0.0, 0.0)
    ):
        for s, slot in enumerate(table.slots):
            if line.bbox is not None and slot.bbox.contains(*line.bbox.centre):
                out[t, s] = (*out.get((t, s), ()), line)
                break
    return out


def to_tables(
    found: Sequence[FoundTable], lines: PlacedLines, mark: Callable[[Box], float] = lambda _: 0.0
) -> tuple[ReadTable, ...]:
    """The tables with their text. mark: how large the largest mark in a cell without text is."""
    return tuple(
        ReadTable(
            bbox=table.bbox,
            ruling=table.ruling,
            cells=tuple(_to_cell(slot, lines.of(t, s), mark) for s, slot in enumerate(table.slots)),
        )
        for t, table in enumerate(found)
    )


def _to_cell(slot: Slot, lines: tuple[TextLine, ...], mark: Callable[[Box], float]) -> ReadCell:
    return ReadCell(
        row=slot.row,
        col=slot.col,
        row_span=slot.row_span,
        col_span=slot.col_span,
        bbox=slot.bbox,
        lines=lines,
        mark=0.0 if lines else mark(slot.bbox),
    )


def to_reading(
    page: UprightPage,
    tables: tuple[ReadTable, ...],
    lines: tuple[TextLine, ...],
    regions: tuple[Region, ...],
) -> PageReading:
    """The page's reading."""
    height, width = page.grey.shape
    return PageReading(
        page_no=page.page_no,
        width=width,
        height=height,
        dpi=page.dpi,
        rotation=page.rotation,
        skew=round(page.skew, 3),
        to_delivered=page.to_delivered,
        regions=regions,
        lines=lines,
        tables=tables,
    )
