"""Ingest against the stock pipeline: the same texts, the same model, per embedded token."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from corpus.document import Document
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.settings import Settings
from evals.benchmarks.timing import Spread, in_turns, multiples, spread
from evals.pipelines.stock import chunks_of, stock_store
from evals.runs.run import documents_of
from evals.table import Table
from ingest.apply import ingest


@dataclass(frozen=True)
class Pace:
    """What a pipeline made of the texts, and how fast, the loading of the model left out."""

    pieces: int
    tokens: int
    seconds: Spread
    pieces_per_second: Spread
    tokens_per_second: Spread


@dataclass(frozen=True)
class Ingesting:
    """`multiple`: Footnote's seconds per embedded token over the stock pipeline's, by round."""

    load_seconds: Spread
    footnote: Pace
    stock: Pace
    multiple: Spread

    def table(self) -> Table:
        return Table(
            f"Ingest: Footnote takes {self.multiple.shown(2)} times the stock pipeline's time "
            "per embedded token",
            ("", "pieces", "tokens", "seconds", "pieces/s", "tokens/s"),
            (pace_row("footnote", self.footnote), pace_row("stock", self.stock)),
        )


def pace_row(name: str, pace: Pace) -> tuple[str, ...]:
    return (
        name,
        f"{pace.pieces:,}",
        f"{pace.tokens:,}",
        pace.seconds.shown(2),
        pace.pieces_per_second.shown(1),
        pace.tokens_per_second.shown(0),
    )


def measure_ingest(settings: Settings, folder: Path, repeats: int) -> Ingesting:
    """Ingest the shipped texts into fresh libraries, taking turns with the stock pipeline.

    The library in `settings` is made first, which warms everything, and stays for later use.

    Footnote's time is all of `ingest`: reading, cutting, planning, embedding, the record, the
    checked vector directory. The stock pipeline starts from the texts that Footnote's readers
    made, cuts them, embeds them and fills Chroma on the disk. Each loads the model anew; that
    is timed by itself in every round and taken off both.
    """
    ingest(settings)
    with Library.open(settings.library) as library:
        documents = documents_of(library)
        passages = [passage.embedded_text for passage in library.passages()]
    chunks = [chunk.page_content for chunk in chunks_of(documents)]
    seconds = in_turns(
        {
            "load": lambda: Embedder(settings.embedding).model,
            "footnote": fresh_ingest(settings, folder),
            "stock": fresh_store(settings, folder, documents),
        },
        repeats,
    )
    load = seconds["load"]
    footnote, stock = without(load, seconds["footnote"]), without(load, seconds["stock"])
    embedder = Embedder(settings.embedding)
    ours, theirs = tokens_in(embedder, passages), tokens_in(embedder, chunks)
    return Ingesting(
        load_seconds=spread(load),
        footnote=pace(len(passages), ours, footnote),
        stock=pace(len(chunks), theirs, stock),
        multiple=multiples([s / ours for s in footnote], of=[s / theirs for s in stock]),
    )


def fresh_ingest(settings: Settings, folder: Path) -> Callable[[], object]:
    libraries = (folder / f"library-{number}" for number in count())
    return lambda: ingest(settings.model_copy(update={"library": next(libraries)}))


def fresh_store(
    settings: Settings, folder: Path, documents: Sequence[Document]
) -> Callable[[], object]:
    stores = (folder / f"stock-{number}" for number in count())

    def fill() -> None:
        with stock_store(chunks_of(documents), Embedder(settings.embedding), next(stores)):
            pass

    return fill


def without(load: Sequence[float], seconds: Sequence[float]) -> list[float]:
    return [second - loading for second, loading in zip(seconds, load, strict=True)]


def pace(pieces: int, tokens: int, seconds: Sequence[float]) -> Pace:
    return Pace(
        pieces=pieces,
        tokens=tokens,
        seconds=spread(seconds),
        pieces_per_second=spread([pieces / second for second in seconds]),
        tokens_per_second=spread([tokens / second for second in seconds]),
    )


def tokens_in(embedder: Embedder, texts: Sequence[str]) -> int:
    """How many tokens the model sees of the texts: what it cuts off is not embedded."""
    model = embedder.model
    encoded = model.tokenizer(list(texts), truncation=True, max_length=model.max_seq_length)
    return sum(len(ids) for ids in encoded["input_ids"])
