"""What stands around a numeral: sign, currency, percent sign, broken endings, stamps and stray marks."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from schemas.reading import PEN_TICKS
from schemas.value import Repair, ValueType


class Peeled(NamedTuple):
    """The numeral left over, and what was taken off it so far; `whole` where the ending says "no cents"."""

    core: str
    negative: bool = False
    type: ValueType = "number"
    unit: str | None = None
    whole: bool = False
    cost: float = 0.0
    repairs: tuple[Repair, ...] = ()


STRAY: Final = 0.7
OPEN_PARENTHESIS: Final = 1.0
TRAILING_MINUS: Final = 0.3
BARE_TRAILING_MINUS: Final = 0.9
LOST_ENDING_POINT: Final = 0.7
MINUS_AS_STRAY: Final = 2.0
KNOWN_STAMP: Final = 2.0
UNKNOWN_STAMP: Final = 4.0
SMALL_IN_PARENTHESES: Final = 0.5

_STAMPS: Final = (
    "RECIBIDO",
    "RECIBIDA",
    "APROBADO",
    "APROBADA",
    "PAGADO",
    "CANCELADO",
    "REVISADO",
    "ANULADO",
    "ORIGINAL",
    "COPIA",
    "FIRMADO",
    "DESPACHADO",
    "ENTREGADO",
    "ENTRADA",
    "SALIDA",
    "COTEJADO",
    "CERTIFICADO",
    "ARCHIVO",
    "ARCHIVADO",
    "REGISTRADO",
    "BORRADOR",
    "CONTABILIZADO",
    "AUTORIZADO",
    "PROCESADO",
    "FECHA",
    "SELLO",
    "CONFORME",
    "VIGENTE",
    "VISTO",
)
_LETTERS: Final = r"[^\W\d_]"
_SHORTEST_STAMP: Final = 2
_LONGEST_UNKNOWN_STAMP: Final = 4

_UNIT_OF: Final = {
    "BS": "Bs",
    "$US": "US$",
    "USD": "US$",
    "U$S": "US$",
    "USS": "US$",
    "RDS": "RD$",
    "MXS": "MX$",
    "LPS": "L",
    "L": "L",
    "€": "EUR",
    "G": "₲",
} | dict.fromkeys("¢©C", "₡")
# How amounts are marked as money, longest first; a lone Q or L is no mark everywhere. A colón is printed as a
# cent, too, and read as a copyright sign; a dollar is read as an S.
CURRENCY: Final = (
    r"US[$S]|U\$S|USD|\$us|\$b|Bs|C\$|RD[$S]|R\$|MX[$S]|S/|B/|Gs|Lps|"
    r"EUR|MXN|HNL|BOB|GTQ|CLP|COP|PEN|[€$₡¢©₲£]"
)
_PREFIX: Final = re.compile(rf"(?P<unit>{CURRENCY})\.?\s*(?=[-(\d.,OolI|]|$)", re.IGNORECASE)
# A lone Q or L is money only before a point, a blank or a punctuated amount: "Q1" is a quarter.
_LETTER_PREFIX: Final = re.compile(r"(?P<unit>[QL])(?:\.\s*|\s+|(?=\d[\d.,]*[.,]\d))(?=[-(]?\d)")
# A colón read as a letter stands before an amount with cents; a guaraní, with a blank beside it or it is a
# six, before one with cents or thousands.
STRUCK_LETTER: Final = r"(?:[Cc](?=\s*\d[\d., ]*[.,]\d\d\)?$)|G(?=\s+\d[\d., ]*[.,]\d{2,3}\)?$))"
_STRUCK_PREFIX: Final = re.compile(rf"(?P<unit>{STRUCK_LETTER})")
_SUFFIX: Final = re.compile(
    rf"(?<=[\d)\-.OolI|])\s*(?P<unit>{CURRENCY}|bolivianos|lempiras|pesos|euros)\.?$", re.IGNORECASE
)
_PERCENT: Final = re.compile(r"^%\s*|\s*%$")
_LOCAL_MONEY: Final = re.compile(r"\s*(?:M\s?/\s?[LNE]|m\.\s?[nle]\.)\.?$", re.IGNORECASE)
_BROKEN_ENDING: Final = re.compile(r"(?<=[\dOo])\s*[.,]\s?[-=]{1,2}\s*$")
_PARENTHESES: Final = re.compile(r"^\(\s*(?P<core>[^()]*?)\s*\)$")
_HALF_PARENTHESES: Final = re.compile(r"^\(\s*(?P<core>[^()]+)$|^(?P<head>[^()]+?)\s*\)$")
_LEADING_SIGN: Final = re.compile(r"^(?P<sign>[-+])\s*(?=[\d(.,$OolIBUQLS|])")
_STRAY: Final = r"|_'\"`\u00b4*~:;,¡!\[\]{}=«»<>°⁻¯\s/" + PEN_TICKS
_STRAY_ENDS: Final = re.compile(rf"^[{_STRAY}]+|[{_STRAY}.]+$")
# What is left of an upright rule, read as a letter or as a sign like it; "I 234" may be 1 234.
_STROKE: Final = re.compile(
    r"^(?:[Iil]\s+(?!\d{3}(?!\d))|[十一丨亅]\s*)(?=[\d(.,-])|(?<=[\d).,])(?:\s+[Iil]|\s*[十一丨亅])$"
)
_LEADING_POINT: Final = re.compile(r"^\.\s*(?=\d)")
_STAMP: Final = re.compile(rf"^(?P<before>{_LETTERS}+)\s*(?=\d)|(?<=\d)\s*(?P<after>{_LETTERS}+)$")
_AMOUNT: Final = re.compile(r"\d[\d ]*[.,][\d., ]*\d")
_DIGITS_IN_AMOUNT: Final = 3


def peel(text: str, signs: bool = False) -> list[Peeled]:
    """Take off everything around the numeral; more than one answer where an ending is ambiguous.

    signs: a minus behind figures is their sign here, and no rest of an ending ".-".
    """
    state = Peeled(text.strip())
    while True:
        after = _peel_once(state)
        if after is None:
            return _trailing_minus(state, signs)
        state = after


def _peel_once(state: Peeled) -> Peeled | None:
    for rule in _RULES:
        after = rule(state)
        if after is not None:
            return after
    return None


def _percent(state: Peeled) -> Peeled | None:
    core = _PERCENT.sub("", state.core)
    return state._replace(core=core, type="percent", unit="%") if core != state.core else None


def _currency(state: Peeled) -> Peeled | None:
    prefixes = (_PREFIX.match(state.core), _LETTER_PREFIX.match(state.core), _STRUCK_PREFIX.match(state.core))
    match = next(filter(None, prefixes), None) or _SUFFIX.search(state.core)
    if match is None or state.type == "percent":
        return None
    core = state.core[: match.start()] + state.core[match.end() :]
    unit = match["unit"]
    return state._replace(core=core.strip(), type="money", unit=_UNIT_OF.get(unit.upper(), unit))


def _local_money(state: Peeled) -> Peeled | None:
    core = _LOCAL_MONEY.sub("", state.core)
    return state._replace(core=core, type="money") if core != state.core else None


def _broken_ending(state: Peeled) -> Peeled | None:
    core = _BROKEN_ENDING.sub("", state.core)
    return state._replace(core=core, whole=True) if core != state.core else None


def _parentheses(state: Peeled) -> Peeled | None:
    whole = _PARENTHESES.match(state.core)
    if whole:
        small = (
            SMALL_IN_PARENTHESES
            if whole["core"].isdigit() and len(whole["core"]) < _DIGITS_IN_AMOUNT
            else 0.0
        )
        return state._replace(core=whole["core"], negative=not state.negative, cost=state.cost + small)
    half = _HALF_PARENTHESES.match(state.core)
    if half is None:
        return None
    repair = Repair(rule="glyph_corrected", before=state.core, after=f"({half['core'] or half['head']})")
    return state._replace(
        core=half["core"] or half["head"],
        negative=not state.negative,
        cost=state.cost + OPEN_PARENTHESIS,
        repairs=(*state.repairs, repair),
    )


def _leading_sign(state: Peeled) -> Peeled | None:
    match = _LEADING_SIGN.match(state.core)
    if match is None:
        return None
    return state._replace(core=state.core[match.end() :], negative=state.negative != (match["sign"] == "-"))


def _stray_marks(state: Peeled) -> Peeled | None:
    core = _STRAY_ENDS.sub("", state.core)
    if core == state.core or not core:
        return None
    return _repaired(state, core, "glyph_corrected", STRAY, "stray mark beside the number")


def _stroke(state: Peeled) -> Peeled | None:
    core = _STROKE.sub("", state.core)
    if core == state.core:
        return None
    return _repaired(state, core, "glyph_corrected", STRAY, "stroke of a rule beside the number")


def _leading_point(state: Peeled) -> Peeled | None:
    core = _LEADING_POINT.sub("", state.core)
    if core == state.core or core.isdigit():
        return None
    return _repaired(state, core, "glyph_corrected", STRAY, "stray mark before the number")


def _stamp(state: Peeled) -> Peeled | None:
    match = _STAMP.search(state.core)
    if match is None:
        return None
    letters = match["before"] or match["after"]
    core = (state.core[: match.start()] + state.core[match.end() :]).strip()
    if not _is_amount(core) or set(letters) <= set("OolISBZG"):
        return None
    cost = _stamp_cost(letters)
    return (
        None if cost is None else _repaired(state, core, "glyph_corrected", cost, "stamp beside the number")
    )


def _is_amount(core: str) -> bool:
    return bool(_AMOUNT.search(core)) and sum(char.isdigit() for char in core) >= _DIGITS_IN_AMOUNT


def _stamp_cost(letters: str) -> float | None:
    upper = letters.upper()
    if len(upper) >= _SHORTEST_STAMP and any(upper in stamp for stamp in _STAMPS):
        return KNOWN_STAMP
    return UNKNOWN_STAMP if letters.isupper() and len(letters) <= _LONGEST_UNKNOWN_STAMP else None


def _repaired(state: Peeled, core: str, rule: str, cost: float, evidence: str) -> Peeled:
    repair = Repair(rule=rule, before=state.core, after=core, evidence=evidence)
    return state._replace(core=core, cost=state.cost + cost, repairs=(*state.repairs, repair))


def _trailing_minus(state: Peeled, signs: bool) -> list[Peeled]:
    """A minus behind the digits is a sign, or the rest of a broken ".-"."""
    if not state.core.endswith("-"):
        return [state]
    core = state.core.rstrip("- ")
    is_sign = signs or bool(re.search(r"[.,]\d\d?$", core))  # cents leave no room for ".-"
    signed = state._replace(
        core=core,
        negative=not state.negative,
        cost=state.cost + (TRAILING_MINUS if is_sign else BARE_TRAILING_MINUS),
    )
    cost = MINUS_AS_STRAY if is_sign else LOST_ENDING_POINT
    return [signed, _repaired(state, core, "separator_corrected", cost, "ending .- without its point")]


_RULES: Final[tuple[Callable[[Peeled], Peeled | None], ...]] = (
    _percent,
    _local_money,
    _currency,
    _broken_ending,
    _parentheses,
    _leading_sign,
    _stray_marks,
    _stroke,
    _leading_point,
    _stamp,
)
