"""What can be evaluated."""

from collections.abc import Sequence
from typing import Protocol

from evals.metrics.spans import Span
from qa.answer import Answer


class Pipeline(Protocol):
    """It answers, and it says what it would retrieve, best first."""

    @property
    def name(self) -> str: ...

    def ask(
        self, question: str, history: Sequence[str] = ..., documents: Sequence[str] = ...
    ) -> Answer: ...

    def search(self, query: str, k: int = ..., documents: Sequence[str] = ...) -> list[Span]: ...
