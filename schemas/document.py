"""The output document: names and meanings are the published contract."""

from typing import Final, Literal

from pydantic import Field as PydanticField

from schemas.base import Frozen
from schemas.reading import RegionType, TextSource
from schemas.value import Repair, Value, ValueType

SCHEMA_VERSION: Final = "1.0"

Fractions = tuple[float, float, float, float]
CellRole = Literal["header", "header_repeat", "body", "total", "section"]
HEADS: Final[frozenset[CellRole]] = frozenset({"header", "header_repeat"})
CheckStatus = Literal["passed", "failed", "repaired", "source_inconsistent", "unverifiable"]
Probability = float


class Source(Frozen):
    """The file as received."""

    name: str
    media_type: str
    bytes: int
    pages: int


class Engine(Frozen):
    """What made this document: version, configuration and model digests."""

    version: str
    config_digest: str
    models: dict[str, str]


class PageRegion(Frozen):
    """A labelled area of a page, as fractions of the page as delivered."""

    id: str
    type: RegionType
    bbox: Fractions | None
    confidence: Probability | None
    text: str


class Page(Frozen):
    """One page and what became of it."""

    number: int
    width: int
    height: int
    dpi: float | None
    rotation: Literal[0, 90, 180, 270]
    skew: float
    text_source: TextSource
    status: Literal["done", "failed", "skipped"]
    reason: str | None
    regions: tuple[PageRegion, ...]


class Column(Frozen):
    """One column of a logical table: its header path from the top, and its role in the form."""

    index: int
    path: tuple[str, ...]
    name: str
    role: str | None
    type: ValueType


class Cell(Frozen):
    """One cell; a merged area is one cell with its spans."""

    row: int
    col: int
    row_span: int
    col_span: int
    page: int
    bbox: Fractions | None
    line: int | None = None
    role: CellRole
    text: str
    value: Value | None
    confidence: Probability
    needs_review: bool
    repairs: tuple[Repair, ...]


class Table(Frozen):
    """One logical table, also where it runs over several pages."""

    id: str
    kind: str
    kind_confidence: Probability
    pages: tuple[int, ...]
    header_rows: int
    columns: tuple[Column, ...]
    cells: tuple[Cell, ...]
    confidence: Probability


class Candidate(Frozen):
    """A competing value and its probability."""

    value: str
    confidence: Probability


class Provenance(Frozen):
    """Where a value stands: page, place, and the table cell if it is in one."""

    page: int
    bbox: Fractions | None = None
    line: int | None = None
    table: str | None = None
    row: int | None = None
    col: int | None = None


class Explanation(Frozen):
    """Why a value is trusted or doubted, in a Spanish and an English sentence; empty until it is said."""

    es: str = ""
    en: str = ""


class Field(Frozen):
    """A value of a record or of the document, with its evidence."""

    value: str | None
    type: ValueType
    unit: str | None = None
    text: str
    confidence: Probability
    needs_review: bool
    reasons: tuple[str, ...]
    why: Explanation = Explanation()
    repairs: tuple[Repair, ...]
    candidates: tuple[Candidate, ...]
    provenance: tuple[Provenance, ...]


class Record(Frozen):
    """One record of a declared type; its id is stable across re-runs."""

    id: str
    type: str
    fields: dict[str, Field]
    confidence: Probability
    needs_review: bool
    provenance: tuple[Provenance, ...]


class Member(Frozen):
    """A cell that takes part in a check."""

    table: str
    row: int
    col: int


class Check(Frozen):
    """One relation between figures and whether it holds."""

    id: str
    rule: str
    status: CheckStatus
    members: tuple[Member, ...]
    expected: str | None
    found: str | None


class PageError(Frozen):
    """What went wrong on a page (0 for the whole document)."""

    page: int
    code: str
    message: str


class DocumentWarning(Frozen):
    """What speaks against trusting a document as a whole: with its figures, and in a sentence for readers."""

    code: Literal[
        "nothing_read", "unlike_calibration", "amounts_in_no_table", "columns_in_no_record", "repeated_key"
    ]
    message: str
    why: Explanation


class Document(Frozen):
    """Everything extracted from one input."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    id: str = PydanticField(pattern="^sha256:[0-9a-f]{64}$")
    source: Source
    engine: Engine
    status: Literal["complete", "partial", "failed"]
    pages: tuple[Page, ...]
    tables: tuple[Table, ...]
    records: tuple[Record, ...]
    fields: dict[str, Field]
    checks: tuple[Check, ...]
    errors: tuple[PageError, ...]
    warnings: tuple[DocumentWarning, ...] = ()
