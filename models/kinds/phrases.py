"""Random wordings of a grammar: {a|b|} one of these, <pool> one of a pool, <@pool> the same all through."""

import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import Final

_CHOICE: Final = re.compile(r"\{([^{}]*)\}")
_POOL: Final = re.compile(r"<(@?)(\w+)>")
YEARS: Final = (2005, 2030)


class Speaker:
    """Words templates for one table; what it chose for a `<@pool>` it keeps."""

    def __init__(self, rng: Random, pools: Mapping[str, Sequence[str]]) -> None:
        self._rng = rng
        self._pools = pools
        self._chosen: dict[str, str] = {}

    def say(self, template: str, year: int | None = None) -> str:
        """One wording of `template`; `<year>` is `year`, or any."""
        text, before = template, ""
        while text != before:
            before = text
            text = _CHOICE.sub(lambda match: self._rng.choice(match.group(1).split("|")), text)
            text = _POOL.sub(lambda match: self._from_pool(match, year), text)
        return " ".join(text.split())

    def _from_pool(self, match: re.Match[str], year: int | None) -> str:
        kept, name = bool(match.group(1)), match.group(2)
        if name == "year":
            return str(year or self._rng.randint(*YEARS))
        if not kept:
            return self._rng.choice(self._pools[name])
        if name not in self._chosen:
            self._chosen[name] = self._rng.choice(self._pools[name])
        return self._chosen[name]
