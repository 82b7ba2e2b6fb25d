"""Training: seeded, resumable, and it learns. On a few examples, with the real encoder."""

from pathlib import Path
from random import Random

import pytest
import torch
from torch import nn
from transformers import AutoTokenizer

from corpus.embedding import model_folder
from corpus.settings import PACKAGED_EMBEDDING
from qa.reader.examples import Example
from qa.reader.model import SharedDropout
from qa.reader.reading import Reader
from qa.reader.train import (
    BATCH,
    Ready,
    Training,
    batches,
    export,
    learn,
    rate_at,
    ready,
    tensors,
    training,
)

ENCODER = model_folder(PACKAGED_EMBEDDING)
TEXT = "Anna Berg founded the museum in 1911. Karl Lund gave it paintings."


def example(question: str, answer: str) -> Example:
    start = TEXT.find(answer)
    span = (start, start + len(answer)) if answer else None
    return Example(question, TEXT, span, (answer,) if answer else (), "", "Museum", "wiki")


EXAMPLES = [
    example("Who founded the museum?", "Anna Berg"),
    example("Who gave paintings?", "Karl Lund"),
    example("When was it founded?", "1911"),
    example("Who closed the museum?", ""),
] * 4


@pytest.fixture(scope="module")
def examples() -> list[Ready]:
    return ready(AutoTokenizer.from_pretrained(ENCODER), EXAMPLES)


def trained(examples: list[Ready], file: Path, steps: int) -> Training:
    torch.manual_seed(1)
    state = training(ENCODER)
    learn(state, [examples] * steps, file)
    return state


def weights(state: Training) -> torch.Tensor:
    return torch.cat([p.detach().flatten() for p in state.averaged.parameters()])


def test_batches_hold_every_example_once_in_an_order_of_the_seed(examples: list[Ready]) -> None:
    many = examples * 5
    first, again, other = (batches(many, Random(seed)) for seed in (1, 1, 2))
    assert sorted(len(b) for b in first) == [len(many) % BATCH, BATCH, BATCH]
    assert [[id(r) for r in b] for b in first] == [[id(r) for r in b] for b in again]
    assert sum(len(b) for b in other) == len(many)


def test_the_rate_climbs_and_falls_to_nothing() -> None:
    rates = [rate_at(step, 100) for step in range(101)]
    assert rates.index(max(rates)) in (3, 4)
    assert rates[100] == 0
    assert all(0 <= rate <= 1 for rate in rates)


def test_padding_is_masked(examples: list[Ready]) -> None:
    inputs, spans = tensors(examples)
    assert inputs["attention_mask"].sum(dim=1).tolist() == [len(r.window.tokens) for r in examples]
    assert spans.tolist() == [list(r.span) for r in examples]


@pytest.mark.slow
def test_a_resumed_run_ends_with_the_weights_of_one_that_was_not_stopped(
    examples: list[Ready], tmp_path: Path
) -> None:
    whole = trained(examples, tmp_path / "whole.pt", 4)
    todo = [examples] * 4
    torch.manual_seed(1)
    begun = training(ENCODER)
    with pytest.raises(KeyboardInterrupt):
        learn(begun, Stopped(todo, at=2), tmp_path / "stopped.pt", every=2)
    torch.manual_seed(99)
    resumed = training(ENCODER)
    learn(resumed, todo, tmp_path / "stopped.pt")
    assert torch.equal(weights(whole), weights(resumed))


class Stopped(list):
    """Batches of which one is the last that is reached, with a checkpoint before it."""

    def __init__(self, todo: list, at: int) -> None:
        super().__init__(todo)
        self.at = at

    def __getitem__(self, step):
        if step == self.at:
            raise KeyboardInterrupt
        return super().__getitem__(step)


@pytest.mark.slow
def test_it_learns_and_what_it_exports_reads(examples: list[Ready], tmp_path: Path) -> None:
    state = trained(examples, tmp_path / "c.pt", 60)
    state.averaged.module.load_state_dict(state.model.state_dict())
    export(state, AutoTokenizer.from_pretrained(ENCODER), tmp_path / "weights")
    (reading,) = Reader(str(tmp_path / "weights")).read("Who founded the museum?", [TEXT], [""])
    span = reading.within(0, len(TEXT))
    assert "Anna" in TEXT[span.start : span.end]


def test_dropout_takes_the_same_features_from_every_token() -> None:
    torch.manual_seed(0)
    dropout = SharedDropout(0.5)
    out = dropout(torch.ones(3, 5, 64))
    assert torch.equal(out[:, 0], out[:, 4])
    assert not torch.equal(out[0], out[1])
    assert isinstance(dropout.eval(), nn.Module)
    assert torch.equal(dropout(torch.ones(1, 2, 3)), torch.ones(1, 2, 3))
