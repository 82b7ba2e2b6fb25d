"""Replies: what is put together of the parts of a question."""

from corpus.document import Document, cite
from qa.answer import Outcome, Statement, Support
from qa.reply import MOST_OF_EACH, Reply, merged, told

TEXT = Document(id="d", title="D", text="One. Two. Three. Four. Five.")


def saying(*words: str) -> tuple[Statement, ...]:
    starts = [TEXT.text.index(word) for word in words]
    citations = [cite(TEXT, "D", at, at + len(w)) for at, w in zip(starts, words, strict=True)]
    return tuple(Statement(c.quote, Support.VERBATIM, (c,)) for c in citations)


FOUND = Reply(Outcome.ANSWERED, saying("One.", "Two.", "Three."), 0.9)
ALSO = Reply(Outcome.ANSWERED, saying("Two.", "Four."), 0.7)
NOTHING = Reply(Outcome.NOT_FOUND, (), 0.2)


def test_one_part_is_the_whole_answer() -> None:
    assert merged([FOUND]) is FOUND


def test_every_part_found_is_answered_with_the_least_confidence() -> None:
    both = merged([FOUND, ALSO])
    assert (both.outcome, both.confidence) == (Outcome.ANSWERED, 0.7)


def test_each_part_gives_its_best_sentences_and_none_comes_twice() -> None:
    texts = [said.text for said in merged([FOUND, ALSO]).statements]
    assert texts == ["One.", "Two.", "Four."]
    assert len(texts) <= 2 * MOST_OF_EACH


def test_a_part_not_found_makes_the_answer_partial() -> None:
    assert merged([FOUND, NOTHING]).outcome is Outcome.PARTLY


def test_no_part_found_is_not_found() -> None:
    none = merged([NOTHING, NOTHING])
    assert (none.outcome, none.statements) == (Outcome.NOT_FOUND, ())


def test_what_is_told_of_nothing_is_not_found() -> None:
    assert told([]).outcome is Outcome.NOT_FOUND
    assert told(saying("One.")).outcome is Outcome.ANSWERED
