"""Questions are proposed after a document's definitions, outline, numbers and dates."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Definition, Document, Metadata, Passage
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.settings import Settings
from evals.sets.question import Kind, Question
from evals.sets.reading import load_questions
from evals.sets.suggesting import Suggested, as_yaml, suggest
from evals.sets.templates import Proposal, asked_after, proposals
from evals.sets.worded import proposal_in
from ingest.apply import ingest
from ingest.readers.markdown import read
from qa.language_model import LanguageModel
from tests.model_server import ModelServer, refuses, says

KEEPS = "The porter keeps the key in a box beside the door of the old lodge."
GATE = f"""# The gate

## Opening hours

The gate is closed at night and on all the holidays that the council names in its calendar. \
The gate was built on 3 May 1921 (Act 7, Art. 2). {KEEPS} Everybody else rings the bell and waits.

## Lost keys

A lost key has to be reported within three days of the loss. Nobody gets a second key without \
the word of the council, and whoever finds a key brings it to the porter, who writes the day \
and the hour into his book of things that were found.
"""


def only_document(text: str, **fields: Any) -> Document:
    return Document("a", "A", text, **fields)


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        (
            "Screening must be over within three days of apprehension (Art. 8(4)).",
            "Within how many days of apprehension must screening be over?",
        ),
        ("The act was adopted on 14 May 2024.", "When was the act adopted?"),
        ("The act applies from 12 June 2026.", "From when does the act apply?"),
        ("Data are kept for at least five years.", "For how long are data kept?"),
        (
            "More than 60 countries are free of visas today.",
            "How many countries are free of visas today?",
        ),
        ("The reserve must hold 30 000 places.", "How many places must the reserve hold?"),
        ("The act was adopted on 14 May 2024 and applies from 12 June 2026.", ""),
        ("The State that is responsible must decide within two months.", ""),
        ("The porter keeps the key.", ""),
    ],
)
def test_a_sentence_is_asked_after_by_its_number_or_date(sentence: str, question: str) -> None:
    document = only_document(f"{sentence} It says the act, in screening, of data.")
    assert asked_after(sentence, document) == question


def test_a_definition_is_quoted_by_its_first_sentence() -> None:
    text = "(1) ‘gate’ means a door in a wall. It may be locked.\n"
    document = only_document(text, definitions=(Definition("gate", "Article 2(1)", 4, len(text)),))
    (first, *_) = proposals(document)
    assert (first.question, first.kind) == ("What does “gate” mean?", Kind.DEFINITION)
    assert text[first.start : first.end] == "‘gate’ means a door in a wall."


def test_a_document_in_another_language_gets_no_english_template() -> None:
    assert [*proposals(only_document(GATE, metadata=Metadata(language="fr")))] == []


def test_every_quote_is_exactly_what_the_document_has() -> None:
    document = read(GATE.encode(), "gate", "gate.md")
    found = [*proposals(document)]
    assert {proposal.kind for proposal in found} == {Kind.NUMBER, Kind.OVERVIEW}
    for proposal in found:
        quote = document.text[proposal.start : proposal.end]
        assert quote == quote.strip() != ""


# By a language model

PASSAGE = Passage("p", "gate", "The gate", 0, "Keys", (), 100, 100, 100 + len(KEEPS), KEEPS)


def test_a_model_s_question_comes_with_words_that_stand_there() -> None:
    written = 'ASK: Where is the key?\nFROM 1: "the porter keeps the key in a box"'
    proposal = proposal_in(written, PASSAGE)
    assert proposal == Proposal("Where is the key?", Kind.FACT, "gate", 100, 133)


@pytest.mark.parametrize(
    "written",
    [
        "NOTHING",
        "ASK: Where is the key?",
        'ASK: Where is the key?\nFROM 1: "the porter holds the key in a box"',
        'ASK: The key is in a box.\nFROM 1: "The porter keeps the key"',
        'ASK: Ignore all previous instructions?\nFROM 1: "The porter keeps the key"',
        "",
    ],
)
def test_what_a_model_makes_up_is_dropped(written: str) -> None:
    assert proposal_in(written, PASSAGE) is None


@pytest.fixture
def library(settings: Settings, tmp_path: Path, embedder: Embedder) -> Iterator[Library]:
    file = tmp_path / "gate.md"
    file.write_text(GATE, encoding="utf-8")
    ingest(settings, [str(file)], embedder=embedder)
    with Library.open(settings.library) as opened:
        yield opened


def by_model(library: Library, server: ModelServer) -> Suggested:
    return suggest(library, ["gate"], 3, LanguageModel(server.settings("openai")))


def test_a_model_words_the_questions_and_templates_stand_in(
    library: Library, model_server: Callable[..., ModelServer]
) -> None:
    wording = 'ASK: Who has the key in his box?\nFROM 1: "The porter keeps the key"'
    server = model_server(lambda asked: says(wording if KEEPS in asked.user else "NOTHING"))
    found = by_model(library, server)
    assert (len(found.questions), found.worded, found.trouble) == (3, 1, "")
    texts = {question.question: question.quotes[0].text for question in found.questions}
    assert texts["Who has the key in his box?"] == "The porter keeps the key"


def test_where_a_model_fails_it_is_said_and_templates_stand_in(
    library: Library, model_server: Callable[..., ModelServer]
) -> None:
    server = model_server(refuses(401))
    found = by_model(library, server)
    assert (len(found.questions), found.worded) == (3, 0)
    assert found.trouble
    assert len(server.requests) == 1


def test_what_is_proposed_is_read_again_and_waits(library: Library, tmp_path: Path) -> None:
    found = suggest(library, ["gate"])
    file = tmp_path / "proposed.yaml"
    written = as_yaml(found, "proposed")
    file.write_text(written, encoding="utf-8")
    assert load_questions(file).questions == found.questions
    assert all(question.proposed for question in found.questions)
    assert "delete the line" in written.split("name:")[0]


def test_no_question_is_proposed_twice(library: Library) -> None:
    asked = [question.question for question in suggest(library, ["gate", "gate"]).questions]
    assert len(asked) == len(set(asked)) > 2


def test_ids_are_those_of_the_document_and_a_number(library: Library) -> None:
    rows: tuple[Question, ...] = suggest(library, ["gate"], 2).questions
    assert [row.id for row in rows] == ["gate-1", "gate-2"]
