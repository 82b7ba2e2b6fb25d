"""How well the support score tells claims that their evidence carries from those it does not.

`python -m evals.benchmarks.grounding FILE` reads the development claims of WiCE (Kamoi et al.
2023, “WiCE: Real-World Entailment for Claims in Wikipedia”, EMNLP), a claim with its evidence
sentences a line. The figure is the area under the curve (AUC): how likely a carried claim has
a higher score than one that is not. Beside it: similarity of the embedding model, word overlap.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.embedding import Embedder
from evals.table import Table
from qa.terms import content_terms, stands_in, stems

Floats = NDArray[np.float64]
Support = Callable[[Sequence[tuple[str, str]]], Sequence[float]]

WINDOW_WORDS = 120  # of evidence read at once; half of it is read again with what follows
RESAMPLES = 1_000
SEED = 5
SUPPORTED, PARTLY, NOT = "supported", "partially_supported", "not_supported"
# What counts as carried, and what as not.
CONTRASTS = {
    "supported | partly or not": ({SUPPORTED}, {PARTLY, NOT}),
    "supported or partly | not": ({SUPPORTED, PARTLY}, {NOT}),
    "supported | not": ({SUPPORTED}, {NOT}),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with one choice of evidence sentences; `source` is the same for all choices."""

    text: str
    evidence: tuple[str, ...]
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class Area:
    """An area under the curve with its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}–{self.high:.3f})"


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit code."""
    given = parser().parse_args(arguments)
    claims = load_claims(given.file)
    from qa.entailment.scoring import Scorer  # loading it takes seconds

    figures = measured(claims, Scorer().score, Embedder())
    if given.json:
        plain = {
            name: {contrast: asdict(area) for contrast, area in areas.items()}
            for name, areas in figures.items()
        }
        sys.stdout.write(json.dumps(plain, indent=1) + "\n")
    else:
        sys.stdout.write(f"{table(figures, claims)}\n")
    return 0


def load_claims(file: Path) -> list[Claim]:
    """The claims of a file of WiCE, an object a line."""
    lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [
        Claim(row["claim"], tuple(row["evidence"]), row["label"], row["meta"]["id"])
        for row in lines
    ]


def measured(
    claims: Sequence[Claim], support: Support, embedder: Embedder
) -> dict[str, dict[str, Area]]:
    """The areas by way of scoring, then by contrast."""
    scores = {
        "support score": by_support(claims, support),
        "embedding, most similar sentence": by_nearest_sentence(claims, embedder),
        "embedding, all evidence": by_whole_evidence(claims, embedder),
        "word overlap": by_overlap(claims),
    }
    return {name: areas(claims, values) for name, values in scores.items()}


# Ways of scoring, a number a claim


def by_support(claims: Sequence[Claim], support: Support) -> Floats:
    """The highest support score that any window of the evidence gives the claim."""
    pairs = [(n, (c.text, part)) for n, c in enumerate(claims) for part in windows(c.evidence)]
    scored = support([pair for _, pair in pairs])
    best = np.full(len(claims), -np.inf)
    np.maximum.at(best, [n for n, _ in pairs], np.asarray(scored, dtype=np.float64))
    return best


def windows(sentences: Sequence[str], most: int = WINDOW_WORDS) -> Iterator[str]:
    """The sentences joined, `most` words at a time, each stretch beginning in the middle of the
    one before. A longer sentence is not divided.
    """
    lengths = [len(sentence.split()) for sentence in sentences]
    start = 0
    while start < len(sentences):
        end = start + 1
        while end < len(sentences) and sum(lengths[start : end + 1]) <= most:
            end += 1
        yield " ".join(sentences[start:end])
        if end == len(sentences):
            return
        start = max(start + 1, (start + end) // 2)


def by_nearest_sentence(claims: Sequence[Claim], embedder: Embedder) -> Floats:
    """Cosine similarity of the claim and the evidence sentence nearest to it."""
    vectors = vectors_of({text for c in claims for text in (c.text, *c.evidence)}, embedder)
    return np.array([max(float(vectors[c.text] @ vectors[s]) for s in c.evidence) for c in claims])


def by_whole_evidence(claims: Sequence[Claim], embedder: Embedder) -> Floats:
    """Cosine similarity of the claim and of all its evidence as one text."""
    joined = [" ".join(claim.evidence) for claim in claims]
    vectors = vectors_of({*joined, *(claim.text for claim in claims)}, embedder)
    return np.array(
        [float(vectors[c.text] @ vectors[text]) for c, text in zip(claims, joined, strict=True)]
    )


def vectors_of(texts: set[str], embedder: Embedder) -> dict[str, NDArray[np.float32]]:
    ordered = sorted(texts, key=len)
    return dict(zip(ordered, embedder.encode(ordered), strict=True))


def by_overlap(claims: Sequence[Claim]) -> Floats:
    """The share of the claim's content words that stand anywhere in its evidence."""
    return np.array([overlap(claim) for claim in claims])


def overlap(claim: Claim) -> float:
    terms, present = content_terms(claim.text), stems(" ".join(claim.evidence))
    return sum(stands_in(term, present) for term in terms) / max(1, len(terms))


# Areas


def areas(claims: Sequence[Claim], scores: Floats) -> dict[str, Area]:
    """The area of each contrast, its interval from resampled sources.

    The choices of evidence of one source are drawn together: they are not independent.
    """
    labels = np.array([claim.label for claim in claims])
    sources = {source: n for n, source in enumerate(dict.fromkeys(c.source for c in claims))}
    groups = grouped(np.array([sources[claim.source] for claim in claims]))
    return {
        name: with_interval(labels, scores, groups, *sides) for name, sides in CONTRASTS.items()
    }


def grouped(numbers: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    order = np.argsort(numbers, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(numbers[order])) + 1)


def with_interval(
    labels: NDArray[np.str_],
    scores: Floats,
    groups: Sequence[NDArray[np.int64]],
    carried: set[str],
    not_carried: set[str],
) -> Area:
    high, low = np.isin(labels, list(carried)), np.isin(labels, list(not_carried))
    chance = np.random.default_rng(SEED)
    values = []
    for _ in range(RESAMPLES):
        drawn = np.concatenate([groups[n] for n in chance.integers(len(groups), size=len(groups))])
        values.append(auc(scores[drawn[high[drawn]]], scores[drawn[low[drawn]]]))
    bounds = np.nanpercentile(values, [2.5, 97.5])
    return Area(auc(scores[high], scores[low]), float(bounds[0]), float(bounds[1]))


def auc(high: Floats, low: Floats) -> float:
    """How often one of the first is above one of the second, a tie for half (Mann and Whitney
    1947, “On a test of whether one of two random variables is stochastically larger”).
    """
    if not high.size or not low.size:
        return float("nan")
    ordered = np.sort(low)
    below = np.searchsorted(ordered, high, side="left")
    up_to = np.searchsorted(ordered, high, side="right")
    return float((below + up_to).sum() / 2 / (high.size * low.size))


def table(figures: dict[str, dict[str, Area]], claims: Sequence[Claim]) -> Table:
    sources = len({claim.source for claim in claims})
    title = f"AUC on {len(claims)} claims with evidence ({sources} sources)"
    rows = ((name, *(str(by[c]) for c in CONTRASTS)) for name, by in figures.items())
    return Table(title, ("", *CONTRASTS), tuple(rows))


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m evals.benchmarks.grounding", description=__doc__)
    made.add_argument("file", type=Path, help="wice_claim_dev.jsonl")
    made.add_argument("--json", action="store_true", help="JSON instead of a table")
    return made


if __name__ == "__main__":
    sys.exit(main())
