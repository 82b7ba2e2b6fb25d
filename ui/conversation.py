"""What one window of the chat has asked and been shown. Frozen: each step makes a new one."""

from dataclasses import dataclass, replace
from typing import Any

from ui.markup import Markup

NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what stands below it: something to wait by, until it has its reply, which
    `answered` it or says why not. `proven` is the part of an unfinished reply that will stay.
    """

    question: str
    asked: Markup
    reply: Markup
    answered: bool = False
    waiting: bool = True
    proven: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class Conversation:
    turns: tuple[Turn, ...] = ()

    def asking(self, question: str, asked: Markup, waiting: Markup) -> "Conversation":
        return Conversation((*self.turns, Turn(question, asked, waiting)))

    def being_written(self, reply: Markup, proven: Markup) -> "Conversation":
        """The last question has part of its reply."""
        *earlier, last = self.turns
        return Conversation((*earlier, replace(last, reply=reply, proven=proven)))

    def replied(self, reply: Markup, *, answered: bool) -> "Conversation":
        """The last question has its reply."""
        *earlier, last = self.turns
        return Conversation(
            (*earlier, replace(last, reply=reply, answered=answered, waiting=False))
        )

    @property
    def is_waiting(self) -> bool:
        """Whether the last question has no reply yet."""
        return bool(self.turns) and self.turns[-1].waiting

    @property
    def history(self) -> list[str]:
        """The questions that were answered, oldest first: what a follow-up may refer to."""
        return [turn.question for turn in self.turns if turn.answered]

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The form that Gradio's Chatbot takes."""
        return [
            {"role": role, "content": str(content)}
            for turn in self.turns
            for role, content in (("user", turn.asked), ("assistant", turn.reply))
        ]
