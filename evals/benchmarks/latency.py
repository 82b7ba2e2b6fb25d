"""Where the time of a question goes, in a large library:
`python -m evals.benchmarks.latency DATA FOLDER [--most N]`.

The library is ObliQA's, 13,732 passages (`obliqa.py`). Each question is embedded alone and then
asked, models loaded, every question new. Each step is given as a multiple of the median of
embedding alone, so that figures of different machines can be compared.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from time import perf_counter

from corpus.embedding import Embedder
from corpus.errors import FootnoteError
from corpus.settings import load_settings
from evals.benchmarks.obliqa import library_of, questions_of
from evals.benchmarks.ranking import progress
from evals.benchmarks.timing import seconds_of
from evals.metrics.statistics import quantile
from evals.table import Table
from qa.chain import Desk

ALONE = "embedding alone"
STEPS = {
    ALONE: "the question's vector",
    "retrieve": "understanding, its vector again, both searches, the weighing",
    "read": "the reader model on the passages found",
    "answer": "weighing sentences, labels, further reading",
    "total": "the whole of `ask`",
}

Taken = Mapping[str, Sequence[float]]


def steps(desk: Desk, embedder: Embedder, questions: Sequence[str]) -> Iterator[dict[str, float]]:
    """The seconds of every step, question by question."""
    for question in questions:
        alone = seconds_of(partial(embedder.encode, [question]))
        began = perf_counter()
        answer = desk.ask(question)
        total = perf_counter() - began
        known = {step: answer.seconds[step] for step in ("retrieve", "read")}
        yield {ALONE: alone, **known, "answer": total - sum(known.values()), "total": total}


def table(taken: Taken, passages: int) -> Table:
    unit = middle(taken[ALONE], 0.5)
    rows = [
        (
            step,
            f"{1000 * middle(taken[step], 0.5):.1f}",
            f"{1000 * middle(taken[step], 0.95):.1f}",
            f"× {middle(taken[step], 0.5) / unit:.1f}",
            what,
        )
        for step, what in STEPS.items()
    ]
    title = f"Asking {len(taken[ALONE])} questions of {passages:,} passages, milliseconds"
    return Table(title, ("", "median", "95th percentile", "multiple", ""), tuple(rows))


def middle(values: Sequence[float], share: float) -> float:
    found = quantile(values, share)
    assert found is not None
    return found


def measured(data: Path, folder: Path, most: int) -> str:
    embedder = Embedder()
    library_of(data, folder, embedder, progress("passages embedded")).close()
    asked = [a.question for a in questions_of(data)]
    warming, asked = asked[-3:], asked[:most]
    with closing(Desk(load_settings(library=folder))) as desk:
        desk.warm()
        for question in warming:
            desk.ask(question)
        rows = list(steps(desk, embedder, asked))
        passages = sum(desk.snapshot().passages_by_document.values())
    taken = {step: [row[step] for row in rows] for step in STEPS}
    return str(table(taken, passages))


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, and return the exit code."""
    parser = argparse.ArgumentParser("python -m evals.benchmarks.latency", description=__doc__)
    parser.add_argument("data", type=Path, help="ObliQA: its development questions and rulebooks")
    parser.add_argument("folder", type=Path, help="where the library made of it is kept")
    parser.add_argument("--most", type=int, default=150, help="questions to ask")
    given = parser.parse_args(arguments)
    try:
        sys.stdout.write(measured(given.data, given.folder, given.most) + "\n")
    except FootnoteError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
