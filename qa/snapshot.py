"""One generation, opened for reading: its vector index and texts stay the same throughout."""

import logging
from functools import cached_property

from corpus import directories, vectors
from corpus.celex import act_of
from corpus.document import Document
from corpus.embedding import Embedder
from corpus.errors import (
    EmbeddingChanged,
    LibraryBusy,
    LibraryEmpty,
    LibraryUnwritable,
    UnknownDocument,
    VectorsDamaged,
)
from corpus.library import Library
from corpus.lock import sole_writer
from corpus.record import Generation
from corpus.vectors import VectorIndex

log = logging.getLogger(__name__)
MENDED = (
    "The vector index in %s was damaged (%s): it was made again from the library, "
    "without embedding anything."
)


class Snapshot:
    """A generation's number, documents and open vector index.

    Raises LibraryEmpty for a generation without texts, EmbeddingChanged when it was made with
    another model, and VectorsIncomplete when its vector index is damaged and the library lacks
    a vector to mend it with.
    """

    def __init__(self, library: Library, embedder: Embedder, number: int | None = None) -> None:
        self.generation: Generation = library.generation(number)
        self.number = self.generation.number
        if not self.generation.passages:
            raise LibraryEmpty(folder=library.folder)
        if self.generation.embedding != embedder.name:
            raise EmbeddingChanged(built=self.generation.embedding, asked=embedder.name)
        self._library = library
        self._documents: dict[str, Document] = {}
        self.index = open_index(library, embedder, self.generation)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(holding.document for holding in self._library.holdings(self.number))

    @cached_property
    def titles(self) -> dict[str, str]:
        return {h.document: h.title for h in self._library.holdings(self.number)}

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
    """The generation's vector index, made again from the library where it is damaged or gone."""
    try:
        return VectorIndex(directories.path_of(library, generation), embedder)
    except VectorsDamaged as damage:
        if generation.number == library.current():
            return mended_index(library, embedder, generation, damage)
    return passing_index(library, embedder, generation)


def mended_index(
    library: Library, embedder: Embedder, generation: Generation, damage: VectorsDamaged
) -> VectorIndex:
    """The current generation's index, its directory made anew, or, where that cannot be written
    now, one that passes away with the process.
    """
    try:
        with sole_writer(library.folder, "mending the vector index"):
            found = library.generation(generation.number)
            if found.directory == generation.directory:  # nobody has mended it meanwhile
                found = directories.rebuild(library, found)
                log.warning(MENDED, damage.facts["folder"], damage.facts["reason"])
        return VectorIndex(directories.path_of(library, found), embedder)
    except (LibraryBusy, LibraryUnwritable, VectorsDamaged):
        return passing_index(library, embedder, generation)


def passing_index(library: Library, embedder: Embedder, generation: Generation) -> VectorIndex:
    passages = library.passages(generation.number)
    entries = vectors.entries_of(library, embedder.name, passages)
    return vectors.passing_index(entries, embedder)
