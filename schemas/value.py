"""Typed values, their competing readings, and the record of every change."""

from typing import Final, Literal

from schemas.base import Frozen

ValueType = Literal["number", "percent", "money", "date", "code", "text"]
NUMERIC: Final = frozenset({"number", "percent", "money"})


class Value(Frozen):
    """A typed value: numbers as exact decimal strings, dates in ISO, codes with their punctuation."""

    type: ValueType
    value: str
    unit: str | None = None


class Repair(Frozen):
    """What was read, what it became, by which rule and on what evidence."""

    rule: str
    before: str
    after: str
    evidence: str = ""


class Reading(Frozen):
    """One way to read a cell: the value it gives, its cost in nats (0 is the plainest), its repairs."""

    value: Value
    cost: float = 0.0
    repairs: tuple[Repair, ...] = ()
