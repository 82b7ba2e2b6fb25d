"""Texts as the model reads them: tokens of question and passage, and where each token stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.document import Passage

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import PreTrainedTokenizerBase

MOST_TOKENS = 320
OVERLAP = 96  # tokens that two windows on a long text share
HEAD_ENDS = "\n"
AT_ONCE = 1000  # texts, so that an encoding's many parts need not all be in memory


@dataclass(frozen=True, slots=True)
class Window:
    """One reading of (a part of) a text.

    `tokens` and `types` are the model's input; `offsets[i]` are the characters of the text
    that token `i` stands for, and `readable[i]` says whether it is one of the text (and not of
    the question, the head, or a mark). `text` is the place of the text among those asked.
    """

    text: int
    tokens: NDArray[np.int32]
    types: NDArray[np.int8]
    offsets: NDArray[np.int32]
    readable: NDArray[np.bool_]


def head_of(passage: Passage) -> str:
    """What a reader of a passage must know of where it stands: title › section path."""
    return " › ".join(dict.fromkeys((passage.title, *passage.path)))


def windows(
    tokenizer: "PreTrainedTokenizerBase",
    questions: Sequence[str],
    heads: Sequence[str],
    texts: Sequence[str],
) -> list[Window]:
    """Every text as one window, or as several that overlap where it is long."""
    made: list[Window] = []
    for first in range(0, len(texts), AT_ONCE):
        some = slice(first, first + AT_ONCE)
        made += encoded(tokenizer, questions[some], heads[some], texts[some], first)
    return made


def encoded(
    tokenizer: "PreTrainedTokenizerBase",
    questions: Sequence[str],
    heads: Sequence[str],
    texts: Sequence[str],
    first: int,
) -> list[Window]:
    bodies = [
        f"{head}{HEAD_ENDS}{text}" if head else text
        for head, text in zip(heads, texts, strict=True)
    ]
    batch = tokenizer(
        list(questions),
        bodies,
        truncation="only_second",
        max_length=MOST_TOKENS,
        stride=OVERLAP,
        return_overflowing_tokens=True,
        return_offsets_mapping=True,
        return_token_type_ids=True,
    )
    made = []
    for number, text in enumerate(batch["overflow_to_sample_mapping"]):
        skipped = len(bodies[text]) - len(texts[text])
        offsets = np.asarray(batch["offset_mapping"][number], dtype=np.int32) - skipped
        second = np.asarray([part == 1 for part in batch.sequence_ids(number)])
        made.append(
            Window(
                text=first + text,
                tokens=np.asarray(batch["input_ids"][number], dtype=np.int32),
                types=np.asarray(batch["token_type_ids"][number], dtype=np.int8),
                offsets=offsets,
                readable=second & (offsets[:, 0] >= 0),
            )
        )
    return made


def padded(seen: Sequence[Window]) -> "dict[str, Tensor]":
    """The model's inputs, a row for each window, padded to the longest."""
    import torch

    longest = max(len(window.tokens) for window in seen)
    inputs = {
        name: torch.zeros(len(seen), longest, dtype=torch.long)
        for name in ("input_ids", "token_type_ids", "attention_mask")
    }
    for row, window in enumerate(seen):
        length = len(window.tokens)
        inputs["input_ids"][row, :length] = torch.from_numpy(window.tokens)
        inputs["token_type_ids"][row, :length] = torch.from_numpy(window.types)
        inputs["attention_mask"][row, :length] = 1
    return inputs


def target(window: Window, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """The first and last token of a span; (0, 0) for none, `None` when it is only partly here."""
    if span is None:
        return 0, 0
    start, end = span
    inside = (window.offsets[:, 0] < end) & (window.offsets[:, 1] > start) & window.readable
    places = np.flatnonzero(inside)
    if not len(places):
        return 0, 0
    whole = window.offsets[places[0], 0] <= start and end <= window.offsets[places[-1], 1]
    return (int(places[0]), int(places[-1])) if whole else None
