"""Made-up tables as numbers that a network learns from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.kinds.damage import Damager
from models.kinds.drafts import Draft, Drafter, load_vocabulary
from models.kinds.labels import Labels
from models.kinds.tokens import MOST_COLUMNS, Encoding, Tokenize, encode_table
from schemas.form import Form
from schemas.sight import ColumnSight

LONGEST: Final = 640


@dataclass(frozen=True)
class Example:
    """A table's tokens, with the numbers of its kind and of each column's role."""

    encoding: Encoding
    kind: int
    roles: NDArray[np.int64]


def drafts(seed: int, forms: Sequence[Form]) -> Iterator[Draft]:
    """Endless damaged tables of one seed."""
    rng = Random(seed)
    drafter, damager = Drafter(rng, load_vocabulary(), forms), Damager(rng)
    while True:
        draft = damager.damage(drafter.draft())
        if draft.columns:
            yield draft


def sights(draft: Draft) -> tuple[ColumnSight, ...]:
    """The draft as the line sees a table."""
    return tuple(ColumnSight(path=tuple(one.path), texts=tuple(one.texts)) for one in draft.columns)


def draft_to_example(draft: Draft, labels: Labels, tokenize: Tokenize) -> Example:
    """The draft as numbers."""
    roles = [labels.role_number(draft.kind, column.role) for column in draft.columns[:MOST_COLUMNS]]
    return Example(
        encoding=encode_table(sights(draft), tokenize),
        kind=labels.kinds.index(draft.kind),
        roles=np.asarray(roles, dtype=np.int64),
    )


def batches(stream: Iterator[Example], size: int, pool: int) -> Iterator[list[Example]]:
    """Examples of about the same length together, batch after batch, in pools of `pool` examples."""
    while True:
        waiting = [next(stream) for _ in range(pool)]
        waiting = [one for one in waiting if len(one.encoding.ids) <= LONGEST]
        waiting.sort(key=lambda one: len(one.encoding.ids))
        order = list(range(0, len(waiting), size))
        Random(len(waiting[0].encoding.ids) * 7919 + len(waiting)).shuffle(order)
        yield from (waiting[at : at + size] for at in order)


def built_in_forms() -> Path:
    """The folder of forms whose kinds and roles are learned."""
    return Path(__file__).parents[2] / "schemas" / "forms"
