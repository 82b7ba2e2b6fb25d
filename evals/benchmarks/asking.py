"""Asking against embedding the question alone: the least that any dense search must do."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from random import Random
from statistics import median

from corpus.embedding import Embedder
from corpus.settings import Settings
from evals.benchmarks.timing import Spread, multiples, one_turn, spread
from evals.metrics.statistics import quantile
from evals.pipelines.ranked import Ranked
from evals.pipelines.stock import stock_pipeline
from evals.runs.run import documents_of
from evals.sets.question import Question
from evals.sets.reading import default_questions, load_questions
from evals.table import Table
from qa.chain import Desk

ALONE = "embedding alone"
OURS = "footnote"
SEED = 7


@dataclass(frozen=True)
class Latency:
    """Over the question set: the median and 95th percentile, and the median as a multiple.

    `multiple` is of the median of embedding alone, round by round.
    """

    milliseconds: Spread
    milliseconds_p95: Spread
    multiple: Spread


@dataclass(frozen=True)
class Asking:
    questions: int
    latencies: dict[str, Latency]

    def table(self) -> Table:
        rows = (
            (
                name,
                latency.milliseconds.shown(1),
                latency.milliseconds_p95.shown(1),
                f"× {latency.multiple.shown(2)}",
            )
            for name, latency in self.latencies.items()
        )
        return Table(
            f"Asking: milliseconds over {self.questions} questions, warmed",
            ("", "median", "95th percentile", "multiple"),
            tuple(rows),
        )


def measure_asking(settings: Settings, repeats: int, most: int) -> Asking:
    """Ask `most` of the shipped questions of the library in `settings`, taking turns at each.

    All three use the same model. The first round, with models loaded but every question and
    sentence new, is told apart: Footnote remembers sentence vectors from one question to the next.
    """
    shipped = [q for file in default_questions() for q in load_questions(file).questions]
    questions = Random(SEED).sample(shipped, min(most, len(shipped)))
    embedder = Embedder(settings.embedding)
    with closing(Desk(settings)) as desk:
        desk.warm()
        with stock_pipeline(documents_of(desk.library), embedder) as stock:
            rounds = [one_round(questions, embedder, stock, desk) for _ in range(repeats + 1)]
    return Asking(len(questions), compared(rounds[1:]) | first_time(rounds[0]))


def one_round(
    questions: Sequence[Question], embedder: Embedder, stock: Ranked, desk: Desk
) -> dict[str, list[float]]:
    """The seconds of every question in order, by what was timed."""
    taken = [
        one_turn(
            {
                ALONE: partial(embedder.embed_query, q.question),
                "stock": partial(stock.ask, q.question, q.history, q.documents),
                OURS: partial(desk.ask, q.question, q.history, q.documents),
            },
            number,
        )
        for number, q in enumerate(questions)
    ]
    return {name: [seconds[name] for seconds in taken] for name in taken[0]}


def compared(rounds: Sequence[dict[str, list[float]]]) -> dict[str, Latency]:
    """The latencies by what was timed, from the seconds of every question in every round."""
    alone = [median(seconds[ALONE]) for seconds in rounds]
    return {name: latency([seconds[name] for seconds in rounds], alone) for name in rounds[0]}


def first_time(seconds: dict[str, list[float]]) -> dict[str, Latency]:
    """Footnote's latency in the round in which every question is new."""
    return {f"{OURS}, first time": latency([seconds[OURS]], [median(seconds[ALONE])])}


def latency(rounds: Sequence[Sequence[float]], alone: Sequence[float]) -> Latency:
    medians = [median(seconds) for seconds in rounds]
    slowest = [quantile(seconds, 0.95) or 0.0 for seconds in rounds]
    return Latency(
        milliseconds=spread([1000 * seconds for seconds in medians]),
        milliseconds_p95=spread([1000 * seconds for seconds in slowest]),
        multiple=multiples(medians, of=alone),
    )
