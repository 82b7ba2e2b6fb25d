"""Measure the support model on pairs held out: `python -m qa.entailment.validate --data DIR`.

AUC is the chance that a true pair has a higher score than a false one of the same origin. Recall
at a share of false ones is the share of true pairs above the score that no more than this share
of the false pairs reach. Beside it stands the AUC of mere overlap: the share of the statement's
words of substance that stand in the evidence.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from qa.entailment import mixture
from qa.entailment.scoring import WEIGHTS, Scorer
from qa.entailment.sources import Pair
from qa.terms import content_terms, stands_in, stems

BATCH = 64
FALSE_SHARES = (0.0, 0.01, 0.05)


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair with its score."""

    pair: Pair
    score: float


def scored(scorer: Scorer, pairs: Sequence[Pair]) -> list[Scored]:
    made: list[Scored] = []
    for at in range(0, len(pairs), BATCH):
        some = pairs[at : at + BATCH]
        scores = scorer.score([(p.statement, p.evidence) for p in some])
        made += [Scored(pair, score) for pair, score in zip(some, scores, strict=True)]
        sys.stderr.write(f"\r{at + len(some)}/{len(pairs)} scored")
    sys.stderr.write("\n")
    return made


def report(measured: Sequence[Scored]) -> dict[str, dict[str, float]]:
    """By origin, and within each by what was changed."""
    figures: dict[str, dict[str, float]] = {}
    for origin in sorted({m.pair.origin for m in measured}):
        of_origin = [m for m in measured if m.pair.origin == origin]
        true = [m.score for m in of_origin if m.pair.supported]
        false = [m for m in of_origin if not m.pair.supported]
        figures[origin] = figures_of(true, [m.score for m in false])
        figures[origin]["overlap's auc"] = auc(
            [overlap(m.pair) for m in of_origin if m.pair.supported],
            [overlap(m.pair) for m in false],
        )
        for kind in sorted({m.pair.kind for m in false}):
            figures[f"{origin}, {kind}"] = {
                "false": sum(m.pair.kind == kind for m in false),
                "auc": auc(true, [m.score for m in false if m.pair.kind == kind]),
            }
    return figures


def figures_of(true: Sequence[float], false: Sequence[float]) -> dict[str, float]:
    recalls = {f"recall at {s:.0%}": recall(true, false, s) for s in FALSE_SHARES}
    return {"true": len(true), "false": len(false), "auc": auc(true, false), **recalls}


def overlap(pair: Pair) -> float:
    terms, there = content_terms(pair.statement), stems(pair.evidence)
    return sum(stands_in(term, there) for term in terms) / max(1, len(terms))


def auc(true: Sequence[float], false: Sequence[float]) -> float:
    return float(roc_auc_score([1] * len(true) + [0] * len(false), [*true, *false]))


def recall(true: Sequence[float], false: Sequence[float], share: float) -> float:
    """The share of true scores above all but the highest `share` of the false ones."""
    highest = sorted(false, reverse=True)
    bar = highest[int(share * len(highest))]
    return float(np.mean([score > bar for score in true]))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--model", type=Path, default=WEIGHTS, help="folder of the weights")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--most", type=int, default=2000, help="pairs of each origin")
    chosen = parser.parse_args(arguments)
    pairs = mixture.validation(mixture.read_sources(chosen.data), chosen.seed)
    kept = [p for origin in sorted({p.origin for p in pairs})
            for p in [q for q in pairs if q.origin == origin][: chosen.most]]  # fmt: skip
    figures = report(scored(Scorer(chosen.model), kept))
    if chosen.json:
        sys.stdout.write(json.dumps(figures, indent=1) + "\n")
        return
    for name, row in figures.items():
        told = "  ".join(f"{key} {value:.3f}".rstrip("0").rstrip(".") for key, value in row.items())
        sys.stdout.write(f"{name:26} {told}\n")


if __name__ == "__main__":
    main()
