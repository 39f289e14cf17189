"""How right the classifier is on made-up tables it was not trained on: `python -m models.kinds.measure`."""

import argparse
from collections.abc import Sequence
from itertools import islice
from typing import Final

from models.kinds.classifier import TableClassifier
from models.kinds.drafts import Draft
from models.kinds.examples import built_in_forms, drafts, sights
from schemas.base import Frozen
from schemas.form import load_forms
from schemas.sight import GENERIC, KindGuess

SEED: Final = 9001
SURE: Final = 0.8


class Tally(Frozen):
    """Counts over tables of one sort: how many, with the likeliest kind right, said surely, surely wrong.

    columns: those with a role in tables whose kind is right; named: of these, with the right role likeliest.
    """

    tables: int = 0
    right: int = 0
    sure: int = 0
    wrong: int = 0
    columns: int = 0
    named: int = 0

    def plus(self, draft: Draft, guess: KindGuess) -> "Tally":
        """With one more table."""
        kind = max(guess.kinds, key=lambda name: guess.kinds[name])
        right, sure = kind == draft.kind, kind != GENERIC and guess.kinds[kind] >= SURE
        roles = [
            (column.role, guess.roles[at].get(kind, {}))
            for at, column in enumerate(draft.columns[: len(guess.roles)])
            if right and column.role
        ]
        return Tally(
            tables=self.tables + 1,
            right=self.right + right,
            sure=self.sure + sure,
            wrong=self.wrong + (sure and not right),
            columns=self.columns + len(roles),
            named=self.named
            + sum(max(shares, key=lambda name: shares[name]) == role for role, shares in roles),
        )


def tally(made: Sequence[Draft], classifier: TableClassifier) -> dict[str, Tally]:
    """By kind."""
    counts: dict[str, Tally] = {}
    for draft in made:
        counts[draft.kind] = counts.get(draft.kind, Tally()).plus(draft, classifier.guess(sights(draft)))
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=4000)
    options = parser.parse_args()
    made = list(islice(drafts(SEED, load_forms(built_in_forms())), options.tables))
    print(f"{'kind':22}{'tables':>8}{'right':>8}{'sure':>8}{'wrong':>8}{'roles':>8}")
    for kind, one in sorted(tally(made, TableClassifier()).items()):
        roles = one.named / one.columns if one.columns else 1.0
        print(
            f"{kind:22}{one.tables:8}{one.right / one.tables:8.3f}{one.sure / one.tables:8.3f}"
            f"{one.wrong / one.tables:8.4f}{roles:8.3f}"
        )


if __name__ == "__main__":
    main()
