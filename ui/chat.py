"""The chat: a conversation beside the documents it rests on."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from corpus.errors import EmptyQuestion
from qa.answer import Answer, Outcome
from qa.chain import Desk
from ui import pane, render
from ui.conversation import Conversation
from ui.desk import SharedDesk, attempt
from ui.examples import KNOWN, example_questions
from ui.markup import Markup, escape
from ui.place import Place, parse
from ui.source import view

READING = "Reading the passages…"
WARMING = "Loading the model; the first question waits for it…"
STOPPED = "Stopped."
OTHER_VERSION = (
    "The library was made again since this answer, and this document reads differently now: "
    "ask again to see where the words stand."
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What one question brings: what is shown, and what a screen reader says."""

    shown: Markup
    status: str
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Parts:
    """The components of the page that events read and write."""

    again: gr.Button
    log: gr.Chatbot
    box: gr.Textbox
    source: gr.Markdown
    status: gr.Markdown
    pressed: gr.Textbox
    state: gr.State


def build_chat(desk: SharedDesk) -> gr.Blocks:
    """The page and what its parts do."""
    chat = gr.Blocks(title="Footnote", analytics_enabled=False, fill_height=True, fill_width=True)
    with chat:
        wire(desk, chat, lay_out())
    return chat


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
    return Parts(
        again=again,
        log=log,
        box=box,
        source=source,
        status=plain("status"),
        # The script of the page writes here which link was pressed.
        pressed=gr.Textbox(visible="hidden", elem_id="pressed", label="Pressed"),
        state=gr.State(Conversation()),
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


def plain(elem_id: str) -> gr.Markdown:
    return gr.Markdown(elem_id=elem_id, latex_delimiters=[])


def wire(desk: SharedDesk, chat: gr.Blocks, parts: Parts) -> None:
    """Which event calls what. All of it is private: the page is the only interface."""
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    long: dict[str, Any] = {"trigger_mode": "once", "concurrency_limit": None, **quiet}
    told = [parts.log, parts.box, parts.state, parts.status]

    async def ask(question: str, talk: Conversation) -> AsyncIterator[list[Any]]:
        async for step in asked(desk, question, talk):
            yield step

    async def ask_example(talk: Conversation, event: gr.SelectData) -> AsyncIterator[list[Any]]:
        async for step in asked(desk, event.value["text"], talk):
            yield step

    asking: list[dict[str, Any]] = [
        parts.box.submit(ask, [parts.box, parts.state], told, **long),
        parts.log.example_select(ask_example, parts.state, told, **long),
    ]
    parts.box.stop(stopped, parts.state, told, cancels=asking, **quiet)
    parts.again.click(begun, None, told, cancels=asking, **quiet)
    parts.again.click(lambda: greeting(desk)[1], None, parts.source, **quiet)
    parts.pressed.change(
        lambda place: opened(desk, place), parts.pressed, [parts.source, parts.status], **quiet
    )
    chat.load(lambda: greeting(desk), None, [parts.log, parts.source], **quiet)


# Asking


async def asked(desk: SharedDesk, question: str, talk: Conversation) -> AsyncIterator[list[Any]]:
    """The steps of one question: at once that it is being read, then the reply."""
    if not question.strip():
        empty = EmptyQuestion(example=KNOWN[0][1])
        yield [talk.messages, ready_box(), talk, str(escape(str(empty)))]
        return
    waiting = READING if desk.is_warm else WARMING
    asking = talk.asking(question, render.question(question), render.thinking(waiting))
    yield [asking.messages, busy_box(), asking, str(escape(waiting))]
    history = talk.history
    reply = await desk.run(lambda open_desk: replied(open_desk, question, history), refused)
    done = asking.replied(reply.shown, answered=reply.answered)
    yield [done.messages, ready_box(), done, str(escape(reply.status))]


def replied(desk: Desk, question: str, history: Sequence[str]) -> Reply:
    answer = desk.ask(question, history=history)
    held = {h.document: h for h in desk.library.holdings(answer.generation)}
    return Reply(render.answer(answer, held), in_brief(answer))


def refused(sentence: str) -> Reply:
    return Reply(render.notice(sentence), sentence, answered=False)


def stopped(talk: Conversation) -> list[Any]:
    done = talk.replied(render.notice(STOPPED), answered=False) if talk.turns else talk
    return [done.messages, ready_box(), done, STOPPED]


def begun() -> list[Any]:
    """A new conversation."""
    return [[], ready_box(), Conversation(), "A new conversation."]


def busy_box() -> dict[str, Any]:
    return gr.update(value="", submit_btn=False, stop_btn="Stop")


def ready_box() -> dict[str, Any]:
    return gr.update(submit_btn="Ask", stop_btn=False)


def in_brief(answer: Answer) -> str:
    citations = {citation for said in answer.statements for citation in said.citations}
    if answer.outcome is Outcome.NOT_FOUND:
        return "The documents do not say."
    return f"Answered, with {pane.counted(len(citations), 'citation')}."


# Reading


def opened(desk: SharedDesk, pressed: str) -> tuple[str, str]:
    """What a pressed link puts into the source pane. The page adds a count to the link's place."""
    place = parse(pressed.partition(" ")[0])

    def work() -> tuple[str, str]:
        if place is None:
            return library(desk.open()), "The documents."
        return source(desk.open(), place)

    return attempt(work, lambda sentence: (str(render.notice(sentence)), str(escape(sentence))))


def source(desk: Desk, place: Place) -> tuple[str, str]:
    document = desk.library.document(place.document, place.generation)
    if not document.version.startswith(place.version):
        return str(render.notice(OTHER_VERSION)), str(escape(OTHER_VERSION))
    holdings = desk.library.holdings(place.generation)
    holding = next(h for h in holdings if h.document == place.document)
    shown = view(document, holding, place.generation, (place.start, place.end))
    return str(pane.source(shown)), str(escape(f"Source: {shown.label}, {document.title}."))


def library(desk: Desk) -> str:
    generation = desk.library.generation()
    return str(pane.library(generation, desk.library.holdings(generation.number)))


# Beginning


def greeting(desk: SharedDesk) -> tuple[dict[str, Any], str]:
    """What a window shows before the first question, or how to fill an empty library."""

    def work() -> tuple[dict[str, Any], str]:
        open_desk = desk.open()
        shelf = library(open_desk)
        examples = [{"text": text} for text in questions(open_desk)]
        return gr.update(placeholder=str(render.welcome()), examples=examples), shelf

    def empty(sentence: str) -> tuple[dict[str, Any], str]:
        placeholder = render.welcome() + render.notice(sentence)
        return gr.update(placeholder=placeholder, examples=[]), ""

    return attempt(work, empty)


def questions(desk: Desk) -> list[str]:
    ids = [holding.document for holding in desk.library.holdings()]
    return example_questions(ids, desk.library.document)
