"""What the server remembers of its windows: what they show, and no more however long they ask."""

import asyncio
import gc
from collections import Counter
from dataclasses import replace
from typing import Any

from gradio.state_holder import SessionState

from corpus.document import Citation
from corpus.errors import LibraryEmpty
from corpus.record import SavedAnswer
from corpus.settings import Settings
from qa.answer import Answer, Further, Nearest, Outcome, Picked, Searched, Statement, Support
from qa.chain import Desk
from qa.kept import saved
from qa.request import Request
from ui.chat import recent
from ui.chat.app import build_chat
from ui.chat.blocks import WINDOWS, Blocks
from ui.chat.conversation import Conversation
from ui.chat.desk import SharedDesk
from ui.chat.markup import escape
from ui.chat.recent import Recent
from ui.chat.visitor import Rules

CITATION = Citation("d", "Title", "0f" * 16, "Article 1", None, 0, 6, "Words.")
ANSWER = Answer(
    id="one",
    question="Which words?",
    standalone_question="Which words are meant?",
    outcome=Outcome.ANSWERED,
    statements=(Statement("Words.", Support.VERBATIM, (CITATION,), (0, 5), ("a reason",)),),
    nearest=(Nearest("d", "Article 1", 0, 6, "Words.", 0.1),),
    confidence=0.7,
    generation=3,
    model="extractive",
    seconds={"total": 0.1},
    searched=Searched(("d",), 9, 3, picked=(Picked("d", "Title", "Article 1", 0, 6, 1),)),
    further=(Further("a definition", CITATION),),
)


def talk_of(turns: int) -> Conversation:
    talk = Conversation()
    for number in range(turns):
        question = f"Question {number}?"
        request = Request(question, tuple(talk.history))
        talk = talk.asking(question, escape(question), escape("waiting"), request)
        talk = talk.being_written(escape("part"), escape("proven"))
        talk = talk.replied(escape("shown"), replace(ANSWER, id=f"answer {number}"))
    return talk


def held_by(root: object) -> Counter[type]:
    """How many objects of each type are reached from an object, types and modules apart."""
    seen, todo = {id(root)}, [root]
    found: Counter[type] = Counter()
    while todo:
        here = todo.pop()
        found[type(here)] += 1
        for other in gc.get_referents(here):
            if id(other) not in seen and not isinstance(other, type):
                seen.add(id(other))
                todo.append(other)
    return found


# A conversation


def test_a_long_conversation_holds_no_answers_as_objects():
    held = held_by(talk_of(50))
    assert held[Answer] == held[Statement] == held[Picked] == held[Citation] == 0


def test_a_turn_holds_as_much_however_many_came_before_it():
    few, many = sum(held_by(talk_of(10)).values()), sum(held_by(talk_of(110)).values())
    assert many - few < 100 * 2 * (few / 10)
    assert all(turn.request and not turn.request.history for turn in talk_of(3).turns)


def test_a_turn_gives_back_the_answer_that_it_shows():
    (turn,) = talk_of(1).turns
    assert turn.answer == replace(ANSWER, id="answer 0")
    assert turn.answer_id == "answer 0"


# Recent answers


def kept(id: str) -> SavedAnswer:
    return saved(replace(ANSWER, id=id), ("Before?",), ("d",), 3, Settings())


def test_recent_answers_are_given_back_whole_to_their_owner_alone():
    answers, given = Recent(), kept("one")
    answers.keep("ann", given)
    assert answers.find("ann", "one") == given
    assert answers.find("ben", "one") is None


def test_of_too_many_recent_answers_the_oldest_is_forgotten(monkeypatch):
    monkeypatch.setattr(recent, "MOST", 3)
    answers = Recent()
    for number in range(5):
        answers.keep("ann", kept(str(number)))
    assert len(answers) == 3
    assert [id for id in "01234" if answers.find("ann", id)] == ["2", "3", "4"]


def test_recent_answers_are_not_held_as_objects():
    answers = Recent()
    for number in range(20):
        answers.keep("ann", kept(str(number)))
    assert held_by(answers._answers)[SavedAnswer] == 0


# A window, as Gradio remembers it


def no_desk() -> Desk:
    raise LibraryEmpty(folder="here")


def page() -> Blocks:
    """To be made in a running event loop: see ui.server.serve."""
    chat = build_chat(SharedDesk(no_desk), Rules())
    assert isinstance(chat, Blocks)
    return chat


async def happen(page: Blocks, window: SessionState, elem_id: str, event: str) -> None:
    """One event of the page from beginning to end, as Gradio's queue has it happen."""
    part = next(id for id, block in page.blocks.items() if block.elem_id == elem_id)
    fn = next(fn for fn in page.fns.values() if (part, event) in fn.targets)
    inputs = [None if block.stateful else "" for block in fn.inputs]
    done: dict[str, Any] = {"iterator": None, "is_generating": True}
    while done["is_generating"]:
        iterator = done["iterator"]
        done = await page.process_api(fn, inputs, state=window, iterator=iterator)


def test_a_window_has_as_many_components_after_ten_questions_as_after_two() -> None:
    async def counts() -> list[tuple[int, int]]:
        chat = page()
        window = SessionState(chat)
        found = []
        for _ in range(10):
            await happen(chat, window, "box", "submit")
            await happen(chat, window, "again", "click")
            await happen(chat, window, "acts", "change")
            found.append((len(window.blocks_config.blocks), len(window.config_values)))
        assert found[-1][0] == len(chat.blocks)
        return found

    counted = asyncio.run(counts())
    assert counted[-1] == counted[1]


def test_the_server_keeps_few_windows_and_no_statistics() -> None:
    async def bounds() -> tuple[int, int]:
        chat = page()
        chat.queue(max_size=4)
        return chat.state_session_capacity, chat._queue.ANALYTICS_MAX_EVENTS

    assert asyncio.run(bounds()) == (WINDOWS, 1)
