"""What happens when a question is asked: the steps of its reply, and the answer kept."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from corpus.errors import EmptyQuestion
from qa.answer import Answer, Outcome
from qa.chain import Desk
from qa.request import Request
from ui import render
from ui.conversation import Conversation
from ui.desk import SharedDesk, attempt, held
from ui.examples import KNOWN
from ui.markup import Markup, escape, join
from ui.pane import counted
from ui.place import SavedPlace, opened_place

READING = "Reading the passages…"
WARMING = "Loading the model; the first question waits for it…"
STOPPED = "Stopped."
ONE_AT_A_TIME = "One question at a time: the one before is still being read."


@dataclass(frozen=True, slots=True)
class Reply:
    """What one question brings: what is shown, and what a screen reader says. `proven` is what
    will stay of it, `None` once it is whole.
    """

    shown: Markup
    status: str
    answer: Answer | None = None
    proven: Markup | None = None


async def asked(
    desk: SharedDesk, request: Request, talk: Conversation, draft: str = ""
) -> AsyncIterator[list[Any]]:
    """The steps of one question: at once that it is being read, then the reply.

    `draft` is what stays in the box.
    """
    if not request.question.strip():
        empty = EmptyQuestion(example=KNOWN[0][1])
        yield [talk.messages, ready_box(), talk, str(escape(str(empty)))]
        return
    if talk.is_waiting:
        yield [gr.skip(), gr.skip(), gr.skip(), ONE_AT_A_TIME]
        return
    waiting = READING if desk.is_warm else WARMING
    shown = render.question(request.question)
    asking = talk.asking(request.question, shown, render.thinking(waiting))
    yield [asking.messages, busy_box(draft), asking, str(escape(waiting))]
    reply = Reply(Markup(), "")
    async for reply in desk.answer(request, written, replied, refused):
        if reply.proven is not None:
            asking = asking.being_written(reply.shown, reply.proven)
            yield [asking.messages, gr.skip(), asking, gr.skip()]
    if answer := reply.answer:
        given = request.history, request.documents, request.as_of
        desk.later(lambda open_desk: open_desk.keep(answer, *given))
    done = asking.replied(reply.shown, answered=reply.answer is not None)
    yield [done.messages, ready_box(), done, str(escape(reply.status))]


async def asked_again(
    desk: SharedDesk, pressed: str, draft: str, talk: Conversation
) -> AsyncIterator[list[Any]]:
    """The steps of the question whose saved answer is open, asked as it was then."""
    place = opened_place(pressed)
    if not isinstance(place, SavedPlace):
        return

    def request() -> Request | str:
        saved = desk.open().library.answer(place.id)
        return Request(saved.question, saved.history, saved.documents, saved.as_of)

    found = attempt(request, lambda sentence: sentence)
    if isinstance(found, str):
        yield [talk.messages, ready_box(), talk, str(escape(found))]
        return
    async for step in asked(desk, found, talk, draft):
        yield step


def written(so_far: Answer, checking: str) -> Reply:
    proven = join(*render.proven(so_far))
    return Reply(render.being_written(so_far, checking), "", proven=proven)


def replied(desk: Desk, answer: Answer) -> Reply:
    return Reply(render.answer(answer, held(desk, answer.generation)), in_brief(answer), answer)


def refused(sentence: str) -> Reply:
    return Reply(render.notice(sentence), sentence)


def stopped(talk: Conversation) -> list[Any]:
    if not talk.is_waiting:
        return [talk.messages, ready_box(), talk, STOPPED]
    shown = join(talk.turns[-1].proven, render.notice(STOPPED))
    done = talk.replied(shown, answered=False)
    return [done.messages, ready_box(), done, STOPPED]


def begun() -> list[Any]:
    """A new conversation."""
    return [[], ready_box(), Conversation(), "A new conversation."]


def busy_box(draft: str) -> dict[str, Any]:
    return gr.update(value=draft, submit_btn=False, stop_btn="Stop")


def ready_box() -> dict[str, Any]:
    return gr.update(submit_btn="Ask", stop_btn=False)


def in_brief(answer: Answer) -> str:
    citations = {citation for said in answer.statements for citation in said.citations}
    if answer.outcome is Outcome.NOT_FOUND:
        return "The documents do not say."
    return f"Answered, with {counted(len(citations), 'citation')}."
