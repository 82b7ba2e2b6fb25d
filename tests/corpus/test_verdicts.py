"""What people say of answers: one verdict of an owner on an answer, with the words they picked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import UnknownVerdict
from corpus.library import Library
from corpus.verdicts import WANT_WORDS, Judged, Words

GATE = "When does the gate close?"
WORDS = Words("rules", "ab12", 4, 25, "gate closes at eight.")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "library") as made:
        yield made


def test_a_verdict_is_kept_with_its_question(library: Library) -> None:
    given = library.give_verdict("anna", "a1", GATE, Judged.HELPFUL)
    assert (given.question, given.answer, given.judged) == (GATE, "a1", Judged.HELPFUL)
    assert library.verdict("anna", given.row) == given
    assert library.verdicts() == [given]


def test_there_is_one_of_an_owner_on_an_answer(library: Library) -> None:
    first = library.give_verdict("anna", "a1", GATE, Judged.HELPFUL)
    second = library.give_verdict("anna", "a1", GATE, Judged.INCOMPLETE)
    assert second.row == first.row
    assert library.verdicts("anna") == [second]


def test_two_owners_may_differ(library: Library) -> None:
    for owner, judged in (("anna", Judged.HELPFUL), ("ben", Judged.WRONG_SOURCE)):
        library.give_verdict(owner, "a1", GATE, judged)
    assert [v.judged for v in library.verdicts("anna")] == [Judged.HELPFUL]
    assert [v.judged for v in library.verdicts("ben")] == [Judged.WRONG_SOURCE]
    assert len(library.verdicts()) == 2


def test_another_owners_verdict_is_unknown(library: Library) -> None:
    row = library.give_verdict("anna", "a1", GATE, Judged.WRONG_SOURCE).row
    with pytest.raises(UnknownVerdict):
        library.verdict("ben", row)
    with pytest.raises(UnknownVerdict):
        library.pick_words("ben", row, WORDS)
    library.take_back("ben", "a1")
    assert library.verdict("anna", row).words is None


@pytest.mark.parametrize("judged", Judged)
def test_what_is_wrong_is_complete_once_the_right_words_are_picked(
    library: Library, judged: Judged
) -> None:
    given = library.give_verdict("anna", "a1", GATE, judged)
    assert given.is_complete == (judged not in WANT_WORDS)
    picked = library.pick_words("anna", given.row, WORDS)
    assert picked.is_complete
    assert picked.words == WORDS


def test_the_words_stay_with_another_verdict_that_wants_words(library: Library) -> None:
    row = library.give_verdict("anna", "a1", GATE, Judged.WRONG_SOURCE).row
    library.pick_words("anna", row, WORDS)
    assert library.give_verdict("anna", "a1", GATE, Judged.INCOMPLETE).words == WORDS
    assert library.give_verdict("anna", "a1", GATE, Judged.SHOULD_REFUSE).words is None


def test_a_verdict_is_taken_back(library: Library) -> None:
    library.give_verdict("anna", "a1", GATE, Judged.HELPFUL)
    library.take_back("anna", "a1")
    assert library.verdicts() == []


def test_the_newest_stands_first(library: Library) -> None:
    for id in ("a", "b", "c"):
        library.give_verdict("anna", id, GATE, Judged.HELPFUL)
    assert [verdict.answer for verdict in library.verdicts("anna")] == ["c", "b", "a"]
