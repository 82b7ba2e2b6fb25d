"""Measure a reader model on documents never trained on:
`python -m qa.reader.validate --data DIR [--model DIR] [--library DIR] [--json]`.

Exact match and token F1 are SQuAD's (Rajpurkar et al. 2016, arXiv:1606.05250, section 6.1), the
best over all reference answers. The right sentence is the share of questions whose best span
stands in a sentence that holds the reference answer. No-answer AUC is the chance that an
answerable question has a higher margin than an unanswerable one of the same documents.
"""

import argparse
import json
import re
import string
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sklearn.metrics import roc_auc_score

from corpus.library import Library
from corpus.sentences import sentence_spans
from qa.reader.examples import Example, mined
from qa.reader.mixture import read_sources
from qa.reader.nearmiss import near_misses
from qa.reader.reading import Reader, Reading

BATCH = 32
MADE = 600  # unanswerable examples of each kind that is made
ARTICLES = re.compile(r"\b(?:a|an|the)\b")
MARKS = str.maketrans("", "", string.punctuation + "“”‘’")


@dataclass(frozen=True, slots=True)
class Measured:
    """An example with what the model made of it."""

    example: Example
    margin: float
    said: str
    sentence_right: bool


def plain(text: str) -> str:
    """Lower case, no punctuation, no articles, single spaces: as SQuAD compares answers."""
    return " ".join(ARTICLES.sub(" ", text.lower().translate(MARKS)).split())


def exact(said: str, answers: Iterable[str]) -> float:
    return float(any(plain(said) == plain(answer) for answer in answers))


def f1(said: str, answers: Iterable[str]) -> float:
    return max((overlap(plain(said).split(), plain(a).split()) for a in answers), default=0.0)


def overlap(said: Sequence[str], answer: Sequence[str]) -> float:
    common = sum((Counter(said) & Counter(answer)).values())
    return 2 * common / (len(said) + len(answer)) if common else 0.0


def measure(reader: Reader, examples: Sequence[Example]) -> list[Measured]:
    ordered = sorted(examples, key=lambda e: len(e.context))
    made = []
    for at in range(0, len(ordered), BATCH):
        some = ordered[at : at + BATCH]
        readings = reader.read_pairs(
            [e.question for e in some], [e.context for e in some], [e.head for e in some]
        )
        made += [measured(e, r) for e, r in zip(some, readings, strict=True)]
        sys.stderr.write(f"\r{at + len(some)}/{len(ordered)} read")
    sys.stderr.write("\n")
    return made


def measured(example: Example, reading: Reading) -> Measured:
    span = reading.within(0, len(example.context))
    sentences = sentence_spans(example.context, 0, len(example.context), "en")
    chosen = next((s for s in sentences if s[0] <= span.start < s[1]), (span.start, span.end))
    held = plain(example.context[slice(*chosen)])
    return Measured(
        example,
        span.score,
        example.context[span.start : span.end],
        any(plain(answer) in held for answer in example.answers),
    )


def unanswerable(sources: Sequence[Example], seed: int) -> list[Example]:
    """Examples of the validation documents that are not answered: real, ours, and made."""
    random = Random(seed)
    answered = [e for e in sources if e.span and e.origin == "wiki"]
    near = list(near_misses(random.sample(answered, min(MADE, len(answered))), random))
    far = mined(random.sample(answered, min(MADE, len(answered))), answered)
    return [*(e for e in sources if not e.span), *near, *far]


def report(measured: Sequence[Measured]) -> dict[str, dict[str, float]]:
    """By origin: exact match, F1 and right sentence, or the no-answer AUC."""
    answered: dict[str, list[Measured]] = {}
    others: dict[str, list[Measured]] = {}
    for m in measured:
        origin = m.example.origin
        sort = "near miss, made" if origin.startswith("near miss") else origin
        (answered if m.example.span else others).setdefault(sort, []).append(m)
    figures = {origin: of_answered(group) for origin, group in sorted(answered.items())}
    for origin, group in sorted(others.items()):
        documents = {m.example.document for m in group}
        beside = [m for g in answered.values() for m in g if m.example.document in documents]
        figures[origin] = of_unanswerable(group, beside)
    return figures


def of_answered(group: Sequence[Measured]) -> dict[str, float]:
    return {
        "questions": len(group),
        "exact": mean([exact(m.said, m.example.answers) for m in group]),
        "f1": mean([f1(m.said, m.example.answers) for m in group]),
        "sentence": mean([m.sentence_right for m in group]),
    }


def of_unanswerable(group: Sequence[Measured], beside: Sequence[Measured]) -> dict[str, float]:
    margins = [m.margin for m in (*beside, *group)]
    return {
        "questions": len(group),
        "auc": float(roc_auc_score([1] * len(beside) + [0] * len(group), margins)),
        "refused": mean([m.margin < 0 for m in group]),
        "refused wrongly": mean([m.margin < 0 for m in beside]),
    }


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--model", default=Reader().name, help="folder of the model")
    parser.add_argument("--library", type=Path, help="a library that holds the acts")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--most", type=int, default=0, help="examples of each origin (all)")
    parser.add_argument("--seed", type=int, default=20)
    chosen = parser.parse_args(arguments)
    library = Library.open(chosen.library) if chosen.library else None
    validation = read_sources(chosen.data, library).validation
    examples = [*(e for e in validation if e.span), *unanswerable(validation, chosen.seed)]
    if chosen.most:
        examples = first_of_each(examples, chosen.most, chosen.seed)
    figures = report(measure(Reader(chosen.model), examples))
    if chosen.json:
        sys.stdout.write(json.dumps(figures, indent=1) + "\n")
        return
    for origin, row in figures.items():
        told = "  ".join(
            f"{name} {value:.3f}".rstrip("0").rstrip(".") for name, value in row.items()
        )
        sys.stdout.write(f"{origin:18} {told}\n")


def first_of_each(examples: Sequence[Example], most: int, seed: int) -> list[Example]:
    kept: dict[str, list[Example]] = {}
    for example in Random(seed).sample(list(examples), len(examples)):
        kept.setdefault(example.origin, []).append(example)
    return [e for group in kept.values() for e in group[:most]]


if __name__ == "__main__":
    main()
