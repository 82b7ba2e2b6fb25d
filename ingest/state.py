"""What the library holds, as far as a plan needs it; and the plan, with what it would take."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.errors import LibraryEmpty
from corpus.library import Library
from corpus.record import Generation, Holding
from corpus.settings import Settings
from ingest.fingerprints import cutter_name
from ingest.gather import Gathered
from ingest.left_out import left_out
from ingest.plan import LeftOut, Plan, State, make_plan
from ingest.sources import path_of

BATCHES = 4  # of texts of one length each, on which the rate of a new model is measured


@dataclass(frozen=True, slots=True)
class Present:
    """The current generation and its documents; none before the first ingest."""

    generation: Generation | None = None
    holdings: tuple[Holding, ...] = ()

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        return left_out(self.generation)


def present_in(library: Library | None) -> Present:
    try:
        generation = library.generation() if library else None
    except LibraryEmpty:
        generation = None
    if library is None or generation is None:
        return Present()
    return Present(generation, tuple(library.holdings(generation.number)))


def planned(
    library: Library | None, settings: Settings, present: Present, gathered: Gathered
) -> Plan:
    """What bringing the library in line with what was gathered would change."""
    state = state_of(library, settings, present, gathered)
    moves = state.documents or any(item.document for item in gathered.read)
    names = library.vector_names(settings.embedding) if library and moves else set()
    return make_plan(state, gathered, known_vectors=names, longest=settings.passage_chars)


def state_of(
    library: Library | None, settings: Settings, present: Present, gathered: Gathered
) -> State:
    generation, holdings = present.generation, present.holdings
    if library is None or generation is None:
        return State()
    number = generation.number
    vanished = frozenset(h.origin.source for h in holdings if has_vanished(h))
    ids = may_change(holdings, gathered, vanished, cutter_name(settings.passage_chars))
    # Looking through all passages takes longer than reading all sources: not when nothing moved
    # and the model embedded all of them, as far as anybody knows (`Library.doubt_vectors`).
    moves = ids or generation.embedding != settings.embedding
    looks = moves or library.rate(settings.embedding) is None
    lacking = library.lacking(settings.embedding, number) if looks else set()
    return State(
        generation=number,
        holdings=holdings,
        documents={id: library.document(id, number) for id in ids},
        passages=tuple(library.passages(number, documents=ids) if ids else ()),
        passage_count=generation.passages,
        lacking=tuple(
            p for p in (library.passages(number) if lacking else ()) if p.embedded_hash in lacking
        ),
        vanished=vanished,
        left_out=present.left_out,
    )


def may_change(
    holdings: Iterable[Holding], gathered: Gathered, vanished: frozenset[str], cutter: str
) -> list[str]:
    """The documents that were read anew, that are there no longer, or that were cut otherwise."""
    anew = {item.source.name for item in gathered.read if item.document}
    present = {item.source.name for item in gathered.read}
    return [
        h.document
        for h in holdings
        if h.origin.source in anew | vanished
        or (h.origin.source in present and h.origin.cutter != cutter)
    ]


def has_vanished(holding: Holding) -> bool:
    """Whether a source's file is there no longer: not when nobody may look."""
    try:
        path_of(holding.origin.source).stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def expected(library: Library | None, settings: Settings, plan: Plan) -> dict[str, float]:
    """How many seconds embedding would take at the rate measured last time.

    Of a model that is new to a library some texts are embedded to see, and not kept. Before the
    first ingest nothing is known. Raises EmbeddingMissing.
    """
    rate = library.rate(settings.embedding) if library else None
    if rate is None and plan.base and plan.to_embed:
        rate = measured_rate(settings.embedding, list(plan.to_embed.values()))
    characters = sum(len(text) for text in plan.to_embed.values())
    return {"expected": round(characters / rate, 1)} if rate else {}


def measured_rate(model: str, texts: Sequence[str]) -> float:
    """Characters a second at which a model embeds up to 16 of the texts, short ones and long."""
    from corpus.embedding import ROWS, Embedder  # takes a second, as corpus/vectors.py says

    embedder, by_length = Embedder(model), sorted(texts, key=len)
    step = max(ROWS, len(by_length) // BATCHES)
    batches = [by_length[first : first + ROWS] for first in range(0, len(by_length), step)]
    sample = [text for batch in batches[:BATCHES] for text in batch]
    embedder.encode_alone(sample[:1])  # the first text waits until the model is loaded
    started = time.perf_counter()
    embedder.encode_alone(sample)
    return sum(map(len, sample)) / (time.perf_counter() - started)
