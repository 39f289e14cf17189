"""Examples as padded tensors, for training alone: torch is there with the extra `transformers` only."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.kinds.examples import Example

IGNORED: Final = -100


def to_tensors(batch: Sequence[Example]) -> tuple[tuple[Tensor, ...], Tensor, Tensor]:
    """The network's arguments (mask last), the kinds, and the roles, padded."""
    parts = zip(*(one.encoding for one in batch), strict=True)
    arguments = [_padded(part) for part in parts]
    mask = _padded([np.ones(len(one.encoding.ids), dtype=np.int64) for one in batch])
    kinds = torch.tensor([one.kind for one in batch])
    return (*arguments, mask), kinds, _padded([one.roles for one in batch], IGNORED)


def _padded(rows: Sequence[NDArray[np.int64]], blank: int = 0) -> Tensor:
    table = np.full((len(rows), max(map(len, rows))), blank, dtype=np.int64)
    for at, row in enumerate(rows):
        table[at, : len(row)] = row
    return torch.from_numpy(table)
