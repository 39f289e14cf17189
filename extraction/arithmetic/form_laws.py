"""Whether a table's figures refute the form that its headings say: another table, with some names alike."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from extraction.arithmetic.cell_relations import SumRelation, Values
from extraction.arithmetic.relation_finding import find_relations
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
    shares = _shares(table, form, values)
    refuted = any(share < HARDLY for share in shares)
    borne_out = any(share > MOSTLY for share in shares)
    return refuted and not (borne_out and table.kind_confidence >= SURE_KIND)


def _shares(table: LogicalTable, form: Form, values: Values) -> list[float]:
    """On what share of its telling rows each declared law of rows holds."""
    rows: Mapping[tuple[str, tuple[int, ...]], list[bool]] = defaultdict(list)
    for relation in find_relations(with_forms([table], [form]), values):
        in_row = isinstance(relation, SumRelation) and len({slot.row for slot in relation.slots}) == 1
        if isinstance(relation, SumRelation) and in_row and all(values.get(s, 0) for s in relation.slots):
            law = relation.rule, tuple(slot.col for slot in relation.slots)
            rows[law].append(relation.holds(values))
    return [sum(holding) / len(holding) for holding in rows.values() if len(holding) >= FEWEST_ROWS]
