"""One document's manner of writing headers: wording, case, accents and numbering."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random


def strip_accents(text: str) -> str:
    """Text without its accents; the letter ñ stays."""
    marked = text.replace("ñ", "\0").replace("Ñ", "\1")
    bare = "".join(c for c in unicodedata.normalize("NFD", marked) if not unicodedata.combining(c))
    return bare.replace("\0", "ñ").replace("\1", "Ñ")


@dataclass
class Wording:
    """Header names picked once and kept for the whole document."""

    rng: Random
    case: str = "upper"
    accents: bool = True
    numbered: str = ""
    picked: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def name(self, role: str, variants: Mapping[str, tuple[str, ...]]) -> str:
        """The document's name for a column or label."""
        if role not in self.picked:
            self.picked[role] = self.shape(self.rng.choice(variants[role]))
        return self.picked[role]

    def shape(self, text: str) -> str:
        """Text in the document's case and accents."""
        shaped = text if self.accents else strip_accents(text)
        if self.case == "upper":
            return shaped.upper()
        return title_case(shaped) if self.case == "title" else shaped

    def head(self, role: str, variants: Mapping[str, tuple[str, ...]]) -> str:
        """A column name, with the next number where the document numbers its columns."""
        name = self.name(role, variants)
        if not self.numbered:
            return name
        self.count += 1
        return self.numbered.format(name=name, n=self.count)


def title_case(text: str) -> str:
    """Capitals on all words but the small ones."""
    small = {"de", "del", "la", "el", "los", "las", "y", "o", "a", "en", "por", "con", "y/o"}
    words = [
        w if w in small or re.match(r"[A-Z.]{2,}", w) else w[:1].upper() + w[1:] for w in text.split(" ")
    ]
    return " ".join(words)


def random_wording(rng: Random) -> Wording:
    """A manner of writing."""
    return Wording(
        rng,
        rng.choice(("upper", "upper", "upper", "title", "as is")),
        rng.random() < 0.65,
        rng.choice(("", "", "{name} ({n})", "{name} ({n})", "({n}) {name}", "{n}. {name}")),
    )
