"""Train the reader model: `python -m qa.reader.train --data DIR --library DIR --out DIR`.

One pass over the broad mixture and two over the fine one, each drawn anew (`mixture.py`), under
one schedule. A checkpoint is written every few minutes, and the same command goes on from it.
Everything random comes from `--seed`.
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
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import AutoTokenizer, BertForQuestionAnswering, PreTrainedTokenizerBase

from corpus.embedding import model_folder
from corpus.library import Library
from corpus.settings import PACKAGED_EMBEDDING
from qa.reader import mixture
from qa.reader.examples import Example
from qa.reader.features import Window, padded, target, windows
from qa.reader.model import fresh, losses

PASSES = (mixture.broad, mixture.fine, mixture.fine)
BATCH = 32
BUCKET = 50  # batches that are sorted by length together
RATE = 1.5e-4
HEAD_RATE = 5e-4
WEIGHT_DECAY = 0.01
WARMING = 0.04  # share of the steps in which the rate climbs
LONGEST_GRADIENT = 1.0
DROPOUT = 0.1
AVERAGED = 0.998  # of the running mean of the weights, each step
SAVED_EVERY = 100  # steps
SAID_EVERY = 25


@dataclass(frozen=True, slots=True)
class Ready:
    """A window with the first and last token of its answer."""

    window: Window
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Training:
    """What changes from step to step."""

    model: BertForQuestionAnswering
    averaged: AveragedModel
    optimizer: torch.optim.Optimizer


def ready(tokenizer: PreTrainedTokenizerBase, examples: Sequence[Example]) -> list[Ready]:
    made = windows(
        tokenizer,
        [e.question for e in examples],
        [e.head for e in examples],
        [e.context for e in examples],
    )
    targets = ((window, target(window, examples[window.text].span)) for window in made)
    return [Ready(window, span) for window, span in targets if span is not None]


def batches(examples: Sequence[Ready], random: Random) -> list[list[Ready]]:
    """One pass in random order, in batches of windows of like length."""
    made: list[list[Ready]] = []
    for at in range(0, len(examples), BATCH * BUCKET):
        near = sorted(examples[at : at + BATCH * BUCKET], key=lambda r: len(r.window.tokens))
        some = [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
        made += random.sample(some, len(some))
    return made


def tensors(batch: Sequence[Ready]) -> tuple[dict[str, Tensor], Tensor]:
    """The model's inputs and the spans, (batch, 2)."""
    return padded([r.window for r in batch]), torch.tensor([r.span for r in batch])


def rate_at(step: int, steps: int) -> float:
    """Linear up, then linear down to nothing."""
    return min(1.0, (step + 1) / (WARMING * steps)) * max(0.0, 1 - step / steps)


def training(encoder: str) -> Training:
    model = fresh(encoder, DROPOUT)
    body = [p for p in model.bert.parameters() if p.requires_grad]
    groups = [
        {"params": body, "base": RATE},
        {"params": model.qa_outputs.parameters(), "base": HEAD_RATE},
    ]
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
    inputs, spans = tensors(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = state.model(**inputs)
    padding = inputs["attention_mask"] == 0
    loss = losses(scores.start_logits, scores.end_logits, spans, padding)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(state.model.parameters(), LONGEST_GRADIENT)
    state.optimizer.step()
    state.optimizer.zero_grad()
    state.averaged.update_parameters(state.model)
    return loss.item()


def say(step: int, steps: int, loss: float, speed: float) -> None:
    minutes = (steps - step) / speed / 60
    sys.stdout.write(
        f"{step}/{steps}, loss {loss:.3f}, {speed * BATCH:.1f} examples/s, {minutes:.0f} min left\n"
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
    data: Path, library: Library, tokenizer: PreTrainedTokenizerBase, seed: int
) -> list[list[Ready]]:
    """All batches in their order."""
    random = Random(seed)
    sources = mixture.read_sources(data, library)
    made: list[list[Ready]] = []
    for mixed in PASSES:
        examples = mixed(sources, random)
        some = batches(ready(tokenizer, examples), random)
        counted = json.dumps(mixture.counted(examples))
        sys.stdout.write(f"{mixed.__name__}, {len(some)} steps: {counted}\n")
        sys.stdout.flush()
        made += some
    return made


def export(state: Training, tokenizer: PreTrainedTokenizerBase, folder: Path) -> None:
    """The averaged weights in half precision, as a folder that Hugging Face loads."""
    averaged = state.averaged.module
    assert isinstance(averaged, BertForQuestionAnswering)
    torch.nn.Module.to(averaged, torch.float16)
    averaged.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--library", type=Path, required=True, help="a library with the acts")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoint and model go")
    parser.add_argument("--encoder", default=PACKAGED_EMBEDDING, help="the model to start from")
    parser.add_argument("--seed", type=int, default=20)
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(chosen.seed)
    encoder = model_folder(chosen.encoder)
    tokenizer = AutoTokenizer.from_pretrained(encoder)
    todo = prepared(chosen.data, Library.open(chosen.library), tokenizer, chosen.seed)
    state = training(encoder)
    learn(state, todo, chosen.out / "checkpoint.pt")
    export(state, tokenizer, chosen.out / "weights")


if __name__ == "__main__":
    main()
