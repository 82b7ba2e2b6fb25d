"""A plan of an ingest that one window looks at."""

from dataclasses import dataclass, field
from threading import Event

from ingest.plan import Plan
from ui.chat.markup import Markup


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """The plan, as it is shown there. `batch` names the files that were brought in for it, which
    wait until it is applied; `cancelled` stops the applying.
    """

    plan: Plan
    shown: Markup
    batch: str = ""
    cancelled: Event = field(default_factory=Event, compare=False)
