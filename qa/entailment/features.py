"""Pairs as the model reads them: tokens of statement and evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import PreTrainedTokenizerBase

MOST_TOKENS = 256
MOST_OF_STATEMENT = 128  # tokens; what a statement says beyond is not read
OVERLAP = 64  # tokens that two windows on a long evidence share


@dataclass(frozen=True, slots=True)
class Window:
    """A statement with (a part of) its evidence: the tokens, and how many are the statement's."""

    tokens: NDArray[np.int32]
    said: int


def windows(
    tokenizer: "PreTrainedTokenizerBase", pairs: Sequence[tuple[str, str]]
) -> list[list[Window]]:
    """For each pair of statement and evidence one window, or several where it is long."""
    if not pairs:
        return []
    statements = numbered(tokenizer, [statement for statement, _ in pairs])
    evidences = numbered(tokenizer, [evidence for _, evidence in pairs])
    return [cut(tokenizer, s, e) for s, e in zip(statements, evidences, strict=True)]


def numbered(tokenizer: "PreTrainedTokenizerBase", texts: Sequence[str]) -> list[list[int]]:
    encoded = tokenizer(list(texts), add_special_tokens=False, verbose=False)
    found: list[list[int]] = encoded["input_ids"]
    return found


def cut(
    tokenizer: "PreTrainedTokenizerBase", statement: list[int], evidence: list[int]
) -> list[Window]:
    first, between = tokenizer.cls_token_id, tokenizer.sep_token_id
    head = [first, *statement[:MOST_OF_STATEMENT], between]
    room = MOST_TOKENS - len(head) - 1
    last = max(1, len(evidence) - OVERLAP)
    starts = range(0, last, room - OVERLAP) if len(evidence) > room else range(1)
    return [
        Window(np.asarray([*head, *evidence[at : at + room], between], dtype=np.int32), len(head))
        for at in starts
    ]


def padded(seen: Sequence[Window], step: int = 1) -> "dict[str, Tensor]":
    """The model's inputs, a row for each window, as wide as the longest or the next multiple of
    `step`.
    """
    import torch

    width = -(-max(len(window.tokens) for window in seen) // step) * step
    inputs = {
        name: torch.zeros(len(seen), width, dtype=torch.long)
        for name in ("input_ids", "token_type_ids", "attention_mask")
    }
    for row, window in enumerate(seen):
        length = len(window.tokens)
        inputs["input_ids"][row, :length] = torch.from_numpy(window.tokens)
        inputs["token_type_ids"][row, window.said : length] = 1
        inputs["attention_mask"][row, :length] = 1
    return inputs
