"""What Footnote is compared with in the same run, so that a figure means something."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from corpus.document import Document
from corpus.embedding import Embedder
from evals.pipelines.alone import chance, dense, full_text
from evals.pipelines.pipeline import Pipeline
from evals.pipelines.ranked import Ranked
from evals.pipelines.refusal import Refusing
from evals.pipelines.stock import stock_pipeline
from qa.chain import Desk


@contextmanager
def baselines(desk: Desk, documents: Sequence[Document], seed: int) -> Iterator[list[Pipeline]]:
    """All of them, over the documents of a desk's library."""
    generation = desk.snapshot().number
    with stock_pipeline(documents, Embedder(desk.settings.embedding), generation) as stock:
        yield [
            stock,
            Ranked("full text", full_text(desk), documents, generation),
            Ranked("dense", dense(desk), documents, generation),
            Ranked("random", chance(desk, seed), documents, generation),
            Refusing(),
        ]
