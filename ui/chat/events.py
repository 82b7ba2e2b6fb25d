"""Which event of the page calls what. All of it is private: the page is the only interface."""

from asyncio import to_thread
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from qa.request import Request
from ui.chat import planning
from ui.chat.acts import perform
from ui.chat.again import asked_again
from ui.chat.asking import begun, in_status, stopped
from ui.chat.conversation import Conversation
from ui.chat.desk import SharedDesk
from ui.chat.looking import Done, Looking, Unchanged
from ui.chat.markup import Markup, element, escape, join
from ui.chat.narrowing import asked_of, asked_of_the_chosen, chosen_line
from ui.chat.pages import fragment_of, page, rest
from ui.chat.proposal import ShownPlan
from ui.chat.running import Running, alone
from ui.chat.scope import Chosen
from ui.chat.sent import text
from ui.chat.visitor import Rules, visitor_of
from ui.words import speaking


@dataclass(frozen=True, slots=True)
class Buttons:
    """What can be done about what the source pane shows; the style says when each is there."""

    check: gr.Button
    apply: gr.Button
    apply_all: gr.Button
    leave: gr.Button
    cancel: gr.Button
    ask_again: gr.Button


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the page that events read and write.

    The page's script writes into `pressed` which link was pressed, into `acts` which button, into
    `lacking` the `rest` of which page it wants. It follows the link in `going`, and takes its
    `words` from the page.
    """

    navigation: gr.Markdown
    again: gr.Button
    log: gr.Chatbot
    box: gr.Textbox
    scope: gr.Markdown
    source: gr.Markdown
    work: gr.Markdown
    buttons: Buttons
    status: gr.Markdown
    going: gr.Markdown
    rest: gr.Markdown
    words: gr.Markdown
    pressed: gr.Textbox
    lacking: gr.Textbox
    acts: gr.Textbox
    talk: gr.State
    chosen: gr.State
    proposal: gr.State
    judging: gr.State
    asking: gr.State
    running: gr.State


QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
LONG: dict[str, Any] = {"trigger_mode": "once", "concurrency_limit": None, **QUIET}
# Events may overlap: what Gradio's page held back meanwhile it would drop.
SIDE_BY_SIDE: dict[str, Any] = {"trigger_mode": "multiple", "concurrency_limit": None, **QUIET}
STAMP_CHARS = 1_000
Step = list[Any]


def wire(desk: SharedDesk, rules: Rules, parts: Parts) -> None:
    wire_conversation(desk, rules, parts)
    wire_reading(desk, rules, parts)
    wire_rest(desk, rules, parts)
    wire_library(desk, rules, parts)


async def in_language(looking: Looking, steps: AsyncIterator[Step]) -> AsyncIterator[Step]:
    """The steps, each made while the visitor's language is spoken: between two of them Gradio may
    go on in another task.
    """
    try:
        while True:
            with speaking(looking.visitor.language):
                try:
                    step = await anext(steps)
                except StopAsyncIteration:
                    return
            yield step
    finally:
        await steps.aclose()  # type: ignore[attr-defined]


# Asking


def wire_conversation(desk: SharedDesk, rules: Rules, parts: Parts) -> None:
    told = [parts.log, parts.box, parts.talk, parts.status]
    wire_questions(desk, rules, parts, [*told, parts.scope])
    wire_acts(desk, rules, parts, [*told, parts.scope])

    async def stop(running: Running, talk: Conversation, request: gr.Request) -> Step:
        with speaking(visitor_of(request, rules).language):
            return nothing_new(told) if running.stop() else stopped(talk)

    async def begin(running: Running, request: gr.Request) -> Step:
        await running.end()
        with speaking(visitor_of(request, rules).language):
            return begun()

    parts.box.stop(stop, [parts.running, parts.talk], told, **SIDE_BY_SIDE)
    parts.again.click(begin, parts.running, told, **SIDE_BY_SIDE)


def wire_questions(desk: SharedDesk, rules: Rules, parts: Parts, told: Sequence[Any]) -> None:
    """The ways to ask a question of one's own, or a saved one again."""

    async def ask(
        question: str, talk: Conversation, chosen: Chosen, running: Running, request: gr.Request
    ) -> AsyncIterator[Step]:
        looking = Looking(desk, rules, visitor_of(request, rules), talk, chosen)

        def steps(looking: Looking) -> AsyncIterator[Step]:
            return asked_of_the_chosen(looking, text(question))

        turn = with_line(looking, in_turn(looking, running, steps))
        async for step in settled(in_language(looking, turn), told):
            yield step

    async def ask_again(
        pressed: str, draft: str, talk: Conversation, running: Running, request: gr.Request
    ) -> AsyncIterator[Step]:
        opened = fragment_of(pressed)
        looking = Looking(desk, rules, visitor_of(request, rules), talk, opened=opened)

        def steps(looking: Looking) -> AsyncIterator[Step]:
            return asked_again(looking, text(draft))

        turn = in_turn(looking, running, steps)
        async for step in settled(in_language(looking, turn), told[:-1]):
            yield step

    typed = [parts.box, parts.talk, parts.chosen, parts.running]
    before = [parts.pressed, parts.box, parts.talk, parts.running]
    parts.box.submit(ask, typed, told, **SIDE_BY_SIDE)
    parts.buttons.ask_again.click(ask_again, before, told[:-1], **SIDE_BY_SIDE)


def in_turn(
    looking: Looking, running: Running, ask: Callable[[Looking], AsyncIterator[Step]]
) -> AsyncIterator[Step]:
    """The steps of a question that is asked when it is its turn."""
    return alone(running, looking.talk, lambda talk: ask(replace(looking, talk=talk)))


async def with_line(looking: Looking, steps: AsyncIterator[Step]) -> AsyncIterator[Step]:
    """The steps of a question; the first brings the line that says what is asked, since the
    library may be another by now.
    """
    line: Any = None
    async with aclosing(steps):  # type: ignore[type-var]
        async for step in steps:
            line = str(await to_thread(chosen_line, looking)) if line is None else gr.skip()
            yield [*step, line]


async def settled(steps: AsyncIterator[Step], told: Sequence[Any]) -> AsyncIterator[Step]:
    """The steps, and one that changes nothing: Gradio sends the last one again when all is done,
    and by then something else may have begun to show more.
    """
    async with aclosing(steps):  # type: ignore[type-var]
        async for step in steps:
            yield step
    yield nothing_new(told)


def nothing_new(told: Sequence[Any]) -> Step:
    return [gr.skip() for _ in told]


# Reading


def wire_reading(desk: SharedDesk, rules: Rules, parts: Parts) -> None:
    def opened(
        pressed: str,
        proposal: ShownPlan | None,
        talk: Conversation,
        chosen: Chosen,
        judging: int | None,
        request: gr.Request,
    ) -> tuple[str, Any]:
        visitor, fragment = visitor_of(request, rules), fragment_of(pressed)
        looking = Looking(desk, rules, visitor, talk, chosen, proposal, judging, fragment)
        with speaking(visitor.language):
            shown = page(looking, pressed)
        said = str(escape(shown.said)) if shown.said else gr.skip()
        return str(join(shown.shown, stamp(pressed))), said

    parts.pressed.change(
        opened,
        [parts.pressed, parts.proposal, parts.talk, parts.chosen, parts.judging],
        [parts.source, parts.status],
        **(QUIET | {"trigger_mode": "always_last"}),
    )


def wire_rest(desk: SharedDesk, rules: Rules, parts: Parts) -> None:
    def brought(lacking: str, talk: Conversation, request: gr.Request) -> str:
        visitor = visitor_of(request, rules)
        with speaking(visitor.language):
            found = rest(Looking(desk, rules, visitor, talk), lacking)
        return str(join(found, stamp(lacking)))

    before = [parts.lacking, parts.talk]
    parts.lacking.change(brought, before, parts.rest, **(QUIET | {"trigger_mode": "always_last"}))


def stamp(pressed: str) -> Markup:
    """What makes a page another text each time: Gradio does not show the same again. By it the
    page's script tells the page that it waits for from one that was asked for before.
    """
    return element("span", text(pressed)[:STAMP_CHARS], class_="stamp", hidden="")


# Acts of the pages


def wire_acts(desk: SharedDesk, rules: Rules, parts: Parts, told: Sequence[Any]) -> None:
    """The acts, and the question that one may end with."""

    async def act(
        sent: str,
        pressed: str,
        talk: Conversation,
        chosen: Chosen,
        proposal: ShownPlan | None,
        judging: int | None,
        request: gr.Request,
    ) -> AsyncIterator[Step]:
        visitor, opened = visitor_of(request, rules), fragment_of(pressed)
        looking = Looking(desk, rules, visitor, talk, chosen, proposal, judging, opened)
        async for step in settled(in_language(looking, steps_of(looking, sent)), done):
            yield step

    async def nothing() -> AsyncIterator[Step]:
        yield nothing_new(told[:-1])

    async def ask(
        wanted: Request | None,
        draft: str,
        talk: Conversation,
        chosen: Chosen,
        running: Running,
        request: gr.Request,
    ) -> AsyncIterator[Step]:
        looking = Looking(desk, rules, visitor_of(request, rules), talk, chosen)

        def steps(looking: Looking) -> AsyncIterator[Step]:
            assert wanted is not None
            return asked_of(looking, wanted, text(draft))

        turn = in_turn(looking, running, steps) if wanted else nothing()
        async for step in settled(in_language(looking, with_line(looking, turn)), told):
            yield step

    before = [parts.acts, parts.pressed, parts.talk, parts.chosen, parts.proposal, parts.judging]
    done = [
        *(parts.log, parts.box, parts.work, parts.going, parts.status, parts.scope),
        *(parts.talk, parts.chosen, parts.proposal, parts.judging, parts.asking),
    ]
    wanted = [parts.asking, parts.box, parts.talk, parts.chosen, parts.running]
    parts.acts.change(act, before, done, **SIDE_BY_SIDE).then(ask, wanted, told, **SIDE_BY_SIDE)


async def steps_of(looking: Looking, sent: str) -> AsyncIterator[Step]:
    done = None
    async for done in perform(looking, sent):
        yield shown(looking, done, sent)
    if done is None:
        yield shown(looking, Done(), sent)


def shown(looking: Looking, done: Done, sent: str) -> Step:
    """What a step of an act changes in the page; what stays is skipped."""
    talk, chosen = done.talk, done.chosen
    return [
        gr.skip() if isinstance(talk, Unchanged) else talk.messages,
        gr.skip() if isinstance(done.box, Unchanged) else done.box,
        gr.skip() if isinstance(done.work, Unchanged) else str(done.work),
        str(going(done.open, sent)) if done.open else gr.skip(),
        in_status(done.said) if done.said else gr.skip(),
        gr.skip() if isinstance(chosen, Unchanged) else str(line_of(looking, chosen)),
        gr.skip() if isinstance(talk, Unchanged) else talk,
        gr.skip() if isinstance(chosen, Unchanged) else chosen,
        gr.skip() if isinstance(done.proposal, Unchanged) else done.proposal,
        gr.skip() if isinstance(done.judging, Unchanged) else done.judging,
        done.ask,
    ]


def going(fragment: str, sent: str) -> Markup:
    """A link for the page's script to follow; the message that led to it makes it new."""
    return element("a", sent, href=fragment)


def line_of(looking: Looking, chosen: Chosen) -> Markup:
    return chosen_line(replace(looking, chosen=chosen))


# The buttons of the library's page


def wire_library(desk: SharedDesk, rules: Rules, parts: Parts) -> None:  # noqa: C901
    if rules.read_only:
        return
    buttons = parts.buttons

    def looking(request: gr.Request) -> Looking:
        return Looking(desk, rules, visitor_of(request, rules))

    async def check(request: gr.Request) -> AsyncIterator[Step]:
        async for step in in_language(looking(request), planning.check(desk)):
            yield step

    async def apply(proposal: ShownPlan | None, request: gr.Request) -> AsyncIterator[Step]:
        async for step in in_language(looking(request), planning.carry_out(desk, proposal)):
            yield step

    async def apply_all(proposal: ShownPlan | None, request: gr.Request) -> AsyncIterator[Step]:
        steps = planning.carry_out(desk, proposal, allow_empty=True)
        async for step in in_language(looking(request), steps):
            yield step

    def leave(proposal: ShownPlan | None, request: gr.Request) -> Step:
        with speaking(visitor_of(request, rules).language):
            return planning.leave(desk, proposal)

    def cancel(proposal: ShownPlan | None, request: gr.Request) -> str:
        with speaking(visitor_of(request, rules).language):
            return planning.cancel(proposal)

    def again(
        pressed: str, proposal: ShownPlan | None, chosen: Chosen, request: gr.Request
    ) -> tuple[Any, str]:
        opened = fragment_of(pressed)
        looks = replace(looking(request), proposal=proposal, chosen=chosen, opened=opened)
        with speaking(looks.visitor.language):
            return planning.page_again(looks), str(chosen_line(looks))

    buttons.cancel.click(cancel, parts.proposal, parts.status, **QUIET)
    looked = [parts.work, parts.proposal, buttons.apply_all, parts.status]
    told = [parts.work, parts.proposal, parts.status]
    for event in (
        buttons.check.click(check, None, looked, **LONG),
        buttons.apply.click(apply, parts.proposal, told, **LONG),
        buttons.apply_all.click(apply_all, parts.proposal, told, **LONG),
        buttons.leave.click(leave, parts.proposal, told, **QUIET),
    ):
        before = [parts.pressed, parts.proposal, parts.chosen]
        event.then(again, before, [parts.source, parts.scope], **QUIET)
