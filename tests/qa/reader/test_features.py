"""Texts as the model reads them: every token knows the characters it stands for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import AutoTokenizer, PreTrainedTokenizerBase

from corpus.embedding import model_folder
from corpus.settings import PACKAGED_EMBEDDING
from qa.reader.features import MOST_TOKENS, head_of, target, windows
from tests.qa.reader.texts import passage

TEXT = "The regulation applies from 12 June 2026. Some parts apply earlier."
LONG = " ".join(f"Sentence number {n} tells nothing." for n in range(200))


@pytest.fixture(scope="module")
def tokenizer() -> PreTrainedTokenizerBase:
    return AutoTokenizer.from_pretrained(model_folder(PACKAGED_EMBEDDING))


def test_a_span_of_the_text_becomes_its_tokens(tokenizer: PreTrainedTokenizerBase) -> None:
    (window,) = windows(tokenizer, ["When?"], [""], [TEXT])
    start = TEXT.index("12 June 2026")
    first, last = target(window, (start, start + len("12 June 2026"))) or (0, 0)
    assert TEXT[window.offsets[first, 0] : window.offsets[last, 1]] == "12 June 2026"


def test_no_answer_is_the_first_token(tokenizer: PreTrainedTokenizerBase) -> None:
    (window,) = windows(tokenizer, ["When?"], [""], [TEXT])
    assert target(window, None) == (0, 0)


def test_a_head_is_read_and_is_no_part_of_the_text(tokenizer: PreTrainedTokenizerBase) -> None:
    (plain,) = windows(tokenizer, ["When?"], [""], [TEXT])
    (headed,) = windows(tokenizer, ["When?"], ["Entry into force"], [TEXT])
    assert len(headed.tokens) > len(plain.tokens)
    readable = headed.offsets[headed.readable]
    assert (readable >= 0).all()
    assert [TEXT[a:b] for a, b in readable] == [TEXT[a:b] for a, b in plain.offsets[plain.readable]]


def test_a_long_text_is_read_in_windows_that_overlap(tokenizer: PreTrainedTokenizerBase) -> None:
    made = windows(tokenizer, ["What?"], [""], [LONG])
    assert len(made) > 1
    assert all(len(window.tokens) <= MOST_TOKENS for window in made)
    covered = {c for w in made for a, b in w.offsets[w.readable] for c in range(a, b)}
    assert covered >= {at for at, c in enumerate(LONG) if not c.isspace()}


def test_an_answer_cut_by_a_window_teaches_nothing(tokenizer: PreTrainedTokenizerBase) -> None:
    made = windows(tokenizer, ["What?"], [""], [LONG])
    edge = int(made[0].offsets[made[0].readable][-1, 1])
    assert target(made[0], (edge - 5, edge + 30)) is None


@settings(max_examples=50)
@given(st.text(max_size=300), st.text(max_size=40), st.text(max_size=40))
def test_every_token_stands_for_characters_of_the_text(
    tokenizer: PreTrainedTokenizerBase, text: str, question: str, head: str
) -> None:
    for window in windows(tokenizer, [question], [head], [text]):
        inside = window.offsets[window.readable]
        assert (inside >= 0).all()
        assert (inside <= len(text)).all()
        assert (inside[:, 0] <= inside[:, 1]).all()


def test_a_head_says_title_and_sections_once() -> None:
    assert head_of(passage("Rules", ("Rules", "Scope"))) == "Rules › Scope"
