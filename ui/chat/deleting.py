"""Taking a document out of the library, and taking it in again."""

from ingest.apply import propose
from ingest.gather import Progress, Report
from ingest.left_out import leave_out, left_out, wished
from qa.chain import Desk
from ui.chat import news
from ui.chat.looking import Done, Fields, Looking, Steps
from ui.chat.markup import button
from ui.chat.planning import COMMAND, changes_in, plan_shown
from ui.chat.refreshing import refreshed
from ui.words import say


async def delete(looking: Looking, document: str, _: Fields) -> Steps:
    """Open a generation without a document."""
    sentence = say("Deleting…")
    yield Done(said=sentence, work=news.working(sentence))

    def deleted(desk: Desk, _: Report) -> Done:
        title = desk.library.document(document).title
        generation = leave_out(desk.settings, [document], command=COMMAND)
        refreshed(looking.shared)
        said = say("Deleted: {title}.", title=title)
        before = generation.number - 1
        undo = button(say("Undo"), f"go-back/{before}", class_="undo")
        opened = f"#library/{generation.number}"
        return Done(said=said, work=news.news(said, undo), open=opened, proposal=None)

    async for step in looking.shared.beside(deleted, nothing_yet, news.failed):
        yield step


async def take_in(looking: Looking, document: str, _: Fields) -> Steps:
    """Show what taking a document in again would change."""
    sentence = say("Reading the sources…")
    yield Done(said=sentence, work=news.working(sentence))

    def looked(desk: Desk, report: Report) -> Done:
        out = {one.document: one for one in left_out(desk.library.generation())}
        if document not in out:
            return news.failed(say("This document is in the library already."))
        found = propose(desk.settings, found=wished(out[document]), progress=report)
        said, opened = changes_in(found.plan), f"#library/plan-{found.plan.base}-{document}"
        proposal = plan_shown(desk.settings, found, desk)
        return Done(said=said, work=news.at_hand(said), proposal=proposal, open=opened)

    async for step in looking.shared.beside(looked, nothing_yet, news.failed):
        yield step


def nothing_yet(_: Progress) -> Done:
    return Done()
