"""A library as one value: passages and vectors, in the record and in Chroma."""

import hashlib
import json
from dataclasses import asdict

import numpy as np

from corpus import seal, vectors
from corpus.library import Library


def digest_of(library: Library) -> str:
    """The same for two libraries exactly when their current generations are the same."""
    generation = library.generation()
    passages = library.passages()
    texts = {h.document: asdict(library.document(h.document)) for h in library.holdings()}
    recorded = library.vectors(generation.embedding, [p.embedded_hash for p in passages])
    indexed = vectors_in_chroma(library)
    assert set(indexed) == {p.id for p in passages}
    for passage in passages:
        # Chroma normalises once more for cosine distance, which moves the last bit.
        assert np.allclose(indexed[passage.id], recorded[passage.embedded_hash], atol=1e-6)
    content = hashlib.sha256(json.dumps([texts, [asdict(p) for p in passages]]).encode())
    for passage in passages:
        content.update(recorded[passage.embedded_hash].tobytes())
    return content.hexdigest()


def vectors_in_chroma(library: Library) -> dict[str, np.ndarray]:
    folder = library.folder / vectors.FOLDER / library.generation().directory
    seal.verify(folder)
    index = vectors.VectorIndex(folder, None)
    found = index.store._client.get_collection(vectors.COLLECTION, embedding_function=None).get(
        include=["embeddings"]
    )
    rows = dict(zip(found["ids"], np.asarray(found["embeddings"]), strict=True))
    index.close()
    return rows
