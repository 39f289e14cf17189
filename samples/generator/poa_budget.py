"""The budget pages of an operating plan: one activity over its expense groups."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from samples.generator.header_tree import Head, header_rows
from samples.generator.poa_plan import Activity, Amounts, total
from samples.generator.poa_wording import HEADS
from samples.generator.printing import NO_BREAK_SPACE, DateStyle, NumberStyle, canonical, percent
from samples.generator.spec import (
    Cell,
    Column,
    Record,
    Row,
    Table,
    code_cell,
    date_cell,
    number_cell,
    stack_cell,
    text_cell,
)
from samples.generator.style import TableStyle
from samples.generator.wording import Wording

COLUMNS = 14
MONEY = 9


@dataclass(frozen=True)
class PoaStyle:
    """How one document prints its plan."""

    numbers: NumberStyle
    start_dates: DateStyle
    end_dates: DateStyle
    grouping: str  # merged, blank or stacked
    merge_operation: bool
    squeeze: float
    trim_percent: bool
    split_header: bool
    totals: str  # partial, general, both or none
    carry: bool
    zero_percent: str
    percent_sign: str
    repeat_header: bool
    total_word: str = "TOTAL"


def random_poa_style(rng: Random, numbers: NumberStyle, dates: DateStyle, look: TableStyle) -> PoaStyle:
    """A printing manner; cells can be merged only where rules show it."""
    groupings = (
        ("merged", "merged", "blank", "stacked", "stacked") if look.shows_rows else ("blank", "stacked")
    )
    return PoaStyle(
        numbers=numbers,
        start_dates=dates,
        end_dates=DateStyle("slash") if rng.random() < 0.5 else dates,
        grouping=rng.choice(groupings) if look.parts_rows else "blank",
        merge_operation=look.shows_rows and rng.random() < 0.6,
        squeeze=rng.choice((1.0, 1.0, 0.82, 0.68, 0.6)),
        trim_percent=rng.random() < 0.5,
        split_header=rng.random() < 0.25,
        totals=rng.choice(("both", "general", "partial", "none", "both")),
        carry=rng.random() < 0.12,
        zero_percent=rng.choice(("0", "0", "0.00")),
        percent_sign=rng.choice(("", "", "", "", "%", " %")),
        repeat_header=rng.random() < 0.85,
    )


def trimmed(value: Decimal, style: PoaStyle) -> tuple[str, str]:
    """A percentage as printed and its canonical value."""
    digits = canonical(value, 2)
    if value == 0:
        digits = style.zero_percent
    elif style.trim_percent:
        digits = digits.rstrip("0").rstrip(".")
    return style.numbers.show_plain(digits) + style.percent_sign.replace(" ", NO_BREAK_SPACE), digits


def percent_cell(value: Decimal, style: PoaStyle) -> Cell:
    """The cell of a percentage."""
    shown, digits = trimmed(value, style)
    return Cell(shown, "number", digits)


def budget_heads(wording: Wording, split: bool) -> tuple[Head, ...]:
    """The header tree of the budget form."""

    def leaf(role: str) -> Head:
        return Head(wording.head(role, HEADS))

    def over(role: str, *roles: str) -> Head:
        return Head(wording.name(role, HEADS), tuple(leaf(r) for r in roles))

    first = (
        leaf("code"),
        leaf("operation"),
        leaf("activity"),
        over("planned", "planned_start", "planned_end"),
        over("executed", "actual_end"),
        over("indicator_group", "indicator", "indicator_value"),
    )
    group = leaf("expense_group")
    money = (over("planned", "treasury", "other"), over("executed", "treasury", "other"))
    share = leaf("execution_pct")
    if split:
        return (*first, group, Head(wording.name("budget", HEADS), money), share)
    return (*first, Head(wording.name("budget", HEADS), (group, *money, share)))


def _columns(style: PoaStyle) -> tuple[Column, ...]:
    squeeze = style.squeeze
    date = Column(align="center", squeeze=squeeze if squeeze > 0.65 else 0.75, broken_at_marks=True)
    amount = Column(align="number")
    return (
        Column(align="center"),
        Column(weight=2.0),
        Column(weight=2.4),
        date,
        date,
        date,
        Column(weight=1.3),
        Column(align="center", squeeze=squeeze),
        Column(align="center"),
        amount,
        amount,
        amount,
        amount,
        Column(align="center"),
    )


def _activity_cells(a: Activity, style: PoaStyle, span: int) -> dict[int, Cell]:
    done = date_cell(a.done, style.end_dates, row_span=span) if a.done else Cell(row_span=span)
    cells = {
        0: code_cell(a.code, row_span=span),
        2: text_cell(a.name, row_span=span),
        3: date_cell(a.start, style.start_dates, row_span=span),
        4: date_cell(a.end, style.start_dates, row_span=span),
        5: done,
        6: text_cell(a.indicator, row_span=span),
        7: Cell(style.numbers.show_plain(a.indicator_value), "number", a.indicator_value, row_span=span),
    }
    shown, digits = trimmed(a.execution, style)
    cells[13] = Cell(shown, "number", digits, row_span=span)
    return cells


def _money_cells(line: Amounts, style: PoaStyle) -> dict[int, Cell]:
    bold = line.group == "TOTAL"
    group = text_cell(style.total_word, bold=bold) if bold else code_cell(line.group)
    cells = {8: group}
    for k, value in enumerate(line.values()):
        cells[MONEY + k] = number_cell(value, 2, style.numbers)
    return cells


def _activity_rows(a: Activity, style: PoaStyle) -> list[Row]:
    lines = [*a.lines, a.total]
    if style.grouping == "stacked" or len(lines) == 1:
        money = [_money_cells(line, style) for line in lines]
        cells = _activity_cells(a, style, 1)
        for col in range(8, 13):
            cells[col] = stack_cell([m[col] for m in money])
        return [Row(cells)]
    merged = style.grouping == "merged"
    rows: list[Row] = []
    for k, line in enumerate(lines):
        cells = _money_cells(line, style)
        if k == 0:
            cells |= _activity_cells(a, style, len(lines) if merged else 1)
        elif not merged:
            cells |= {col: Cell() for col in (0, 2, 3, 4, 5, 6, 7, 13)}
        rows.append(Row(cells, keep_with_next=k < len(lines) - 1, group_start=k == 0))
    return rows


def _with_operations(plan: list[Activity], groups: list[list[Row]], style: PoaStyle) -> list[Row]:
    rows: list[Row] = []
    for index, activity in enumerate(plan):
        for k, row in enumerate(groups[index]):
            cells = dict(row.cells)
            if activity.first_of_operation and k == 0:
                size = sum(len(g) for g in groups[index : index + activity.operation_size])
                cells[1] = text_cell(activity.operation, row_span=size if style.merge_operation else 1)
            elif not style.merge_operation:
                cells[1] = Cell()
            rows.append(Row(dict(sorted(cells.items())), row.role, row.keep_with_next, row.group_start))
    return rows


def total_row(label: str, sums: Amounts, style: PoaStyle, share: bool) -> Row:
    """A row of sums over the money columns."""
    cells = {0: text_cell(label, col_span=9)}
    for k, value in enumerate(sums.values()):
        cells[MONEY + k] = number_cell(value, 2, style.numbers)
    spent = percent(sums.executed_treasury + sums.executed_other, sums.planned_treasury + sums.planned_other)
    cells[13] = percent_cell(spent, style) if share else Cell()
    return Row(cells, role="total")


def budget_table(plan: list[Activity], style: PoaStyle, wording: Wording, rng: Random) -> Table:
    """The whole budget table of a plan."""
    groups = [_activity_rows(a, style) for a in plan]
    rows = _with_operations(plan, groups, style)
    spent = [a.total for a in plan]
    if style.totals in ("partial", "both"):
        rows.append(
            total_row(rng.choice(("TOTAL PARCIAL", "SUBTOTAL", "Total parcial")), total(spent), style, False)
        )
    if style.totals in ("general", "both"):
        rows.append(
            total_row(rng.choice(("TOTAL GENERAL", "TOTAL", "Total General")), total(spent), style, True)
        )
    owner = [i for i, g in enumerate(groups) for _ in g]
    ends = [i for i in range(len(owner)) if i + 1 == len(owner) or owner[i + 1] != owner[i]]

    def carry(done: int) -> tuple[Row, Row]:
        upto = total(spent[: sum(1 for e in ends if e < done)])
        return total_row("VAN", upto, style, False), total_row("VIENEN", upto, style, False)

    header = header_rows(budget_heads(wording, style.split_header))
    return Table(
        "poa_budget",
        _columns(style),
        header,
        tuple(rows),
        carry=carry if style.carry else None,
        repeat_header=style.repeat_header,
        repeat_merged=rng.random() < 0.2,
    )


def budget_records(plan: list[Activity], style: PoaStyle) -> list[Record]:
    """The records of the budget table."""
    records: list[Record] = []
    for a in plan:
        records.append(
            {
                "type": "poa_activity",
                "code": a.code,
                "operation": a.operation,
                "activity": a.name,
                "planned_start": a.start.isoformat(),
                "planned_end": a.end.isoformat(),
                "actual_end": a.done.isoformat() if a.done else "",
                "indicator": a.indicator,
                "indicator_value": a.indicator_value,
                "execution_pct": trimmed(a.execution, style)[1],
            }
        )
        for line in (*a.lines, a.total):
            amounts = [canonical(v, 2) for v in line.values()]
            records.append(
                {
                    "type": "poa_budget_line",
                    "activity_code": a.code,
                    "expense_group": line.group,
                    "planned_treasury": amounts[0],
                    "planned_other": amounts[1],
                    "executed_treasury": amounts[2],
                    "executed_other": amounts[3],
                }
            )
    return records
