"""The content of an invented operating plan: operations, activities, budget lines and indicators."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from samples.generator.poa_wording import EXPENSE_GROUPS
from samples.generator.printing import money, percent, share
from samples.generator.vocabulary import INDICATORS, Words

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Amounts:
    """Planned and executed money of one expense group, from the treasury and from other sources."""

    group: str
    planned_treasury: Decimal
    planned_other: Decimal
    executed_treasury: Decimal
    executed_other: Decimal

    def values(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """The four amounts in their usual order."""
        return self.planned_treasury, self.planned_other, self.executed_treasury, self.executed_other


def total(lines: tuple[Amounts, ...] | list[Amounts], group: str = "TOTAL") -> Amounts:
    """The sum of several lines."""
    sums = [sum((line.values()[k] for line in lines), ZERO) for k in range(4)]
    return Amounts(group, sums[0], sums[1], sums[2], sums[3])


@dataclass(frozen=True)
class Activity:
    """One activity of the plan."""

    code: str
    operation: str
    first_of_operation: bool
    operation_size: int
    name: str
    start: dt.date
    end: dt.date
    done: dt.date | None
    indicator: str
    indicator_value: str
    lines: tuple[Amounts, ...]

    @property
    def total(self) -> Amounts:
        """The sum of the activity's budget lines."""
        return total(self.lines)

    @property
    def execution(self) -> Decimal:
        """Executed money as a percentage of planned money."""
        t = self.total
        return percent(t.executed_treasury + t.executed_other, t.planned_treasury + t.planned_other)


def indicator_value(rng: Random) -> str:
    """A printed result: round, or a long repeating fraction."""
    pick = rng.random()
    if pick < 0.4:
        return rng.choice(("100.00", "100.00", "0.00", "50.00", "1.00", "20.00", "75.00", "90.00"))
    if pick < 0.75:
        part, whole = rng.choice(
            ((7, 12), (7, 12), (5, 12), (11, 12), (1, 3), (2, 3), (5, 6), (3, 7), (8, 9), (2, 7))
        )
        digits = str(
            (Decimal(part * 100) / whole).quantize(Decimal(1).scaleb(-rng.choice((10, 11, 12, 13, 14))))
        )
        return digits
    return f"{rng.uniform(5, 125):.2f}"


def _lines(rng: Random, other_sources: bool) -> tuple[Amounts, ...]:
    count = rng.choice((0, 0, 1, 1, 1, 2, 2, 3, 4, 5))
    groups = sorted(rng.sample(EXPENSE_GROUPS[:8], count))
    lines = []
    for group in groups:
        planned = money(rng, 500, 9_000_000, rng.random() < 0.4)
        other = money(rng, 300, 600_000) if other_sources and rng.random() < 0.4 else ZERO
        if other and rng.random() < 0.3:
            planned = ZERO
        done = rng.choice((0.0, 1.0, 2.0, 2.0, 2.0, 2.0))
        executed = ZERO if done == 0 else planned if done == 1 else share(planned, rng)
        lines.append(Amounts(group, planned, other, executed, share(other, rng) if other and done else ZERO))
    return tuple(lines)


def make_plan(
    rng: Random, words: Words, year: int, count: int, code_form: str = "{a}.{b:02d}.{c:02d}."
) -> list[Activity]:
    """A plan of that many activities; operations hold one to six of them."""
    plan: list[Activity] = []
    other_sources = rng.random() < 0.5
    area, operation = rng.randint(1, 19), rng.randint(1, 4)
    indicators = rng.sample(INDICATORS, rng.randint(4, 9))
    dry = rng.random() < 0.3  # plans in which most activities have no money of their own
    while len(plan) < count:
        size = min(rng.randint(1, 6), count - len(plan))
        aim = words.aim()
        for k in range(size):
            start = dt.date(year, rng.randint(1, 9), rng.choice((1, 1, 1, 2, 15, 22)))
            end = min(
                start + dt.timedelta(days=rng.choice((29, 30, 60, 91, 120, 240))), dt.date(year, 12, 31)
            )
            lines = () if dry and rng.random() < 0.6 else _lines(rng, other_sources)
            done = (
                None
                if rng.random() < 0.06
                else min(end + dt.timedelta(days=rng.randint(0, 40)), dt.date(year, 12, 31))
            )
            code = code_form.format(a=area, b=operation, c=k + 1)
            plan.append(
                Activity(
                    code,
                    aim,
                    k == 0,
                    size,
                    words.activity(),
                    start,
                    end,
                    done,
                    rng.choice(indicators)[0],
                    indicator_value(rng),
                    lines,
                )
            )
        operation += 1
    return plan
