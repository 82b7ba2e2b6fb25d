"""Always saying no: what a figure of refusals is worth."""

from collections.abc import Sequence

from evals.metrics.spans import Span
from evals.pipelines.whole import answer_of
from evals.runs.record import DEPTH
from qa.answer import Answer, Searched

NAME = "refusing"


class Refusing:
    """Answers nothing and finds nothing."""

    name = NAME

    def ask(
        self, question: str, history: Sequence[str] = (), documents: Sequence[str] = ()
    ) -> Answer:
        return answer_of(NAME, (question, question), (), {}, Searched(documents=tuple(documents)))

    def search(self, query: str, k: int = DEPTH, documents: Sequence[str] = ()) -> list[Span]:
        return []
