"""The weights of `qa/evidence.py` and the threshold, from data:
`python -m evals.benchmarks.calibrating DATA --acts LIBRARY [--kept FILE]`.

Three sorts of questions, none of which the reader model was trained on: those of the open task,
our own on the held-out acts, and the part of the shipped question set that is for choosing. Of
each, every candidate sentence with its measures is written down, and whether it is right. The
ranking weights maximise the likelihood of a right sentence among the candidates of its question
(a conditional logit, McFadden 1974); the confidence, that the documents answer at all, is a
logistic regression on the best sentence of each question. Every sort weighs the same. One half
of the documents chooses, the other reports.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, fields
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from corpus.library import Library
from corpus.settings import load_settings
from evals.benchmarks.open_task import holds, validation, write_library
from evals.metrics.spans import Span, bears_on, meets
from evals.runs.given import given_in
from evals.runs.run import documents_of, ready
from evals.sets.question import Kind, Split
from evals.sets.reading import default_questions
from ingest.apply import ingest
from qa.chain import Desk
from qa.evidence import Measures
from qa.extract import Candidate
from qa.reader.mixture import read_sources
from qa.request import Request

NAMES = tuple(field.name for field in fields(Measures))
PLAIN_KINDS = {Kind.FACT, Kind.LIST, Kind.DEFINITION, Kind.NUMBER, Kind.YES_NO, Kind.FOLLOW_UP}
RANKING = ("span", "found", "similarity", "covered", "covered_nearby", "wrong_kind", "rank")
TRUST = ("span", "similarity", "covered", "covered_nearby", "strange_names", "wrong_kind")
HELD_BACK = 0.02  # weight of the square of a ranking weight

Right = Callable[[Candidate], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """A question with the measures of its candidates and which of them are right."""

    sort: str
    group: str
    answerable: bool
    measures: list[dict[str, Any]]
    right: list[bool]


def row(desk: Desk, request: Request, sort: str, group: str, answerable: bool, right: Right) -> Row:
    read = desk.candidates(request)
    found = [c for part in read for c in part]
    return Row(sort, group, answerable, [asdict(c.measures) for c in found],
               [right(c) for c in found])  # fmt: skip


def open_rows(data: Path, most: int, seed: int) -> Iterator[Row]:
    examples = validation(data)
    with TemporaryDirectory() as texts, TemporaryDirectory() as folder:
        write_library(examples, Path(texts))
        settings = load_settings(library=Path(folder))
        ingest(settings, [texts])
        with closing(Desk(settings)) as desk:
            for e in Random(seed).sample(examples, min(most, len(examples))):
                right = partial(says, e.answers)
                yield row(desk, Request(e.question), "open", e.document, bool(e.span), right)


def act_rows(data: Path, acts: Path) -> Iterator[Row]:
    with closing(Desk(load_settings(library=acts))) as desk:
        ids = {id.rsplit("/", 1)[-1]: id for id in desk.snapshot().ids}
        for e in read_sources(data, Library.open(acts)).validation:
            if e.origin in ("act", "act near miss"):
                request = Request(e.question, documents=(ids[e.document],))
                yield row(desk, request, "acts", e.question, bool(e.span), partial(says, e.answers))


def shipped_rows() -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        settings = load_settings(library=Path(folder))
        ingest(settings)
        with closing(Desk(settings)) as desk:
            documents = documents_of(desk.library)
            given = [given_in(file) for file in default_questions()]
            for task in (task for one in given for task in ready(one, documents)):
                q = task.question
                if q.split is Split.TEST or q.kind not in PLAIN_KINDS | {Kind.UNANSWERABLE}:
                    continue
                places = [p for gold in task.gold.all for p in gold.places]
                request = Request(q.question, q.history, q.documents)
                right = partial(covers, places)
                yield row(desk, request, "shipped", q.id, bool(task.gold.all), right)


def says(answers: Sequence[str], candidate: Candidate) -> bool:
    return holds(candidate.text, answers)


def covers(places: Sequence[Span], candidate: Candidate) -> bool:
    span = Span(candidate.document.id, candidate.start, candidate.end)
    return any(bears_on(span, place) or meets(span, place) for place in places)


def matrix(row: Row, names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([[float(m[name]) for name in names] for m in row.measures])


def ranking(rows: Sequence[Row]) -> dict[str, float]:
    """Weights that put a right sentence first."""
    usable = [r for r in rows if any(r.right) and not all(r.right)]
    sizes = {s: sum(r.sort == s for r in usable) for s in {r.sort for r in usable}}
    data = [(matrix(r, RANKING), np.array(r.right), 1 / sizes[r.sort]) for r in usable]

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = HELD_BACK * float(w @ w) / 10, HELD_BACK * 2 * w / 10
        for x, right, weight in data:
            z = x @ w
            e = np.exp(z - z.max())
            all_of, good = e / e.sum(), np.where(right, e, 0)
            total -= weight * float(np.log(good.sum() / e.sum()))
            slope = slope - weight * ((good / good.sum() - all_of) @ x)
        return total / len(sizes), slope / len(sizes)

    fitted = minimize(loss, np.zeros(len(RANKING)), jac=True, method="L-BFGS-B")
    return dict(zip(RANKING, fitted.x.round(3).tolist(), strict=True))


def best_of(row: Row, weights: dict[str, float]) -> int:
    return int((matrix(row, RANKING) @ np.array([weights[name] for name in RANKING])).argmax())


def trust(rows: Sequence[Row], weights: dict[str, float]) -> tuple[dict[str, float], float]:
    """Weights and bias of the chance that a question is answered, by its best sentence."""
    x, _, w = features(rows, weights)
    answerable = [r.answerable for r in rows if r.measures]
    model = LogisticRegression(C=1.0, max_iter=2000).fit(x, answerable, sample_weight=w)
    return dict(zip(TRUST, model.coef_[0].round(3).tolist(), strict=True)), float(
        model.intercept_[0].round(3)
    )


def features(
    rows: Sequence[Row], weights: dict[str, float]
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]:
    usable = [r for r in rows if r.measures]
    picked = [(r, best_of(r, weights)) for r in usable]
    x = np.array([matrix(r, TRUST)[place] for r, place in picked])
    x[:, TRUST.index("strange_names")] = x[:, TRUST.index("strange_names")].clip(0, 2)
    y = np.array([r.answerable and r.right[place] for r, place in picked])
    counts = {s: sum(r.sort == s for r in usable) for s in {r.sort for r in usable}}
    w = np.array([len(usable) / len(counts) / counts[r.sort] for r in usable])
    return x, y, w


def report(
    rows: Sequence[Row], weights: dict[str, float], trusted: dict[str, float], bias: float
) -> list[dict[str, Any]]:
    """By sort and over thresholds: how often the first sentence is right, what is refused."""
    told = []
    for sort in sorted({r.sort for r in rows}):
        some = [r for r in rows if r.sort == sort and r.measures]
        x, y, _ = features(some, weights)
        p = 1 / (1 + np.exp(-(x @ np.array([trusted[n] for n in TRUST]) + bias)))
        can = np.array([r.answerable for r in some])
        reachable = np.array([any(r.right) for r in some])
        told.append({
            "sort": sort, "answerable": int(can.sum()), "unanswerable": int((~can).sum()),
            "found": float(reachable[can].mean()), "first": float(y[can].mean()),
            "auc": float(roc_auc_score(y, p)),
            "answerability": float(roc_auc_score(can, p)),
            "at": {
                f"{t:.2f}": {
                    "refused": float((p[~can] < t).mean()),
                    "refused wrongly": float((p[can] < t).mean()),
                    "right of those answered": float(y[p >= t].mean()) if (p >= t).any() else 1.0,
                }
                for t in np.arange(0.1, 0.8, 0.05)
            },
        })  # fmt: skip
    return told


def collected(arguments: argparse.Namespace) -> list[Row]:
    if arguments.kept and arguments.kept.exists():
        return [Row(**r) for r in json.loads(arguments.kept.read_text())]
    rows: list[Row] = []
    for source in (
        shipped_rows(),
        act_rows(arguments.data, arguments.acts),
        open_rows(arguments.data, arguments.most, arguments.seed),
    ):
        for found in source:
            rows.append(found)
            sys.stderr.write(f"\r{len(rows)} questions")
    if arguments.kept:
        arguments.kept.write_text(json.dumps([asdict(r) for r in rows]))
    return rows


def main(given: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the public sets")
    parser.add_argument("--acts", type=Path, required=True, help="a library that holds the acts")
    parser.add_argument("--kept", type=Path, help="file to keep the measures in")
    parser.add_argument("--most", type=int, default=900, help="questions of the open task")
    parser.add_argument("--seed", type=int, default=20)
    chosen = parser.parse_args(given)
    rows = collected(chosen)
    groups = sorted({r.group for r in rows})
    reporting = set(Random(chosen.seed).sample(groups, len(groups) // 2))
    choosing = [r for r in rows if r.group not in reporting]
    weights = ranking(choosing)
    trusted, bias = trust(choosing, weights)
    shown = {
        "ranking": weights, "confidence": trusted, "bias": bias,
        "choosing": report(choosing, weights, trusted, bias),
        "reporting": report([r for r in rows if r.group in reporting], weights, trusted, bias),
    }  # fmt: skip
    sys.stdout.write("\n" + json.dumps(shown, indent=1) + "\n")


if __name__ == "__main__":
    main()
