"""A small BERT over a table's tokens, with the place of each column added; for training and export."""

from typing import Final

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from models.kinds.tokens import LEVELS, MOST_COLUMNS, MOST_OFFSETS

HIDDEN: Final = 128
LAYERS: Final = 3
HEADS: Final = 4
INNER: Final = 384


class KindNetwork(nn.Module):
    """Scores of kinds for the table and of roles for each column."""

    def __init__(self, words: int, kinds: int, roles: int) -> None:
        super().__init__()
        config = BertConfig(
            vocab_size=words,
            hidden_size=HIDDEN,
            num_hidden_layers=LAYERS,
            num_attention_heads=HEADS,
            intermediate_size=INNER,
            max_position_embeddings=MOST_OFFSETS,
            type_vocab_size=LEVELS,
            hidden_dropout_prob=0.05,
            attention_probs_dropout_prob=0.05,
        )
        self.bert = BertModel(config, add_pooling_layer=False)
        self.left = nn.Embedding(MOST_COLUMNS + 1, HIDDEN, padding_idx=0)
        self.right = nn.Embedding(MOST_COLUMNS + 1, HIDDEN, padding_idx=0)
        for places in (self.left, self.right):
            nn.init.normal_(places.weight, std=0.02)
        self.kind = nn.Linear(HIDDEN, kinds)
        self.role = nn.Sequential(nn.Linear(HIDDEN, HIDDEN), nn.GELU(), nn.Linear(HIDDEN, roles))

    def forward(
        self,
        ids: Tensor,
        levels: Tensor,
        offsets: Tensor,
        lefts: Tensor,
        rights: Tensor,
        starts: Tensor,
        mask: Tensor | None = None,
    ) -> tuple[Tensor, Tensor]:
        """Kind scores (tables × kinds) and role scores (tables × columns × roles) of padded tables."""
        words = self.bert.embeddings.word_embeddings(ids) + self.left(lefts) + self.right(rights)
        hidden = self.bert(
            inputs_embeds=words, token_type_ids=levels, position_ids=offsets, attention_mask=mask
        ).last_hidden_state
        columns = torch.gather(hidden, 1, starts.unsqueeze(-1).expand(-1, -1, HIDDEN))
        return self.kind(hidden[:, 0]), self.role(columns)
