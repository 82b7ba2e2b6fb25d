"""The chat: a conversation beside the documents it rests on."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.chain import Desk
from qa.request import Request
from ui import pane, reading, render, shelf
from ui.asking import asked, asked_again, begun, stopped
from ui.conversation import Conversation
from ui.desk import SharedDesk, attempt
from ui.examples import example_questions
from ui.shelf import ShownPlan


@dataclass(frozen=True, slots=True)
class Buttons:
    """What can be done about what the source pane shows; the style says when each is there."""

    check: gr.Button
    apply: gr.Button
    apply_all: gr.Button
    leave: gr.Button
    ask_again: gr.Button


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the page that events read and write."""

    again: gr.Button
    log: gr.Chatbot
    box: gr.Textbox
    source: gr.Markdown
    work: gr.Markdown
    buttons: Buttons
    status: gr.Markdown
    pressed: gr.Textbox
    talk: gr.State
    proposal: gr.State


def build_chat(desk: SharedDesk) -> gr.Blocks:
    """The page and what its parts do."""
    chat = gr.Blocks(title="Footnote", analytics_enabled=False, fill_height=True, fill_width=True)
    with chat:
        parts = lay_out()
        wire_conversation(desk, parts)
        wire_reading(desk, parts)
        wire_library(desk, parts)
        told = [parts.log, parts.source]
        chat.load(lambda: greeting(desk), None, told, **QUIET)
    return chat


# The page


def lay_out() -> Parts:
    """The conversation on the left, the source on the right."""
    with gr.Row(elem_id="top"):
        gr.Markdown("# Footnote", elem_id="name")
        again = gr.Button("New conversation", elem_id="again", size="sm")
    with gr.Row(elem_id="panes"):
        with gr.Column(elem_id="conversation"):
            log = conversation_log()
            box = question_box()
        with gr.Column(elem_id="reading"):
            source = plain("source")
            with gr.Row(elem_id="bar"):
                buttons = action_buttons()
                work = plain("work", shelf.hint())
    return Parts(
        again=again,
        log=log,
        box=box,
        source=source,
        work=work,
        buttons=buttons,
        status=plain("status"),
        # The script of the page writes here which link was pressed.
        pressed=gr.Textbox(visible="hidden", elem_id="pressed", label="Pressed"),
        talk=gr.State(Conversation()),
        proposal=gr.State(None),
    )


def conversation_log() -> gr.Chatbot:
    return gr.Chatbot(
        label="Conversation",
        show_label=False,
        elem_id="log",
        layout="panel",
        height=None,
        autoscroll=False,
        buttons=[],
        feedback_options=None,
        latex_delimiters=[],
        line_breaks=False,
        placeholder=str(render.welcome()),
    )


def question_box() -> gr.Textbox:
    return gr.Textbox(
        label="Your question",
        placeholder="Ask the documents a question",
        elem_id="box",
        lines=1,
        max_lines=6,
        autofocus=True,
        submit_btn="Ask",
    )


def action_buttons() -> Buttons:
    return Buttons(
        check=gr.Button("Check for changes", elem_id="check", size="sm"),
        apply=gr.Button("Apply", elem_id="apply", size="sm"),
        apply_all=gr.Button("Apply all the same", elem_id="apply-all", size="sm"),
        leave=gr.Button("Leave it", elem_id="leave", size="sm"),
        ask_again=gr.Button("Ask again", elem_id="ask-again", size="sm"),
    )


def plain(elem_id: str, value: str = "") -> gr.Markdown:
    return gr.Markdown(value, elem_id=elem_id, latex_delimiters=[])


# Which event calls what. All of it is private: the page is the only interface.

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
LONG: dict[str, Any] = {"trigger_mode": "once", "concurrency_limit": None, **QUIET}


def wire_conversation(desk: SharedDesk, parts: Parts) -> None:
    told = [parts.log, parts.box, parts.talk, parts.status]

    async def ask(question: str, talk: Conversation) -> AsyncIterator[list[Any]]:
        async for step in asked(desk, Request(question, tuple(talk.history)), talk):
            yield step

    async def ask_example(talk: Conversation, event: gr.SelectData) -> AsyncIterator[list[Any]]:
        async for step in asked(desk, Request(event.value["text"], tuple(talk.history)), talk):
            yield step

    async def ask_again(pressed: str, draft: str, talk: Conversation) -> AsyncIterator[list[Any]]:
        async for step in asked_again(desk, pressed, draft, talk):
            yield step

    before = [parts.pressed, parts.box, parts.talk]
    asking: list[dict[str, Any]] = [
        parts.box.submit(ask, [parts.box, parts.talk], told, **LONG),
        parts.log.example_select(ask_example, parts.talk, told, **LONG),
        parts.buttons.ask_again.click(ask_again, before, told, **LONG),
    ]
    parts.box.stop(stopped, parts.talk, told, cancels=asking, **QUIET)
    parts.again.click(begun, None, told, cancels=asking, **QUIET)


def wire_reading(desk: SharedDesk, parts: Parts) -> None:
    parts.pressed.change(
        lambda pressed, proposal: reading.opened(desk, pressed, proposal),
        [parts.pressed, parts.proposal],
        [parts.source, parts.status],
        **QUIET,
    )


def wire_library(desk: SharedDesk, parts: Parts) -> None:
    buttons = parts.buttons

    async def check() -> AsyncIterator[list[Any]]:
        async for step in shelf.check(desk):
            yield step

    async def apply(proposal: ShownPlan | None) -> AsyncIterator[list[Any]]:
        async for step in shelf.carry_out(desk, proposal):
            yield step

    async def apply_all(proposal: ShownPlan | None) -> AsyncIterator[list[Any]]:
        async for step in shelf.carry_out(desk, proposal, allow_empty=True):
            yield step

    looked = [parts.work, parts.proposal, buttons.apply_all, parts.status]
    told = [parts.work, parts.proposal, parts.status]
    for event in (
        buttons.check.click(check, None, looked, **LONG),
        buttons.apply.click(apply, parts.proposal, told, **LONG),
        buttons.apply_all.click(apply_all, parts.proposal, told, **LONG),
        buttons.leave.click(shelf.leave, None, told, **QUIET),
    ):
        event.then(
            lambda pressed, proposal: shelf.page_again(desk, pressed, proposal),
            [parts.pressed, parts.proposal],
            parts.source,
            **QUIET,
        )


# Beginning


def greeting(desk: SharedDesk) -> tuple[dict[str, Any], str]:
    """What a window shows before the first question, or how to fill an empty library."""

    def work() -> tuple[dict[str, Any], str]:
        open_desk = desk.open()
        shown = shelf.page(open_desk, None)
        examples = [{"text": text} for text in questions(open_desk)]
        return gr.update(placeholder=str(render.welcome()), examples=examples), shown

    def empty(sentence: str) -> tuple[dict[str, Any], str]:
        placeholder = render.welcome() + render.notice(sentence)
        return gr.update(placeholder=placeholder, examples=[]), str(pane.no_library())

    return attempt(work, empty)


def questions(desk: Desk) -> list[str]:
    ids = [holding.document for holding in desk.library.holdings()]
    return example_questions(ids, desk.library.document)
