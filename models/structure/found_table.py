"""A table as found on the page, before it is read."""

from dataclasses import dataclass

from models.structure.grids.lattice import Slot
from schemas.geometry import Box
from schemas.reading import Ruling


@dataclass(frozen=True)
class FoundTable:
    """A table on the page and its cells, without text.

    loose: rows that are lines of print, not ruled. head: how many of them at the top a shaded bar marks as
    header; 0 where nothing marks them.
    """

    bbox: Box
    ruling: Ruling
    slots: tuple[Slot, ...]
    loose: tuple[int, ...] = ()
    head: int = 0
