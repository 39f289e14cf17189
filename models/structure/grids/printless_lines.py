"""Lines that part nothing from nothing → out of the lattice: pen strokes and specks taken for short rules.

Such a line makes a row, or a column, that is drawn in few places and blank in all of them, while the cells
at all other places go on over it.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from models.structure.grids.lattice import Edges, Lattice, held_slots
from schemas.geometry import Box

FEW = 0.35  # share of the columns, or rows, that the line is drawn over at the most


def without_printless_lines(lattice: Lattice, pieces: Sequence[Box]) -> Lattice:
    """The lattice without lines that only part blank paper off, over few columns or rows."""
    return _turned(_without_rows(_turned(_without_rows(lattice, pieces)), [p.turned for p in pieces]))


def _without_rows(lattice: Lattice, pieces: Sequence[Box]) -> Lattice:
    held = held_slots(lattice.ys, lattice.xs, pieces)
    for row in range(len(lattice.ys) - 1):
        line = _needless_line(row, lattice.level, held)
        if line is not None:
            return _without_rows(_without_line(lattice, line), pieces)
    return lattice


def _needless_line(row: int, level: Edges, held: Edges) -> int | None:
    """The line that makes a row of its own of blank paper, above or below it; None where the row is one."""
    above, below = level[row], level[row + 1]
    own = above & below
    if not 0 < own.mean() <= FEW or held[row, own].any():
        return None
    if above[~own].all() and not below[~own].any():
        return row + 1
    if below[~own].all() and not above[~own].any():
        return row
    return None


def _without_line(lattice: Lattice, line: int) -> Lattice:
    upright = lattice.upright
    joined = upright[line - 1] | upright[line]
    return replace(
        lattice,
        ys=lattice.ys[:line] + lattice.ys[line + 1 :],
        level=np.delete(lattice.level, line, axis=0),
        upright=np.vstack([upright[: line - 1], joined[None], upright[line + 1 :]]),
    )


def _turned(lattice: Lattice) -> Lattice:
    return Lattice(lattice.xs, lattice.ys, lattice.upright.T, lattice.level.T)
