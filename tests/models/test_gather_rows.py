"""Laws of gathering what was read into rows and cells: it fails on no table, and loses no print."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from models.page_result import PlacedLines, gather_rows
from models.structure.found_table import FoundTable
from models.structure.grids.lattice import Slot
from schemas.geometry import Box
from schemas.reading import Ruling, TextLine

WIDTH, HEIGHT = 120.0, 40.0
TEXTS = (
    """
|Total|TOTAL GENERAL|Van|Vienen|10000|14.01.02|1|2|125|1 250|364|0.00|1,250.00|(98,20)|-|50 %|2016|Meta
03/05/2014|03/05/2014 CE-004|31/12/|de la obra|Construcción de|1,250.00 98.10|58.33333333333|33
""".strip()
    .replace("\n", "|")
    .split("|")
)


def merged(rows: int, cols: int, random: Random) -> list[Slot]:
    """A grid, some of whose neighbouring cells are one."""
    taken: set[tuple[int, int]] = set()
    slots = []
    for row in range(rows):
        for col in range(cols):
            if (row, col) in taken:
                continue
            down, right = (1 + random.choice((0, 0, 0, 0, 1, 2)) for _ in range(2))
            own = [
                (r, c) for r in range(row, min(rows, row + down)) for c in range(col, min(cols, col + right))
            ]
            if taken & set(own):
                own = [(row, col)]
            taken |= set(own)
            bottom, last = 1 + max(r for r, _ in own), 1 + max(c for _, c in own)
            box = Box(WIDTH * col, HEIGHT * row, WIDTH * last, HEIGHT * bottom)
            slots.append(Slot(row, col, bottom - row, last - col, box))
    return slots


def read(slots: list[Slot], random: Random) -> dict[tuple[int, int], tuple[TextLine, ...]]:
    """Lines of print at random places of the cells."""
    found = {}
    for k, slot in enumerate(slots):
        lines = []
        first = slot.bbox.y0 + random.uniform(0, 1) * (slot.bbox.height - HEIGHT)
        for line, text in enumerate(random.choices(TEXTS, k=random.choice((0, 1, 1, 1, 2, 3)))):
            x = slot.bbox.x0 + random.uniform(0, 0.6) * slot.bbox.width
            y = first + 13 * line
            box = Box(x, y, min(slot.bbox.x1, x + 8 * max(1, len(text))), y + 12)
            lines.append(TextLine(text=text or "x", bbox=box, confidence=0.9))
        found[0, k] = tuple(lines)
    return found


@settings(max_examples=150, deadline=None)
@given(
    st.integers(1, 9),
    st.integers(1, 7),
    st.sampled_from(["full", "partial", "none"]),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_any_table_is_gathered_and_no_print_is_lost(
    rows: int, cols: int, ruling: Ruling, loose: bool, random: Random
) -> None:
    slots = merged(rows, cols, random)
    box = Box(0, 0, WIDTH * cols, HEIGHT * rows)
    table = FoundTable(box, ruling, tuple(slots), tuple(range(rows)) if loose else ())
    by_cell = read(slots, random)
    tables, placed = gather_rows([table], PlacedLines(by_cell))
    signs = sorted("".join(line.text for lines in by_cell.values() for line in lines).replace(" ", ""))
    kept = "".join(line.text for lines in placed.by_cell.values() for line in lines).replace(" ", "")
    assert sorted(kept) == signs
    assert all(
        slot.bbox.x0 <= slot.bbox.x1 and slot.bbox.y0 <= slot.bbox.y1 for one in tables for slot in one.slots
    )
