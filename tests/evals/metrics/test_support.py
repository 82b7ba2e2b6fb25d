"""Whether what a statement cites carries it, whatever the pipeline says."""

from types import SimpleNamespace
from typing import Any

import pytest

from corpus.document import Document
from evals.metrics.support import Cited, is_supported
from qa.differences import note

TEXT = (
    "Applications\n\n"
    "No application shall be accepted after 1 May. It is sent by post. The border procedure "
    "takes at most 12 weeks.\n\n"
    "- The fee is 50 euros.\n\n"
    "Die Gebühr beträgt 50 Euro. Sie wird erstattet.\n"
)


def citing(*quotes):
    places = [(TEXT.index(quote), quote) for quote in quotes]
    return [Cited("a", "Rules", "1", at, at + len(q), q, TEXT) for at, q in places]


SENTENCE = "The border procedure takes at most 12 weeks."


@pytest.mark.parametrize(
    ("said", "quotes"),
    [
        (SENTENCE, [SENTENCE]),
        ("The fee is 50 euros.", ["The fee is 50 euros."]),  # without its bullet
        ("The fee  is 50 euros", ["The fee is 50 euros"]),  # nor its stop
        ("It is sent by post.", ["It is sent by post."]),
        ("It is sent by post. " + SENTENCE, ["It is sent by post.", SENTENCE]),
        ("Die Gebühr beträgt 50 Euro.", ["Die Gebühr beträgt 50 Euro."]),
        (TEXT[30:200], [TEXT[30:200]]),  # a chunk, cut in the middle of a sentence
        ("The procedure at the border takes no more than 12 weeks.", [SENTENCE]),
    ],
)
def test_a_statement_is_supported_by_what_says_the_same(said, quotes):
    assert is_supported(said, citing(*quotes))


@pytest.mark.parametrize(
    ("said", "quotes"),
    [
        (SENTENCE, []),
        (SENTENCE, ["It is sent by post."]),
        ("The border procedure takes at most 10 weeks.", [SENTENCE]),
        ("application shall be accepted", ["application shall be accepted"]),  # “No …”
    ],
)
def test_a_statement_is_not_supported_by_what_says_something_else(said, quotes):
    assert not is_supported(said, citing(*quotes))


def test_a_citation_that_is_off_carries_nothing():
    start = TEXT.index(SENTENCE) + 1
    off = Cited("a", "Rules", "1", start, start + len(SENTENCE), SENTENCE, TEXT)
    assert not is_supported(SENTENCE, [off])
    assert not is_supported(SENTENCE, [*citing(SENTENCE), off])


def candidate(words) -> Any:
    """What `note` needs of a candidate."""
    at = TEXT.index(words)
    answer = (at, at + len(words))
    return SimpleNamespace(
        document=Document("a", "Rules", TEXT), label="1", said=words, answer=answer
    )


def test_what_documents_say_may_be_set_side_by_side():
    said = note([candidate("12 weeks"), candidate("1 May")]).text
    assert is_supported(said, citing("12 weeks", "1 May"))
    assert not is_supported(said.replace("12 weeks", "10 weeks"), citing("12 weeks", "1 May"))
