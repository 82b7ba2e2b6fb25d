"""What happens when a question is asked: the steps of its reply, and the answer kept."""

from asyncio import to_thread
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from corpus.errors import EmptyQuestion
from qa.answer import Answer, Outcome
from qa.chain import Desk
from qa.request import Request
from ui.chat import render
from ui.chat.conversation import Conversation
from ui.chat.desk import SharedDesk, attempt, held
from ui.chat.examples import KNOWN, follow_ups
from ui.chat.given import apart, keep_turn
from ui.chat.looking import Looking
from ui.chat.markup import Markup, element, escape, join
from ui.chat.suggestions import suggestions
from ui.words import say, say_many


@dataclass(frozen=True, slots=True)
class Reply:
    """What one question brings: what is shown, and what a screen reader says. `proven` is what
    will stay of it, `None` once it is whole.
    """

    shown: Markup
    status: str
    answer: Answer | None = None
    proven: Markup | None = None


async def asked(looking: Looking, request: Request, draft: str = "") -> AsyncIterator[list[Any]]:
    """The steps of one question: at once that it is being read, then the reply, which is kept for
    its owner. `draft` is what stays in the box.
    """
    desk, talk = looking.shared, looking.talk
    if not request.question.strip():
        empty = EmptyQuestion(example=KNOWN[0][1])
        yield [talk.messages, ready_box(), talk, str(escape(str(empty)))]
        return
    if talk.is_waiting:
        yield kept_waiting()
        return
    waiting = meanwhile(desk)
    shown = render.question(request.question)
    asking = talk.asking(request.question, shown, render.thinking(waiting), request)
    if wait_s := looking.rules.budget.take(looking.visitor.counted):
        yield slowed(asking, request.question, wait_s)
        return
    yield [asking.messages, busy_box(draft), asking, str(escape(waiting))]
    reply = Reply(Markup(), "")
    async for reply in desk.answer(request, written, replied_now, refused):
        if reply.proven is not None:
            asking = asking.being_written(reply.shown, reply.proven)
            yield [asking.messages, gr.skip(), asking, gr.skip()]
    if reply.answer:
        asking = await to_thread(apart, looking, asking)
        keep_turn(looking, asking, request, reply.answer)
    done = asking.replied(reply.shown, reply.answer)
    yield [done.messages, ready_box(), done, str(escape(reply.status))]


def meanwhile(desk: SharedDesk) -> str:
    if desk.is_warm:
        return say("Reading the passages…")
    return say("Loading the model; the first question waits for it…")


def one_at_a_time() -> str:
    return say("One question at a time: the one before is still being read.")


def kept_waiting() -> list[Any]:
    """Nothing is asked while another question waits for its answer: it stays in the box."""
    return [gr.skip(), gr.skip(), gr.skip(), in_status(one_at_a_time())]


def in_status(said: str) -> str:
    """What a screen reader says. It is seen too where nothing else would show why what was
    pressed does nothing.
    """
    seen = said == one_at_a_time()
    return str(element("span", said, class_="held") if seen else escape(said))


def written(so_far: Answer, checking: str) -> Reply:
    proven = join(*render.proven(so_far))
    return Reply(render.being_written(so_far, checking), "", proven=proven)


def replied(desk: Desk, answer: Answer) -> Reply:
    return Reply(render.answer(answer, held(desk, answer.generation)), in_brief(answer), answer)


def replied_now(desk: Desk, answer: Answer) -> Reply:
    """The reply to what was asked just now, with questions that may come next."""
    reply, snapshot = replied(desk, answer), desk.snapshot()
    if snapshot.number != answer.generation:
        return reply
    next_ones = attempt(lambda: follow_ups(answer, snapshot.document), lambda _: [])
    return replace(reply, shown=join(reply.shown, *suggestions(next_ones)))


def refused(sentence: str) -> Reply:
    return Reply(render.notice(sentence), sentence)


def slowed(asking: Conversation, question: str, wait_s: int) -> list[Any]:
    """Refuses a question that comes too soon; its words are back in the box."""
    sentence = too_soon(wait_s)
    done = asking.replied(render.notice(sentence), None)
    return [done.messages, ready_box() | {"value": question}, done, str(escape(sentence))]


def too_soon(wait_s: int) -> str:
    return say_many(
        "These are more questions than one visitor may ask in a minute: "
        "wait {count} second, then ask again.",
        "These are more questions than one visitor may ask in a minute: "
        "wait {count} seconds, then ask again.",
        wait_s,
    )


def stopped(talk: Conversation) -> list[Any]:
    if not talk.is_waiting:
        return [talk.messages, ready_box(), talk, str(escape(say("Stopped.")))]
    shown = join(talk.turns[-1].proven, render.notice(say("Stopped.")))
    done = talk.replied(shown, None)
    return [done.messages, ready_box(), done, str(escape(say("Stopped.")))]


def begun() -> list[Any]:
    """A new conversation."""
    return [[], ready_box(), Conversation(), str(escape(say("A new conversation.")))]


def busy_box(draft: str) -> dict[str, Any]:
    return gr.update(value=draft, submit_btn=False, stop_btn=say("Stop"))


def ready_box() -> dict[str, Any]:
    return gr.update(submit_btn=say("Ask"), stop_btn=False)


def in_brief(answer: Answer) -> str:
    """What a screen reader says first."""
    citations = {citation for said in answer.statements for citation in said.citations}
    if answer.outcome is Outcome.NOT_FOUND:
        return say("The documents do not say.")
    told = say_many(
        "Answered, with {count} citation.", "Answered, with {count} citations.", len(citations)
    )
    weaker = say("Found by searching wider: check it against the source.")
    return f"{told} {weaker}" if answer.searched.wide else told
