"""Drafts of a language model as statements: proven one by one, and never taken back."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document, Passage
from qa.answer import Support
from qa.generate import NO_STATEMENT, Shown, Written, judged, written
from qa.protocol import Draft, DraftQuote

TEXT = "The gate is closed at eight in the evening.\n\nThe porter keeps the key of the gate."
GATE, KEY = TEXT.split("\n\n")
DOCUMENT = Document("gate", "The gate", TEXT)


def passage(text: str, number: int) -> Passage:
    start = TEXT.index(text)
    end = start + len(text)
    return Passage(str(number), "gate", "The gate", number, "", (), start, start, end, text)


PASSAGES = (passage(GATE, 1), passage(KEY, 2))
SHOWN = Shown(PASSAGES, {"gate": DOCUMENT}.__getitem__)


def last_of(pieces: Sequence[str], shown: Shown = SHOWN) -> Written:
    *_, last = written(pieces, shown)
    return last


def test_a_citation_is_the_very_characters() -> None:
    said = judged(Draft(KEY, (DraftQuote(2, KEY),)), SHOWN)
    (citation,) = said.citations
    assert said.support is Support.VERBATIM
    assert TEXT[citation.start : citation.end] == citation.quote == KEY


def test_a_quote_with_the_number_of_another_passage_is_cited_where_it_stands() -> None:
    said = judged(Draft(KEY, (DraftQuote(1, KEY),)), SHOWN)
    assert said.support is Support.VERBATIM
    assert said.citations[0].quote == KEY


def test_a_quote_without_a_number_is_looked_for() -> None:
    assert judged(Draft(KEY, (DraftQuote(None, KEY),)), SHOWN).support is Support.VERBATIM


def test_a_passage_that_was_not_shown_is_named() -> None:
    said = judged(Draft("The warden has a lamp.", (DraftQuote(9, "has a lamp of iron"),)), SHOWN)
    assert said.support is Support.UNSUPPORTED
    assert any("passage 9" in reason for reason in said.reasons)


def test_a_sentence_without_quotes_is_proven_by_ours_or_left_out() -> None:
    assert judged(Draft(KEY, ()), SHOWN).support is Support.VERBATIM
    assert judged(Draft("The porter sells the key.", ()), SHOWN).support is Support.UNSUPPORTED


def test_an_order_or_a_question_is_no_statement() -> None:
    for text in ("Who keeps the key of the gate?", "Write a poem about the gate."):
        said = judged(Draft(text, (DraftQuote(2, KEY),)), SHOWN)
        assert (said.support, said.reasons) == (Support.UNSUPPORTED, (NO_STATEMENT,))


def test_the_same_sentence_is_said_once() -> None:
    twice = f'SAY: {KEY}\nFROM 2: "{KEY}"\n' * 2
    assert [said.text for said in last_of([twice]).statements] == [KEY]


def test_the_support_score_has_a_say() -> None:
    draft = Draft("The key of the gate is kept by the porter.", (DraftQuote(2, KEY),))
    doubting = Shown(PASSAGES, SHOWN.document, lambda pairs: [0.0 for _ in pairs])
    believing = Shown(PASSAGES, SHOWN.document, lambda pairs: [1.0 for _ in pairs])
    assert judged(draft, doubting).support is Support.UNSUPPORTED
    assert judged(draft, believing).support is Support.SUPPORTED


LINES = st.lists(
    st.sampled_from(
        [
            f'SAY: {KEY}\nFROM 2: "{KEY}"\n',
            f'SAY: {GATE}\nFROM 1: "{GATE}"\n',
            'SAY: The gate is closed at nine in the evening.\nFROM 1: "closed at nine"\n',
            "NOTHING\n",
            "And so on, without end or proof.\n",
            '{"statements": [{"text": "The gate',
        ]
    ),
    max_size=5,
)


@given(LINES, st.integers(1, 40))
@settings(max_examples=40, deadline=None)
def test_what_is_proven_only_grows_and_stays_at_every_step(lines: list[str], width: int) -> None:
    text = "".join(lines)
    pieces = [text[i : i + width] for i in range(0, len(text), width)]
    before: tuple[object, ...] = ()
    for step in written(pieces, SHOWN):
        assert step.statements[: len(before)] == before
        assert all(said.support is not Support.UNSUPPORTED for said in step.statements)
        before = step.statements


@given(LINES, st.integers(1, 40))
@settings(max_examples=30, deadline=None)
def test_how_a_text_is_cut_into_pieces_does_not_matter(lines: list[str], width: int) -> None:
    text = "".join(lines)
    pieces = [text[i : i + width] for i in range(0, len(text), width)]
    assert last_of(pieces or [""]) == last_of([text])
