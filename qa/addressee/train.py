"""Train the classifier of `telling.py`, and measure it: `python -m qa.addressee.train`.

A logistic regression on the vectors of our own questions (`questions/learnt.jsonl`). It is
measured on others, written apart from them (`questions/checked.jsonl`), and on the reader model's
questions, all of which are put to documents: as many of these as are learnt are not measured on.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from corpus.embedding import Embedder
from qa.addressee.telling import FILE, SURE
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


def measured(
    model: LogisticRegression, vectors: NDArray[np.float32], classes: Sequence[str]
) -> dict[str, dict[str, float]]:
    """By class: how many are told, rightly or not, and how many are put to the documents."""
    chances = model.predict_proba(vectors)
    best = [model.classes_[row.argmax()] if row.max() >= SURE else DOCUMENTS for row in chances]
    return {
        name: {
            "questions": classes.count(name),
            **{
                f"taken for {other}": sum(
                    b == other for b, c in zip(best, classes, strict=True) if c == name
                )
                for other in model.classes_
            },
        }
        for name in sorted(set(classes))
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
    for name, some in (("checked", checked), ("the reader's", others[OTHERS:])):
        vectors = embedder.encode([q for q, _ in some])
        figures = measured(model, vectors, [c for _, c in some])
        sys.stdout.write(f"{name}: {json.dumps(figures, indent=1)}\n")


if __name__ == "__main__":
    main()
