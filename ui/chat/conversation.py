"""What one window of the chat has asked and been shown. Frozen: each step makes a new one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from qa.answer import Answer
from qa.request import Request
from ui.chat import turn_row
from ui.chat.markup import Markup, element, join
from ui.chat.packed import PackedAnswer, packed_answer

NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what stands below it: something to wait by, until it has its reply, which
    shows an answer or says why there is none. `proven` is the part of an unfinished reply that
    will stay, `position` where the turn stands in the kept conversation, if it is kept, `request`
    what the question was asked with but for its history, which the turns before it are.

    A server holds the turns of all its windows: the answer is `packed`, `answer` unpacks it.
    """

    question: str
    asked: Markup
    reply: Markup
    waiting: bool = True
    proven: Markup = NOTHING
    packed: PackedAnswer | None = None
    position: int | None = None
    request: Request | None = None

    @property
    def answered(self) -> bool:
        return self.packed is not None

    @property
    def answer_id(self) -> str:
        """Empty where there is no answer."""
        return self.packed.id if self.packed else ""

    @property
    def answer(self) -> Answer | None:
        return self.packed.unpacked() if self.packed else None


@dataclass(frozen=True, slots=True)
class Before:
    """The turns as they were before those from `at` on were taken away."""

    turns: tuple[Turn, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """`id` is what it is kept under, from its first question on.

    `edited` is the turn whose question is in the question box again: what is sent next takes its
    place. `before` is what that, or taking a question back, took away. `given` are the ids of all
    the answers it ever had: by them it is told whether another window has gone on in it.
    """

    turns: tuple[Turn, ...] = ()
    id: str = ""
    edited: int | None = None
    before: Before | None = None
    given: frozenset[str] = frozenset()

    def asking(
        self, question: str, asked: Markup, waiting: Markup, request: Request | None = None
    ) -> "Conversation":
        """One more question, in place of the edited one where there is one."""
        here = self if self.edited is None else self.cut(self.edited)
        alone = replace(request, history=()) if request else None
        turns = (*here.turns, Turn(question, asked, waiting, request=alone))
        return replace(here, turns=turns, id=self.id or uuid4().hex, before=here.undoable)

    def cut(self, at: int) -> "Conversation":
        """Without the turns from `at` on, which can be brought back."""
        return replace(self, turns=self.turns[:at], edited=None, before=Before(self.turns, at))

    def editing(self, at: int | None) -> "Conversation":
        return replace(self, edited=at)

    def restored(self) -> "Conversation":
        """As it was before turns were taken away."""
        back = self.undoable
        return replace(self, turns=back.turns, edited=None, before=None) if back else self

    @property
    def undoable(self) -> Before | None:
        """What can be brought back: until the second question after it was taken away."""
        back = self.before
        return back if back and len(self.turns) <= back.at + 1 else None

    def being_written(self, reply: Markup, proven: Markup) -> "Conversation":
        """The last question has part of its reply."""
        *earlier, last = self.turns
        return replace(self, turns=(*earlier, replace(last, reply=reply, proven=proven)))

    def replied(self, reply: Markup, answer: Answer | None) -> "Conversation":
        """The last question has its reply, with an answer or without."""
        *earlier, last = self.turns
        position = self.next_position if answer else None
        packed = packed_answer(answer) if answer else None
        done = replace(last, reply=reply, proven=NOTHING, packed=packed, position=position)
        given = self.given | ({answer.id} if answer else set())
        return replace(self, turns=(*earlier, replace(done, waiting=False)), given=given)

    @property
    def next_position(self) -> int:
        """Where the next answer will stand in the kept conversation."""
        kept = [turn.position for turn in self.turns if turn.position is not None]
        return max(kept, default=-1) + 1

    @property
    def is_taken_back(self) -> bool:
        """Whether the last turns were taken away, and nothing was asked in their place."""
        return self.before is not None and len(self.turns) == self.before.at

    @property
    def is_waiting(self) -> bool:
        """Whether the last question has no reply yet."""
        return bool(self.turns) and self.turns[-1].waiting

    @property
    def history(self) -> list[str]:
        """The questions that were answered, oldest first: what a follow-up may refer to."""
        return [turn.question for turn in self.turns[: self.edited] if turn.answered]

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The form that Gradio's Chatbot takes. The first has the id in it, unseen, by which the
        page's script finds the conversation again.
        """
        name = element("span", self.id, class_="talk-id", hidden="")
        told = [pair for at, turn in enumerate(self.turns) for pair in self._pair(at, turn)]
        if self.is_taken_back and not self.turns:
            told.append(("assistant", turn_row.taken_back()))
        return [
            {"role": role, "content": str(content if number else join(content, name))}
            for number, (role, content) in enumerate(told)
        ]

    def _pair(self, at: int, turn: Turn) -> Iterator[tuple[str, Markup]]:
        """A question with what can be done with it, and its reply."""
        yield "user", join(turn.asked, *self._row(at, turn))
        yield "assistant", turn.reply

    def _row(self, at: int, turn: Turn) -> Iterator[Markup]:
        if turn.waiting:
            return
        if at == self.edited:
            yield turn_row.being_edited()
            return
        is_last, back = at == len(self.turns) - 1, self.undoable
        yield turn_row.row(at, is_last=is_last, replaced=back is not None and back.at == at)
        if is_last and self.is_taken_back:
            yield turn_row.taken_back()
