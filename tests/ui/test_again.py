"""Asking once more, of more, or otherwise; taking a question back; and undoing each."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from corpus.embedding import Embedder
from corpus.errors import UnknownAnswer
from corpus.settings import Settings
from ingest.apply import ingest
from qa.chain import Desk
from qa.request import Request
from tests.ui.test_chat_asking import steps_of
from ui.chat import again
from ui.chat.asking import asked, one_at_a_time
from ui.chat.conversation import Conversation
from ui.chat.desk import SharedDesk
from ui.chat.looking import Done, Looking
from ui.chat.scope import EVERYTHING, Chosen

GATE, LAMP = "When does the gate close?", "Who lights the lamp?"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[SharedDesk]:
    folder = tmp_path_factory.mktemp("again")
    text = folder / "gate.md"
    text.write_text(
        "# The gate\n\n## Closing\n\nThe gate closes at eight in the evening.\n\n"
        "## Light\n\nThe lamp is lit by whoever comes home first.\n"
    )
    settings = Settings(library=folder / "library")
    ingest(settings, [str(text)], embedder=embedder)
    desk = SharedDesk(lambda: Desk(settings))
    desk.open().embedder = embedder
    yield desk
    desk.close()


def ask(shared: SharedDesk, *requests: Request, talk: Conversation | None = None) -> Looking:
    """A window in which these were asked, one after the other."""
    looking = Looking(shared, talk=talk or Conversation())
    for request in requests:
        *_, last = steps_of(asked(looking, replace(request, history=tuple(looking.talk.history))))
        looking = replace(looking, talk=last[2])
    return looking


def then(looking: Looking, done: Done) -> Looking:
    """The window after an act, and after the question that it asks."""
    talk = done.talk if isinstance(done.talk, Conversation) else looking.talk
    looking = replace(looking, talk=talk)
    if done.ask:
        *_, last = steps_of(asked(looking, done.ask))
        looking = replace(looking, talk=last[2])
    return looking


def questions(looking: Looking) -> list[str]:
    return [turn.question for turn in looking.talk.turns]


def kept(looking: Looking) -> list[str]:
    """The questions of the kept conversation, once all that is under way is kept."""
    settle(looking.shared)
    owner, id = looking.visitor.owner, looking.talk.id
    return [turn.question for turn in looking.desk.library.conversation(owner, id).turns]


def settle(shared: SharedDesk) -> None:
    shared._errands.shutdown()
    shared._errands = type(shared._errands)(max_workers=4)


def id_of(looking: Looking, at: int) -> str:
    answer = looking.talk.turns[at].answer
    assert answer is not None
    return answer.id


def test_asking_again_takes_the_place_of_the_turn_and_what_followed(shared: SharedDesk) -> None:
    window = ask(shared, Request(GATE), Request(LAMP))
    done = again.ask_again(window, "0", {})
    assert done.ask == Request(GATE)
    after = then(window, done)
    assert questions(after) == [GATE]
    assert questions(then(after, again.undo(after, "", {}))) == [GATE, LAMP]


def test_asking_again_asks_of_what_was_asked_then(shared: SharedDesk) -> None:
    window = ask(shared, Request(GATE, documents=("gate",), as_of=1))
    done = again.ask_again(window, "0", {})
    assert done.ask == Request(GATE, documents=("gate",), as_of=1)


def test_a_follow_up_asked_again_has_the_history_before_it(shared: SharedDesk) -> None:
    window = ask(shared, Request(GATE), Request("And who lights the lamp?"), Request(LAMP))
    done = again.ask_again(window, "1", {})
    assert done.ask is not None
    assert done.ask.history == (GATE,)


def test_editing_puts_the_question_into_the_box(shared: SharedDesk) -> None:
    window = ask(shared, Request(GATE), Request(LAMP))
    done = again.edit(window, "0", {})
    assert done.box == GATE
    edited = then(window, done)
    assert questions(edited) == [GATE, LAMP]
    assert questions(ask(shared, Request("Where is it?"), talk=edited.talk)) == ["Where is it?"]


def test_an_edit_can_be_left(shared: SharedDesk) -> None:
    window = ask(shared, Request(GATE))
    edited = then(window, again.edit(window, "0", {}))
    left = again.leave(edited, "", {})
    assert (left.talk, left.box) == (window.talk, "")


def test_what_is_taken_back_is_gone_from_the_library_until_it_is_undone(
    shared: SharedDesk,
) -> None:
    window = ask(shared, Request(GATE), Request(LAMP))
    assert kept(window) == [GATE, LAMP]
    back = then(window, again.take_back(window, "", {}))
    assert (questions(back), kept(back)) == ([GATE], [GATE])
    restored = then(back, again.undo(back, "", {}))
    assert (questions(restored), kept(restored)) == ([GATE, LAMP], [GATE, LAMP])


def test_there_may_be_nothing_to_take_back_or_to_undo(shared: SharedDesk) -> None:
    empty = Looking(shared)
    assert again.take_back(empty, "", {}) == Done()
    assert again.undo(empty, "", {}).said == "There is nothing to undo."
    assert again.ask_again(empty, "3", {}) == again.edit(empty, "x", {}) == Done()


@pytest.mark.parametrize("act", sorted(again.ACTS))
def test_nothing_is_changed_while_a_question_is_read(shared: SharedDesk, act: str) -> None:
    window = ask(shared, Request(GATE))
    waiting = window.talk.asking(LAMP, window.talk.turns[0].asked, window.talk.turns[0].asked)
    busy = replace(window, talk=waiting)
    arg = id_of(window, 0) if act in ("wider", "everywhere", "instead") else "0"
    done = again.ACTS[act].do(busy, arg, {})
    assert isinstance(done, Done)
    assert done.ask is None
    assert act == "keep" or done.said == one_at_a_time()


# Of more


def test_searching_wider_takes_the_place_of_the_answer(shared: SharedDesk) -> None:
    window = ask(shared, Request("Who sells the moon?"))
    done = again.ask_wider(window, id_of(window, 0), {})
    assert done.ask == Request("Who sells the moon?", wide=True)
    after = then(window, done)
    (turn,) = after.talk.turns
    assert turn.answer is not None
    assert turn.answer.searched.wide


def test_asking_all_documents_asks_all_from_then_on(shared: SharedDesk) -> None:
    narrow = Chosen(("gate",), 1)
    window = replace(ask(shared, Request(GATE, documents=("gate",), as_of=1)), chosen=narrow)
    done = again.ask_everywhere(window, id_of(window, 0), {})
    assert (done.ask, done.chosen) == (Request(GATE), EVERYTHING)


def test_a_question_may_be_asked_in_other_words(shared: SharedDesk) -> None:
    window = ask(shared, Request("When does the gaet close?"))
    done = again.ask_instead(window, f"{id_of(window, 0)}/When does the gate/door close?", {})
    assert done.ask == Request("When does the gate/door close?")
    assert isinstance(done.talk, Conversation)
    assert done.talk.turns == ()


def test_an_answer_of_no_turn_is_asked_as_a_new_question(shared: SharedDesk) -> None:
    earlier = ask(shared, Request(GATE))
    window = ask(shared, Request(LAMP))
    done = again.ask_wider(window, id_of(earlier, 0), {})
    assert done.ask == Request(GATE, wide=True)
    assert questions(then(window, done)) == [LAMP, GATE]


def test_an_answer_of_somebody_else_is_unknown(shared: SharedDesk) -> None:
    window = ask(shared, Request(GATE))
    other = replace(window.visitor, owner="browser:other")
    with pytest.raises(UnknownAnswer):
        again.ask_wider(Looking(shared, visitor=other), id_of(window, 0), {})


def test_a_suggested_question_is_asked_of_what_is_chosen_and_stands_alone(
    shared: SharedDesk,
) -> None:
    window = replace(ask(shared, Request(GATE)), chosen=Chosen(("gate",)))
    done = again.ask_this(window, "What is lit / when?", {})
    assert done.ask == Request("What is lit / when?", (), ("gate",))
