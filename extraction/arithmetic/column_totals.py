"""Which figures of a column each total row adds up: lines, subtotals, or what a page carried over."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from extraction.arithmetic.cell_relations import Slot, SumRelation, Values
from extraction.arithmetic.slot_values import FormedTable, own_figures
from extraction.wording import plain
from schemas.table import TableLine

TotalKind = Literal["total", "subtotal", "grand", "out", "in"]

_OUT: Final = re.compile(r"^(?:total )?van\b|\bsuma y sigue\b|\ba la (?:hoja|pagina) siguiente\b|\bpasan\b")
_IN: Final = re.compile(r"^(?:total )?vienen\b|\bde la (?:hoja|pagina) anterior\b|\bsuma anterior\b")
_GRAND: Final = re.compile(r"\b(?:general|gran|final|global|consolidado)\b")
_PART: Final = re.compile(r"\b(?:parcial|subtotal|sub total|pagina|hoja)\b|^sub ?tot")


class Step(NamedTuple):
    """One figure on the way down a column, an item or a total of some kind, or the start of a section."""

    slot: Slot | None
    kind: TotalKind | Literal["item", "section"]
    page: int = 0


class _Run:
    """What has been passed on the way down one column."""

    def __init__(self) -> None:
        self.everything: list[Slot] = []
        self.since_total: list[Slot] = []
        self.since_section: list[Slot] = []
        self.since_carried: list[Slot] = []
        self.on_page: list[Slot] = []
        self.page = 0
        self.subtotals: list[Slot] = []
        self.carried_out: Slot | None = None

    def turn_to(self, page: int) -> None:
        if page != self.page:
            self.page, self.on_page = page, []

    def add(self, slot: Slot) -> None:
        passed = (self.everything, self.since_total, self.since_section, self.since_carried, self.on_page)
        for figures in passed:
            figures.append(slot)

    def close(self, slot: Slot, kind: TotalKind) -> None:
        self.since_total = []
        self.subtotals = [] if kind == "grand" else [*self.subtotals, slot]

    def begin_section(self) -> None:
        self.since_section = []

    def carry_in(self, slot: Slot) -> None:
        self.since_carried = [slot]

    def candidates(self, kind: TotalKind) -> list[tuple[Slot, ...]]:
        """What a total may add up, likeliest first."""
        parts = [self.since_total, self.since_section, self.since_carried]
        whole = [self.everything, self.subtotals, [*self.subtotals, *self.since_total]]
        ordered = [self.since_carried, self.everything] if kind == "out" else parts + whole
        if kind == "grand":
            ordered = whole + parts
        ordered = [*ordered, self.on_page]
        return list(dict.fromkeys(tuple(one) for one in ordered if one))


def column_steps(
    table: FormedTable, lines: Sequence[TableLine], col: int, items: Collection[tuple[int, int]] | None = None
) -> list[Step]:
    """The steps down one column. items: the lines that totals add up, by row and level, or all."""
    steps: list[Step] = []
    for line in lines:
        slot = next((slot for _, slot in own_figures(line, table, [col])), None)
        if line.role == "section":
            steps.append(Step(None, "section", line.page))
        elif slot and line.role == "total":
            steps.append(Step(slot, total_kind(line_label(line)), line.page))
        elif slot and (items is None or (line.row, line.level) in items):
            steps.append(Step(slot, "item", line.page))
    return steps


def total_kind(label: str) -> TotalKind:
    """What kind of total a row's words announce."""
    words = plain(label)
    if _OUT.search(words):
        return "out"
    if _IN.search(words):
        return "in"
    if _GRAND.search(words):
        return "grand"
    return "subtotal" if _PART.search(words) else "total"


def line_label(line: TableLine) -> str:
    """The words of a line, its figures aside."""
    texts = [entry.entry.text for _, entry in sorted(line.entries.items()) if not entry.carried]
    return " ".join(text for text in texts if any(char.isalpha() for char in text))


class Total(NamedTuple):
    """A printed total and what it may add up, likeliest first; what is `below` it where it stands first."""

    rule: str
    result: Slot
    spans: tuple[tuple[Slot, ...], ...]
    below: bool = False

    def relations(self, sure: bool) -> list[SumRelation]:
        return [SumRelation(rule=self.rule, result=self.result, plus=one, sure=sure) for one in self.spans]


def column_to_totals(steps: Sequence[Step]) -> Iterator[Total]:
    """Every total of one column with what it may add up."""
    run = _Run()
    for at, step in enumerate(steps):
        run.turn_to(step.page)
        if step.kind == "section" or step.slot is None:
            run.begin_section()
        elif step.kind == "item":
            run.add(step.slot)
        elif step.kind == "in":
            if run.carried_out:
                yield Total("carried_total", step.slot, ((run.carried_out,),))
            run.carry_in(step.slot)
        elif step.kind == "out":
            yield Total("carried_total", step.slot, tuple(run.candidates("out")))
            run.carried_out = step.slot
        else:
            above = run.candidates(step.kind)
            spans = above or _items_below(steps[at + 1 :])
            yield Total("column_sum", step.slot, tuple(spans), below=not above)
            run.close(step.slot, step.kind)


def totals_to_relations(totals: Sequence[Total], values: Values, sure: bool) -> Iterator[SumRelation]:
    """One relation a total: the span that holds, else the one that holds for the columns beside it.

    A total printed first may hold for what follows; only where one beside it does.
    """
    chosen = [_holding(total, values, sure) for total in totals]
    for total, relation in zip(totals, chosen, strict=True):
        if relation is not None:
            yield relation
            continue
        beside = [one for one in chosen if one and one.result.row == total.result.row]
        if total.spans and (beside or not total.below):
            yield _like(total.relations(sure), beside)


def _holding(total: Total, values: Values, sure: bool) -> SumRelation | None:
    return next((one for one in total.relations(sure) if one.holds(values)), None)


def _like(relations: Sequence[SumRelation], beside: Sequence[SumRelation]) -> SumRelation:
    """The relation over most of the rows that those of other columns add up."""
    rows = {slot.row for one in beside for slot in one.plus}

    def shared(relation: SumRelation) -> float:
        own = {slot.row for slot in relation.plus}
        return len(own & rows) / len(own | rows)

    return max(relations, key=shared) if rows else relations[0]


def _items_below(steps: Sequence[Step]) -> list[tuple[Slot, ...]]:
    """What a total printed first may add up: the items down to the next total, or all of them."""
    below = tuple(step.slot for step in steps if step.slot and step.kind == "item")
    upto: list[Slot] = []
    for step in steps:
        if step.kind not in {"item", "section"}:
            break
        upto += [step.slot] if step.slot else []
    return [one for one in dict.fromkeys((tuple(upto), below)) if len(one) > 1]
