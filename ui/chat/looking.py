"""What a page is made from, and what an act begins with: who looks, at what, in which window."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from qa.chain import Desk
from qa.request import Request
from ui.chat.conversation import Conversation
from ui.chat.desk import SharedDesk
from ui.chat.markup import Markup
from ui.chat.proposal import ShownPlan
from ui.chat.scope import EVERYTHING, Chosen
from ui.chat.visitor import Rules, Visitor

# The values of the fields around a button, by name.
Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Looking:
    """One look of one window. `opened` is the fragment of the page in its source pane, `judging`
    the row of the verdict for which a passage is being picked.
    """

    shared: SharedDesk
    rules: Rules = field(default_factory=Rules)
    visitor: Visitor = field(default_factory=Visitor)
    talk: Conversation = field(default_factory=Conversation)
    chosen: Chosen = EVERYTHING
    proposal: ShownPlan | None = None
    judging: int | None = None
    opened: str = ""

    @property
    def desk(self) -> Desk:
        """Raises as `SharedDesk.open` where there is no library."""
        return self.shared.open()


@dataclass(frozen=True, slots=True)
class Page:
    """What the source pane shows, and what a screen reader says to it."""

    shown: Markup
    said: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    pass


SAME: Final = Unchanged()


@dataclass(frozen=True, slots=True)
class Done:
    """What an act comes to, or a step of it. What is SAME stays as it is.

    `said` is for a screen reader, `work` what is shown beside the buttons of the source pane;
    `open` is the fragment of the page to go to, `ask` a question to ask then; `box` stands in the
    question box.
    """

    said: str = ""
    work: Markup | Unchanged = SAME
    open: str = ""
    talk: Conversation | Unchanged = SAME
    chosen: Chosen | Unchanged = SAME
    proposal: ShownPlan | Unchanged | None = SAME
    judging: int | Unchanged | None = SAME
    ask: Request | None = None
    box: str | Unchanged = SAME


Steps = AsyncIterator[Done]


@dataclass(frozen=True, slots=True)
class Act:
    """What a button does, given its argument and the fields around it. One that `writes` is
    refused where the chat is read-only.
    """

    do: Callable[[Looking, str, Fields], Done | Steps]
    writes: bool = False


def first(fields: Fields, name: str) -> str:
    """The value of a field that there is one of, empty where there is none."""
    return next(iter(fields.get(name, ())), "")
