"""The vector index: a Chroma collection in one immutable directory a generation.

Chroma's local store can be broken for good by a kill during a write (chroma-core/chroma#7678)
and is altered even by opening it. So a directory is built aside, checked, sealed with
checksums and renamed into place; nobody writes in it afterwards, and who searches it opens a
private copy. The library holds every vector, so that a directory can always be made again.
"""

import os
import shutil
import sqlite3
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from corpus.document import Passage
from corpus.errors import LibraryUnwritable, VectorsDamaged
from corpus.library import Library
from corpus.record import Vector
from corpus.seal import SEAL, seal, sync, verify

# Importing Chroma and LangChain takes more than a second: what finds nothing to change need not
# wait for them.
if TYPE_CHECKING:
    import chromadb
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from langchain_core.embeddings import Embeddings

T = TypeVar("T")
COLLECTION = "passages"
FOLDER = "vectors"  # in the library's folder
COPY = "footnote-"  # how private copies are called, with the process that searches them
# Twice Chroma's defaults: recall against exact search is worth more here than a millisecond.
HNSW: "CreateHNSWConfiguration" = {
    "space": "cosine",
    "ef_construction": 200,
    "max_neighbors": 32,
    "ef_search": 200,
}
SLICE = 5_000  # Chroma refuses more than 5,461 records in one call
PROBES = 32
SAME = 1e-3  # cosine distance below which a vector was found by itself


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as the index holds it."""

    id: str
    document: str
    text: str
    vector: Vector


class VectorIndex:
    """A private copy of one sealed directory, behind LangChain's VectorStore.

    Raises VectorsDamaged when the directory is missing or differs from its seal: found by
    checksum, before Chroma, which may crash the process on damaged files, opens anything.
    """

    def __init__(self, folder: Path, embedder: "Embeddings") -> None:
        from langchain_chroma import Chroma

        self._copy = Path(tempfile.mkdtemp(prefix=f"{COPY}{os.getpid()}-"))
        try:
            copy_sealed(folder, self._copy)
        except VectorsDamaged:
            shutil.rmtree(self._copy, ignore_errors=True)
            raise
        client = client_in(self._copy)
        self._finalizer = weakref.finalize(self, discard, client, self._copy)
        self.store = Chroma(COLLECTION, embedder, client=client)

    def search(
        self, vector: Vector, k: int, documents: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """The `k` nearest passages of all or some documents: id and cosine similarity."""
        found = self.store.similarity_search_by_vector_with_relevance_scores(
            vector.tolist(), k=k, filter=within(documents)
        )
        return [(document.id or "", 1.0 - distance) for document, distance in found]

    def close(self) -> None:
        self._finalizer()


def discard(client: "Client", copy: Path) -> None:
    client.close()
    shutil.rmtree(copy, ignore_errors=True)


def entries_of(library: Library, model: str, passages: Sequence[Passage]) -> list[Entry]:
    """The passages as the index holds them. Raises VectorsIncomplete when a vector is lacking."""
    found = library.vectors(model, [p.embedded_hash for p in passages])
    return [Entry(p.id, p.document, p.embedded_text, found[p.embedded_hash]) for p in passages]


def within(documents: Sequence[str]) -> dict[str, Any] | None:
    return {"document": {"$in": list(documents)}} if documents else None


def copy_sealed(folder: Path, copy: Path) -> None:
    """Copy a sealed directory and verify the copy: what is opened is what was checked."""
    try:
        shutil.copytree(folder, copy, dirs_exist_ok=True)
    except (OSError, shutil.Error) as error:
        raise VectorsDamaged(folder=folder, reason="it is missing or cannot be read") from error
    try:
        verify(copy)
    except VectorsDamaged as error:
        raise VectorsDamaged(folder=folder, reason=error.facts["reason"]) from error


def client_in(folder: Path) -> "Client":
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    return cast("Client", chromadb.PersistentClient(str(folder), settings=settings))


def build(target: Path, entries: Sequence[Entry], previous: Path | None = None) -> None:
    """Make and seal the directory `target` holding exactly the entries.

    Starts from a copy of `previous`, a sealed directory, where fewer than half the passages
    change. Everything is made in `target.tmp`, which a later build clears away. Raises
    LibraryUnwritable when the disk does not take it, VectorsDamaged when the finished directory
    does not give back what was put in.
    """
    aside = target.with_name(target.name + ".tmp")
    with written_or_nothing(aside):
        if previous is None or not copied_usefully(previous, aside, entries):
            write_from_scratch(aside, entries)
        check(aside, entries)
        seal(aside)
        shutil.rmtree(target, ignore_errors=True)
        aside.rename(target)
        sync(target.parent)


@contextmanager
def written_or_nothing(aside: Path) -> Iterator[None]:
    """Clear the directory before, and away again when writing it fails, which is put in words."""
    from chromadb.errors import ChromaError

    shutil.rmtree(aside, ignore_errors=True)
    try:
        yield
    except (OSError, ChromaError, sqlite3.Error) as error:
        shutil.rmtree(aside, ignore_errors=True)
        reason = getattr(error, "strerror", None) or str(error)
        raise LibraryUnwritable(folder=aside.parent, reason=reason) from error


def copied_usefully(previous: Path, aside: Path, entries: Sequence[Entry]) -> bool:
    """Copy the previous directory and apply the difference, where that is the smaller work."""
    try:
        copy_sealed(previous, aside)
    except VectorsDamaged:
        shutil.rmtree(aside, ignore_errors=True)
        return False
    (aside / SEAL).unlink()
    with client_in(aside) as client:
        collection = client.get_collection(COLLECTION, embedding_function=None)
        present = set(collection.get(include=[])["ids"])
        gone = sorted(present - {entry.id for entry in entries})
        new = [entry for entry in entries if entry.id not in present]
        useful = 2 * (len(gone) + len(new)) < len(entries)
        if useful:
            for ids in sliced(gone):
                collection.delete(ids=list(ids))
            add(collection, new)
    if not useful:
        shutil.rmtree(aside)
    return useful


def write_from_scratch(aside: Path, entries: Sequence[Entry]) -> None:
    from chromadb.api.collection_configuration import CreateCollectionConfiguration

    aside.mkdir(parents=True)
    with client_in(aside) as client:
        collection = client.create_collection(
            COLLECTION,
            embedding_function=None,
            configuration=CreateCollectionConfiguration(hnsw=HNSW),
        )
        add(collection, entries)


def add(collection: "chromadb.Collection", entries: Sequence[Entry]) -> None:
    for some in sliced(entries):
        collection.add(
            ids=[entry.id for entry in some],
            embeddings=np.stack([entry.vector for entry in some]),
            documents=[entry.text for entry in some],
            metadatas=[{"document": entry.document} for entry in some],
        )


def sliced(items: Sequence[T]) -> Iterable[Sequence[T]]:
    return (items[first : first + SLICE] for first in range(0, len(items), SLICE))


def check(folder: Path, entries: Sequence[Entry]) -> None:
    """Whether a directory holds the entries: all ids, and samples found by their own vector."""
    from chromadb.errors import ChromaError

    try:
        with client_in(folder) as client:
            collection = client.get_collection(COLLECTION, embedding_function=None)
            ids = set(collection.get(include=[])["ids"])
            if ids != {entry.id for entry in entries}:
                raise VectorsDamaged(folder=folder, reason="passages are missing in it")
            for entry in entries[:: max(1, len(entries) // PROBES)]:
                found = collection.query(query_embeddings=entry.vector[np.newaxis], n_results=1)
                distances = found["distances"]
                if not distances or not distances[0] or distances[0][0] > SAME:
                    raise VectorsDamaged(folder=folder, reason="a passage is not found in it")
    except (ChromaError, sqlite3.DatabaseError) as error:
        raise VectorsDamaged(folder=folder, reason=str(error)) from error
