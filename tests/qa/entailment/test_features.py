"""Pairs as tokens: the statement whole where it can be, a long evidence in windows."""

from typing import Any

import pytest
from transformers import AutoTokenizer

from corpus.settings import PACKAGED_READER
from qa.entailment.features import MOST_OF_STATEMENT, MOST_TOKENS, OVERLAP, padded, windows
from qa.reader.reading import reader_folder


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    return AutoTokenizer.from_pretrained(reader_folder(PACKAGED_READER))


def test_a_short_pair_is_read_as_the_tokenizer_reads_pairs(tokenizer: Any) -> None:
    pair = ("Dogs are allowed.", "Visitors may bring a dog.")
    ((window,),) = windows(tokenizer, [pair])
    encoded = tokenizer(*pair)
    inputs = padded([window])
    assert window.tokens.tolist() == encoded["input_ids"]
    assert inputs["token_type_ids"][0].tolist() == encoded["token_type_ids"]


@pytest.mark.parametrize("count", [200, 245, 246, 300, 700, 1000])
def test_windows_cover_a_long_evidence_and_overlap(tokenizer: Any, count: int) -> None:
    numbers = [str(n % 10) for n in range(count)]
    ((*seen,),) = windows(tokenizer, [("It is so.", " ".join(numbers))])
    assert all(len(w.tokens) <= MOST_TOKENS for w in seen)
    parts = [w.tokens[w.said : -1].tolist() for w in seen]
    whole = parts[0] + [token for part in parts[1:] for token in part[OVERLAP:]]
    assert tokenizer.convert_ids_to_tokens(whole) == numbers


def test_an_endless_statement_leaves_room_for_its_evidence(tokenizer: Any) -> None:
    ((first, *_),) = windows(tokenizer, [("word " * 999, "evidence " * 999)])
    assert first.said == MOST_OF_STATEMENT + 2
    assert len(first.tokens) == MOST_TOKENS


def test_width_is_a_multiple_of_the_step(tokenizer: Any) -> None:
    ((window,),) = windows(tokenizer, [("Dogs are allowed.", "Visitors may bring a dog.")])
    assert padded([window], step=16)["input_ids"].shape == (1, 16)
