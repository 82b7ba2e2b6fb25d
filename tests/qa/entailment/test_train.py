"""Training: seeded, resumable, and it learns. On a few pairs, with the real encoder."""

from pathlib import Path
from random import Random

import pytest
import torch
from transformers import AutoTokenizer

from corpus.settings import PACKAGED_READER
from qa.entailment.model import WEIGHTS_FILE, restored, saved, untrained
from qa.entailment.scoring import Scorer
from qa.entailment.sources import Pair
from qa.entailment.train import (
    BATCH,
    Ready,
    Training,
    batches,
    calibrate,
    learn,
    logits_of,
    ready,
    tensors,
    training,
)
from qa.reader.reading import reader_folder

ENCODER = reader_folder(PACKAGED_READER)
EVIDENCE = "The office shall decide within 12 days. Karl Lund may object."
STATEMENTS = {
    "The office must decide in twelve days.": True,
    "The office must decide in 20 days.": False,
    "Karl Lund can object.": True,
    "Karl Lund must object.": False,
}


def pair(statement: str, supported: bool) -> Pair:
    return Pair(statement, EVIDENCE, supported, "", "written", held_out=False)


@pytest.fixture(scope="module")
def pairs() -> list[Ready]:
    tokenizer = AutoTokenizer.from_pretrained(ENCODER)
    return ready(tokenizer, [pair(*told) for told in STATEMENTS.items()] * 4)


def trained(pairs: list[Ready], file: Path, steps: int) -> Training:
    torch.manual_seed(1)
    state = training(ENCODER)
    learn(state, [pairs] * steps, file)
    return state


def weights(state: Training) -> torch.Tensor:
    return torch.cat([p.detach().flatten() for p in state.averaged.parameters()])


def test_batches_hold_every_pair_once_in_an_order_of_the_seed(pairs: list[Ready]) -> None:
    many = pairs * 5
    first, again, other = (batches(many, Random(seed)) for seed in (1, 1, 2))
    assert sorted(len(b) for b in first) == [len(many) % BATCH, BATCH, BATCH]
    assert [[id(r) for r in b] for b in first] == [[id(r) for r in b] for b in again]
    assert sum(len(b) for b in other) == len(many)


def test_padding_is_masked(pairs: list[Ready]) -> None:
    inputs, targets = tensors(pairs)
    assert inputs["attention_mask"].sum(dim=1).tolist() == [len(r.window.tokens) for r in pairs]
    assert targets.tolist() == [r.target for r in pairs]


def test_a_pair_whose_evidence_is_too_long_is_not_learnt_from() -> None:
    long = Pair("It is.", "It was there. " * 200, True, "", "written", held_out=False)
    assert ready(AutoTokenizer.from_pretrained(ENCODER), [long]) == []


def test_calibration_takes_back_what_is_too_sure(pairs: list[Ready]) -> None:
    torch.manual_seed(1)
    model = untrained(ENCODER)
    with torch.no_grad():
        model.out.weight *= 100
    logits, _ = logits_of(model.eval(), pairs)
    temperature = calibrate(model, pairs)
    assert temperature > 1
    assert torch.equal(logits_of(model, pairs)[0], logits)


def test_what_was_trained_is_put_back_on_the_encoder(tmp_path: Path) -> None:
    torch.manual_seed(1)
    model = untrained(ENCODER, torch.bfloat16)
    model.temperature.fill_(1.5)
    saved(model, tmp_path / WEIGHTS_FILE)
    torch.manual_seed(2)
    other = untrained(ENCODER, torch.bfloat16)
    restored(other, tmp_path / WEIGHTS_FILE)
    kept = other.state_dict()
    assert all(torch.equal(tensor, kept[name]) for name, tensor in model.state_dict().items())


@pytest.mark.slow
def test_a_resumed_run_ends_with_the_weights_of_one_that_was_not_stopped(
    pairs: list[Ready], tmp_path: Path
) -> None:
    whole = trained(pairs, tmp_path / "whole.pt", 4)
    todo = [pairs] * 4
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
def test_it_learns_and_what_it_saves_scores(pairs: list[Ready], tmp_path: Path) -> None:
    state = trained(pairs, tmp_path / "c.pt", 60)
    saved(state.model, tmp_path / WEIGHTS_FILE)
    scores = Scorer(tmp_path).score([(s, EVIDENCE) for s in STATEMENTS])
    assert [score > 0.5 for score in scores] == list(STATEMENTS.values())
