"""A table as found on the page, before it is read."""

from dataclasses import dataclass

from models.structure.lattice import Slot
from schemas.geometry import Box
from schemas.reading import Ruling


@dataclass(frozen=True)
class FoundTable:
    """A table on the page and its cells, without text. loose: rows that are lines of print, not ruled."""

    bbox: Box
    ruling: Ruling
    slots: tuple[Slot, ...]
    loose: tuple[int, ...] = ()
