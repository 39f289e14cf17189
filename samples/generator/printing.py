"""How numbers and dates are printed, with the canonical value of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from random import Random

MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True)
class NumberStyle:
    """Marks and sign of printed numbers."""

    thousands: str = ","
    decimal: str = "."
    negative: str = "-"  # "-", "()" or "trailing"
    suffix: str = ""  # ".-" after amounts in some countries
    prefix: str = ""

    def show(self, value: Decimal, places: int, amount: bool = True) -> str:
        """The number as printed with that many decimals."""
        digits = f"{abs(value):,.{places}f}"
        swapped = digits.replace(",", "\0").replace(".", self.decimal).replace("\0", self.thousands)
        body = swapped + (self.suffix if amount and places == 0 else "")
        if amount and self.prefix:
            body = f"{self.prefix}{NO_BREAK_SPACE}{body}" if len(self.prefix) > 1 else self.prefix + body
        if value >= 0 or Decimal(f"{value:.{places}f}") == 0:
            return body
        if self.negative == "()":
            return f"({body})"
        return f"{body}-" if self.negative == "trailing" else f"-{body}"

    def show_plain(self, digits: str) -> str:
        """A canonical decimal string with this style's decimal mark and no thousands marks."""
        return digits.replace(".", self.decimal)


def random_number_style(rng: Random, negatives: bool = True) -> NumberStyle:
    """A style of one of the countries that print Spanish reports."""
    thousands, decimal = rng.choice(
        ((",", "."), (",", "."), (".", ","), (".", ","), (NO_BREAK_SPACE, ","), ("", "."))
    )
    negative = rng.choice(("-", "-", "-", "()")) if negatives else "-"
    return NumberStyle(thousands, decimal, negative)


def canonical(value: Decimal, places: int) -> str:
    """The contract's decimal string of a printed number."""
    return f"{value:.{places}f}"


@dataclass(frozen=True)
class DateStyle:
    """Form of printed dates: slash, slash_short, dash, dots, words, iso, unpadded or month_abbr."""

    form: str = "slash"

    def show(self, day: dt.date) -> str:
        """The date as printed."""
        forms = {
            "slash": f"{day.day:02d}/{day.month:02d}/{day.year}",
            "slash_short": f"{day.day:02d}/{day.month:02d}/{day.year % 100:02d}",
            "dash": f"{day.day:02d}-{day.month:02d}-{day.year}",
            "dots": f"{day.day:02d}.{day.month:02d}.{day.year}",
            "unpadded": f"{day.day}/{day.month}/{day.year}",
            "iso": f"{day.year}-{day.month:02d}-{day.day:02d}",
            "words": f"{day.day:02d} de {MONTHS[day.month - 1]} de {day.year}",
            "words_del": f"{day.day} de {MONTHS[day.month - 1]} del {day.year}",
            "month_abbr": f"{day.day:02d}-{MONTHS[day.month - 1][:3]}-{day.year}",
            "month_abbr_short": f"{day.day:02d}/{MONTHS[day.month - 1][:3]}/{day.year % 100:02d}",
        }
        return forms[self.form]


def random_date_style(rng: Random, table: bool = True) -> DateStyle:
    """A form of dates for a table's column, or for running text."""
    if table:
        return DateStyle(
            rng.choice(
                (
                    "slash",
                    "slash",
                    "slash_short",
                    "slash_short",
                    "dash",
                    "dots",
                    "unpadded",
                    "month_abbr",
                    "month_abbr_short",
                    "iso",
                )
            )
        )
    return DateStyle(rng.choice(("words", "words", "slash", "unpadded", "words_del", "dash")))


def money(rng: Random, low: int, high: int, cents: bool = True) -> Decimal:
    """An amount spread evenly over magnitudes."""
    exponent = rng.uniform(len(str(low)) - 1, len(str(high)) - 1)
    units = min(high, max(low, int(10**exponent * rng.uniform(1, 9.99))))
    if rng.random() < 0.3:
        units = max(low, units // 1000 * 1000)
    return Decimal(units) + (Decimal(rng.randrange(100)) / 100 if cents else 0)


def share(value: Decimal, rng: Random, low: float = 0.3, high: float = 1.0) -> Decimal:
    """A random part of an amount, exact to the cent."""
    return (value * Decimal(str(round(rng.uniform(low, high), 5)))).quantize(Decimal("0.01"))


def percent(part: Decimal, whole: Decimal, places: int = 2) -> Decimal:
    """part / whole x 100, rounded as printed; zero when there is no whole."""
    return (part * 100 / whole).quantize(Decimal(1).scaleb(-places)) if whole else Decimal(0)
