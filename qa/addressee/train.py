"""Train the classifier of `telling.py`, and measure it: `python -m qa.addressee.train`.

A logistic regression on the vectors of our own questions (`questions/learnt.jsonl`). It is
measured on others, written apart from them (`questions/checked.jsonl`), and on the reader model's
questions, all of which are put to documents: as many of these as are learnt are not measured on.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from corpus.embedding import Embedder
from qa.addressee.telling import FILE, told, weights
from qa.kinds import Wants
from qa.reader.examples import OWN, lines

QUESTIONS = Path(__file__).parent / "questions"
DOCUMENTS = "documents"
OTHERS = 1500  # of the reader model's questions: to learn from, and as many to measure on
STRENGTH = 10.0  # scikit-learn's C: the inverse of what large weights cost
SEED = 20

Labelled = list[tuple[str, str]]


def read(name: str) -> Labelled:
    return [(line["question"], line["class"]) for line in lines(QUESTIONS / name)]


def of_the_reader(random: Random) -> Labelled:
    """Questions put to documents, of those that the reader model learns from."""
    asked = [
        question["question"]
        for file in sorted(OWN.rglob("*.jsonl"))
        for line in lines(file)
        for question in line.get("questions", (line,))
    ]
    return [(question, DOCUMENTS) for question in random.sample(asked, 2 * OTHERS)]


def trained(vectors: NDArray[np.float32], classes: Sequence[str]) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=2000).fit(
        vectors, list(classes)
    )


def measured(asked: Labelled, vectors: NDArray[np.float32]) -> dict[str, dict[str, int]]:
    """By class: how many are taken for which, as `told` tells it."""
    kinds = [
        told(Wants.ANY, question, vector)
        for (question, _), vector in zip(asked, vectors, strict=True)
    ]
    taken = [str(kind) if kind is not Wants.ANY else DOCUMENTS for kind in kinds]
    return {
        name: dict(Counter(t for t, (_, c) in zip(taken, asked, strict=True) if c == name))
        for name in sorted({c for _, c in asked})
    }


def main() -> None:
    others = of_the_reader(Random(SEED))
    learnt, checked = read("learnt.jsonl") + others[:OTHERS], read("checked.jsonl")
    embedder = Embedder()
    model = trained(embedder.encode([q for q, _ in learnt]), [c for _, c in learnt])
    np.savez(
        FILE,
        rows=model.coef_.astype(np.float32),
        biases=model.intercept_.astype(np.float32),
        classes=model.classes_,
    )
    weights.cache_clear()
    for name, some in (("checked", checked), ("the reader's", others[OTHERS:])):
        vectors = embedder.encode([q for q, _ in some])
        figures = measured(some, vectors)
        sys.stdout.write(f"{name}: {json.dumps(figures, indent=1)}\n")


if __name__ == "__main__":
    main()
