"""Which figures of a column each total row adds up: lines, subtotals, or what a page carried over."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from extraction.cell_relations import Slot, SumRelation, Values
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


class _Run:
    """What has been passed on the way down one column."""

    def __init__(self) -> None:
        self.everything: list[Slot] = []
        self.since_total: list[Slot] = []
        self.since_section: list[Slot] = []
        self.since_carried: list[Slot] = []
        self.subtotals: list[Slot] = []
        self.carried_out: Slot | None = None

    def add(self, slot: Slot) -> None:
        for passed in (self.everything, self.since_total, self.since_section, self.since_carried):
            passed.append(slot)

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
        return list(dict.fromkeys(tuple(one) for one in ordered if one))


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


def column_sums(steps: Sequence[Step], values: Values, declared: bool) -> Iterator[SumRelation]:
    """The relations of one column's totals; of several possible spans, the one that holds or is likeliest."""
    run = _Run()
    for at, step in enumerate(steps):
        if step.kind == "section" or step.slot is None:
            run.begin_section()
        elif step.kind == "item":
            run.add(step.slot)
        elif step.kind == "in":
            if run.carried_out:
                yield SumRelation(
                    rule="carried_total", result=step.slot, plus=(run.carried_out,), declared=declared
                )
            run.carry_in(step.slot)
        elif step.kind == "out":
            yield from _best_sum("carried_total", step.slot, run.candidates("out"), values, declared)
            run.carried_out = step.slot
        else:
            candidates = run.candidates(step.kind) or _items_below(steps[at + 1 :], step.slot, values)
            yield from _best_sum("column_sum", step.slot, candidates, values, declared)
            run.close(step.slot, step.kind)


def _best_sum(
    rule: str, result: Slot, candidates: Sequence[tuple[Slot, ...]], values: Values, declared: bool
) -> Iterator[SumRelation]:
    relations = [SumRelation(rule=rule, result=result, plus=one, declared=declared) for one in candidates]
    yield from [next((one for one in relations if one.holds(values)), relations[0])] if relations else []


def _items_below(steps: Sequence[Step], result: Slot, values: Values) -> list[tuple[Slot, ...]]:
    """A total printed first may hold for what follows; only where it does."""
    below = tuple(step.slot for step in steps if step.slot and step.kind == "item")
    upto: list[Slot] = []
    for step in steps:
        if step.kind not in {"item", "section"}:
            break
        upto += [step.slot] if step.slot else []
    relations = [
        SumRelation(rule="column_sum", result=result, plus=one)
        for one in (tuple(upto), below)
        if len(one) > 1
    ]
    return [relation.plus for relation in relations if relation.holds(values)][:1]
