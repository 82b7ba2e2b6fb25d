"""The network that is trained: BERT's encoder under two linear scores, one for where an answer
starts and one for where it ends (Devlin et al. 2019, arXiv:1810.04805, section 4.3).
"""

from typing import Any

import torch
from torch import Tensor, nn
from transformers import BertForQuestionAnswering


class SharedDropout(nn.Module):
    """Dropout of the same features at every token of an example (Gal and Ghahramani 2016,
    arXiv:1512.05287). The stock one draws a number for each, which on a CPU takes as long as all
    the matrix products of a step together.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        return x * nn.functional.dropout(x.new_ones(x.shape[0], 1, x.shape[2]), self.share)


def fresh(folder: str, dropout: float) -> BertForQuestionAnswering:
    """The encoder in `folder`, with new scores on top, ready to train: its embeddings and first
    layer stay as they are, and dropout works on hidden states only.
    """
    model = BertForQuestionAnswering.from_pretrained(
        folder, attn_implementation="eager", attention_probs_dropout_prob=0.0
    )
    for name, parameter in model.named_parameters():
        if name.startswith(("bert.embeddings", "bert.encoder.layer.0.")):
            parameter.requires_grad = False
    layers: Any = model.bert.encoder.layer
    for layer in layers:
        layer.attention.output.dropout = SharedDropout(dropout)
        layer.output.dropout = SharedDropout(dropout)
    model.bert.embeddings.dropout.p = 0.0
    return model


def losses(starts: Tensor, ends: Tensor, spans: Tensor, mask: Tensor) -> Tensor:
    """The mean cross entropy of start and end; `spans` is (batch, 2), `mask` true for padding."""
    far = torch.finfo(torch.float32).min / 2
    of_start = nn.functional.cross_entropy(starts.float().masked_fill(mask, far), spans[:, 0])
    of_end = nn.functional.cross_entropy(ends.float().masked_fill(mask, far), spans[:, 1])
    return (of_start + of_end) / 2
