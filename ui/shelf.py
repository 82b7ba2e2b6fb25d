"""The library's page: what it holds, and looking for changes, a plan, and carrying it out."""

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

import gradio as gr

from corpus.errors import LibraryEmpty, PlanOutdated
from corpus.library import Library
from ingest.apply import apply, propose, removal_refused
from ingest.gather import Progress, Report
from ingest.plan import Plan
from ingest.sources import remembered
from qa.chain import Desk
from qa.impact import AnswerStand, Later, answer_stand
from ui import answers_pane, pane, plan_pane, questions_pane, render
from ui.desk import SharedDesk, attempt, held
from ui.impact import found_in
from ui.markup import Markup, element, escape, join
from ui.pane import counted
from ui.place import LIBRARY, opened_place

COMMAND = "footnote chat"
READING = "Reading the sources…"
APPLYING = "Applying the plan…"
INDEXING = "Building the vector index…"
HINT = "Reads the sources again. Nothing is written yet."
PLEDGE = "Nothing is written before you apply it."
LEFT = "The library was left as it is."
ANSWERS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """A plan that one window looks at, as it is shown there."""

    plan: Plan
    shown: Markup


def page(desk: Desk, proposal: ShownPlan | None) -> str:
    """The plan that is looked at; else the documents between the answers that rest on them."""
    if proposal:
        return str(proposal.shown)
    generation = desk.library.generation()
    holdings = desk.library.holdings(generation.number)
    keys = tuple((saved.id, saved.asked_at) for saved in desk.library.answers())
    touched, others, questions = stands(desk.library, generation.number, keys)
    empty = render.notice(str(LibraryEmpty(folder=desk.library.folder)))
    above = [*([] if holdings else [empty]), *answers_pane.touched(touched)]
    below = [*questions, *answers_pane.others(others)]
    return str(pane.library(generation, holdings, above, below))


@lru_cache(maxsize=4)
def stands(
    library: Library, generation: int, answers: tuple[tuple[str, str], ...]
) -> tuple[Sequence[AnswerStand], Sequence[AnswerStand], Sequence[Markup]]:
    """The saved answers that changes touched, the latest others, and what is to be shown of the
    evaluation questions that were touched.

    Remembered as long as the library stays at its generation and has the same answers: looking
    for a text's words in its next version takes a while, and the page is opened often.
    """
    found, later = found_in(library, since=None, question_files=()), Later(library)
    known = {stand.saved.id for stand in found.answers}
    rest = (saved for saved in library.answers() if saved.id not in known)
    others = [answer_stand(saved, later) for saved in islice(rest, ANSWERS_SHOWN)]
    since = found.since or generation
    questions = list(questions_pane.touched(found.questions, since, generation))
    return found.answers, others, questions


def page_again(desk: SharedDesk, pressed: str, proposal: ShownPlan | None) -> Any:
    """The page as it is now, where it is what the reader has open."""
    if opened_place(pressed):
        return gr.skip()
    return attempt(lambda: page(desk.open(), proposal), lambda said: str(render.notice(said)))


# Looking for changes. Each step: what is being done, the plan, the second button, what is said.


async def check(desk: SharedDesk) -> AsyncIterator[list[Any]]:
    """Read again what the library came from, and show what would change. Writes nothing."""
    yield [working(READING), gr.skip(), gr.skip(), READING]
    async for step in desk.beside(proposed, reading, not_proposed):
        yield step


def proposed(desk: Desk, report: Report) -> list[Any]:
    settings, origins = desk.settings, [h.origin for h in desk.library.holdings()]
    if not origins:
        raise LibraryEmpty(folder=settings.library)
    found = propose(settings, remembered(origins), progress=report)
    refusal = removal_refused(settings, found.plan)
    said = changes_in(found.plan)
    if not found.plan.changes_anything and not found.plan.documents.refused:
        return [news(said), None, gr.skip(), said]
    warning = render.notice(str(refusal)) if refusal else None
    shown = plan_pane.plan(found, held(desk, found.plan.base), warning)
    second = gr.update(value=all_the_same(found.plan))
    return [at_hand(said), ShownPlan(found.plan, shown), second, said]


def reading(progress: Progress) -> list[Any]:
    said = f"{READING} {progress.done:,} of {progress.total:,}"
    return [working(said), gr.skip(), gr.skip(), gr.skip()]


def not_proposed(sentence: str) -> list[Any]:
    return [failure(sentence), None, gr.skip(), str(escape(sentence))]


def changes_in(plan: Plan) -> str:
    """“3 documents changed.”"""
    refused = len(plan.documents.refused)
    changed = plan_pane.changed(plan)
    if changed:
        return f"{counted(changed, 'document')} changed."
    if plan.changes_anything:
        return "The documents are as they were, their passages are not."
    unread = f" {counted(refused, 'source')} could not be read." if refused else ""
    return f"Nothing has changed.{unread}"


def all_the_same(plan: Plan) -> str:
    """What the second button says: what it does."""
    return f"Apply, and remove {counted(plan.removal.removed, 'document')}"


# Carrying a plan out, or not


async def carry_out(
    desk: SharedDesk, proposal: ShownPlan | None, *, allow_empty: bool = False
) -> AsyncIterator[list[Any]]:
    """Do exactly what was looked at, while questions go on being answered. Each step: what is
    being done, the plan, what is said.
    """
    if proposal is None:
        return

    def applied(open_desk: Desk, report: Report) -> list[Any]:
        try:
            result = apply(
                open_desk.settings,
                proposal.plan,
                allow_empty=allow_empty,
                command=COMMAND,
                progress=report,
                embedder=open_desk.embedder,
            )
        except PlanOutdated as error:  # there is nothing left to press
            return [failure(str(error)), None, str(escape(str(error)))]
        said = f"Done: generation {result.generation}."
        with suppress(LibraryEmpty):
            desk.refresh()
        return [news(said), None, said]

    def not_applied(sentence: str) -> list[Any]:
        return [failure(sentence), proposal, str(escape(sentence))]

    yield [working(APPLYING), gr.skip(), APPLYING]
    async for step in desk.beside(applied, embedding, not_applied):
        yield step


def embedding(progress: Progress) -> list[Any]:
    said = f"Embedding: {progress.done:,} of {counted(progress.total, 'passage')}"
    return [working(said if progress.step == "embed" else INDEXING), gr.skip(), gr.skip()]


def leave() -> list[Any]:
    """Forget the plan."""
    return [news(LEFT), None, LEFT]


# What is said beside the buttons


def working(sentence: str) -> str:
    return str(element("p", element("span", class_="pulse"), sentence, class_="working"))


def hint() -> str:
    return str(element("p", HINT, class_="hint"))


def news(sentence: str) -> str:
    return str(element("p", sentence, class_="done"))


def at_hand(sentence: str) -> str:
    """That there is a plan: beside it what pressing means, elsewhere the way to it."""
    link = element("a", "See what", href=LIBRARY)
    return str(
        join(
            element("p", sentence, " ", link, class_="news"),
            element("p", PLEDGE, class_="pledge"),
        )
    )


def failure(sentence: str) -> str:
    return str(element("div", render.notice(sentence), class_="failed"))
