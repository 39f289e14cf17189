"""The trained classifier of tables, served by the runtime that the OCR uses."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.kinds.labels import load_labels
from models.kinds.tokens import Tokenize, encode_table
from schemas.sight import ColumnSight, KindGuess

WEIGHTS: Final = Path(__file__).parents[1] / "weights" / "kinds"
NETWORK: Final = "kinds.onnx"
TOKENIZER: Final = "kinds_tokenizer.json"
LABELS: Final = "kinds_labels.json"
DIGITS: Final = 4


class TableClassifier:
    """Guesses kind and column roles; loads its weights when it is first asked, on one thread."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self._folder = folder
        self._loaded: _Loaded | None = None

    def guess(self, columns: Sequence[ColumnSight]) -> KindGuess:
        """What the table of these columns may be; rounded, so that it is the same on every run."""
        if not columns:
            return KindGuess()
        if self._loaded is None:
            self._loaded = _Loaded(self._folder)
        return self._loaded.guess(columns)


class _Loaded:
    def __init__(self, folder: Path) -> None:
        # Costs half a second, and most documents never ask.
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._labels = load_labels(folder / LABELS)
        self._tokenize = load_tokenizer(folder / TOKENIZER)
        self._session = onnxruntime.InferenceSession(
            str(folder / NETWORK), options, providers=["CPUExecutionProvider"]
        )
        self._of_kind = {kind: self._labels.numbers_of(kind) for kind in self._labels.kinds[1:]}

    def guess(self, columns: Sequence[ColumnSight]) -> KindGuess:
        encoding = encode_table(columns, self._tokenize)
        feed: dict[str, Any] = {name: part[None] for name, part in encoding._asdict().items()}
        kinds, roles = self._session.run(None, feed)
        shares = _shares(kinds[0])
        return KindGuess(
            kinds={name: _rounded(share) for name, share in zip(self._labels.kinds, shares, strict=True)},
            roles=tuple(
                {kind: _of_kind(scores, numbers) for kind, numbers in self._of_kind.items()}
                for scores in roles[0]
            ),
        )


def _of_kind(scores: NDArray[np.float32], numbers: dict[str, int]) -> dict[str, float]:
    """Shares of a kind's roles among themselves and no role at all."""
    shares = _shares(scores[[0, *numbers.values()]])
    return {role: _rounded(share) for role, share in zip(numbers, shares[1:], strict=True)}


def _shares(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    powers = np.exp(scores.astype(np.float64) - scores.max())
    return np.asarray(powers / powers.sum())


def _rounded(share: float) -> float:
    return round(float(share), DIGITS)


def load_tokenizer(path: Path) -> Tokenize:
    """The words of the classifier's vocabulary, by number."""
    # It would tell every user that torch is missing, which only training needs.
    os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
    # Half a second.
    from transformers import PreTrainedTokenizerFast

    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(path), unk_token="[UNK]", pad_token="[PAD]")

    def tokenize(texts: list[str]) -> list[list[int]]:
        numbers: list[list[int]] = tokenizer(texts, add_special_tokens=False)["input_ids"]
        return numbers

    return tokenize
