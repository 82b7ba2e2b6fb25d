"""The chat's page: its parts, and what it shows at the beginning."""

from typing import Any

import gradio as gr

from qa.chain import Desk
from ui.chat import labels, library_pane, news, render, shelf
from ui.chat.blocks import Blocks
from ui.chat.conversation import Conversation
from ui.chat.desk import SharedDesk, attempt
from ui.chat.events import QUIET, Buttons, Parts, wire
from ui.chat.examples import example_questions
from ui.chat.feedback_pages import given_so_far
from ui.chat.labels import label
from ui.chat.looking import Looking
from ui.chat.markup import join
from ui.chat.narrowing import chosen_line
from ui.chat.navigation import navigation
from ui.chat.running import Running
from ui.chat.scope import EVERYTHING
from ui.chat.script_words import script_words
from ui.chat.visitor import Rules, visitor_of
from ui.words import speaking


def build_chat(desk: SharedDesk, rules: Rules) -> gr.Blocks:
    """The page and what its parts do."""
    chat = Blocks(title="Footnote", analytics_enabled=False, fill_height=True, fill_width=True)
    with chat:
        parts = lay_out(rules)
        wire(desk, rules, parts)

        def begin(request: gr.Request) -> list[Any]:
            visitor = visitor_of(request, rules)
            with speaking(visitor.language):
                return beginning(Looking(desk, rules, visitor))

        told = [parts.log, parts.source, parts.navigation, parts.scope, parts.work, parts.words]
        chat.load(begin, None, told, **QUIET)
    return chat


# The page


def lay_out(rules: Rules) -> Parts:
    """The conversation on the left, the source on the right."""
    with gr.Row(elem_id="top"):
        gr.Markdown("# Footnote", elem_id="name")
        nav = plain("nav")
        again = gr.Button(label(labels.NEW_CONVERSATION), elem_id="again", size="sm")
    with gr.Row(elem_id="panes"):
        with gr.Column(elem_id="conversation"):
            log = conversation_log()
            box = question_box()
            status = plain("status")
            scope = plain("scope")
        with gr.Column(elem_id="reading"):
            source = plain("source")
            with gr.Row(elem_id="bar"):
                buttons = action_buttons(rules)
                work = plain("work")
    return Parts(
        navigation=nav,
        again=again,
        log=log,
        box=box,
        scope=scope,
        source=source,
        work=work,
        buttons=buttons,
        status=status,
        going=plain("going"),
        rest=plain("rest"),
        words=plain("words"),
        pressed=hidden("pressed"),
        lacking=hidden("lacking"),
        acts=hidden("acts"),
        talk=gr.State(Conversation()),
        chosen=gr.State(EVERYTHING),
        proposal=gr.State(None),
        judging=gr.State(None),
        asking=gr.State(None),
        running=gr.State(Running()),
    )


def conversation_log() -> gr.Chatbot:
    return gr.Chatbot(
        label=label(labels.CONVERSATION),
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
        label=label(labels.YOUR_QUESTION),
        placeholder=label(labels.ASK_THE_DOCUMENTS),
        elem_id="box",
        lines=1,
        max_lines=6,
        autofocus=True,
        submit_btn=str(label(labels.ASK)),
    )


def action_buttons(rules: Rules) -> Buttons:
    """What writes is not there where the chat is only for reading."""
    writes = not rules.read_only
    return Buttons(
        check=action("Check for changes", "check", visible=writes),
        apply=action("Apply", "apply", visible=writes),
        apply_all=action("Apply all the same", "apply-all", visible=writes),
        leave=action("Leave it", "leave", visible=writes),
        cancel=action("Cancel", "cancel", visible=writes),
        ask_again=action("Ask again", "ask-again"),
    )


def action(words: str, elem_id: str, *, visible: bool = True) -> gr.Button:
    return gr.Button(label(words), elem_id=elem_id, size="sm", visible=visible)


def plain(elem_id: str, value: str = "") -> gr.Markdown:
    return gr.Markdown(value, elem_id=elem_id, latex_delimiters=[])


def hidden(elem_id: str) -> gr.Textbox:
    """A field through which the page's script tells what was pressed."""
    return gr.Textbox(visible="hidden", elem_id=elem_id, label=label("Pressed"))


# Beginning


def beginning(looking: Looking) -> list[Any]:
    """What a window shows before the first question, or how to fill an empty library."""

    def work() -> list[Any]:
        shown = str(shelf.page(looking))
        return [gr.update(placeholder=str(render.welcome(questions(looking.desk)))), shown]

    def empty(sentence: str) -> list[Any]:
        placeholder = render.welcome() + render.notice(sentence)
        shown = library_pane.no_library(sentence, shelf.may_of(looking))
        return [gr.update(placeholder=placeholder), str(shown)]

    rules = looking.rules
    told = join(script_words(rules), given_so_far(looking))
    around = navigation(looking), chosen_line(looking), news.hint(rules), told
    return [*attempt(work, empty), *map(str, around)]


def questions(desk: Desk) -> list[str]:
    ids = [holding.document for holding in desk.library.holdings()]
    return example_questions(ids, desk.library.document)
