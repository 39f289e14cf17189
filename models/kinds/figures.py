"""Random figures for training tables: amounts, counts, dates and codes, printed one way through a table."""

from random import Random
from typing import Final

_LETTERS: Final = "ABCDEFGHIJKLMNOPRSTUV"
_MONTHS: Final = ("enero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "octubre", "diciembre")


class Figures:
    """Figures of one table, by name; how they are printed is drawn once."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._grouped = rng.random() < 0.75
        self._comma = rng.random() < 0.5
        self._spaced = rng.random() < 0.2
        self._places = rng.choice((0, 2, 2, 2, 2))
        self._sign = rng.choice(("", "", "", "", "Bs ", "$ ", "$"))
        self._tail = rng.choice(("", "", "", "", "", ".-"))
        self._percent = rng.choice(("%", "", "", " %"))
        self._date = rng.choice(
            ("{d:02}/{m:02}/{y}", "{d:02}/{m:02}/{s:02}", "{d:02}-{m:02}-{y}", "{y}-{m:02}-{d:02}")
        )
        self._code = rng.choice(
            (
                "{a:02}.{b:02}.{c:02}",
                "{a}.{b}.{c}",
                "{a:02}.{b:02}.{c:02}.",
                "{a}.{b}",
                "{a:02}-{b:03}-{c:03}",
            )
        )
        self._category = rng.choice(
            ("{a:02}-{b:02}-000-{c:03}", "{a:02}-{b:03}-{c:03}", "{a:02} {b:02} {c:03}")
        )
        self._row = 0
        self._first = rng.randint(1, 30)

    def next_row(self) -> None:
        self._row += 1

    def make(self, name: str) -> str:
        """A figure of that name.

        Raises:
            AttributeError: there is no such generator.
        """
        return str(getattr(self, f"_make_{name}")())

    def _make_money(self) -> str:
        return self._sign + self._amount(10 ** self._rng.uniform(2.5, 8.5)) + self._tail

    def _make_money_zero(self) -> str:
        return self._amount(0) if self._rng.random() < 0.5 else self._make_money()

    def _make_money_signed(self) -> str:
        if self._rng.random() < 0.35:
            return self._amount(0)
        return self._rng.choice(("", "-")) + self._amount(10 ** self._rng.uniform(2, 7))

    def _amount(self, value: float) -> str:
        text = f"{value:,.{self._places}f}" if self._grouped else f"{value:.{self._places}f}"
        marks = f"{' ' if self._spaced else '.'}," if self._comma else f"{' ' if self._spaced else ','}."
        return text.translate(str.maketrans(",.", marks))

    def _make_count(self) -> str:
        value = int(10 ** self._rng.uniform(0, 4.6))
        if self._rng.random() < 0.08:
            return f"{self._rng.randint(1, 100)}%"
        mark = " " if self._spaced else "." if self._comma else ","
        return f"{value:,}".replace(",", mark) if self._grouped else str(value)

    def _make_count_signed(self) -> str:
        return self._rng.choice(("", "", "", "-")) + self._make_count()

    def _make_small(self) -> str:
        return str(int(10 ** self._rng.uniform(0, 2.3)))

    def _make_quantity(self) -> str:
        return self._amount(int(10 ** self._rng.uniform(0, 3)))

    def _make_quantity_signed(self) -> str:
        return (
            self._amount(0)
            if self._rng.random() < 0.4
            else self._rng.choice(("", "-")) + self._make_quantity()
        )

    def _make_pct(self) -> str:
        value = self._rng.choice((100.0, 0.0, *(self._rng.uniform(0, 120) for _ in range(6))))
        text = f"{value:.{self._rng.choice((0, 2, 2, 2))}f}"
        return (text.replace(".", ",") if self._comma else text) + self._percent

    def _make_result(self) -> str:
        value = self._rng.choice((100, 50, 75, 0, 100 / 3, 175 / 3, 1000 / 12, self._rng.uniform(0, 130)))
        places = self._rng.choice((0, 2, 2, 10, 12))
        text = f"{value:.{places}f}"
        return text.replace(".", ",") if self._comma else text

    def _make_date(self) -> str:
        year = self._rng.randint(2008, 2026)
        return self._date.format(d=self._rng.randint(1, 28), m=self._rng.randint(1, 12), y=year, s=year % 100)

    def _make_date_words(self) -> str:
        return f"{self._rng.randint(1, 30)} de {self._rng.choice(_MONTHS)} de {self._rng.randint(2008, 2026)}"

    def _make_year(self) -> str:
        return str(self._rng.randint(1998, 2026))

    def _make_code(self) -> str:
        a, b = self._first, 1 + self._row // 4
        return self._code.format(a=a, b=b, c=1 + self._row % 4)

    def _make_category(self) -> str:
        return self._category.format(a=10 + self._row // 3, b=self._rng.randint(0, 4), c=1 + self._row % 7)

    def _make_group(self) -> str:
        return f"{1 + self._row % 9}0000"

    def _make_group_total(self) -> str:
        return "TOTAL" if self._row % 4 == 3 else f"{1 + self._rng.randint(0, 8)}0000"

    def _make_code5(self) -> str:
        return (
            str(self._rng.randint(11000, 59999))
            if self._rng.random() < 0.7
            else str(self._rng.randint(100, 9999))
        )

    def _make_ordinal(self) -> str:
        return str(1 + self._row)

    def _make_ordinal_code(self) -> str:
        row = 1 + self._row
        return self._rng.choice(
            (str(row), f"{row}.", f"R{row}", f"{1 + row // 3}.{1 + row % 3}", f"I-{row}", f"P{row}")
        )

    def _make_number6(self) -> str:
        return str(self._rng.randint(100_000, 99_999_999))

    def _make_mixed_code(self) -> str:
        letters = "".join(self._rng.choices(_LETTERS, k=self._rng.randint(1, 3)))
        return self._rng.choice(
            (
                f"{letters}-{self._rng.randint(1, 999):03}",
                f"{letters}{self._rng.randint(1, 9999)}",
                f"{self._rng.randint(1, 999)}/{self._rng.randint(2008, 2026)}",
            )
        )

    def _make_unit_no(self) -> str:
        return str(self._rng.randint(1, 14))

    def _make_acronym(self) -> str:
        return "".join(self._rng.choices(_LETTERS, k=self._rng.randint(2, 5)))

    def _make_formula(self) -> str:
        one, other = self._make_acronym(), self._make_acronym()
        return self._rng.choice(
            (
                f"({one}/{other})*100",
                f"{one}/{other}*100",
                f"{one} / {other}",
                f"({one}-{other})/{other}",
                f"{one} x 100 / {other}",
                f"Σ {one}",
                f"({one} / {other}) x 100",
            )
        )

    def _make_program(self) -> str:
        joint = self._rng.choice((" ", "-", " - "))
        letter = self._rng.choice(_LETTERS) + self._rng.choice(("-", ""))
        return f"{letter}{self._rng.randint(1, 299):03}{joint}Programa de "

    def _make_product(self) -> str:
        return f"{self._rng.randint(1, 99)}{self._rng.choice(('-', '-', ' - ', '. '))}"

    def _make_blank(self) -> str:
        return ""
