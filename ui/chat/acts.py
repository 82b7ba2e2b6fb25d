"""What the buttons of the pages do: which name stands for which act."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ui.chat import again, comparing, deleting, history, narrowing, render, talks, uploads
from ui.chat.desk import attempt
from ui.chat.feedback import FEEDBACK
from ui.chat.looking import Act, Done, Fields, Looking, Steps
from ui.chat.markup import element
from ui.chat.sent import text
from ui.words import say

ACTS: Final[Mapping[str, Act]] = {
    **again.ACTS,
    "open-talk": Act(talks.open_talk),
    "resume": Act(talks.resume),
    "find-talks": Act(talks.find_talks),
    "rename-talk": Act(talks.rename_talk, writes=True),
    "forget-talk": Act(talks.forget_talk, writes=True),
    "forget-talks": Act(talks.forget_talks, writes=True),
    **FEEDBACK,
    "ask-these": Act(narrowing.ask_these),
    "ask-only": Act(narrowing.ask_only),
    "ask-all": Act(narrowing.ask_all),
    "ask-the-rest": Act(narrowing.ask_the_rest),
    "plan-upload": Act(uploads.plan_upload, writes=True),
    "delete": Act(deleting.delete, writes=True),
    "take-in": Act(deleting.take_in, writes=True),
    "go-back": Act(history.go_back, writes=True),
    "as-of": Act(narrowing.ask_as_of),
    "choose-again": Act(narrowing.choose_again),
    "compare": Act(comparing.compare),
    "leave-comparison": Act(comparing.leave),
}


@dataclass(frozen=True, slots=True)
class Message:
    """What the page's script sends when a button is pressed."""

    act: str
    arg: str
    fields: Fields


async def perform(looking: Looking, sent: str) -> Steps:
    """The steps of the act that a message asks for. What goes wrong is said beside the buttons."""
    message = read(sent)
    act = ACTS.get(message.act) if message else None
    if message is None or act is None:
        return
    if act.writes and looking.rules.read_only:
        yield failed(say("This chat is only for reading: nothing can be changed from it."))
        return
    do, arg, fields = act.do, message.arg, message.fields
    done = attempt(lambda: do(looking, arg, fields), failed)
    if isinstance(done, Done):
        yield done
        return
    async for step in done:
        yield step


def read(sent: str) -> Message | None:
    """The message, `None` for what the page's own script does not send."""
    try:
        parts = json.loads(sent)
        fields = {
            text(name): [text(value) for value in values]
            for name, values in parts["fields"].items()
        }
        return Message(text(parts["act"]), text(parts["arg"]), fields)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def failed(sentence: str) -> Done:
    return Done(said=sentence, work=element("div", render.notice(sentence), class_="failed"))
