"""Kinds of questions, told from their words; in doubt a question is simply searched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.kinds import Wants, wants, without_greeting

KINDS = {
    Wants.NUMBER: (
        "How many countries are there?",
        "hwo many rooms are free",
        "From what age may one vote?",
        "What percentage of guests paid?",
        "number of pages in the lease",
    ),
    Wants.DATE: (
        "When was the deal signed?",
        "In which year did it start?",
        "since when is it in force",
        "On what day did the vote take place?",
    ),
    Wants.PLACES: ("With which countries are there treaties?", "List the countries in the league."),
    Wants.LIST: (
        "On what grounds may a tenant leave?",
        "List the planets.",
        "What are the conditions for a refund?",
        "What does the kit consist of?",
        "Which documents must be handed in?",
    ),
    Wants.DEFINITION: (
        "What is serious harm?",
        "What is meant by force majeure?",
        "what does escrow mean",
        "Define escrow.",
        "escrow - what is it?",
        "Explain the talent pool to me.",
    ),
    Wants.YES_NO: (
        "Is Ireland bound by the treaty?",
        "may a guest stay",
        "I moved in May. Does the lease still hold?",
        "Do you have to register?",
        "Is a report needed when the number of guests rises?",
    ),
    Wants.OVERVIEW: (
        "Summarise the lease.",
        "sumarise the lease",
        "Please give me an overview of the rules on pets.",
        "What does the lease say about pets?",
        "What is the lease about?",
        "key points of the lease",
        "Tell me about pets",
    ),
    Wants.COMPARISON: ("What is the difference between a lease and a loan?", "gold vs silver"),
    Wants.LIBRARY: (
        "What documents do you have?",
        "how many files are in your library",
        "When were the documents last updated?",
        "Which version of the contract do you have?",
        "Do you have the housing act?",
        "Which language are the documents in?",
        "Is the lease in your library?",
        "List the documents.",
    ),
    Wants.HELP: (
        "Hello!",
        "thanks a lot",
        "What can you do?",
        "How does this work?",
        "help",
        "Who are you?",
    ),
    Wants.ANY: (
        "Who signed the lease?",
        "When does the law see a crisis?",
        "What happens if the number of guests rises?",
        "Which country is responsible?",
        "Who presides over the meeting at which countries vote?",
        "What becomes of the deposit?",
        "What is the longest stay?",
        "What is the capital of France?",
        "What protects the tenant?",
    ),
}


@pytest.mark.parametrize(
    ("kind", "question"), [(kind, q) for kind, asked in KINDS.items() for q in asked]
)
def test_the_kind_is_told_from_the_words(kind: Wants, question: str) -> None:
    assert wants(question) is kind


@pytest.mark.parametrize(
    "question",
    [
        "How many documents must an applicant hand in?",
        "Which documents do I need?",
        "In which language must a tenant be informed?",
        "Which version of the law applies?",
        "When must a summary of the talk be sent?",
        "When is the law updated?",
        "What help do tenants get?",
        "How does the screening work?",
        "Who thanks the guests?",
        "What does the act say how long it takes?",
        "Which regulations do member states have?",
        "Does the guest have the documents?",
    ],
)
def test_a_question_on_the_texts_is_never_taken_for_one_on_the_library(question: str) -> None:
    assert wants(question) not in (Wants.LIBRARY, Wants.HELP, Wants.OVERVIEW, Wants.COMPARISON)


@pytest.mark.parametrize(
    ("question", "core"),
    [
        ("Hello, what is a lease?", "what is a lease?"),
        ("What is a lease? Thanks!", "What is a lease?"),
        ("Hi there! What is a lease?", "What is a lease?"),
        ("Hello", "Hello"),
        ("What does hello mean?", "What does hello mean?"),
    ],
)
def test_a_greeting_is_no_part_of_a_question(question: str, core: str) -> None:
    assert without_greeting(question) == core


@given(st.text(max_size=200))
def test_any_text_has_a_kind(question: str) -> None:
    assert wants(question) in Wants
