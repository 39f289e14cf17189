"""What must hold between printed figures: which cells take part, apart from whether it does hold."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import Final, Literal, NamedTuple

from schemas.base import Frozen

MOST_DECIMALS: Final = 12


class Slot(NamedTuple):
    """Where one printed value stands: a cell of a table, and the level in its stack."""

    table: str
    row: int
    col: int
    level: int = 0


Values = Mapping[Slot, Decimal]


class SumRelation(Frozen):
    """`plus` less `minus` is `result`. sure: declared, or proven beside; not only likely on this table."""

    rule: str
    result: Slot
    plus: tuple[Slot, ...]
    minus: tuple[Slot, ...] = ()
    sure: bool = True

    @property
    def slots(self) -> tuple[Slot, ...]:
        return (self.result, *self.plus, *self.minus)

    def expected(self, values: Values) -> Decimal | None:
        """What the result should be, None when a term is not known."""
        if any(slot not in values for slot in (*self.plus, *self.minus)):
            return None
        total = sum((values[slot] for slot in self.plus), Decimal(0))
        return total - sum((values[slot] for slot in self.minus), Decimal(0))

    def holds(self, values: Values) -> bool:
        return self.result in values and values[self.result] == self.expected(values)


class RatioRelation(Frozen):
    """`numerator` ÷ `denominator` × `scale` is `result`, printed with at most `decimals` decimals.

    fewest: decimals that others of its column show, so that one with less has lost a digit, not been rounded.
    """

    rule: Literal["ratio"] = "ratio"
    result: Slot
    numerator: tuple[Slot, ...]
    denominator: tuple[Slot, ...]
    scale: int = 100
    decimals: int = 2
    fewest: int = 0
    sure: bool = True

    @property
    def slots(self) -> tuple[Slot, ...]:
        return (self.result, *self.numerator, *self.denominator)

    def expected(self, values: Values) -> Decimal | None:
        """The ratio rounded half up, None when a term is unknown or only the denominator is zero."""
        exact = self._exact(values)
        return None if exact is None else _rounded(exact, self.decimals, ROUND_HALF_UP)

    def holds(self, values: Values) -> bool:
        """Whether the printed ratio is the exact one rounded or cut off, also to fewer decimals."""
        exact = self._exact(values)
        if exact is None or self.result not in values:
            return False
        printed = values[self.result]
        if -int(printed.as_tuple().exponent) > MOST_DECIMALS:  # as far as a machine counts
            return abs(printed - exact) < Decimal(1).scaleb(1 - MOST_DECIMALS)
        shown = min(MOST_DECIMALS, max(self.fewest, -int(printed.as_tuple().exponent)))
        ways = (ROUND_HALF_UP, ROUND_DOWN)
        return any(
            printed == _rounded(exact, places, way) for places in {shown, self.decimals} for way in ways
        )

    def _exact(self, values: Values) -> Decimal | None:
        if any(slot not in values for slot in (*self.numerator, *self.denominator)):
            return None
        above = sum((values[slot] for slot in self.numerator), Decimal(0))
        below = sum((values[slot] for slot in self.denominator), Decimal(0))
        if below == 0:
            return Decimal(0) if above == 0 else None
        return above * self.scale / below


class OrderRelation(Frozen):
    """The day in `earlier` is not after the day in `later`."""

    rule: Literal["date_order"] = "date_order"
    earlier: Slot
    later: Slot
    sure: bool = True

    @property
    def slots(self) -> tuple[Slot, ...]:
        return (self.earlier, self.later)


# Cells run together read as figures of any length.
_WIDE: Final = Context(prec=2000)
FigureRelation = SumRelation | RatioRelation
CellRelation = SumRelation | RatioRelation | OrderRelation


def _rounded(value: Decimal, places: int, way: str) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=way, context=_WIDE)
