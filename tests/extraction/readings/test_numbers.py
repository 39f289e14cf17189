"""Numbers: what is printed plainly reads at no cost, what is damaged reads right with its repairs."""

import string
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extraction.readings.fractions import restored_decimals
from extraction.readings.locales import Locale
from extraction.readings.numbers import number_readings

POINT, COMMA = Locale.POINT_DECIMAL, Locale.COMMA_DECIMAL


def printed(value: Decimal, locale: Locale, thousands: bool = True) -> str:
    text = f"{value:,f}" if thousands else f"{value:f}"
    return text if locale is POINT else text.translate(str.maketrans(",.", ".,"))


amounts = st.decimals(-(10**12), 10**12, places=2, allow_nan=False, allow_infinity=False)
decimals_of_any_length = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(-(10**14), 10**14), st.integers(0, 14)
)


@given(decimals_of_any_length, st.sampled_from(Locale), st.booleans())
def test_any_decimal_printed_in_a_locale_reads_back(value: Decimal, locale: Locale, thousands: bool) -> None:
    assume(not list(restored_decimals(f"{value:f}")))
    best = number_readings(printed(value, locale, thousands), locale)[0]
    assert Decimal(best.value.value) == value


@given(amounts, st.sampled_from(Locale))
def test_a_plain_amount_costs_nothing_and_keeps_its_zeros(value: Decimal, locale: Locale) -> None:
    best = number_readings(printed(value, locale), locale)[0]
    assert best.cost == 0
    assert best.repairs == ()
    assert best.value.value == f"{value:f}".replace("-0.00", "0.00")


@given(amounts, st.sampled_from(Locale))
def test_an_amount_with_cents_needs_no_locale_unless_it_is_small(value: Decimal, locale: Locale) -> None:
    assert Decimal(number_readings(printed(value, locale))[0].value.value) == value


GLYPHS = {"0": "Oo", "1": "lI", "5": "S", "8": "B", "2": "Z", "6": "G"}


@st.composite
def damaged(draw: st.DrawFn) -> tuple[Decimal, str, Locale]:
    """An amount of five digits or more with one damage of the kinds that scans show."""
    value = draw(st.decimals(1000, 10**11, places=2, allow_nan=False, allow_infinity=False))
    locale = draw(st.sampled_from(Locale))
    text = printed(value, locale)
    damage = draw(st.sampled_from(["glyph", "mark", "blank", "stamp", "stray", "blank after mark"]))
    return value, _damage(draw, text, locale, damage), locale


def _damage(draw: st.DrawFn, text: str, locale: Locale, damage: str) -> str:
    at = draw(st.sampled_from([at for at, char in enumerate(text) if char in ".,"]))
    if damage == "glyph":
        at = draw(st.sampled_from([at for at, char in enumerate(text) if char in GLYPHS] or [len(text)]))
        return (
            text[:at]
            + "".join(draw(st.sampled_from(GLYPHS[char])) for char in text[at : at + 1])
            + text[at + 1 :]
        )
    if damage == "mark":
        other = locale.thousands if text[at] == locale.decimal else locale.decimal
        return text[:at] + other + text[at + 1 :]
    if damage.startswith("blank"):
        cut = at + 1 if damage == "blank after mark" else draw(st.integers(1, len(text) - 1))
        return f"{text[:cut]} {text[cut:]}"
    stamp = draw(st.sampled_from(["REC", "RECIBIDO", "COPIA", "PAGAD"]))
    return f"{text} {stamp}" if damage == "stamp" else draw(st.sampled_from("|_':*")) + text


@given(damaged())
def test_the_true_value_is_among_the_readings_of_a_damaged_amount(case: tuple[Decimal, str, Locale]) -> None:
    value, text, locale = case
    assert value in [Decimal(reading.value.value) for reading in number_readings(text, locale)]


@given(damaged())
def test_every_reading_that_costs_says_why(case: tuple[Decimal, str, Locale]) -> None:
    _, text, locale = case
    for reading in number_readings(text, locale):
        assert reading.repairs or reading.cost <= 0.3 * 4


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [
        ("58.3333333333 3", POINT, "58.33333333333"),
        ("58.333333 333333", POINT, "58.333333333333"),
        ("83 333333333333", POINT, "83.333333333333"),
        ("833333333333333", POINT, "83.3333333333333"),
        ("58.33333333", POINT, "58.33333333"),  # rounded as it stands: printed so
        ("41.66666666", POINT, "41.666666666667"),  # not rounded: some of its digits were lost
        ("58.33338333333", POINT, "58.33333333333"),
        ("91.66666666667", POINT, "91.66666666667"),
        ("4.1191.835,86", COMMA, "4191835.86"),
        ("1,127, 167.90", POINT, "1127167.90"),
        ("1.127,167.90", POINT, "1127167.90"),
        ("12.351.582.-", COMMA, "12351582"),
        ("7.685,423.-", COMMA, "7685423"),
        ("393.000.", COMMA, "393000"),
        ("1 234,56", COMMA, "1234.56"),
        ("1.234'567,89", COMMA, "1234567.89"),
        ("(1,234.00)", POINT, "-1234.00"),
        ("2,468.90-", POINT, "-2468.90"),
        ("−828.93", POINT, "-828.93"),
        ("1O,444.0O", POINT, "10444.00"),
        ("O.OO", POINT, "0.00"),
        ("12,351 REC", POINT, "12351"),
        ("12,351REC", POINT, "12351"),
        ("|12,351", POINT, "12351"),
        ("1127,167.90", POINT, "1127167.90"),
        (".50", POINT, "0.50"),
        ("O", POINT, "0"),
        ("l", POINT, "1"),
    ],
)
def test_printed_text_reads_as_the_value(text: str, locale: Locale, value: str) -> None:
    assert number_readings(text, locale)[0].value.value == value


@pytest.mark.parametrize(("signs", "value"), [(True, "-296814"), (False, "296814")])
def test_a_minus_behind_a_whole_figure_is_a_sign_where_the_document_says_so(signs: bool, value: str) -> None:
    first, second = number_readings("296,814-", POINT, None, signs)[:2]
    assert (first.value.value, second.value.value.lstrip("-")) == (value, "296814")


NO_NUMBERS = (
    "2-Ingresos|31/12/2019|31.12.2019|11-02-000-000|N.5|ISO 9001|ISO 9001:2015|01 de mayo"
    "|11.06.01.|06:18:13|E-005|S220"
    "|Q1|20000 40000|15,000.00 15,000.00|152,679,840.15 22,366,302.34|0.00 0.00|SI"
    "|C 1.2|c 5|C.1.02|1er|-||TOTAL|Bs|$|37 años|De Bs 1 a 50 mil|T.G.N. (9)"
)


@pytest.mark.parametrize("text", NO_NUMBERS.split("|"))
def test_codes_dates_and_words_are_no_numbers(text: str) -> None:
    assert number_readings(text, POINT) == ()


@pytest.mark.parametrize(
    ("text", "type_", "unit", "value"),
    [
        ("Bs 1.234,50", "money", "Bs", "1234.50"),
        ("US$ 1,234.00", "money", "US$", "1234.00"),
        ("USS 47,797.11", "money", "US$", "47797.11"),
        ("RDS1,234.00", "money", "RD$", "1234.00"),
        ("L. 5,000.00", "money", "L", "5000.00"),
        ("Q1,200.00", "money", "Q", "1200.00"),
        ("1.234,00 €", "money", "EUR", "1234.00"),
        ("(¢ 266 788,22)", "money", "₡", "-266788.22"),
        ("© 31 965,67", "money", "₡", "31965.67"),
        ("C 55 519,46", "money", "₡", "55519.46"),
        ("G 168.992,83", "money", "₲", "168992.83"),
        ("G 4.168.992", "money", "₲", "4168992"),
        ("G10,000,000.00", "number", None, "610000000.00"),
        ("G0.50", "number", None, "60.50"),
        ("12,351.00 M/L", "money", None, "12351.00"),
        ("97.15 %", "percent", "%", "97.15"),
        ("97.15", "number", None, "97.15"),
    ],
)
def test_the_unit_beside_the_number_types_it(text: str, type_: str, unit: str | None, value: str) -> None:
    best = number_readings(text)[0].value
    assert (best.type, best.unit, best.value) == (type_, unit, value)


def test_one_mark_before_three_digits_reads_both_ways_and_the_locale_decides() -> None:
    assert {reading.value.value for reading in number_readings("1.234")} == {"1234", "1.234"}
    best = number_readings("1.234", COMMA)[0]
    assert (best.value.value, best.cost, best.repairs[0].rule) == ("1234", 0, "locale_resolved")
    assert number_readings("1.234", POINT)[0].value.value == "1.234"
    assert {reading.value.value for reading in number_readings("0.000")} == {"0.000", "0"}


@pytest.mark.parametrize(
    ("text", "locale", "amounts"),
    [
        ("3.765.940,632.277.226,64", COMMA, {"3765940.63", "2277226.64"}),
        ("128.090.000,690,00", COMMA, {"128090000.69", "0.00"}),
        ("6 158 175,47 768", COMMA, {"6158175.47"}),
        (",56 51 092,46", COMMA, {"51092.46"}),
        ("5,47 768 924,69 2 85", COMMA, {"768924.69"}),
    ],
)
def test_amounts_run_together_are_parted_at_a_cost(text: str, locale: Locale, amounts: set[str]) -> None:
    readings = number_readings(text, locale)
    assert amounts <= {reading.value.value for reading in readings}
    assert readings[0].cost >= 2
    assert readings[0].value.value in amounts


def test_a_column_that_prints_no_decimals_reads_a_swapped_mark_as_thousands() -> None:
    assert number_readings("7.685,423", COMMA)[0].value.value == "7685.423"
    assert number_readings("7.685,423", COMMA, decimals=0)[0].value.value == "7685423"


@given(st.text(string.printable, max_size=30))
def test_any_text_is_read_without_error(text: str) -> None:
    for reading in number_readings(text):
        assert Decimal(reading.value.value).is_finite()
        assert reading.cost >= 0


@pytest.mark.parametrize("text", ["191,248,150 173,498,023 151,964,993", "263.981.666 193.352.598"])
def test_whole_amounts_side_by_side_are_no_number(text: str) -> None:
    assert number_readings(text) == ()


@pytest.mark.parametrize("text", ["１２３", "٣٤", "1٣,50"])
def test_digits_of_other_scripts_are_no_number(text: str) -> None:
    assert number_readings(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("I 0", "0"),
        ("i 39", "39"),
        ("十 132", "132"),
        ("48 十", "48"),
        ("!⁻ 73", "73"),
        ("l 12,345.60", "12345.60"),
        ("I 234", "1234"),
    ],
)
def test_what_is_left_of_a_rule_beside_a_number_is_no_digit(text: str, value: str) -> None:
    best = number_readings(text, POINT)[0]
    assert best.value.value == value
    assert "glyph_corrected" in {repair.rule for repair in best.repairs}
