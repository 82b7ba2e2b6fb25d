"""Asking once more: the same question, a changed one, or of more; taking one back, and undoing it.

Each takes the place of a turn and of what followed it, which can be brought back.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import gradio as gr

from qa.kept import answer_in
from qa.request import Request
from ui.chat.asking import one_at_a_time, ready_box
from ui.chat.conversation import Conversation, Turn
from ui.chat.desk import attempt
from ui.chat.given import answer_given, keep_as
from ui.chat.looking import Act, Done, Fields, Looking
from ui.chat.markup import escape
from ui.chat.narrowing import asked_of
from ui.chat.place import SavedPlace, parse
from ui.chat.scope import EVERYTHING
from ui.chat.sent import whole_number
from ui.words import say

Change = Callable[[Request], Request]

# A turn


def ask_again(looking: Looking, arg: str, _: Fields) -> Done:
    """Ask the question of turn `arg` once more, as it was asked."""
    at = turn_at(looking.talk, arg)
    if at is None:
        return Done()
    return instead_of(looking, at, request_of(looking, looking.talk.turns[at]))


def edit(looking: Looking, arg: str, _: Fields) -> Done:
    """Put the question of turn `arg` into the box; what is sent next takes its place."""
    talk, at = looking.talk, turn_at(looking.talk, arg)
    if at is None:
        return Done()
    if talk.is_waiting:
        return busy()
    told = say("The question is in the box. What you send takes its place and what follows.")
    return Done(said=told, talk=talk.editing(at), box=talk.turns[at].question)


def leave(looking: Looking, arg: str, _: Fields) -> Done:
    """Leave the question as it is after all."""
    told = say("The question stays as it is.")
    return Done(said=told, talk=looking.talk.editing(None), box="")


def take_back(looking: Looking, arg: str, _: Fields) -> Done:
    """Take the last question back."""
    talk = looking.talk
    if talk.is_waiting:
        return busy()
    if not talk.turns:
        return Done()
    left = talk.cut(len(talk.turns) - 1)
    keep_as(looking, left)
    return Done(said=say("The last question was taken back. You can undo that."), talk=left)


def undo(looking: Looking, arg: str, _: Fields) -> Done:
    """Bring back what the last change took away."""
    talk = looking.talk
    if talk.is_waiting:
        return busy()
    if not talk.undoable:
        return Done(said=say("There is nothing to undo."))
    back = talk.restored()
    keep_as(looking, back)
    return Done(said=say("It is as it was before."), talk=back)


# An answer


def ask_wider(looking: Looking, id: str, _: Fields) -> Done:
    """Ask the question of an answer again, with more passages read and weaker evidence taken."""
    return once_more(looking, id, lambda asked: replace(asked, wide=True))


def ask_everywhere(looking: Looking, id: str, _: Fields) -> Done:
    """Ask the question of an answer of all documents, as they are now, and go on asking all."""
    done = once_more(looking, id, lambda asked: replace(asked, documents=(), as_of=None))
    return replace(done, chosen=EVERYTHING) if done.ask else done


def ask_instead(looking: Looking, arg: str, _: Fields) -> Done:
    """Ask another question in place of that of an answer: `arg` is its id, “/” and the question."""
    id, _slash, question = arg.partition("/")
    return once_more(looking, id, lambda asked: replace(asked, question=question))


def ask_this(looking: Looking, question: str, _: Fields) -> Done:
    """Ask a question that an answer suggests, of what the window has chosen. It stands alone, so
    that nothing said before makes another of it.
    """
    talk, chosen = looking.talk.editing(None), looking.chosen
    if talk.is_waiting:
        return busy()
    return Done(talk=talk, ask=Request(question, (), chosen.documents, chosen.as_of))


async def asked_again(looking: Looking, draft: str) -> AsyncIterator[list[Any]]:
    """The steps of the question whose saved answer is open, asked as it was then."""
    place = parse(looking.opened)
    if not isinstance(place, SavedPlace):
        yield [gr.skip() for _ in range(4)]
        return

    def request() -> Request | str:
        return request_again(looking, place.id)

    found = attempt(request, lambda sentence: sentence)
    if isinstance(found, str):
        yield [looking.talk.messages, ready_box(), looking.talk, str(escape(found))]
        return
    here = replace(looking, talk=looking.talk.editing(None))
    async for step in asked_of(here, found, draft):
        yield step


# How


def request_again(looking: Looking, id: str) -> Request:
    """What an answer was asked with. Raises UnknownAnswer."""
    given = answer_given(looking.shared, looking.visitor.owner, id)
    wide = answer_in(given).searched.wide
    return Request(given.question, given.history, given.documents, given.as_of, wide=wide)


def once_more(looking: Looking, id: str, changed: Change) -> Done:
    """Ask the question of an answer, changed, in place of its turn; where it is in no turn of the
    window, as a new question. Raises UnknownAnswer.
    """
    talk = looking.talk
    at = turn_with(talk, id)
    if at is not None:
        return instead_of(looking, at, changed(request_of(looking, talk.turns[at])))
    if talk.is_waiting:
        return busy()
    return Done(talk=talk.editing(None), ask=changed(request_again(looking, id)))


def instead_of(looking: Looking, at: int, request: Request) -> Done:
    """Ask this in place of a turn and what followed it."""
    if looking.talk.is_waiting:
        return busy()
    left = looking.talk.cut(at)
    asked = replace(request, history=tuple(left.history), standalone="")
    return Done(talk=left, ask=asked)


def request_of(looking: Looking, turn: Turn) -> Request:
    """What a turn was asked with; of what is chosen now, where that is not known."""
    chosen = looking.chosen
    return turn.request or Request(turn.question, (), chosen.documents, chosen.as_of)


def turn_at(talk: Conversation, arg: str) -> int | None:
    at = whole_number(arg)
    return at if at is not None and at < len(talk.turns) else None


def turn_with(talk: Conversation, id: str) -> int | None:
    """The last turn with an answer."""
    found = [at for at, turn in enumerate(talk.turns) if turn.answered and turn.answer_id == id]
    return found[-1] if found else None


def busy() -> Done:
    return Done(said=one_at_a_time())


ACTS: Final[Mapping[str, Act]] = {
    "again": Act(ask_again),
    "edit": Act(edit),
    "keep": Act(leave),
    "back": Act(take_back),
    "undo": Act(undo),
    "wider": Act(ask_wider),
    "everywhere": Act(ask_everywhere),
    "instead": Act(ask_instead),
    "ask": Act(ask_this),
}
