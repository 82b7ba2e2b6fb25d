"""An answer that a language model writes: proven sentence by sentence, and what stands in."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from corpus.embedding import Embedder
from corpus.errors import ModelCancelled
from corpus.settings import Settings
from qa.answer import Answer, Outcome, Support
from qa.chain import Desk
from qa.language_model import LanguageModel
from qa.prompts import PROMPTS
from qa.request import Request
from qa.writing import Follow
from tests.model_server import (
    ModelServer,
    Reply,
    breaks_off,
    goes_on,
    hangs,
    refuses,
    says,
)
from tests.qa.scripted import citing, copying, holding, passages_in

QUESTION = "How many countries have a visa-free regime with the EU?"
QUOTE = "For the 64 countries with whom the EU has a visa-free regime in place"
STATEMENT = "The EU has a visa-free regime in place with 64 countries."
PROTOCOLS = ("openai", "ollama")

Served = Callable[..., ModelServer]
OpenDesk = Callable[..., AbstractContextManager[Desk]]


@pytest.fixture
def desk_at(shipped_library: Path, embedder: Embedder) -> OpenDesk:
    @contextmanager
    def opened(server: ModelServer, protocol: str = "openai", **given: object) -> Iterator[Desk]:
        settings = server.settings(protocol, library=shipped_library, **given)
        with closing(Desk(settings)) as desk:
            desk.embedder = embedder
            yield desk

    return opened


@pytest.fixture(scope="module")
def extractive(shipped_library: Path) -> Answer:
    with closing(Desk(Settings(library=shipped_library))) as desk:
        return desk.ask(QUESTION)


def assert_exact(desk: Desk, answer: Answer) -> None:
    for said in answer.statements:
        assert said.citations
        for citation in said.citations:
            text = desk.library.document(citation.document).text
            assert text[citation.start : citation.end] == citation.quote


# A model that cites well


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_the_prose_of_a_model_that_cites_well_is_shown_in_full(
    model_server: Served, desk_at, protocol: str
) -> None:
    server = model_server(citing((STATEMENT, QUOTE), usage=(2100, 40)))
    with desk_at(server, protocol) as desk:
        answer = desk.ask(QUESTION)
        assert [said.text for said in answer.statements] == [STATEMENT]
        assert answer.statements[0].support is Support.SUPPORTED
        assert answer.statements[0].citations[0].quote == QUOTE
        assert_exact(desk, answer)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.model == f"{protocol}:scripted"
    assert answer.is_written
    assert answer.writing.prompts == PROMPTS
    assert (answer.writing.input_tokens, answer.writing.output_tokens) == (2100, 40)
    assert not answer.writing.left_out
    assert "write" in answer.seconds


def test_a_sentence_copied_from_the_documents_is_verbatim(model_server: Served, desk_at) -> None:
    with desk_at(model_server(copying)) as desk:
        answer = desk.ask(QUESTION)
        assert {said.support for said in answer.statements} == {Support.VERBATIM}
        assert_exact(desk, answer)


def test_a_true_sentence_with_a_quote_copied_badly_is_cited_by_our_own(
    model_server: Served, desk_at
) -> None:
    bad = f'SAY: {STATEMENT}\nFROM 3: "the EU has visa freedom with 64 states"\n'
    with desk_at(model_server(says(bad))) as desk:
        answer = desk.ask(QUESTION)
        assert [said.text for said in answer.statements] == [STATEMENT]
        assert "64 countries" in answer.statements[0].citations[0].quote
        assert_exact(desk, answer)


def test_the_model_sees_numbered_passages_and_the_question_and_nothing_else(
    model_server: Served, desk_at
) -> None:
    server = model_server(copying)
    with desk_at(server) as desk:
        desk.ask(QUESTION)
    (request,) = server.requests
    assert [p.number for p in passages_in(request)] == list(range(1, len(passages_in(request)) + 1))
    assert QUESTION in request.user
    assert not request.body.get("tools")


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_model_that_can_be_held_to_a_form_is_asked_for_it(
    model_server: Served, desk_at, protocol: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LanguageModel, "supports_structured", True)

    def script(request) -> Reply:
        number = holding(request, QUOTE).number
        quotes = [{"passage": number, "quote": QUOTE}]
        return says(json.dumps({"statements": [{"text": STATEMENT, "quotes": quotes}]}))

    server = model_server(script)
    with desk_at(server, protocol) as desk:
        answer = desk.ask(QUESTION)
    assert server.requests[0].structured
    assert [said.text for said in answer.statements] == [STATEMENT]
    assert answer.is_written


# What is not supported


FALSE = "The EU has a visa-free regime in place with 46 countries."


def test_what_the_quote_does_not_carry_is_left_out_with_the_reason(
    model_server: Served, desk_at
) -> None:
    with desk_at(model_server(citing((STATEMENT, QUOTE), (FALSE, QUOTE)))) as desk:
        answer = desk.ask(QUESTION)
    assert [said.text for said in answer.statements] == [STATEMENT]
    (left,) = answer.writing.left_out
    assert left.text == FALSE
    assert left.support is Support.UNSUPPORTED
    assert any("46" in reason for reason in left.reasons)
    assert answer.outcome is Outcome.ANSWERED


def test_where_nothing_holds_the_extractive_answer_stands_in(
    model_server: Served, desk_at, extractive: Answer
) -> None:
    with desk_at(model_server(citing((FALSE, QUOTE)))) as desk:
        answer = desk.ask(QUESTION)
    assert answer.statements == extractive.statements
    assert answer.model == "extractive"
    assert "openai:scripted wrote nothing that its quotes carry" in answer.writing.failure
    assert [said.text for said in answer.writing.left_out] == [FALSE]


def test_a_model_that_finds_nothing_is_not_believed_where_the_documents_answer_well(
    model_server: Served, desk_at, extractive: Answer
) -> None:
    with desk_at(model_server(says("NOTHING"))) as desk:
        answer = desk.ask(QUESTION)
    assert answer.statements == extractive.statements
    assert "found no answer" in answer.writing.failure


def test_a_model_is_not_asked_where_nothing_in_the_documents_can_answer(
    model_server: Served, desk_at
) -> None:
    server = model_server(copying)
    with desk_at(server) as desk:
        answer = desk.ask("Who won the football world cup in 1998?")
    assert answer.outcome is Outcome.NOT_FOUND
    assert server.requests == []
    assert answer.writing is None


@pytest.mark.parametrize("question", ["Hello!", "What can you do?", "Which documents do you have?"])
def test_a_model_is_not_asked_what_is_no_question_to_the_documents(
    model_server: Served, desk_at, question: str
) -> None:
    server = model_server(copying)
    with desk_at(server) as desk:
        desk.ask(question)
    assert server.requests == []


# A model that fails


FAILING = {
    "nothing listens": None,
    "refuses the key": refuses(401, "invalid key"),
    "knows no such model": refuses(404, "model not found"),
    "is busy": refuses(429, retry_after=0),
    "breaks down": refuses(500),
    "hangs before the first byte": hangs(),
    "hangs in the middle": hangs("SAY: The EU "),
    "breaks off before the first byte": breaks_off(),
    "breaks off in the middle": breaks_off("SAY: The EU has", " a visa-free"),
    "says nothing": says(""),
    "goes on for ever": goes_on(),
    "declines": says("I'm sorry, but I can't help with that."),
    "cites nothing": says("The moon is made of green cheese. It orbits the earth."),
    "writes half a JSON": says('{"statements": [{"text": "The moon is gre'),
    "is stopped by its length": says("SAY: The EU has", finish="length"),
    "is stopped by a filter": says("", finish="content_filter"),
}


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("failing", FAILING)
def test_the_extractive_answer_stands_in_for_a_model_that(
    model_server: Served, desk_at, extractive: Answer, failing: str, protocol: str
) -> None:
    reply = FAILING[failing]
    server = model_server(reply or says(""))
    if reply is None:
        server.close()
    with desk_at(server, protocol, model_seconds=2) as desk:
        answer = desk.ask(QUESTION)
    assert answer.statements == extractive.statements
    assert answer.outcome is extractive.outcome
    assert answer.model == "extractive"
    assert answer.writing.model == f"{protocol}:scripted"
    assert answer.writing.failure.strip().endswith((".", ")"))


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_what_was_verified_stands_when_the_model_breaks_off(
    model_server: Served, desk_at, protocol: str
) -> None:
    def script(request) -> Reply:
        whole = "".join(citing((STATEMENT, QUOTE))(request).pieces)
        return breaks_off(whole, "SAY: And the ")

    with desk_at(model_server(script), protocol, model_seconds=5) as desk:
        answer = desk.ask(QUESTION)
    assert [said.text for said in answer.statements] == [STATEMENT]
    assert answer.outcome is Outcome.PARTLY
    assert "had written until then" in answer.writing.failure


def test_a_busy_model_is_asked_again(model_server: Served, desk_at) -> None:
    replies = iter([refuses(429, retry_after=0), refuses(503)])
    cite = citing((STATEMENT, QUOTE))
    server = model_server(lambda request: next(replies, None) or cite(request))
    with desk_at(server, model_seconds=20) as desk:
        answer = desk.ask(QUESTION)
    assert answer.is_written
    assert len(server.requests) == 3


# While it is written


def test_a_statement_is_shown_as_proven_only_once_it_is_verified_and_then_it_stays(
    model_server: Served, desk_at
) -> None:
    steps: list[tuple[list[str], str]] = []
    server = model_server(citing((STATEMENT, QUOTE), (FALSE, QUOTE)))
    with desk_at(server) as desk:

        def tell(so_far: Answer, checking: str) -> None:
            steps.append(([said.text for said in so_far.statements], checking))

        answer = desk.answer(Request(QUESTION), Follow(tell=tell))
    assert any("64 countries" in checking for proven, checking in steps if not proven)
    assert {tuple(proven) for proven, _ in steps} == {(), (STATEMENT,)}
    assert [len(proven) for proven, _ in steps] == sorted(len(proven) for proven, _ in steps)
    assert [said.text for said in answer.statements] == [STATEMENT]


def test_who_stops_an_answer_stops_the_model(model_server: Served, desk_at) -> None:
    server = model_server(hangs("SAY: The EU has"))
    follow = Follow(tell=lambda *_: follow.cancelled.set())
    with desk_at(server) as desk, pytest.raises(ModelCancelled):
        desk.answer(Request(QUESTION), follow)
    assert server.requests[0].left.wait(5)


def test_several_questions_are_written_at_once(model_server: Served, desk_at) -> None:
    """One that waits for its model keeps no other from being answered."""
    release = threading.Event()

    def script(request) -> Reply:
        if "visa-free" in request.user.rsplit("The question:", 1)[-1]:
            release.wait(20)
        return copying(request)

    with desk_at(model_server(script)) as desk:
        slow = threading.Thread(target=desk.ask, args=(QUESTION,))
        slow.start()
        answer = desk.ask("Which countries take part in Talent Partnerships?")
        assert slow.is_alive()
        release.set()
        slow.join()
    assert answer.is_written


# Follow-ups


def test_a_follow_up_is_rewritten_by_the_model_and_shown(model_server: Served, desk_at) -> None:
    rewritten = "Do the partnerships with Tunisia cover economic cooperation?"

    def script(request) -> Reply:
        return copying(request) if passages_in(request) else says(rewritten)

    with desk_at(model_server(script)) as desk:
        earlier = ["What do the partnerships with Tunisia do?"]
        answer = desk.ask("And do they cover economic cooperation?", earlier)
    assert answer.standalone_question == rewritten


def test_a_rewriting_that_asks_something_else_is_not_taken(model_server: Served, desk_at) -> None:
    def script(request) -> Reply:
        return copying(request) if passages_in(request) else says("Who is the king of France?")

    with desk_at(model_server(script)) as desk:
        earlier = ["What do the partnerships with Tunisia do?"]
        answer = desk.ask("And do they cover economic cooperation?", earlier)
    assert "France" not in answer.standalone_question
    assert "economic cooperation" in answer.standalone_question


def test_a_question_that_stands_alone_costs_one_call(model_server: Served, desk_at) -> None:
    server = model_server(copying)
    with desk_at(server) as desk:
        desk.ask(QUESTION, ["Which countries take part in Talent Partnerships?"])
    assert len(server.requests) == 1
