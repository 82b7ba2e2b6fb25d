"""Evidence for a statement among passages: what carries it, or the sentence nearest to it."""

from qa.answer import Support
from qa.verify.finding import NOT_SURE, find
from tests.qa.verify.texts import passage

GATE = passage(
    "The gate is closed at eight in the evening. The porter keeps the key of the gate.", "gate"
)
KITE = passage("A kite rises against the wind. Its string may break in a storm.", "kite")


def test_the_sentence_that_says_it_is_found_among_the_passages() -> None:
    found = find("The porter keeps the key of the gate.", [KITE, GATE])
    assert found is not None
    assert found.verdict.support is Support.VERBATIM
    assert [quoted.text for quoted in found.quotes] == ["The porter keeps the key of the gate."]
    assert found.quotes[0].passage is GATE


def test_what_nothing_carries_is_held_against_the_nearest_sentence() -> None:
    found = find("The gate is closed at nine in the evening.", [KITE, GATE])
    assert found is not None
    assert found.verdict.support is Support.UNSUPPORTED
    assert any("nine" in reason for reason in found.verdict.reasons)
    assert found.quotes[0].text.startswith("The gate is closed at eight")


def test_a_statement_without_a_word_in_common_has_no_evidence() -> None:
    assert find("Zebras hibernate underneath volcanoes.", [KITE, GATE]) is None


def test_no_passages_no_evidence() -> None:
    assert find("The gate is closed.", []) is None


def test_among_many_sentences_one_that_comes_near_by_chance_is_no_evidence() -> None:
    said = "The key of the gate is kept by the porter."
    assert find(said, [KITE, GATE], lambda pairs: [0.9 for _ in pairs]).verdict.support is (
        Support.SUPPORTED
    )
    doubted = find(said, [KITE, GATE], lambda pairs: [0.4 for _ in pairs])
    assert doubted.verdict.support is Support.UNSUPPORTED
    assert doubted.verdict.reasons == (NOT_SURE,)
