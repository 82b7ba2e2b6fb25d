"""Vectors and models that are missing or do not fit."""

from corpus.errors.root import FootnoteError


class VectorIndexError(FootnoteError):
    pass


class VectorsDamaged(VectorIndexError):
    sentence = (
        "The vector index in {folder} is damaged ({reason}): `footnote rebuild` makes it again "
        "from the library, without embedding anything."
    )


class CopyUnwritable(VectorIndexError):
    sentence = (
        "The vector index is searched in a copy of it, which cannot be written to {folder}: "
        "{reason}. Free some space there, or name another folder in TMPDIR."
    )


class VectorsIncomplete(VectorIndexError):
    sentence = (
        "{missing} of {total} passages have no vector from {model} in the library: "
        "`footnote ingest` computes them."
    )


class EmbeddingChanged(VectorIndexError):
    sentence = (
        "The library was embedded with {built} and the setting FOOTNOTE_EMBEDDING now says "
        "{asked}: run `footnote ingest` to embed it anew, or set FOOTNOTE_EMBEDDING={built}."
    )


class EmbeddingForgotten(VectorIndexError):
    sentence = (
        "Generation {number} was embedded with {built} and not all of it with {asked}, which "
        "FOOTNOTE_EMBEDDING says now: set FOOTNOTE_EMBEDDING={built} to go back to it."
    )


class EmbeddingMissing(VectorIndexError):
    sentence = (
        "The embedding model {model} cannot be loaded from this machine: install it with "
        "`make setup`, or set FOOTNOTE_EMBEDDING to the folder of a sentence-transformers model. "
        "({reason})"
    )


class ReaderError(FootnoteError):
    pass


class ReaderMissing(ReaderError):
    sentence = (
        "The reader model {model} cannot be loaded from this machine: install it with "
        "`make setup`, or set FOOTNOTE_READER to the folder of a Hugging Face model for "
        "extractive question answering. ({reason})"
    )
