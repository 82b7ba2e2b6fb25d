"""Footnote as a pipeline."""

from collections.abc import Sequence

from evals.metrics.spans import Span
from evals.runs.record import DEPTH
from qa.answer import Answer
from qa.chain import Desk

NAME = "footnote"


class Footnote:
    """A desk that is asked what a pipeline is."""

    name = NAME

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(
        self, question: str, history: Sequence[str] = (), documents: Sequence[str] = ()
    ) -> Answer:
        return self._desk.ask(question, history=history, documents=documents)

    def search(self, query: str, k: int = DEPTH, documents: Sequence[str] = ()) -> list[Span]:
        passages = (hit.passage for hit in self._desk.search(query, k=k, documents=documents))
        return [Span(passage.document, passage.start, passage.end) for passage in passages]
