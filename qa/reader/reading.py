"""The reader model in use: reads passages for a question and says where the answer stands."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.embedding import weights_dtype
from corpus.errors import ReaderMissing
from corpus.settings import PACKAGED_READER
from qa.reader.features import Window, padded, windows

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

LONGEST_SPAN = 40  # tokens
PACKAGED = Path(__file__).parent / "weights"

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Span:
    """An answer: characters `start:end` of the text read.

    `score` is how much rather the model points at it than at nothing: the logits of its start
    and end less those of no answer (as SQuAD 2.0's evaluation takes them).
    """

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model made of one text: for each window on it the logits of every token."""

    windows: tuple[tuple[Window, Scores, Scores], ...]
    length: int

    @property
    def margin(self) -> float:
        """The score of the best span anywhere: above 0 it is rather there than not."""
        return self.within(0, self.length).score

    def within(self, start: int, end: int) -> Span:
        """The best span between two characters; an empty one, infinitely bad, without tokens."""
        found = [span for read in self.windows if (span := best(*read, start, end))]
        return max(found, key=lambda s: s.score, default=Span(start, start, -np.inf))


def best(window: Window, starts: Scores, ends: Scores, start: int, end: int) -> Span | None:
    offsets = window.offsets
    inside = window.readable & (offsets[:, 0] >= start) & (offsets[:, 1] <= end)
    places = np.flatnonzero(inside & (offsets[:, 1] > offsets[:, 0]))
    if not len(places):
        return None
    sums = starts[places][:, None] + ends[places][None, :]
    allowed = np.triu(np.ones_like(sums, dtype=bool)) & ~np.triu(
        np.ones_like(sums, dtype=bool), LONGEST_SPAN
    )
    first, last = divmod(int(np.where(allowed, sums, -np.inf).argmax()), len(places))
    score = float(sums[first, last] - starts[0] - ends[0])
    return Span(int(offsets[places[first], 0]), int(offsets[places[last], 1]), score)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Tokenizer and network, and a lock: a tokenizer serves one thread at a time."""

    tokenizer: "PreTrainedTokenizerBase"
    network: "PreTrainedModel"
    lock: Lock


@lru_cache(maxsize=2)
def loaded(name: str) -> Loaded:
    """A model in memory, one for all who read with it. Raises ReaderMissing."""
    # Importing it takes seconds: what asks nothing need not wait for it.
    import transformers
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("transformers").setLevel(logging.ERROR)
    folder = reader_folder(name)
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        network = AutoModelForQuestionAnswering.from_pretrained(
            folder, local_files_only=True, dtype=weights_dtype()
        )
    except (OSError, ValueError, ImportError) as error:
        reason = str(error).strip().splitlines()[0]
        raise ReaderMissing(model=name, reason=reason) from error
    if not tokenizer.is_fast:
        raise ReaderMissing(model=name, reason="its tokenizer gives no offsets")
    return Loaded(tokenizer, network.eval(), Lock())


class Reader:
    """An extractive question-answering model on the processor, loaded at first use.

    The packaged one, or any that Hugging Face's `AutoModelForQuestionAnswering` loads from a
    folder with a fast tokenizer. The weights are bfloat16 where the processor computes in it.
    """

    def __init__(self, name: str = PACKAGED_READER) -> None:
        self.name = name

    def read(self, question: str, texts: Sequence[str], heads: Sequence[str]) -> list[Reading]:
        """One reading of each text, in one batch. `heads` say where the texts stand."""
        return self.read_pairs([question] * len(texts), texts, heads)

    def read_pairs(
        self, questions: Sequence[str], texts: Sequence[str], heads: Sequence[str]
    ) -> list[Reading]:
        """One reading of each text for its own question."""
        if not texts:
            return []
        model = loaded(self.name)
        with model.lock:
            seen = windows(model.tokenizer, questions, heads, texts)
            starts, ends = scores(model, seen)
        by_text: list[list[tuple[Window, Scores, Scores]]] = [[] for _ in texts]
        for window, start, end in zip(seen, starts, ends, strict=True):
            by_text[window.text].append((window, start, end))
        return [Reading(tuple(read), len(text)) for read, text in zip(by_text, texts, strict=True)]


def scores(model: Loaded, seen: Sequence[Window]) -> tuple[Scores, Scores]:
    """Start and end logits, a row for each window, padded to the longest."""
    import torch

    # RoBERTa, for one, has no token types.
    accepted = {n: t for n, t in padded(seen).items() if n in model.tokenizer.model_input_names}
    with torch.inference_mode():
        found: Any = model.network(**accepted)
    return found.start_logits.float().numpy(), found.end_logits.float().numpy()


def reader_folder(name: str) -> str:
    """Where a model lies: the packaged one beside this module, any other where its name says."""
    return str(PACKAGED) if name == PACKAGED_READER else str(Path(name).expanduser())
