"""Whether a table's figures refute the form that its headings say: another table, with some names alike."""

from typing import Final

from extraction.arithmetic.relation_finding import find_relations
from extraction.arithmetic.row_laws import holding_by_law
from extraction.arithmetic.slot_values import slot_numbers, table_entries, with_forms
from schemas.form import Form
from schemas.table import LogicalTable

FEWEST_ROWS: Final = 6
HARDLY: Final = 0.1  # share of the rows on which a refuted law holds: misread figures leave it more
MOSTLY: Final = 0.5  # of those on which one is borne out
SURE_KIND: Final = 0.8  # confidence of a kind that one refuted law does not shake while another holds


def are_refuted(table: LogicalTable, form: Form) -> bool:
    """Whether a law of rows that the form declares holds on hardly any of many rows, and the kind is open or
    no other law holds."""
    values = slot_numbers(table_entries([table]))
    rows = holding_by_law(find_relations(with_forms([table], [form]), values), values)
    shares = [sum(holding) / len(holding) for holding in rows.values() if len(holding) >= FEWEST_ROWS]
    refuted = any(share < HARDLY for share in shares)
    borne_out = any(share > MOSTLY for share in shares)
    return refuted and not (borne_out and table.kind_confidence >= SURE_KIND)
