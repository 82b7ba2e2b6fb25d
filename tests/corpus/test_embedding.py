"""The embedding model: unit vectors that depend on their text alone, and a cache that resumes."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from corpus.embedding import KEPT_AT_ONCE, Embedder, fill_cache, weights_dtype
from corpus.errors import EmbeddingMissing
from corpus.library import Library
from corpus.settings import Settings

TEXTS = [f"Sentence number {n} " + "with more words in it " * n for n in range(12)]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder()


def test_vectors_have_length_one_and_the_models_dimension(embedder: Embedder) -> None:
    vectors = embedder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimension) == (12, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-2)


@hypothesis_settings(max_examples=6, deadline=None)
@given(st.permutations(TEXTS), st.integers(1, 12))
def test_a_vector_depends_on_nothing_but_its_text(
    embedder: Embedder, texts: list[str], count: int
) -> None:
    together = embedder.encode_alone(texts[:count])
    for text, vector in zip(texts[:count], together, strict=True):
        assert (embedder.encode_alone([text])[0] == vector).all()


def test_padding_hardly_moves_a_vector(embedder: Embedder) -> None:
    similarity = (embedder.encode(TEXTS) * embedder.encode_alone(TEXTS)).sum(axis=1)
    assert similarity.min() > 0.995


def test_similar_texts_are_nearer_than_others(embedder: Embedder) -> None:
    smuggling, traffickers, bread = embedder.encode(
        ["Fighting migrant smuggling", "Measures against people smugglers", "How to bake bread"]
    )
    assert smuggling @ traffickers > smuggling @ bread + 0.2


def test_remembered_vectors_are_those_of_the_model(embedder: Embedder) -> None:
    first = embedder.encode_remembered(TEXTS[:3])
    assert (embedder.encode_remembered(TEXTS[2::-1]) == first[::-1]).all()


def test_a_killed_run_goes_on_where_it_stopped(embedder: Embedder, settings: Settings) -> None:
    texts = {str(n): f"Text {n}." for n in range(100)}
    with Library.create(settings.library) as library:
        with pytest.raises(KeyboardInterrupt):
            fill_cache(library, embedder, texts, stop_after(64))
        kept = library.vector_names(embedder.name)
        assert len(kept) == 64
        seen: list[int] = []
        fill_cache(library, embedder, texts, lambda _, total: seen.append(total))
        assert set(seen) == {36}
        assert library.vector_names(embedder.name) == set(texts)


def stop_after(count: int) -> Callable[[int, int], None]:
    def stop(done: int, total: int) -> None:
        if done >= count:
            raise KeyboardInterrupt

    return stop


def test_a_model_that_is_not_on_this_machine_is_named_with_the_way_out() -> None:
    with pytest.raises(EmbeddingMissing, match="somebody/some-model cannot be loaded"):
        Embedder("somebody/some-model").encode(["text"])


def test_the_weights_are_bfloat16_only_where_the_processor_has_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import torch

    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": True})
    assert weights_dtype() is torch.bfloat16
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx2": True})
    assert weights_dtype() is torch.float32


def test_half_precision_weights_give_nearly_the_same_vectors(
    embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    monkeypatch.setattr("corpus.embedding.weights_dtype", lambda: torch.bfloat16)
    half = Embedder().encode(TEXTS)
    assert half.dtype == np.float32
    assert (half * embedder.encode(TEXTS)).sum(axis=1).min() > 0.98


def test_the_rate_is_that_of_many_texts_where_there_were_many(tmp_path: Path) -> None:
    many = {str(n): "word " * n for n in range(1, KEPT_AT_ONCE + 1)}
    with Library.create(tmp_path) as library:
        fill_cache(library, Embedder(), {"a": "The first."})
        first = library.rate(Embedder().name)
        fill_cache(library, Embedder(), {"b": "The second."})
        assert library.rate(Embedder().name) == first
        fill_cache(library, Embedder(), many)
        assert library.rate(Embedder().name) != first
