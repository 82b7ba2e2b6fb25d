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


class SupportModelMissing(ReaderError):
    sentence = (
        "The support model cannot be loaded from this machine: install Footnote anew with "
        "`make setup`. ({reason})"
    )


class LanguageModelError(FootnoteError):
    pass


class ModelPackageMissing(LanguageModelError):
    sentence = (
        "The language model {model} needs the package {package}, which is not installed: "
        "install it with `{install}`."
    )


class ModelKeyMissing(LanguageModelError):
    sentence = (
        "The language model {model} needs a key, and the environment has none: "
        "put it in {variable}."
    )


class ModelKeyRefused(LanguageModelError):
    sentence = (
        "The language model {model} refuses the key (status {status}): put the right one in "
        "{variable}."
    )


class ModelUnknown(LanguageModelError):
    sentence = "The language model {model} is not known at {address}: {mend}."


class ModelUnreachable(LanguageModelError):
    sentence = "The language model {model} cannot be reached at {address}: {mend}"


class ModelSlow(LanguageModelError):
    sentence = (
        "The language model {model} was not done within {seconds:g} s: raise "
        "FOOTNOTE_MODEL_SECONDS, or choose a quicker model in FOOTNOTE_MODEL."
    )


class ModelBusy(LanguageModelError):
    sentence = (
        "The language model {model} takes no more requests at present (status 429 at attempt "
        "{tries}): try again {when}."
    )


class ModelFailed(LanguageModelError):
    sentence = (
        "The language model {model} failed ({reason}): try again, or look with `footnote doctor`."
    )


class ModelRefused(LanguageModelError):
    sentence = (
        "The language model {model} declined to write ({reason}): ask in other words, or choose "
        "another model in FOOTNOTE_MODEL."
    )


class ModelSilent(LanguageModelError):
    sentence = (
        "The language model {model} wrote nothing: try again, or choose another model in "
        "FOOTNOTE_MODEL."
    )


class ModelCut(LanguageModelError):
    sentence = (
        "The language model {model} was cut off at its length before it wrote anything of use: "
        "choose another model in FOOTNOTE_MODEL, or one that reasons less."
    )


class ModelCancelled(LanguageModelError):
    sentence = "The language model {model} was stopped, as it was asked to be: ask again."
