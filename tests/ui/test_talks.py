"""Past conversations in the chat: kept as they are asked, listed, and opened again."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from corpus.embedding import Embedder
from corpus.errors import UnknownAnswer
from corpus.record import SavedConversation
from corpus.settings import Settings
from ingest.apply import ingest
from qa.chain import Desk
from qa.request import Request
from tests.ui.settling import settle
from tests.ui.test_render import Reader
from ui.chat.acts import perform
from ui.chat.asking import asked
from ui.chat.conversation import Conversation
from ui.chat.desk import SharedDesk
from ui.chat.given import answer_given, answers_of, keep_as, keep_given
from ui.chat.looking import Done, Looking, Unchanged
from ui.chat.pages import page
from ui.chat.visitor import Rules, Visitor
from ui.server.serve import application

GATE, LAMP = "When is the gate closed?", "Who lights the lamp?"
OWN = "http://127.0.0.1:7860"
ANNA, BEN = Visitor("login:anna"), Visitor("login:ben")


@pytest.fixture
def house(settings: Settings, tmp_path: Path, embedder: Embedder) -> Path:
    """The text that the library was made from."""
    text = tmp_path / "house.md"
    write(text, "eight")
    ingest(settings, [str(text)], embedder=embedder)
    return text


@pytest.fixture
def shared(house: Path, settings: Settings, embedder: Embedder) -> Iterator[SharedDesk]:
    desk = SharedDesk(lambda: Desk(settings))
    desk.open().embedder = embedder
    yield desk
    desk.close()


def write(text: Path, hour: str) -> None:
    text.write_text(
        f"# The house\n\nThe gate is closed at {hour} in the evening.\n\n"
        "# The lamp\n\nThe lamp is lit at dusk by whoever comes home first.\n"
    )


def ask(looking: Looking, *questions: str) -> Conversation:
    """Ask these in a row, and wait until they are kept; the conversation."""

    async def all_of() -> Conversation:
        talk = looking.talk
        for question in questions:
            here = replace(looking, talk=talk)
            async for step in asked(here, Request(question, tuple(talk.history))):
                talk = step[2]
        return talk

    talk = asyncio.run(all_of())
    settle(looking.shared)
    return talk


async def last_of(steps: Any) -> Any:
    found = None
    async for step in steps:
        found = step
    return found


def act(looking: Looking, name: str, arg: str = "", **fields: str) -> Done:
    """What an act comes to at last."""
    given = {key: [value] for key, value in fields.items()}
    sent = json.dumps({"act": name, "arg": arg, "fields": given})
    done: Done | None = asyncio.run(last_of(perform(looking, sent)))
    assert done is not None
    return done


def kept(shared: SharedDesk, visitor: Visitor = ANNA) -> list[SavedConversation]:
    return shared.open().library.conversations(visitor.owner)


def listed(looking: Looking, rest: str = "") -> Reader:
    return Reader(page(looking, f"#talks/{rest}").shown)


# Keeping


def test_what_is_asked_in_a_row_is_one_conversation(shared: SharedDesk) -> None:
    talk = ask(Looking(shared, visitor=ANNA), GATE, LAMP)
    (saved,) = kept(shared)
    assert (saved.id, saved.title) == (talk.id, GATE)
    assert [turn.question for turn in saved.turns] == [GATE, LAMP]
    assert [turn.answer_id for turn in saved.turns] == [t.answer.id for t in talk.turns if t.answer]


def test_a_new_conversation_is_kept_beside_the_one_before(shared: SharedDesk) -> None:
    looking = Looking(shared, visitor=ANNA)
    assert ask(looking, GATE).id != ask(looking, GATE).id
    assert len(kept(shared)) == 2


def test_a_question_without_an_answer_is_not_kept(shared: SharedDesk) -> None:
    talk = ask(Looking(shared, visitor=ANNA), "why? " * 5000, GATE)
    (saved,) = kept(shared)
    assert [(turn.position, turn.question) for turn in saved.turns] == [(0, GATE)]
    assert len(talk.turns) == 2


def test_nothing_is_kept_where_the_chat_is_only_for_reading(shared: SharedDesk) -> None:
    looking = Looking(shared, Rules(read_only=True), ANNA)
    talk = ask(looking, GATE)
    assert kept(shared) == shared.open().library.answers() == []
    (turn,) = talk.turns
    assert turn.answer
    assert answer_given(shared, ANNA.owner, turn.answer.id).question == GATE


def test_turns_that_were_taken_back_and_put_back_are_kept_as_the_window_has_them(
    shared: SharedDesk,
) -> None:
    looking = Looking(shared, visitor=ANNA)
    talk = ask(looking, GATE, LAMP)
    keep_as(looking, replace(talk, turns=talk.turns[:1]))
    settle(shared)
    assert [turn.question for turn in kept(shared)[0].turns] == [GATE]
    keep_as(looking, talk)
    settle(shared)
    assert [turn.question for turn in kept(shared)[0].turns] == [GATE, LAMP]
    keep_as(looking, replace(talk, turns=()))
    settle(shared)
    assert kept(shared) == []
    keep_as(looking, talk)
    settle(shared)
    assert [turn.question for turn in kept(shared)[0].turns] == [GATE, LAMP]


# Whose answers


def test_an_answer_is_shown_to_whom_it_was_given_and_to_nobody_else(shared: SharedDesk) -> None:
    (turn,) = ask(Looking(shared, visitor=ANNA), GATE).turns
    assert turn.answer
    id = turn.answer.id
    assert answer_given(shared, ANNA.owner, id).id == id
    for other in (BEN.owner, ""):
        with pytest.raises(UnknownAnswer):
            answer_given(shared, other, id)
        assert list(answers_of(shared.open().library, other)) == []
        refused = page(Looking(shared, visitor=Visitor(other)), f"#saved/{id}")
        assert "There is no saved answer" in refused.said
        assert GATE not in page(Looking(shared, visitor=Visitor(other)), "#library").shown


def test_an_answer_of_no_conversation_is_kept_for_its_owner(shared: SharedDesk) -> None:
    answer = shared.open().answer(Request(GATE))
    keep_given(Looking(shared, visitor=ANNA), Request(GATE), answer)
    settle(shared)
    assert [saved.id for saved in answers_of(shared.open().library, ANNA.owner)] == [answer.id]
    assert kept(shared) == []


# The page


def test_without_a_conversation_the_page_says_how_to_begin_one(shared: SharedDesk) -> None:
    assert "There is no conversation yet." in listed(Looking(shared)).text


def test_conversations_are_listed_with_how_many_questions_they_have(shared: SharedDesk) -> None:
    looking = Looking(shared, visitor=ANNA)
    talk = ask(looking, GATE, LAMP)
    read = listed(looking)
    assert "2 questions" in read.text
    assert "1 conversation" in read.text
    assert ("value", f"open-talk/{talk.id}") in read.attributes
    assert ("href", f"#get/talk/{talk.id}.md") in read.attributes
    assert GATE not in listed(Looking(shared, visitor=BEN)).text


def test_a_search_lists_what_was_found_and_keeps_the_words(shared: SharedDesk) -> None:
    looking = Looking(shared, visitor=ANNA)
    ask(looking, GATE)
    ask(looking, LAMP)
    found = act(looking, "find-talks", words="  dusk  lit ")
    read = listed(looking, found.open.removeprefix("#talks/"))
    assert "1 conversation found" in read.text
    assert LAMP in read.text
    assert GATE not in read.text
    assert ("value", "dusk lit") in read.attributes
    assert act(looking, "find-talks", words=" ").open == "#talks"


def test_a_changed_source_is_told_in_the_list_and_in_the_answer(
    shared: SharedDesk, house: Path, settings: Settings, embedder: Embedder
) -> None:
    looking = Looking(shared, visitor=ANNA)
    talk = ask(looking, GATE)
    assert "the source changed" not in listed(looking).text
    write(house, "nine")
    ingest(settings, [str(house)], embedder=embedder)
    shared.refresh()
    assert "the source changed" in listed(looking).text
    done = act(looking, "open-talk", talk.id)
    assert isinstance(done.talk, Conversation)
    reply = Reader(done.talk.turns[0].reply)
    assert "the source changed" in reply.text
    assert "at eight" in reply.text


# Opening again, renaming, deleting


def test_a_conversation_that_is_opened_again_goes_on(shared: SharedDesk) -> None:
    looking = Looking(shared, visitor=ANNA)
    first = ask(looking, GATE)
    done = act(looking, "open-talk", first.id)
    assert "Opened again: When is the gate closed? (1 question)." in done.said
    assert isinstance(done.talk, Conversation)
    assert done.talk.history == [GATE]
    again = ask(replace(looking, talk=done.talk), LAMP)
    assert again.id == first.id
    (saved,) = kept(shared)
    assert [turn.question for turn in saved.turns] == [GATE, LAMP]


def test_an_answer_that_was_deleted_is_said_to_be(shared: SharedDesk) -> None:
    looking = Looking(shared, visitor=ANNA)
    talk = ask(looking, GATE, LAMP)
    assert talk.turns[0].answer
    shared.open().library.forget_answers([talk.turns[0].answer.id])
    done = act(looking, "open-talk", talk.id)
    assert isinstance(done.talk, Conversation)
    assert "This answer was deleted" in Reader(done.talk.turns[0].reply).text
    assert done.talk.history == [LAMP]
    ask(replace(looking, talk=done.talk), GATE)
    assert [turn.question for turn in kept(shared)[0].turns] == [GATE, LAMP, GATE]


def test_another_visitors_conversation_is_neither_opened_nor_changed(shared: SharedDesk) -> None:
    talk = ask(Looking(shared, visitor=ANNA), GATE)
    other = Looking(shared, visitor=BEN)
    for name in ("open-talk", "rename-talk"):
        done = act(other, name, talk.id, title="Mine")
        assert "There is no such conversation here" in done.said
        assert isinstance(done.talk, Unchanged)
    act(other, "forget-talk", talk.id)
    act(other, "forget-talks")
    assert [saved.title for saved in kept(shared)] == [GATE]


def test_a_conversation_gets_another_title(shared: SharedDesk) -> None:
    looking = Looking(shared, visitor=ANNA)
    talk = ask(looking, GATE)
    done = act(replace(looking, opened="#talks/30/gate"), "rename-talk", talk.id, title="Hours")
    assert done.open == "#talks/30/gate"
    assert kept(shared)[0].title == "Hours"
    assert "needs a title" in act(looking, "rename-talk", talk.id, title=" ").said
    refused = act(replace(looking, rules=Rules(read_only=True)), "rename-talk", talk.id, title="x")
    assert "only for reading" in refused.said


def test_a_deleted_conversation_is_gone_from_the_window_too(shared: SharedDesk) -> None:
    looking = Looking(shared, visitor=ANNA)
    other, talk = ask(looking, LAMP), ask(looking, GATE)
    done = act(replace(looking, talk=other), "forget-talk", talk.id)
    assert isinstance(done.talk, Unchanged)
    done = act(replace(looking, talk=other), "forget-talks")
    assert done.talk == Conversation()
    assert kept(shared) == shared.open().library.answers() == []


# A page that is loaded again


def test_a_page_that_is_loaded_again_finds_its_conversation(shared: SharedDesk) -> None:
    looking = Looking(shared, visitor=ANNA)
    talk = ask(looking, GATE)
    done = act(looking, "resume", talk.id, why="")
    assert done.said == "Your conversation is back."
    assert isinstance(done.talk, Conversation)
    assert done.talk.history == [GATE]
    after = act(looking, "resume", talk.id, why="restart")
    assert after.said == "The server was started again; your conversation is back."


@pytest.mark.parametrize(
    ("rules", "why", "said"),
    [
        (Rules(), "", "The page was loaded again. What was shown before is not kept."),
        (Rules(), "restart", "The server was started again."),
        (
            Rules(read_only=True),
            "restart",
            "The server was started again. It keeps no conversations: the one before is gone.",
        ),
        (Rules(read_only=True), "", "This chat keeps no conversations: the one before is gone."),
    ],
)
def test_what_is_not_kept_is_said_to_be_gone(
    shared: SharedDesk, rules: Rules, why: str, said: str
) -> None:
    done = act(Looking(shared, rules, ANNA), "resume", "f" * 32, why=why)
    assert done.said == said
    assert isinstance(done.talk, Unchanged)


# Files


@pytest.fixture
def client(shared: SharedDesk) -> TestClient:
    async def build() -> Any:
        return application(shared, "127.0.0.1")

    return TestClient(asyncio.run(build()), base_url=OWN)


def test_a_conversation_is_taken_along_as_a_file(shared: SharedDesk, client: TestClient) -> None:
    talk = ask(Looking(shared), GATE, LAMP)
    told = client.get(f"/talk/{talk.id}.md")
    assert told.headers["content-disposition"] == (
        f'attachment; filename="conversation-{talk.id[:8]}.md"'
    )
    assert told.text.startswith(f"# {GATE}\n")
    assert "“The gate is closed at eight in the evening.”" in told.text
    record = client.get(f"/talk/{talk.id}.json").json()
    (one,) = record["conversations"]
    assert [turn["question"] for turn in one["turns"]] == [GATE, LAMP]
    assert one["turns"][0]["answer"]["answer"]["outcome"] == "answered"
    assert client.get("/talks.json").json() == record
    assert client.get("/talks.md").text == told.text


def test_a_deleted_answer_is_told_in_the_file(shared: SharedDesk, client: TestClient) -> None:
    talk = ask(Looking(shared), GATE)
    shared.open().library.forget_answers([saved.id for saved in shared.open().library.answers()])
    assert "The answer was deleted." in client.get(f"/talk/{talk.id}.md").text
    (one,) = client.get(f"/talk/{talk.id}.json").json()["conversations"]
    assert one["turns"][0]["answer"] is None


def test_files_of_another_visitor_are_not_handed_out(
    shared: SharedDesk, client: TestClient
) -> None:
    talk = ask(Looking(shared, visitor=ANNA), GATE)
    assert talk.turns[0].answer
    for path in (
        f"/talk/{talk.id}.md",
        f"/talk/{talk.id}.json",
        f"/pack/{talk.turns[0].answer.id}",
    ):
        refused = client.get(path)
        assert refused.status_code == 404
        assert GATE not in refused.text
    assert client.get("/talks.json").json() == {"conversations": []}


@pytest.mark.parametrize(
    "path",
    [
        "/talk/x.md",
        f"/talk/{'a' * 32}.md",
        f"/talk/{'a' * 32}.exe",
        f"/talk/{'a' * 31}.json",
        "/talk/%2e%2e/talks.md",
        "/talks.exe",
    ],
)
def test_no_other_file_is_reached(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_server_has_a_name_of_its_own_that_anybody_may_ask(
    shared: SharedDesk, client: TestClient
) -> None:
    async def another() -> Any:
        return application(shared, "127.0.0.1", ("reader", "secret"))

    other = TestClient(asyncio.run(another()), base_url=OWN)
    names = {client.get("/alive").text, client.get("/alive").text, other.get("/alive").text}
    assert len(names) == 2
    assert client.get("/alive").headers["cache-control"] == "no-store"
