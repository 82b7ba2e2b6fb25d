"""One generation, opened for reading: its vector index and texts stay the same throughout."""

import tempfile
from functools import cached_property
from pathlib import Path

from corpus import vectors
from corpus.celex import act_of
from corpus.document import Document
from corpus.embedding import Embedder
from corpus.errors import EmbeddingChanged, UnknownDocument, VectorsDamaged
from corpus.library import Library
from corpus.record import Generation
from corpus.vectors import VectorIndex


class Snapshot:
    """A generation's number, documents and open vector index.

    Raises EmbeddingChanged when the generation was made with another model, VectorsDamaged
    when the current generation's vector directory is not as it was written.
    """

    def __init__(self, library: Library, embedder: Embedder, number: int | None = None) -> None:
        self.generation: Generation = library.generation(number)
        self.number = self.generation.number
        if self.generation.embedding != embedder.name:
            raise EmbeddingChanged(built=self.generation.embedding, asked=embedder.name)
        self._library = library
        self._documents: dict[str, Document] = {}
        self.index = open_index(library, embedder, self.generation)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(holding.document for holding in self._library.holdings(self.number))

    @cached_property
    def passages_by_document(self) -> dict[str, int]:
        return {h.document: h.passages for h in self._library.holdings(self.number)}

    def act(self, celex: str) -> str | None:
        """The document that holds an act's text, of several editions the latest."""
        return self._acts.get(act_of(celex))

    @cached_property
    def _acts(self) -> dict[str, str]:
        held = [h for h in self._library.holdings(self.number) if h.metadata.identifier]
        latest_last = sorted(
            held, key=lambda h: (h.metadata.identifier[:1] == "0", h.metadata.identifier)
        )
        return {act_of(h.metadata.identifier): h.document for h in latest_last}

    def document(self, id: str) -> Document:
        """A document of this generation. Raises UnknownDocument."""
        if id not in self._documents:
            if id not in self.ids:
                raise UnknownDocument(document=id)
            self._documents[id] = self._library.document(id, self.number)
        return self._documents[id]


def open_index(library: Library, embedder: Embedder, generation: Generation) -> VectorIndex:
    """The generation's vector index; one long cleared away is made again from the library."""
    try:
        return VectorIndex(library.folder / vectors.FOLDER / generation.directory, embedder)
    except VectorsDamaged:
        if generation.number == library.current():
            raise
    passages = library.passages(generation.number)
    entries = vectors.entries_of(library, embedder.name, passages)
    with tempfile.TemporaryDirectory(prefix="footnote-") as folder:
        vectors.build(Path(folder) / "index", entries)
        return VectorIndex(Path(folder) / "index", embedder)
