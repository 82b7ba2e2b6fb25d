"""Replies about the library and to greetings: plain sentences, each citing what it speaks of."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Authority, Document, Metadata
from corpus.record import Generation
from ingest.readers.markdown import read
from qa.about import day, documents_reply, help_reply
from qa.answer import Statement, Support
from qa.kinds import Wants, wants

NOW = Generation(4, "2026-11-26T09:30:00+00:00", "ingest", "model", 384, "4", 1234, {})
LEASE = """---
title: "The lease"
publisher: "The landlord"
date: "2026-03-01"
language: en
authority: binding text
edition: "second edition"
---

# The lease

## Keeping pets

Dogs are welcome in the building when they are kept on a lead, and a deposit of one month is paid
for each of them. Cats stay at home. Birds are allowed in the rooms of those fond of keeping them,
in no other room of the house or of the garden.
"""
LETTER = """---
title: "Ein Brief"
date: "2025-12"
language: de
---

Sehr geehrte Damen und Herren, der Mietvertrag liegt bei.
"""


def document(id: str, text: str) -> Document:
    return read(text.encode(), id, f"{id}.md")


DOCUMENTS = (document("home/lease", LEASE), document("home/letter", LETTER))


def texts(question: str, documents: tuple[Document, ...] = DOCUMENTS) -> list[str]:
    return [statement.text for statement in documents_reply(question, documents, NOW)]


def test_the_documents_are_listed_by_title_with_what_they_say_of_themselves() -> None:
    assert texts("What documents do you have?") == [
        "“The lease” (binding text, The landlord, second edition, 1 March 2026).",
        "“Ein Brief” (December 2025).",
    ]


def test_how_many_there_are_is_counted() -> None:
    assert texts("How many documents are in the library?") == [
        "There are 2 documents in the library, cut into 1,234 passages."
    ]


def test_when_they_were_updated_is_told_with_the_dates_they_bear() -> None:
    assert texts("When were the documents updated?") == [
        "The library was last updated on 26 November 2026 at 09:30 UTC (generation 4).",
        "“The lease” bears the date 1 March 2026.",
        "“Ein Brief” bears the date December 2025.",
    ]


def test_words_of_an_unusual_question_are_not_taken_for_a_name() -> None:
    listed = documents_reply("Give me the titles, nothing else.", DOCUMENTS, NOW, formed=False)
    assert [s.text for s in listed] == texts("What documents do you have?")


def test_languages_are_told_by_their_names() -> None:
    assert texts("Which language are the documents in?") == [
        "“The lease” is in English.",
        "“Ein Brief” is in German.",
    ]


def test_the_edition_of_one_document_is_told_where_it_is_named() -> None:
    assert texts("Which version of the lease do you have?") == [
        "“The lease”: binding text, The landlord, second edition, 1 March 2026."
    ]


def test_a_document_asked_for_by_name_is_there() -> None:
    (reply,) = texts("Do you have the lease?")
    assert reply.startswith("“The lease” is in the library")


def test_a_document_asked_for_by_name_that_is_not_there_is_not_made_up() -> None:
    (reply,) = texts("Do you have the housing act?")
    assert reply == "None of the 2 documents in the library is about “housing act” by its title."


def test_many_documents_of_one_date_are_told_of_together() -> None:
    same = tuple(replace(DOCUMENTS[0], id=f"copy-{n}") for n in range(3))
    assert "3 documents bear the date 1 March 2026." in texts("When were they updated?", same)


def test_a_long_list_ends_with_how_many_more_there_are() -> None:
    many = tuple(replace(DOCUMENTS[0], id=f"copy-{n}") for n in range(50))
    assert texts("List the documents.", many)[-1] == "There are 10 documents more in the library."


@pytest.mark.parametrize(
    "question",
    [
        "What documents do you have?",
        "How many?",
        "When updated?",
        "language",
        "Do you have the x act?",
    ],
)
def test_every_statement_cites_the_documents_it_speaks_of(question: str) -> None:
    for statement in documents_reply(question, DOCUMENTS, NOW):
        assert statement.citations
        assert exact(statement)
        assert statement.support is Support.SUPPORTED
        named = re.findall("“(The lease|Ein Brief)”", statement.text)
        assert set(named) <= {citation.title for citation in statement.citations}


def exact(statement: Statement) -> bool:
    by_id = {document.id: document.text for document in DOCUMENTS}
    return all(by_id[c.document][c.start : c.end] == c.quote for c in statement.citations)


def test_a_document_is_cited_by_its_title_or_else_by_its_first_line() -> None:
    quotes = [s.citations[0].quote for s in documents_reply("List the documents", DOCUMENTS, NOW)]
    assert quotes == ["The lease", "Sehr geehrte Damen und Herren, der Mietvertrag liegt bei."]


@pytest.mark.parametrize("question", ["Hello!", "What can you do?", "thanks"])
def test_a_greeting_gets_what_can_be_asked_with_examples_from_the_headings(question: str) -> None:
    what, examples = help_reply(question, DOCUMENTS)
    assert "2 documents" in what.text
    assert examples.text == "You could ask “What do the documents say about keeping pets?”."
    assert [citation.quote for citation in examples.citations] == ["Keeping pets"]
    assert exact(what)
    assert exact(examples)


def test_thanks_are_answered_politely() -> None:
    assert help_reply("Thank you!", DOCUMENTS)[0].text.startswith("You are welcome")


def test_the_examples_are_questions_that_get_an_overview() -> None:
    examples = help_reply("hi", DOCUMENTS)[1].text
    for question in re.findall("“(.+?)”", examples):
        assert wants(question) is Wants.OVERVIEW


def test_without_headings_there_are_no_examples() -> None:
    assert len(help_reply("hi", (DOCUMENTS[1],))) == 1


def test_documents_without_text_are_not_spoken_of() -> None:
    empty = Document("empty", "Empty", "  \n")
    assert documents_reply("List the documents", [empty], NOW) == []
    assert help_reply("hi", [empty]) == []


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2026-11-25", "25 November 2026"),
        ("2024-04", "April 2024"),
        ("2024-13-45", "2024-13-45"),
        ("spring 1848", "spring 1848"),
        ("", ""),
    ],
)
def test_dates_are_written_out(written: str, read_as: str) -> None:
    assert day(written) == read_as


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=20))
def test_any_question_about_any_document_is_answered(question: str, text: str, date: str) -> None:
    facts = Metadata(date=date, language=date, authority=Authority.OWN)
    plain = Document("d", "A title", text, metadata=facts)
    for statement in (*documents_reply(question, [plain], NOW), *help_reply(question, [plain])):
        assert statement.text.strip()
        for citation in statement.citations:
            assert text[citation.start : citation.end] == citation.quote
