"""What a run did, counted as its documents come, so that none of them has to be kept."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from flows.pipeline import Outcome
from schemas.document import Document
from schemas.errors import ExitCode

FAILING: Final = frozenset({"failed", "source_inconsistent"})


def cells_due(document: Document) -> int:
    """How many cells of a document's tables a person is to look at."""
    return sum(cell.needs_review for table in document.tables for cell in table.cells)


def checks_failing(document: Document) -> int:
    """How many of a document's checks do not hold."""
    return sum(check.status in FAILING for check in document.checks)


@dataclass
class Tally:
    """Counts of inputs, pages, tables, records and fields; `code` is what the command answers.

    warned: documents whose values are trusted less as a whole. cells, cells_due: those of tables, and of
    them those to review, blanks that may be missing among them. checks, failing: sums and other relations,
    and those that do not hold.
    """

    endings: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    codes: set[ExitCode] = field(default_factory=set)
    written: int = 0
    pages: int = 0
    records: int = 0
    fields: int = 0
    to_review: int = 0
    warned: int = 0
    cells: int = 0
    cells_due: int = 0
    checks: int = 0
    failing: int = 0

    @property
    def code(self) -> ExitCode:
        """The lowest code of what went wrong, 0 where nothing did."""
        return min(self.codes - {ExitCode.OK}, default=ExitCode.OK)

    def add(self, outcome: Outcome) -> None:
        """Count what became of one input."""
        self.codes.add(outcome.exit_code)
        if outcome.beside:
            return
        if outcome.same_as:
            self.endings["given twice"] += 1
        elif outcome.document is None:
            self.endings["not read"] += 1
        else:
            self.endings[outcome.document.status] += 1
            self.written += 1
            self._add_document(outcome.document)

    def _add_document(self, document: Document) -> None:
        values = [value for record in document.records for value in record.fields.values()]
        values += document.fields.values()
        self.warned += bool(document.warnings)
        self.pages += len(document.pages)
        self.records += len(document.records)
        self.fields += len(values)
        self.to_review += sum(value.needs_review for value in values)
        self.kinds.update(table.kind for table in document.tables)
        self.cells += sum(len(table.cells) for table in document.tables)
        self.cells_due += cells_due(document)
        self.checks += len(document.checks)
        self.failing += checks_failing(document)

    def rows(self, seconds: float) -> list[tuple[str, str]]:
        """What is counted, by name, with how long it took; only the inputs where no document came of them."""
        endings = ", ".join(f"{count} {ending}" for ending, count in self.endings.items())
        inputs = ("documents", f"{self.endings.total()}" + (f" ({endings})" if endings else ""))
        a_page = f", {seconds / self.pages:.2f} s a page" if self.pages else ""
        took = ("time", f"{seconds:.1f} s{a_page}")
        if not self.written:
            return [inputs, took]
        share = f" ({self.to_review / self.fields:.1%} of {self.fields})" if self.fields else ""
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.kinds.most_common())
        return [
            inputs,
            ("pages", f"{self.pages}"),
            ("tables", kinds or "0"),
            ("records", f"{self.records}"),
            ("fields to review", f"{self.to_review}{share}"),
            ("cells to review", f"{self.cells_due} of {self.cells}"),
            *([("checks not holding", f"{self.failing} of {self.checks}")] if self.checks else []),
            *([("warned of", f"{self.warned} of {self.written} documents")] if self.warned else []),
            took,
        ]
