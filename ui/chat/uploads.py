"""What happens to files that were brought in: what they change is shown, and nothing is written."""

from collections.abc import Iterator
from typing import Final

from ingest.gather import Progress, Report
from ingest.plan import Plan
from ingest.sources import Refusal
from ui.chat import news
from ui.chat.looking import Done, Fields, Looking, Steps
from ui.chat.planning import changes_in, plan_of_batch
from ui.words import say

UNSENT_SHOWN: Final = 100
UNSENT_CHARS: Final = 400


async def plan_upload(looking: Looking, batch: str, fields: Fields) -> Steps:
    """Show what the files of a batch would change."""
    if not looking.rules.uploads:
        yield news.failed(say("Files cannot be added here."))
        return
    sentence = say("Reading the files…")
    yield Done(said=sentence, work=news.working(sentence))

    def looked(report: Report) -> Done:
        unsent = refused_before(fields)
        proposal = plan_of_batch(looking.shared, batch, report, unsent)
        said = " ".join(brought(proposal.plan))
        opened = f"#library/plan-{batch[:8]}"
        return Done(said=said, work=news.at_hand(said), proposal=proposal, open=opened)

    async for step in looking.shared.aside(looked, reading, news.failed):
        yield step


def refused_before(fields: Fields) -> tuple[Refusal, ...]:
    """The files that were not even taken, for the plan to list them with the others."""
    reasons = fields.get("refused", ())[:UNSENT_SHOWN]
    return tuple(Refusal("", reason[:UNSENT_CHARS]) for reason in reasons)


def reading(progress: Progress) -> Done:
    return Done(work=news.reading(progress))


def brought(plan: Plan) -> Iterator[str]:
    """What is said of the plan: also that a file says what the library has already."""
    yield changes_in(plan)
    if not plan.changes_anything and plan.documents.unchanged:
        yield say("What was added is in the library already.")
