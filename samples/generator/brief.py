"""What a family is asked to write."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from samples.generator.style import PageStyle


@dataclass(frozen=True)
class Brief:
    """A family by name, with the look of the document and the chance that decides the rest."""

    rng: Random
    style: PageStyle
    family: str
