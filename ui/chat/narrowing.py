"""Choosing what a window asks: some documents or all, now or as of an earlier generation.

The choice is the window's. It stays through follow-ups and new conversations until it is changed.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from corpus.errors import UnknownGeneration
from corpus.library import Library
from qa.request import Request
from ui.chat import narrowing_pane as pane
from ui.chat import scope_pane
from ui.chat.asking import asked, ready_box
from ui.chat.desk import attempt
from ui.chat.looking import Done, Fields, Looking, Page
from ui.chat.markup import Markup, escape
from ui.chat.narrowing_pane import Documents
from ui.chat.render import question as shown_question
from ui.chat.scope import EVERYTHING, Choice, Chosen, as_of, choice
from ui.chat.sent import whole_number
from ui.words import number, say

GENERATIONS_SHOWN = 20
AGAIN = "again"  # the argument of an act that asks the last question once more


def chosen_line(looking: Looking) -> Markup:
    """What is asked, and the way to choose otherwise; nothing while there is no library."""

    def line() -> Markup:
        try:
            return scope_pane.line(choice(looking.desk.library, looking.chosen))
        except UnknownGeneration:
            return scope_pane.line_of_the_forgotten(looking.chosen)

    return attempt(line, lambda _: Markup())


# The page


def choose_page(looking: Looking, rest: str) -> Page:
    """The documents to tick, as of the generation that `rest` names: the one that is asked where
    it names none, “now” for the current one. Raises UnknownGeneration.
    """
    library, chosen = looking.desk.library, looking.chosen
    asked_of = of_generation(library, chosen, rest)
    shown = pane.choose(documents(library, asked_of), latest(library))
    return Page(shown, say("Choose what to ask."))


def of_generation(library: Library, chosen: Chosen, rest: str) -> Chosen:
    if rest == pane.NOW:
        return replace(chosen, as_of=None)
    number_asked = whole_number(rest)
    if number_asked is not None:
        return replace(chosen, as_of=as_of(library, number_asked))
    known = {generation.number for generation in library.generations()}
    return chosen if chosen.as_of in known else replace(chosen, as_of=None)


def documents(library: Library, chosen: Chosen) -> Documents:
    """The documents of the generation asked, and the present ones that it did not hold."""
    found = choice(library, chosen)
    now = {holding.document: holding for holding in library.holdings()}
    later = [holding for id, holding in now.items() if id not in found.held]
    left = frozenset(id for id in found.held if id not in now)
    return Documents(found, tuple(later), left)


def latest(library: Library) -> list[pane.Earlier]:
    """The latest generations but the current one, newest first, with what they held."""
    sizes = library.sizes()
    _, *before = reversed(library.generations())
    return [
        pane.Earlier(generation.number, generation.created_at, sizes[generation.number][0])
        for generation in islice(before, GENERATIONS_SHOWN)
    ]


# What the buttons do


def ask_these(looking: Looking, arg: str, fields: Fields) -> Done:
    """Ask the documents that are ticked, as of the generation that `arg` names."""
    library, ticked = looking.desk.library, tuple(fields.get("document", ()))
    number_asked = generation_in(library, arg)
    found = choice(library, Chosen(ticked, number_asked))
    if not ticked or not found.asked:
        return pane.refused(say("Tick at least one document to ask."))
    return chosen_now(replace(found, chosen=Chosen(found.documents, number_asked)))


def ask_only(looking: Looking, document: str, _: Fields) -> Done:
    """Ask one document: as of the generation that is asked, where that holds it."""
    library, chosen = looking.desk.library, looking.chosen
    known = {generation.number for generation in library.generations()}
    for number_asked in dict.fromkeys((chosen.as_of, None)):
        if number_asked is None or number_asked in known:
            found = choice(library, Chosen((document,), number_asked))
            if not found.gone:
                return chosen_now(found)
    return pane.refused(say("This document is in the library no longer."))


def ask_as_of(looking: Looking, arg: str, _: Fields) -> Done:
    """Ask as of a generation, of the documents chosen those that it held.

    Raises UnknownGeneration.
    """
    library = looking.desk.library
    wanted = generation_in(library, arg)
    found = choice(library, replace(looking.chosen, as_of=wanted))
    return chosen_now(replace(found, chosen=Chosen(found.documents, wanted)), found.gone)


def choose_again(looking: Looking, arg: str, fields: Fields) -> Done:
    """Choose what the window had chosen before its page was loaded again. What of it is there no
    longer is said when a question is asked.
    """
    wanted = Chosen(tuple(fields.get("document", ())), whole_number(arg))
    return Done(chosen=wanted) if looking.chosen == EVERYTHING else Done()


def ask_the_rest(looking: Looking, _: str, __: Fields) -> Done:
    """Ask the last question of those of its documents that are still there, and go on so."""
    turns, library = looking.talk.turns, looking.desk.library
    if not turns or looking.talk.is_waiting:
        return Done()
    asked_of = turns[-1].request
    wanted = Chosen(asked_of.documents, asked_of.as_of) if asked_of else looking.chosen
    found = choice(library, wanted)
    return once_more(looking, replace(found, chosen=Chosen(found.documents, wanted.as_of)))


def ask_all(looking: Looking, arg: str, _: Fields) -> Done:
    """Ask everything again, as it is now; the last question too where `arg` is “again”."""
    found = choice(looking.desk.library, EVERYTHING)
    return once_more(looking, found) if arg == AGAIN else chosen_now(found)


def once_more(looking: Looking, found: Choice) -> Done:
    """The last question, which could not be asked, asked of what is chosen now."""
    done, turns = chosen_now(found), looking.talk.turns
    if not turns or looking.talk.is_waiting:
        return done
    talk = replace(looking.talk, turns=turns[:-1])
    asked_as = turns[-1].request or Request(turns[-1].question)
    chosen = found.chosen
    put = replace(
        asked_as, history=tuple(talk.history), documents=chosen.documents, as_of=chosen.as_of
    )
    return replace(done, talk=talk, ask=put)


def generation_in(library: Library, arg: str) -> int | None:
    """The generation that an argument names, as it is chosen. Raises UnknownGeneration."""
    wanted = whole_number(arg)
    return None if wanted is None else as_of(library, wanted)


def chosen_now(found: Choice, dropped: tuple[str, ...] = ()) -> Done:
    said = scope_pane.told(found)
    if dropped and not found.documents:
        instead = say("What is chosen was not there then, so all of it is asked.")
        said = f"{said} {instead}"
    return Done(said=said, work=pane.news(said), chosen=found.chosen)


# Asking


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a question cannot be put to what it is meant for, and what can be done."""

    shown: Markup
    said: str


def asked_of_the_chosen(looking: Looking, question: str) -> AsyncIterator[list[Any]]:
    """The steps of a question put to the documents that the window has chosen."""
    chosen = looking.chosen
    request = Request(question, tuple(looking.talk.history), chosen.documents, chosen.as_of)
    return asked_of(looking, request)


async def asked_of(looking: Looking, request: Request, draft: str = "") -> AsyncIterator[list[Any]]:
    """The steps of a question put to the documents that it names. Where some of them are there no
    longer it says so, with the ways on, and nothing is asked.
    """
    found = attempt(lambda: put_to(looking, request), lambda _: request)
    if isinstance(found, Request) or not request.question.strip() or looking.talk.is_waiting:
        put = found if isinstance(found, Request) else request
        async for step in asked(looking, put, draft):
            yield step
        return
    shown = shown_question(request.question)
    talk = looking.talk.asking(request.question, shown, found.shown, request)
    talk = talk.replied(found.shown, None)
    yield [talk.messages, ready_box() | {"value": draft}, talk, str(escape(found.said))]


def put_to(looking: Looking, request: Request) -> Request | Missing:
    """The question as it is put to the documents that it names, or what of them is missing."""
    chosen = Chosen(request.documents, request.as_of)
    if chosen == EVERYTHING:
        return request
    library = looking.desk.library
    try:
        found = choice(library, chosen)
    except UnknownGeneration:
        return forgotten(chosen)
    return departed(library, found) if found.gone else replace(request, documents=found.documents)


def forgotten(chosen: Chosen) -> Missing:
    said = say(
        "Generation {number}, which was chosen to be asked, is kept no longer.",
        number=number(chosen.as_of or 0),
    )
    return Missing(pane.missing(said, rest=0), said)


def departed(library: Library, found: Choice) -> Missing:
    titles = [title_of(library, id) for id in found.gone]
    said = pane.departed(titles, as_of=found.chosen.as_of)
    return Missing(pane.missing(said, rest=len(found.asked)), said)


def title_of(library: Library, document: str) -> str:
    """What a document that is gone was called last, its id where that is forgotten."""
    for generation in islice(reversed(library.generations()), GENERATIONS_SHOWN):
        for holding in library.holdings(generation.number):
            if holding.document == document:
                return holding.title
    return document
