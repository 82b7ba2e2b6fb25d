"""What is asked of which texts: the parts of a question, and which of its words are its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import UnknownDocument
from corpus.settings import Settings
from qa.chain import Desk
from qa.question import Wants, understand
from qa.request import Request, Understood, about_documents, parts_of, sides_of, understood


@pytest.fixture(scope="module")
def desk(shipped_library: Path) -> Iterator[Desk]:
    desk = Desk(Settings(library=shipped_library))
    yield desk
    desk.close()


def asked(desk: Desk, question: str, *history: str, documents: tuple[str, ...] = ()) -> Understood:
    request = Request(question, history, documents)
    return understood(request, desk.snapshot(), desk.settings, 0.0)


def test_an_ordinary_question_is_one_part(desk: Desk) -> None:
    found = asked(desk, "Who runs the museum?")
    assert [part.standalone for part in found.parts] == ["Who runs the museum?"]


def test_two_questions_are_two_parts(desk: Desk) -> None:
    found = asked(desk, "Who runs the museum and when was it founded?")
    assert len(found.parts) == 2
    assert "museum" in found.parts[1].standalone


def test_two_things_compared_are_a_part_each(desk: Desk) -> None:
    found = asked(desk, "What is the difference between a lease and a loan?")
    assert len(found.parts) == 2
    assert ["lease" in p.standalone for p in found.parts] == [True, False]
    assert ["loan" in p.standalone for p in found.parts] == [False, True]


def test_a_comparison_that_names_no_two_things_is_asked_as_it_stands() -> None:
    question = understand("Compare them.", (), 2000)
    assert sides_of(question) == (question,)


def test_words_of_an_earlier_question_are_no_evidence_in_any_part() -> None:
    history = ("Who founded the museum in Oslo?",)
    request = Request("And who closed it, and when was it sold?", history)
    question = understand(request.question, history, 2000)
    parts = parts_of(question, request, 2000)
    assert len(parts) == 2
    for part in parts:
        assert not {"museum", "Oslo", "founded"} & set(part.own_terms)


def test_a_document_named_in_the_question_is_the_one_searched(desk: Desk) -> None:
    found = asked(desk, "What does the factsheet say about visas?")
    assert found.scope.documents == ("pact/factsheet",)
    assert "factsheet" not in found.question.own_terms


def test_a_document_that_is_not_there_is_named(desk: Desk) -> None:
    with pytest.raises(UnknownDocument, match="no/such"):
        asked(desk, "Who?", documents=("no/such",))


def test_an_overview_looks_at_documents_with_the_subject_in_their_title(desk: Desk) -> None:
    found = asked(desk, "Summarise the screening regulation.")
    assert found.question.wants is Wants.OVERVIEW
    ids = [d.id for d in about_documents("the screening regulation", found, ())]
    assert "pact/screening" in ids
    assert len(ids) < len(desk.snapshot().ids)


def test_an_overview_of_everything_looks_at_every_document(desk: Desk) -> None:
    found = asked(desk, "Give me an overview.")
    assert [d.id for d in about_documents("", found, ())] == list(desk.snapshot().ids)
