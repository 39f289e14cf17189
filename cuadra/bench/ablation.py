"""What each idea is worth: recorded readings decided with all of them, and with one left out at a time.

`python -m cuadra.bench.ablation TRUTHS READINGS [TRUTHS READINGS ...] -o PAGE` writes the table as Markdown.
"""

import sys
import time
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from cuadra.bench.recorded import Recorded, recorded_documents
from cuadra.bench.scoring import Tally, score_document
from extraction.arithmetic.relations import Solution, solve_tables
from extraction.assemble import (
    pages_printed_exactly,
    pages_to_typed_tables,
    solution_to_setting,
    table_to_output,
)
from extraction.document_fields.field_tagger import FieldTagger
from extraction.document_fields.fields import document_fields
from extraction.readings.cell_text import ColumnHint
from extraction.readings.locales import LocaleVote
from extraction.readings.values import read_entry
from schemas.base import Frozen
from schemas.form import Form, load_forms
from schemas.reading import PageReading, TextLine
from schemas.table import Entry, LogicalTable, TableCell

FORMS: Final = Path(__file__).parents[2] / "schemas" / "forms"
NUMERIC: Final = frozenset({"number", "percent", "money"})
NO_VOTE: Final = LocaleVote(locale=None, margin=0.0, point=0, comma=0, neutral=0)
# A pattern that no line holds; spaCy warns of having none.
NO_LABELS: Final = {"none": ("\uffff",)}
LEVELS: Final = ("clean", "typical", "hard")


HEAD: Final = """# What each idea is worth

Recorded readings of generated scans, decided with all ideas and with one left out at a time. Silent: a number
wrong or missing without a flag. Repeating decimals count as right from 12 digits on, so that rationals show
only where fewer were read right. Written by `cuadra bench --ablation --docs docs`.
"""


class Ideas(Frozen):
    """Which ideas take part; all of them in the product.

    second_reader: what it read, and the recogniser's own alternatives. relations: arithmetic chooses and
    checks. locale_vote: a column's point or comma is voted. tagger: labels of document fields are known.
    rationals: repeating decimals are known as fractions.
    """

    second_reader: bool = True
    relations: bool = True
    locale_vote: bool = True
    tagger: bool = True
    rationals: bool = True


class Outcome(Frozen):
    """Shares right, and numbers wrong without a flag, over some documents."""

    numbers: int
    exact: float
    silent: float
    flagged: float
    fields: float | None


def variants() -> dict[str, Ideas]:
    """All ideas, then each of them off in turn."""
    return {"all": Ideas()} | {name: Ideas(**{name: False}) for name in Ideas.model_fields}


def decide(pages: Sequence[PageReading], forms: Sequence[Form], ideas: Ideas) -> dict[str, Any]:
    """The tables and document fields of a document's output as these ideas decide them."""
    seen = pages if ideas.second_reader else tuple(map(_without_second_reader, pages))
    typed = pages_to_typed_tables(seen, forms)
    if not ideas.locale_vote:
        typed = tuple(_changed(table, _read_alone) for table in typed)
    if not ideas.rationals:
        typed = tuple(_changed(table, _without_fractions) for table in typed)
    solution = Solution(tables=typed, checks=())
    if ideas.relations:
        solution = solve_tables(typed, forms, pages_printed_exactly(pages))
    setting = solution_to_setting(solution, seen, forms)
    fields = document_fields(seen, FieldTagger() if ideas.tagger else FieldTagger(NO_LABELS))
    return {
        "tables": [table_to_output(table, setting).model_dump() for table in solution.tables],
        "fields": {name: field.model_dump() for name, field in fields.items()},
    }


def _without_second_reader(page: PageReading) -> PageReading:
    def alone(line: TextLine) -> TextLine:
        return line.replace(second=None, alternatives=())

    tables = tuple(
        table.replace(cells=tuple(cell.replace(lines=tuple(map(alone, cell.lines))) for cell in table.cells))
        for table in page.tables
    )
    return page.replace(tables=tables, lines=tuple(map(alone, page.lines)))


def _changed(table: LogicalTable, change: Any) -> LogicalTable:
    def cell_changed(cell: TableCell) -> TableCell:
        value_type = table.columns[cell.col].type
        if cell.role not in {"body", "total"} or value_type not in NUMERIC:
            return cell
        hint = ColumnHint(type=value_type)
        return cell.replace(entries=tuple(change(entry, hint) for entry in cell.entries))

    return table.replace(cells=tuple(map(cell_changed, table.cells)))


def _read_alone(entry: Entry, hint: ColumnHint) -> Entry:
    """The entry read without its column's locale."""
    return read_entry(entry.replace(readings=()), hint, NO_VOTE)


def _without_fractions(entry: Entry, _hint: ColumnHint) -> Entry:
    plain = tuple(
        reading
        for reading in entry.readings
        if not any(repair.rule == "repeating_fraction_restored" for repair in reading.repairs)
    )
    return entry.replace(readings=plain)


def solver_seconds(documents: Iterable[Recorded], forms: Sequence[Form]) -> float:
    """What finding and solving the relations of these documents takes, alone."""
    seconds = 0.0
    for document in documents:
        typed = pages_to_typed_tables(document.pages, forms)
        exact = pages_printed_exactly(document.pages)
        begun = time.perf_counter()
        solve_tables(typed, forms, exact)
        seconds += time.perf_counter() - begun
    return seconds


def ablate(documents: Iterable[Recorded], forms: Sequence[Form]) -> dict[tuple[str, str], Outcome]:
    """The outcome by variant and level."""
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for document in documents:
        truth = {**document.truth, "records": []}
        for name, ideas in variants().items():
            tally = score_document(truth, decide(document.pages, forms, ideas))
            tallies[name, truth["level"]].join(tally)
    return {key: _outcome(tally) for key, tally in tallies.items()}


def _outcome(tally: Tally) -> Outcome:
    numbers = int(tally.all["number_exact"])
    return Outcome(
        numbers=numbers,
        exact=tally.share("number_exact") or 0.0,
        silent=tally.silent / max(1, numbers),
        flagged=tally.flagged / max(1, len(tally.numbers)),
        fields=tally.share("doc_fields"),
    )


def ablation_page(outcomes: Mapping[tuple[str, str], Outcome]) -> Iterator[str]:
    """The table as Markdown, a level after the other."""
    yield HEAD
    for level in [*LEVELS, *sorted({level for _, level in outcomes} - set(LEVELS))]:
        rows = {name: outcomes[name, level] for name in variants() if (name, level) in outcomes}
        if not rows:
            continue
        yield f"## {level}, {rows['all'].numbers} numbers\n"
        yield "| ideas | numbers exact | silent errors | flagged | document fields |"
        yield "|---|---|---|---|---|"
        for name, one in rows.items():
            words = "all" if name == "all" else f"without {name.replace('_', ' ')}"
            fields = "–" if one.fields is None else f"{one.fields:.4f}"
            yield f"| {words} | {one.exact:.4f} | {one.silent:.2%} | {one.flagged:.2%} | {fields} |"
        yield ""


def main(arguments: Sequence[str]) -> int:
    """Decide recorded readings with and without each idea."""
    parser = ArgumentParser(prog="cuadra.bench.ablation", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="TRUTHS READINGS, any number of pairs")
    parser.add_argument("-o", "--output", type=Path, help="the page to write")
    options = parser.parse_args(arguments)
    pairs = zip(options.folders[::2], options.folders[1::2], strict=True)
    documents = (one for truths, readings in pairs for one in recorded_documents(truths, readings))
    text = "\n".join(ablation_page(ablate(documents, load_forms(FORMS))))
    print(text)
    if options.output:
        options.output.write_text(text.rstrip() + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
