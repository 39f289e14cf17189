"""Amounts of two columns that a reader took for one: each whole, or one with a piece of the next."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from extraction.readings.locales import Locale

_FRAGMENT: Final = r"[\d.,][\d., ]{0,5}"


def amounts_run_together(text: str, locale: Locale | None) -> tuple[str, ...]:
    """The whole amounts (cents printed) in a numeral that is too much for one; nothing where it is one."""
    return _groups_of(text, locale, _run_together)


def are_several_amounts(text: str, locale: Locale | None) -> bool:
    """Whether whole amounts stand in `text` with blanks between: with cents, or of many digits without."""
    return bool(_groups_of(text, locale, _side_by_side))


def _groups_of(
    text: str, locale: Locale | None, patterns: Callable[[Locale], tuple[re.Pattern[str], ...]]
) -> tuple[str, ...]:
    for one in (locale,) if locale else tuple(Locale):
        for pattern in patterns(one):
            match = pattern.fullmatch(text)
            if match:
                return match.groups()
    return ()


@lru_cache(maxsize=2)
def _side_by_side(locale: Locale) -> tuple[re.Pattern[str], ...]:
    point, mark = re.escape(locale.decimal), re.escape(locale.thousands)
    amount = rf"\d{{1,3}}(?:[{mark}']\d{{3}})*{point}\d\d"
    many_digits = rf"\d{{1,3}}(?:[{mark}']\d{{3}}){{2,}}"
    return re.compile(rf"({amount}) ({amount})"), re.compile(rf"({many_digits})(?: {many_digits})+")


@lru_cache(maxsize=2)
def _run_together(locale: Locale) -> tuple[re.Pattern[str], ...]:
    point, mark = re.escape(locale.decimal), re.escape(locale.thousands)
    grouped = rf"\d{{1,3}}(?:[{mark}' ]\d{{3}})+{point}\d\d"
    patterns = (
        rf"({grouped})\.?({grouped}|0{point}00)",
        rf"({grouped}) {_FRAGMENT}",
        rf"\d{{0,2}}{point}\d\d ({grouped})",
        rf"\d{{0,2}}{point}\d\d ({grouped}) {_FRAGMENT}",
    )
    return tuple(map(re.compile, patterns))
