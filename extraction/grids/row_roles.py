"""What each row of a logical table is: header, header again, body, total or section."""

from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz

from extraction.grids.continuation import JoinedTable
from extraction.grids.grid import Placed, raw_text
from extraction.readings.shapes import is_figure, shape
from extraction.wording import plain
from schemas.document import CellRole
from schemas.form import Form
from schemas.reading import ReadCell
from schemas.table import TableColumn

TOTAL_WORDS: Final = (
    "total", "totales", "subtotal", "sub total", "gran total", "suma total", "sumas", "van", "vienen",
    "suma y sigue",
)  # fmt: skip
ALIKE: Final = 0.8
WIDE: Final = 0.5
LONGEST_TOTAL: Final = 60


def row_roles(
    table: JoinedTable, cells: Sequence[Placed], columns: Sequence[TableColumn], form: Form | None
) -> tuple[CellRole, ...]:
    """The role of each row, by index."""
    rows: list[list[Placed]] = [[] for _ in range(table.n_rows)]
    for placed in cells:
        rows[placed.cell.row].append(placed)
    heads: dict[int, CellRole] = dict.fromkeys(range(table.header_rows), "header")
    for part in table.parts[1:]:
        heads |= dict.fromkeys(range(part.first_row, part.first_row + part.repeated), "header_repeat")
    return tuple(heads.get(index) or _body_role(row, columns, form) for index, row in enumerate(rows))


def _body_role(row: Sequence[Placed], columns: Sequence[TableColumn], form: Form | None) -> CellRole:
    filled = [placed.cell for placed in row if raw_text(placed.cell)]
    member_columns = _columns_with_words(columns, form)
    labels = [cell for cell in filled if shape(raw_text(cell)) == "text" and cell.col not in member_columns]
    # Words where no words belong are a stamp's.
    fitting = [cell for cell in labels if columns[cell.col].type == "text"]
    label, bare = (" ".join(map(raw_text, cells)) for cells in (labels, fitting))
    has_figures = any(is_figure(raw_text(cell)) or shape(raw_text(cell)) == "year" for cell in filled)
    if has_figures and (says_total(label, form) or says_total(bare, form)):
        return "total"
    if len(filled) == 1 and labels and _is_section(labels[0], columns, form):
        return "section"
    return "body"


def _columns_with_words(columns: Sequence[TableColumn], form: Form | None) -> set[int]:
    """Columns where a word such as TOTAL is a value of its own."""
    named = {column.name for column in form.columns if column.words} if form else set()
    return {column.index for column in columns if column.role in named}


def says_total(label: str, form: Form | None) -> bool:
    """Whether a row's words begin with those of a total, letters read apart or wrong aside."""
    words = plain(label).split()
    if not words or len(label) > LONGEST_TOTAL:
        return False
    wanted = {plain(word) for word in (*TOTAL_WORDS, *(form.total_words if form else ()))}
    return any(_begins(words, word) for word in wanted)


def _begins(words: Sequence[str], wanted: str) -> bool:
    count = len(wanted.split())
    if fuzz.ratio(" ".join(words[:count]), wanted) >= 100 * ALIKE and words[0][:1] == wanted[:1]:
        return len(wanted) > 4 or words[0] == wanted
    # A merged cell that was parted at columns has its words cut anywhere: "TOT", "AL GENERAL".
    whole = wanted.replace(" ", "")
    return len(wanted) > 4 and any("".join(words[:upto]) == whole for upto in range(2, len(words) + 1))


def _is_section(cell: ReadCell, columns: Sequence[TableColumn], form: Form | None) -> bool:
    """A lone text over much of the width, or first in its row where the form's values cannot be words."""
    if len(columns) < 2:
        return False
    if cell.col_span >= WIDE * len(columns):
        return True
    return cell.col == 0 and (form is None or _has_sections(form) or columns[0].type != "text")


def _has_sections(form: Form) -> bool:
    return any(column.source == "section" for column in form.columns)
