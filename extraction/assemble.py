"""The line from what was read on each page to the finished document, top to bottom."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from extraction.arithmetic.checks import DOUBTED, checks_to_verdicts
from extraction.arithmetic.form_laws import are_refuted
from extraction.arithmetic.relations import Solution, solve_tables
from extraction.document_fields.field_tagger import FieldTagger
from extraction.document_fields.fields import document_fields
from extraction.grids.continuation import join_tables
from extraction.grids.grid import PageGrid
from extraction.grids.kind_evidence import TableClassifier
from extraction.grids.row_mending import mend_rows
from extraction.grids.stacked_grids import join_stacked
from extraction.grids.tables import joined_to_table, survey
from extraction.readings.shapes import is_dash
from extraction.record_fields import Setting
from extraction.records import table_to_records
from extraction.trust.confidence import (
    CheckVerdict,
    Evidence,
    Group,
    ReviewSettings,
    blank_features,
    estimate,
    estimate_blank,
    features,
    stands_for_nothing,
    type_group,
)
from extraction.trust.drift import features_to_drift
from extraction.trust.explaining import explained
from extraction.trust.neighbourhood import Neighbourhood, table_to_neighbourhoods
from extraction.warnings import document_warnings
from schemas.document import (
    Cell,
    Column,
    Document,
    Engine,
    Page,
    PageError,
    PageRegion,
    Source,
    Table,
)
from schemas.form import Form
from schemas.reading import PageReading
from schemas.table import Entry, LogicalTable, TableCell
from schemas.value import ValueType

UNPLACED: Final = 0.6
# How many times likelier than calibrated values are taken to be wrong in a document of another sort.
UNLIKE: Final = 2.0


def assemble(
    source: Source,
    doc_id: str,
    engine: Engine,
    pages: Sequence[PageReading],
    forms: Sequence[Form],
    tagger: FieldTagger | None = None,
    classifier: TableClassifier | None = None,
) -> Document:
    """The document that the pages' readings give: tables joined, typed and checked, records, fields."""
    solution = pages_to_tables(pages, forms, classifier)
    tables = solution.tables
    by_kind = {form.kind: form for form in forms}
    setting = solution_to_setting(solution, pages, forms)
    drift = features_to_drift(solution_to_features(solution, setting))
    if drift.is_unlike:
        setting = setting.replace(review=setting.review.replace(doubt=UNLIKE))
    records = [table_to_records(table, by_kind.get(table.kind), doc_id, setting) for table in tables]
    document = Document(
        id=doc_id,
        source=source,
        engine=engine,
        status=pages_to_status(pages),
        pages=tuple(page_to_output(page, setting) for page in pages),
        tables=tuple(table_to_output(table, setting) for table in tables),
        records=tuple(record for of_table in records for record in of_table),
        fields=document_fields(pages, tagger or FieldTagger()),
        checks=solution.checks,
        errors=tuple(
            PageError(
                page=page.page_no, code="page_failed", message=page.reason or "The page could not be read."
            )
            for page in pages
            if page.status == "failed"
        ),
        warnings=document_warnings(pages, drift, tables, records, forms),
    )
    return explained(document)


def pages_to_tables(
    pages: Sequence[PageReading], forms: Sequence[Form], classifier: TableClassifier | None = None
) -> Solution:
    """The typed tables of all pages with the readings that their relations chose, and the checks."""
    typed = pages_to_typed_tables(pages, forms, classifier)
    return solve_tables(typed, forms, pages_printed_exactly(pages))


def pages_to_typed_tables(
    pages: Sequence[PageReading], forms: Sequence[Form], classifier: TableClassifier | None = None
) -> tuple[LogicalTable, ...]:
    """The tables of all pages, joined and typed, every value with all its readings.

    A table whose own figures refute the form that its headings say is of none.
    """
    joined = join_tables(pages_to_grids(pages))
    around = survey(joined, pages)
    by_kind = {form.kind: form for form in forms}
    typed: list[LogicalTable] = []
    for number, one in enumerate(joined, 1):
        table = joined_to_table(one, f"t{number}", forms, around, classifier)
        form = by_kind.get(table.kind)
        if form is not None and are_refuted(table, form):
            table = joined_to_table(one, table.id, (), around)
        typed.append(table)
    return tuple(typed)


def solution_to_setting(solution: Solution, pages: Sequence[PageReading], forms: Sequence[Form]) -> Setting:
    """What every cell and field needs to know of the document around it."""
    by_kind = {form.kind: form for form in forms}
    return Setting(
        pages={page.page_no: page for page in pages},
        verdicts=checks_to_verdicts(solution.checks),
        review=ReviewSettings(),
        around={
            table.id: table_to_neighbourhoods(table, by_kind.get(table.kind)) for table in solution.tables
        },
    )


def solution_to_features(solution: Solution, setting: Setting) -> dict[Group, list[Mapping[str, float]]]:
    """What speaks for and against every value in the tables, by sort."""
    found: dict[Group, list[Mapping[str, float]]] = defaultdict(list)
    for table in solution.tables:
        for cell in table.cells:
            around = setting.neighbourhood(table.id, cell.row, cell.col)
            verdict = setting.verdict(table.id, cell.row, cell.col)
            for evidence in cell_evidence(cell, table, verdict, around):
                if stands_for_nothing(evidence):
                    found["blank"].append(blank_features(around, dash=True))
                else:
                    found[type_group(evidence.type)].append(features(evidence))
            if not cell.entries and around.figure:
                found["blank"].append(blank_features(around))
    return found


def pages_printed_exactly(pages: Sequence[PageReading]) -> frozenset[int]:
    """Pages whose text no reader can have misread, as it comes from the file itself."""
    return frozenset(page.page_no for page in pages if page.text_source == "pdf_text")


def pages_to_grids(pages: Sequence[PageReading]) -> tuple[PageGrid, ...]:
    """Every grid in reading order, with its header rows counted."""
    return tuple(
        PageGrid(
            page=page.page_no,
            order=order,
            table=mend_rows(headed.table, headed.header_rows),
            header_rows=headed.header_rows,
            width=page.width,
        )
        for page in sorted(pages, key=lambda page: page.page_no)
        for order, headed in enumerate(join_stacked([table for table in page.tables if table.cells]))
    )


def pages_to_status(pages: Sequence[PageReading]) -> Literal["complete", "partial", "failed"]:
    """Complete, partial or failed, by how many pages were read."""
    failed = sum(page.status == "failed" for page in pages)
    return "complete" if not failed else "failed" if failed == len(pages) else "partial"


def page_to_output(page: PageReading, setting: Setting) -> Page:
    """The page as the contract gives it."""
    regions = tuple(
        PageRegion(
            id=f"p{page.page_no}r{number}",
            type=region.type,
            bbox=setting.fractions(region.bbox, page.page_no),
            confidence=region.confidence,
            text=region.text,
        )
        for number, region in enumerate(page.regions, 1)
    )
    return Page(
        number=page.page_no,
        width=page.width,
        height=page.height,
        dpi=page.dpi,
        rotation=page.rotation,
        skew=page.skew,
        text_source=page.text_source,
        status=page.status,
        reason=page.reason,
        regions=regions,
    )


def table_to_output(table: LogicalTable, setting: Setting) -> Table:
    """The table as the contract gives it."""
    cells = tuple(_cell_to_output(cell, table, setting) for cell in table.cells)
    scores = [cell.confidence for cell in cells if cell.text]
    return Table(
        id=table.id,
        kind=table.kind,
        kind_confidence=table.kind_confidence,
        pages=table.pages,
        header_rows=table.header_rows,
        columns=tuple(
            Column(index=column.index, path=column.path, name=column.name, role=column.role, type=column.type)
            for column in table.columns
        ),
        cells=cells,
        confidence=round(sum(scores) / len(scores), 4) if scores else 0.0,
    )


def cell_evidence(
    cell: TableCell, table: LogicalTable, verdict: CheckVerdict, around: Neighbourhood
) -> tuple[Evidence, ...]:
    """What speaks for each value of a cell; one without a value is held to be what its column holds."""
    return tuple(
        Evidence(entry=entry, type=_entry_type(entry, cell, table), check=verdict, around=around)
        for entry in cell.entries
    )


def _entry_type(entry: Entry, cell: TableCell, table: LogicalTable) -> ValueType:
    """The type of a value, or what it is held to be: words among figures are words, a lone mark a figure."""
    if entry.value is not None:
        return entry.value.type
    column = table.columns[cell.col].type if cell.role in {"body", "total"} else "text"
    text = entry.text.strip()
    figure = any(char.isdigit() for char in text) or is_dash(text) or len(text) == 1
    return column if figure else "text"


def _cell_to_output(cell: TableCell, table: LogicalTable, setting: Setting) -> Cell:
    verdict = setting.verdict(table.id, cell.row, cell.col)
    around = setting.neighbourhood(table.id, cell.row, cell.col)
    evidence = cell_evidence(cell, table, verdict, around)
    blank = estimate_blank(around).confidence
    guesses = [estimate(one).confidence for one in evidence]
    # Values above each other in a table that declares none are likelier rows that were read as one.
    unplaced = table.kind == "generic" and len(guesses) > 1
    guesses = [min(UNPLACED, guess) if unplaced else guess for guess in guesses]
    due = any(setting.review.is_due(guess, one.type) for guess, one in zip(guesses, evidence, strict=True))
    due |= not evidence and (around.figure or around.lone_blank) and setting.review.is_due(blank, "number")
    readings = [reading for entry in cell.entries for reading in entry.readings[:1]]
    box = setting.fractions(cell.box, cell.page)
    return Cell(
        row=cell.row,
        col=cell.col,
        row_span=cell.row_span,
        col_span=cell.col_span,
        page=cell.page,
        bbox=box,
        line=cell.line if box is None else None,
        role=cell.role,
        text=cell.text,
        value=cell.value,
        confidence=min(guesses, default=blank),
        needs_review=due or verdict in DOUBTED or unplaced,
        repairs=cell.repairs + tuple(repair for reading in readings for repair in reading.repairs),
    )
