"""The vector index: a Chroma collection in one immutable directory a generation.

Chroma's local store can be broken for good by a kill during a write (chroma-core/chroma#7678)
and is altered even by opening it. So a directory is built aside, checked, sealed with
checksums and renamed into place; nobody writes in it afterwards, and who searches it opens a
private copy. The library holds every vector, so that a directory can always be made again.
"""

import os
import shutil
import tempfile
import weakref
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from corpus.document import Passage
from corpus.errors import CopyUnwritable, LibraryUnwritable, VectorsDamaged
from corpus.library import Library
from corpus.record import Vector
from corpus.seal import SEAL, files_in, seal, sync, verify

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
MOST_ALIKE = 16  # half of `max_neighbors`
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
    checksum, before Chroma, which may crash the process on damaged files, opens anything. It is
    also raised when Chroma does not open what was sealed, as after a change of its format.
    Raises CopyUnwritable when there is no room for the copy.
    """

    def __init__(self, folder: Path, embedder: "Embeddings") -> None:
        from chromadb.errors import ChromaError
        from langchain_chroma import Chroma

        copy, closing = private_copy(folder), ExitStack()
        closing.callback(shutil.rmtree, copy, ignore_errors=True)
        self._finalizer = weakref.finalize(self, closing.close)
        try:
            client = closing.enter_context(client_in(copy))
            self.store = Chroma(COLLECTION, embedder, client=client)
            self.store.get(limit=1, include=["embeddings"])  # some of it is only opened when used
        except ChromaError as error:
            self.close()
            raise VectorsDamaged(folder=folder, reason=f"Chroma says “{error}”") from error

    def search(
        self, vector: Vector, k: int, documents: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """The `k` nearest passages of all or some documents: id and cosine similarity."""
        found = self.store.similarity_search_by_vector_with_relevance_scores(
            vector.tolist(), k=k, filter=within(documents)
        )
        return [(document.id or "", 1.0 - distance) for document, distance in found]

    def similarities(self, vector: Vector, ids: Sequence[str]) -> dict[str, float]:
        """The cosine similarity of passages by id, of those that the index holds."""
        if not ids:
            return {}
        found = self.store.get(ids=list(ids), include=["embeddings"])
        unit = vector / np.linalg.norm(vector)  # as Chroma makes it before it searches
        cosines = np.asarray(found["embeddings"]).reshape(-1, len(unit)) @ unit
        return dict(zip(found["ids"], cosines.tolist(), strict=True))

    def close(self) -> None:
        self._finalizer()


def passing_index(entries: Sequence[Entry], embedder: "Embeddings") -> VectorIndex:
    """An index that no directory holds, and that passes away with the process.

    Raises CopyUnwritable when there is no room for it.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=copy_prefix()) as folder:
            build(Path(folder) / "index", entries)
            return VectorIndex(Path(folder) / "index", embedder)
    except (OSError, LibraryUnwritable) as error:
        raise copy_unwritable(error) from error


def copy_prefix() -> str:
    """How this process's private folders are called, so that they are known when it was killed."""
    return f"{COPY}{os.getpid()}-"


def entries_of(library: Library, model: str, passages: Sequence[Passage]) -> list[Entry]:
    """The passages as the index holds them. Raises VectorsIncomplete when a vector is lacking."""
    held = indexed(passages)
    found = library.vectors(model, [p.embedded_hash for p in held])
    return [Entry(p.id, p.document, p.embedded_text, found[p.embedded_hash]) for p in held]


def indexed(passages: Sequence[Passage]) -> list[Passage]:
    """The passages that the index holds: of those that embed the same text, the first few.

    In the graph that Chroma searches (HNSW) a crowd of equal vectors has no neighbours but each
    other, and what stands beside it cannot be reached. Full-text search finds all of them.
    """
    seen: Counter[str] = Counter()
    held = []
    for passage in sorted(passages, key=lambda p: (p.document, p.start)):
        seen[passage.embedded_hash] += 1
        if seen[passage.embedded_hash] <= MOST_ALIKE:
            held.append(passage)
    return held


def within(documents: Sequence[str]) -> dict[str, Any] | None:
    return {"document": {"$in": list(documents)}} if documents else None


def private_copy(folder: Path) -> Path:
    """A verified copy of a sealed directory, in the temporary folder. Raises as VectorIndex."""
    try:
        copy = Path(tempfile.mkdtemp(prefix=copy_prefix()))
    except OSError as error:
        raise copy_unwritable(error) from error
    try:
        copy_sealed(folder, copy)
    except (OSError, VectorsDamaged) as error:
        shutil.rmtree(copy, ignore_errors=True)
        if isinstance(error, OSError):
            raise copy_unwritable(error) from error
        raise
    return copy


def copy_unwritable(error: OSError | LibraryUnwritable) -> CopyUnwritable:
    return CopyUnwritable(folder=tempfile.gettempdir(), reason=reason_of(error))


def copy_sealed(folder: Path, copy: Path) -> None:
    """Copy a sealed directory and verify the copy: what is opened is what was checked.

    Raises VectorsDamaged, or OSError when the directory is sound and it is the copy that cannot
    be written.
    """
    try:
        for file in [*files_in(folder), folder / SEAL]:
            target = copy / file.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            # Without its mode: Chroma writes where it reads, also a copy of what nobody may write.
            shutil.copyfile(file, target)
    except OSError:
        verify(folder)
        raise
    try:
        verify(copy)
    except VectorsDamaged as error:
        raise VectorsDamaged(folder=folder, reason=error.facts["reason"]) from error


def client_in(folder: Path) -> "Client":
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    try:
        return cast("Client", chromadb.PersistentClient(str(folder), settings=settings))
    finally:
        # What fails to start stays in Chroma's cache, and is what the next client in this folder
        # is given. A started one is held by its client.
        if str(folder) not in SharedSystemClient._identifier_to_refcount:
            SharedSystemClient._identifier_to_system.pop(str(folder), None)


def build(target: Path, entries: Sequence[Entry], previous: Path | None = None) -> None:
    """Make and seal the directory `target` holding exactly the entries.

    Starts from a copy of `previous`, a sealed directory, where fewer than half the passages
    change. Everything is made in `target.tmp`, which a later build clears away. Raises
    LibraryUnwritable when the disk does not take it, or does not give back what was put in.
    """
    aside = target.with_name(target.name + ".tmp")
    with written_or_nothing(aside):
        if previous is None or not copied_usefully(previous, aside, entries):
            remove(aside)
            write_from_scratch(aside, entries)
            check(aside, entries)
        seal(aside)
        remove(target)
        aside.rename(target)
        sync(target.parent)


@contextmanager
def written_or_nothing(aside: Path) -> Iterator[None]:
    """Clear the directory away before, and after a failure, which is put in words."""
    from chromadb.errors import ChromaError

    try:
        remove(aside)
        yield
    except (OSError, ChromaError, VectorsDamaged) as error:
        raise LibraryUnwritable(folder=aside.parent, reason=reason_of(error)) from error
    finally:
        with suppress(OSError):
            remove(aside)


def reason_of(error: Exception) -> str:
    """Why an index could not be written, in half a sentence."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if isinstance(error, LibraryUnwritable):
        return str(error.facts["reason"])
    if isinstance(error, VectorsDamaged):
        return f"the new index is not as it was written ({error.facts['reason']})"
    return f"Chroma says “{error}”"


def remove(path: Path) -> None:
    """Remove a file, a link, or a folder with all that is in it; nothing where nothing is."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def copied_usefully(previous: Path, aside: Path, entries: Sequence[Entry]) -> bool:
    """Copy the previous directory and apply the difference, where that is the smaller work.

    False also where the copy is not as it should be: then all is written from scratch.
    """
    from chromadb.errors import ChromaError

    try:
        copy_sealed(previous, aside)
        (aside / SEAL).unlink()
        useful = changed_usefully(aside, entries)
        if useful:
            check(aside, entries)
    except (ChromaError, VectorsDamaged):
        return False
    return useful


def changed_usefully(aside: Path, entries: Sequence[Entry]) -> bool:
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
    """Raise VectorsDamaged unless a directory holds the entries and no more: every vector as it
    was put in, and samples found by their own.
    """
    from chromadb.errors import ChromaError

    try:
        with client_in(folder) as client:
            collection = client.get_collection(COLLECTION, embedding_function=None)
            if set(collection.get(include=[])["ids"]) != {entry.id for entry in entries}:
                raise VectorsDamaged(folder=folder, reason="passages are missing in it")
            for some in sliced(entries):
                check_vectors(folder, collection, some)
            for entry in entries[:: max(1, len(entries) // PROBES)]:
                found = collection.query(query_embeddings=entry.vector[np.newaxis], n_results=1)
                distances = found["distances"]
                if not distances or not distances[0] or distances[0][0] > SAME:
                    raise VectorsDamaged(folder=folder, reason="a passage is not found in it")
    except ChromaError as error:
        raise VectorsDamaged(folder=folder, reason=f"Chroma says “{error}”") from error


def check_vectors(
    folder: Path, collection: "chromadb.Collection", entries: Sequence[Entry]
) -> None:
    ids = [entry.id for entry in entries]
    found = collection.get(ids=ids, include=["embeddings"])
    rows = dict(zip(found["ids"], np.asarray(found["embeddings"]), strict=True))
    # Chroma normalises once more for cosine distance, which moves the last bit.
    if not all(e.id in rows and np.allclose(rows[e.id], e.vector, atol=SAME) for e in entries):
        raise VectorsDamaged(folder=folder, reason="a vector in it is another one")
