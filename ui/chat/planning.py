"""Looking for changes, a plan, and carrying it out, in the steps that the page shows."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

import gradio as gr

from corpus.embedding import Embedder
from corpus.errors import ApplyCancelled, LibraryEmpty, LibraryMissing, PlanOutdated
from corpus.settings import Settings
from ingest import staging
from ingest.apply import IngestResult, apply, propose, removal_refused
from ingest.gather import Progress, Report
from ingest.plan import Plan
from ingest.sources import Refusal, remembered
from qa.chain import Desk
from ui.chat import news, plan_pane, render, shelf
from ui.chat.desk import SharedDesk, attempt, held
from ui.chat.looking import Looking
from ui.chat.plainly import plainly
from ui.chat.proposal import ShownPlan
from ui.chat.refreshing import refreshed
from ui.words import number, say, say_many

COMMAND: Final = "footnote chat"


# Looking for changes. Each step: what is being done, the plan, the second button, what is said.


async def check(desk: SharedDesk) -> AsyncIterator[list[Any]]:
    """Read again what the library came from, and show what would change. Writes nothing."""
    sentence = say("Reading the sources…")
    yield [str(news.working(sentence)), gr.skip(), gr.skip(), sentence]
    async for step in desk.beside(proposed, reading, not_proposed):
        yield step


def proposed(desk: Desk, report: Report) -> list[Any]:
    settings, sources = desk.settings, all_sources(desk)
    if not sources:
        raise LibraryEmpty(folder=settings.library)
    found = propose(settings, sources, progress=report)
    said = changes_in(found.plan)
    if not found.plan.changes_anything and not found.plan.documents.refused:
        return [str(news.news(said)), None, gr.skip(), said]
    second = gr.update(value=all_the_same(found.plan))
    return [str(news.at_hand(said)), plan_shown(settings, found, desk), second, said]


def all_sources(desk: Desk) -> list[str]:
    """What the library came from, and the folder of what was brought to it."""
    sources = remembered(holding.origin for holding in desk.library.holdings())
    brought = staging.folder_of(desk.settings.library)
    return [*dict.fromkeys([*sources, *([str(brought.resolve())] if brought.is_dir() else [])])]


def plan_shown(
    settings: Settings,
    found: IngestResult,
    desk: Desk | None,
    batch: str = "",
    unsent: Sequence[Refusal] = (),
) -> ShownPlan:
    """A plan as the page shows it; there is no `desk` where there is no library yet."""
    refusal = removal_refused(settings, found.plan)
    warning = render.notice(plainly(refusal)) if refusal else None
    known = held(desk, found.plan.base) if desk else {}
    return ShownPlan(found.plan, plan_pane.plan(with_refused(found, unsent), known, warning), batch)


def with_refused(found: IngestResult, unsent: Sequence[Refusal]) -> IngestResult:
    documents = found.plan.documents
    told = replace(documents, refused=(*documents.refused, *unsent))
    return replace(found, plan=replace(found.plan, documents=told))


def desk_of(shared: SharedDesk) -> Desk | None:
    """The open desk, `None` where there is no library yet."""
    with suppress(LibraryMissing):
        return shared.open()
    return None


def reading(progress: Progress) -> list[Any]:
    return [str(news.reading(progress)), gr.skip(), gr.skip(), gr.skip()]


def not_proposed(sentence: str) -> list[Any]:
    return [str(news.failure(sentence)), None, gr.skip(), news.told(sentence)]


def changes_in(plan: Plan) -> str:
    """“3 documents changed.”"""
    changed = plan_pane.changed(plan)
    if changed:
        return say_many("{count} document changed.", "{count} documents changed.", changed)
    if plan.changes_anything:
        return say("The documents are as they were, their passages are not.")
    nothing, refused = say("Nothing has changed."), len(plan.documents.refused)
    if not refused:
        return nothing
    unread = say_many(
        "{count} source could not be read.", "{count} sources could not be read.", refused
    )
    return f"{nothing} {unread}"


def all_the_same(plan: Plan) -> str:
    """What the second button says: what it does."""
    return say_many(
        "Apply, and remove {count} document",
        "Apply, and remove {count} documents",
        plan.removal.removed,
    )


# Carrying a plan out, or not. Each step: what is being done, the plan, what is said.


async def carry_out(
    desk: SharedDesk, proposal: ShownPlan | None, *, allow_empty: bool = False
) -> AsyncIterator[list[Any]]:
    """Do exactly what was looked at, while questions go on being answered."""
    if proposal is None:
        return
    proposal.cancelled.clear()

    def applied(report: Report) -> list[Any]:
        try:
            return done(desk, carried_out(desk, proposal, report, allow_empty=allow_empty))
        except PlanOutdated as error:
            return looked_at_again(desk, proposal, error, report)

    def not_applied(sentence: str) -> list[Any]:
        return [str(news.failure(sentence)), proposal, news.told(sentence)]

    sentence = say("Applying the plan…")
    yield [str(news.working(sentence, may_stop="stoppable")), gr.skip(), sentence]
    async for step in desk.aside(applied, embedding, not_applied):
        yield step


def carried_out(
    shared: SharedDesk, proposal: ShownPlan, report: Report, *, allow_empty: bool
) -> IngestResult:
    """Apply a plan; what was brought in for it moves to where it stays. Raises ApplyCancelled."""
    settings = shared.settings

    def told(progress: Progress) -> None:
        if proposal.cancelled.is_set():
            raise ApplyCancelled()
        report(progress)

    result = apply(
        settings,
        proposal.plan,
        allow_empty=allow_empty,
        command=COMMAND,
        progress=told,
        embedder=embedder_of(shared),
        settle=moving_in(settings, proposal),
    )
    drop(settings, proposal)
    return result


def embedder_of(shared: SharedDesk) -> Embedder | None:
    desk = desk_of(shared)
    return desk.embedder if desk else None


def moving_in(settings: Settings, proposal: ShownPlan) -> Callable[[], None] | None:
    if not proposal.batch:
        return None
    refused = {refusal.source for refusal in proposal.plan.documents.refused}
    return lambda: staging.move_in(settings.library, proposal.batch, but=refused)


def done(shared: SharedDesk, result: IngestResult) -> list[Any]:
    said = say("Done: generation {number}.", number=number(result.generation or 0))
    refreshed(shared)
    return [str(news.news(said)), None, said]


def looked_at_again(
    shared: SharedDesk, proposal: ShownPlan, error: PlanOutdated, report: Report
) -> list[Any]:
    """Of an outdated plan nothing is left to press. What was brought in for it waits still: what
    it changes now is shown.
    """
    if not proposal.batch:
        return [str(news.failure(plainly(error))), None, news.told(plainly(error))]
    said = say("The library has changed meanwhile: this is what your files change in it now.")
    again = plan_of_batch(shared, proposal.batch, report)
    return [str(news.news(said)), again, said]


def plan_of_batch(
    shared: SharedDesk, batch: str, report: Report, unsent: Sequence[Refusal] = ()
) -> ShownPlan:
    """What the files of a batch would change; those `unsent` are told beside the refused ones.

    Raises UploadGone.
    """
    settings = shared.settings
    found = propose(settings, found=staging.found_in(settings.library, batch), progress=report)
    return plan_shown(settings, found, desk_of(shared), batch, unsent)


def embedding(progress: Progress) -> list[Any]:
    return [str(news.embedding(progress)), gr.skip(), gr.skip()]


def leave(shared: SharedDesk, proposal: ShownPlan | None) -> list[Any]:
    """Forget the plan, and the files that were brought in for it."""
    if proposal and proposal.batch:
        drop(shared.settings, proposal)
    left = say("The library was left as it is.")
    return [str(news.news(left)), None, left]


def drop(settings: Settings, proposal: ShownPlan) -> None:
    if proposal.batch:
        staging.drop(settings.library, proposal.batch)


def cancel(proposal: ShownPlan | None) -> str:
    """Stop applying a plan. What is said."""
    if proposal is None:
        return ""
    proposal.cancelled.set()
    return say("Stopping…")


# The page afterwards


def page_again(looking: Looking) -> Any:
    """The page as it is now, where it is what the reader has open."""
    if looking.opened.removeprefix("#").partition("/")[0] not in ("", "library"):
        return gr.skip()
    return str(attempt(lambda: shelf.page(looking), render.notice))
