"""Train the support model: `python -m qa.entailment.train --data DIR --out DIR`.

One pass over what is made by rule, with the written pairs among it, and two over the written
pairs and what is made of them (`mixture.py`), under one schedule. A checkpoint is written every
few minutes, and the same command goes on from it. Everything random comes from `--seed`.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import AutoTokenizer, PreTrainedTokenizerBase

from corpus.settings import PACKAGED_READER
from qa.entailment import mixture
from qa.entailment.features import Window, padded, windows
from qa.entailment.model import WEIGHTS_FILE, SupportModel, saved, trainable
from qa.entailment.sources import Pair
from qa.reader.reading import reader_folder
from qa.reader.train import LONGEST_GRADIENT, WEIGHT_DECAY, rate_at

PASSES = (mixture.broad_and_written, mixture.fine, mixture.fine)
BATCH = 32
BUCKET = 50  # batches that are sorted by length together
RATE = 2e-4
HEAD_RATE = 8e-4
DROPOUT = 0.1
AVERAGED = 0.997  # of the running mean of the weights, each step
SAVED_EVERY = 100  # steps
SAID_EVERY = 25
CALIBRATING_STEPS = 200


@dataclass(frozen=True, slots=True)
class Ready:
    """A pair as the model reads it, with 1.0 where its evidence carries the statement."""

    window: Window
    target: float


@dataclass(frozen=True, slots=True)
class Training:
    """What changes from step to step."""

    model: SupportModel
    averaged: AveragedModel
    optimizer: torch.optim.Optimizer


def ready(tokenizer: PreTrainedTokenizerBase, pairs: Sequence[Pair]) -> list[Ready]:
    """Pairs whose evidence fits in one window."""
    made = windows(tokenizer, [(p.statement, p.evidence) for p in pairs])
    return [
        Ready(seen[0], float(pair.supported))
        for pair, seen in zip(pairs, made, strict=True)
        if len(seen) == 1
    ]


def batches(pairs: Sequence[Ready], random: Random) -> list[list[Ready]]:
    """One pass in random order, in batches of pairs of like length."""
    made: list[list[Ready]] = []
    for at in range(0, len(pairs), BATCH * BUCKET):
        near = sorted(pairs[at : at + BATCH * BUCKET], key=lambda r: len(r.window.tokens))
        some = [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
        made += random.sample(some, len(some))
    return made


def training(encoder: str) -> Training:
    model = trainable(encoder, DROPOUT)
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    head = [*model.dense.parameters(), *model.out.parameters()]
    groups = [{"params": body, "base": RATE}, {"params": head, "base": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY, fused=True)
    running_mean = get_ema_multi_avg_fn(AVERAGED)  # type: ignore[no-untyped-call]
    averaged = AveragedModel(model, multi_avg_fn=running_mean)
    return Training(model, averaged, optimizer)


def learn(
    state: Training, todo: Sequence[list[Ready]], checkpoint: Path, every: int = SAVED_EVERY
) -> None:
    """Train through the batches, from the checkpoint on where there is one; write one `every`
    so many steps.
    """
    first = resumed(state, checkpoint)
    started, seen = time.monotonic(), []
    state.model.train()
    for step in range(first, len(todo)):
        seen.append(one_step(state, todo[step], rate_at(step, len(todo))))
        done = step + 1
        if done % SAID_EVERY == 0:
            speed = (done - first) / (time.monotonic() - started)
            say(done, len(todo), sum(seen) / len(seen), speed)
            seen.clear()
        if done % every == 0 or done == len(todo):
            save(state, done, checkpoint)


def one_step(state: Training, batch: Sequence[Ready], rate: float) -> float:
    """One step down the gradient of a batch; its loss."""
    for group in state.optimizer.param_groups:
        group["lr"] = group["base"] * rate
    inputs, targets = tensors(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = state.model(inputs)
    loss = nn.functional.binary_cross_entropy_with_logits(logits.float(), targets)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(state.model.parameters(), LONGEST_GRADIENT)
    state.optimizer.step()
    state.optimizer.zero_grad()
    state.averaged.update_parameters(state.model)
    return loss.item()


def tensors(batch: Sequence[Ready]) -> tuple[dict[str, Tensor], Tensor]:
    """The model's inputs and the targets, (batch,)."""
    return padded([r.window for r in batch]), torch.tensor([r.target for r in batch])


def say(step: int, steps: int, loss: float, speed: float) -> None:
    minutes = (steps - step) / speed / 60
    sys.stdout.write(
        f"{step}/{steps}, loss {loss:.3f}, {speed * BATCH:.1f} pairs/s, {minutes:.0f} min left\n"
    )
    sys.stdout.flush()


def save(state: Training, step: int, file: Path) -> None:
    kept = {
        "step": step,
        "model": state.model.state_dict(),
        "averaged": state.averaged.state_dict(),
        "optimizer": state.optimizer.state_dict(),
        "random": torch.get_rng_state(),
    }
    torch.save(kept, file.with_suffix(".tmp"))
    os.replace(file.with_suffix(".tmp"), file)


def resumed(state: Training, file: Path) -> int:
    """The step to go on from, with everything as it was there; 0 without a checkpoint."""
    if not file.exists():
        return 0
    kept = torch.load(file, weights_only=True)
    state.model.load_state_dict(kept["model"])
    state.averaged.load_state_dict(kept["averaged"])
    state.optimizer.load_state_dict(kept["optimizer"])
    torch.set_rng_state(kept["random"])
    return int(kept["step"])


def prepared(
    sources: mixture.Sources, tokenizer: PreTrainedTokenizerBase, seed: int
) -> list[list[Ready]]:
    """All batches in their order."""
    made: list[list[Ready]] = []
    for number, mixed in enumerate(PASSES):
        random = Random(seed + number)
        pairs = mixed(sources, random)
        some = batches(ready(tokenizer, pairs), random)
        counted = json.dumps(mixture.counted(pairs))
        sys.stdout.write(f"{mixed.__name__}, {len(some)} steps: {counted}\n")
        sys.stdout.flush()
        made += some
    return made


def calibrate(model: SupportModel, pairs: Sequence[Ready]) -> float:
    """Set the temperature under which the probabilities of pairs held out fit best (Guo et al.
    2017, arXiv:1706.04599, section 4.2), and return it.
    """
    logits, targets = logits_of(model.eval(), pairs)
    bend = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.Adam([bend], lr=0.05)
    for _ in range(CALIBRATING_STEPS):
        optimizer.zero_grad()
        loss = nn.functional.binary_cross_entropy_with_logits(logits / bend.exp(), targets)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    model.temperature.fill_(bend.exp().item())
    return float(bend.exp().item())


def logits_of(model: SupportModel, pairs: Sequence[Ready]) -> tuple[Tensor, Tensor]:
    with torch.inference_mode():
        parts = []
        for at in range(0, len(pairs), BATCH):
            inputs, targets = tensors(pairs[at : at + BATCH])
            parts.append((model(inputs), targets))
    return (
        torch.cat([logits for logits, _ in parts]).clone(),
        torch.cat([targets for _, targets in parts]).clone(),
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoint and model go")
    parser.add_argument("--encoder", default=PACKAGED_READER, help="the reader to start from")
    parser.add_argument("--seed", type=int, default=20)
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(chosen.seed)
    encoder = reader_folder(chosen.encoder)
    tokenizer = AutoTokenizer.from_pretrained(encoder)
    sources = mixture.read_sources(chosen.data)
    todo = prepared(sources.part(validation=False), tokenizer, chosen.seed)
    state = training(encoder)
    learn(state, todo, chosen.out / "checkpoint.pt")
    averaged = state.averaged.module
    assert isinstance(averaged, SupportModel)
    written = sources.part(validation=True).written
    temperature = calibrate(averaged, ready(tokenizer, written))
    sys.stdout.write(f"temperature {temperature:.2f}\n")
    saved(averaged, chosen.out / WEIGHTS_FILE)


if __name__ == "__main__":
    main()
