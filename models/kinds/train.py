"""Trains the classifier of tables and writes it: `python -m models.kinds.train` (extra `transformers`).

On one core: 20 to 25 minutes. The same words and seed on the same machine give the same weights. Words
learned anew (`--new-words`) differ a little each time: the trainer of `tokenizers` breaks ties by chance.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import onnx
import torch
from tokenizers import Tokenizer, normalizers, pre_tokenizers
from tokenizers import models as token_models
from tokenizers.trainers import WordPieceTrainer
from torch.nn.functional import cross_entropy

from models.kinds.classifier import LABELS, NETWORK, TOKENIZER, WEIGHTS, load_tokenizer
from models.kinds.examples import (
    Example,
    batches,
    built_in_forms,
    draft_to_example,
    drafts,
    sights,
)
from models.kinds.labels import forms_to_labels
from models.kinds.network import KindNetwork
from models.kinds.tensors import IGNORED, to_tensors
from models.kinds.tokens import SPECIAL_TOKENS, plain_text
from schemas.form import Form, load_forms

SEED: Final = 4001
WORDS: Final = 2200
TOKENIZER_TABLES: Final = 6000
BATCH: Final = 32
POOL: Final = 1024
PEAK: Final = 1.2e-3
CLIP: Final = 1.0
INPUTS: Final = ("ids", "levels", "offsets", "lefts", "rights", "starts")


def train_tokenizer(forms: Sequence[Form], path: Path) -> None:
    """A WordPiece vocabulary of the words of made-up tables, damaged as they are."""
    tokenizer = Tokenizer(token_models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = WordPieceTrainer(
        vocab_size=WORDS, special_tokens=list(SPECIAL_TOKENS), min_frequency=3, limit_alphabet=120
    )
    tokenizer.train_from_iterator(_texts(forms), trainer)
    tokenizer.save(str(path))


def _texts(forms: Sequence[Form]) -> Iterator[str]:
    for draft in islice(drafts(SEED, forms), TOKENIZER_TABLES):
        for sight in sights(draft):
            yield from (plain_text(text) for text in (*sight.path, *sight.texts[:2]))


def train(network: KindNetwork, stream: Iterator[list[Example]], steps: int) -> None:
    """Fits the network to `steps` batches."""
    optimizer = torch.optim.AdamW(network.parameters(), lr=PEAK, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, PEAK, total_steps=steps, pct_start=0.1)
    network.train()
    begun, losses = time.monotonic(), []
    for step, batch in enumerate(islice(stream, steps), 1):
        arguments, kinds, roles = to_tensors(batch)
        kind_scores, role_scores = network(*arguments)
        loss = cross_entropy(kind_scores, kinds) + 2 * cross_entropy(
            role_scores.flatten(0, 1), roles.flatten(), ignore_index=IGNORED
        )
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        if step % 100 == 0:
            print(
                f"{step} of {steps}: loss {sum(losses[-100:]) / 100:.3f}, {time.monotonic() - begun:.0f} s",
                flush=True,
            )


def export(network: KindNetwork, example: Example, path: Path) -> None:
    """The network as ONNX, for one table of any width."""
    arguments, _, _ = to_tensors([example])
    tokens, columns = torch.export.Dim("tokens", min=2, max=4096), torch.export.Dim("columns", min=1, max=64)
    torch.onnx.export(
        network.eval(),
        arguments[: len(INPUTS)],
        path,
        dynamo=True,
        input_names=INPUTS,
        output_names=("kinds", "roles"),
        dynamic_shapes={**{name: {1: tokens} for name in INPUTS[:-1]}, INPUTS[-1]: {1: columns}},
        external_data=False,
        verbose=False,
    )
    onnx.save(_without_traces(onnx.load(path)), path)


def _without_traces(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model without the source lines, with paths of the machine, that the exporter notes at each node."""
    graph = model.graph
    values = (*graph.input, *graph.output, *graph.value_info, *graph.initializer)
    for part in (*graph.node, *values, graph, model):
        part.doc_string = ""
        del part.metadata_props[:]
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--tables", type=int, default=80_000)
    parser.add_argument("--new-words", action="store_true", help="learn the vocabulary anew, too")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    forms = load_forms(built_in_forms())
    labels = forms_to_labels(forms)
    (options.out / LABELS).write_text(labels.model_dump_json() + "\n", encoding="utf-8")
    if options.new_words or not (options.out / TOKENIZER).exists():
        train_tokenizer(forms, options.out / TOKENIZER)
    tokenize = load_tokenizer(options.out / TOKENIZER)
    network = KindNetwork(WORDS, len(labels.kinds), len(labels.roles) + 1)
    stream = (draft_to_example(draft, labels, tokenize) for draft in drafts(SEED + 1, forms))
    train(network, batches(stream, BATCH, POOL), options.tables // BATCH)
    export(network, next(stream), options.out / NETWORK)


if __name__ == "__main__":
    main()
