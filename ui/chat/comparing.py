"""Comparing: one question asked of two choices of documents, the answers side by side.

The two are asked one after the other, each waiting its turn like any other question, and kept
like any other answer.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar
from uuid import uuid4

from corpus.library import Library
from corpus.record import SavedAnswer
from qa.answer import Answer
from qa.chain import Desk
from qa.kept import answer_in
from qa.request import Request
from ui.chat import compared_pane
from ui.chat import comparing_pane as pane
from ui.chat.asking import too_soon
from ui.chat.comparing_pane import COMPARED
from ui.chat.desk import held
from ui.chat.differences import differences
from ui.chat.given import answer_given, keep_given
from ui.chat.looking import Done, Fields, Looking, Page, Steps, first
from ui.chat.narrowing import latest
from ui.chat.narrowing_pane import folder_of, refused
from ui.chat.scope import EVERYTHING, Choice, Chosen, as_of, choice
from ui.chat.sent import whole_number
from ui.words import say

T = TypeVar("T")
A: Final = "a"
B: Final = "b"
# Comparisons under way, by a name that only the window that asked knows.
_under_way: dict[str, asyncio.Event] = {}


# The page to compare on


def compare_page(looking: Looking, rest: str) -> Page:
    """What to compare: prefilled with what the window asks, or with an answer that `rest` names,
    or with two. Raises UnknownAnswer.
    """
    ids = [id for id in rest.split("/") if id]
    given = [answer_given(looking.shared, looking.visitor.owner, id) for id in ids[:2]]
    library = looking.desk.library
    question = question_of(looking, given)
    sides = [scope_of(library, answer) for answer in given] or [looking.chosen]
    if len(sides) == 1:
        sides.append(other_side(library, sides[0]))
    offered = pane.Offered(
        now=tuple(library.holdings()),
        before=departed(library),
        earlier=tuple(latest(library)),
        current=library.current(),
        chosen=looking.chosen,
    )
    longest = looking.desk.settings.question_chars
    shown = pane.compare(question, (sides[0], sides[1]), offered, longest)
    return Page(shown, say("Compare two answers."))


def question_of(looking: Looking, given: Sequence[SavedAnswer]) -> str:
    """The question of the answers given, else the window's last one, as it stands alone."""
    if given:
        return answer_in(given[0]).standalone_question
    answered = [turn for turn in looking.talk.turns if turn.answered]
    answer = answered[-1].answer if answered else None
    return answer.standalone_question if answer else ""


def scope_of(library: Library, given: SavedAnswer) -> Chosen:
    """What an answer was asked of, the generation by its number where it is not the current."""
    known = {generation.number for generation in library.generations()}
    earlier = given.generation in known and given.generation != library.current()
    return Chosen(given.documents, given.generation if earlier else None)


def other_side(library: Library, side: Chosen) -> Chosen:
    """What the first side is likely to be compared with: the same now, or the same before the
    last change; else everything, or one document of it.
    """
    if side.as_of is not None:
        return replace(side, as_of=None)
    if side.documents:
        return EVERYTHING
    before = latest(library)
    if before:
        return replace(side, as_of=before[0].number)
    return Chosen(tuple(holding.document for holding in library.holdings()[:1]))


def departed(library: Library) -> tuple[tuple[str, str], ...]:
    """The documents, id and title, that the generation before held and the current does not."""
    now = {holding.document for holding in library.holdings()}
    before = [h for one in latest(library)[:1] for h in library.holdings(one.number)]
    return tuple((h.document, h.title) for h in before if h.document not in now)


# Asking both


@dataclass(frozen=True, slots=True)
class Side:
    """What one side asks, and how it is called."""

    name: str
    asked: Choice


def compare(looking: Looking, _: str, fields: Fields) -> Done | Steps:
    """Ask both sides the question. Nothing is asked where a side is empty or both are the same."""
    question = first(fields, "question").strip()
    if not question:
        return refused(say("Type the question to ask both."))
    sides = [side(looking, name, fields) for name in (A, B)]
    for one in sides:
        if one.asked.gone or not one.asked.asked:
            return refused(pane.not_there(one.name, one.asked))
    if len({(one.asked.documents, one.asked.generation) for one in sides}) == 1:
        return refused(
            say("Both sides are the same: choose another document or generation for one of them.")
        )
    return both(looking, question, sides)


def side(looking: Looking, name: str, fields: Fields) -> Side:
    """Raises UnknownGeneration."""
    library, number = looking.desk.library, whole_number(first(fields, f"{name}-as-of"))
    wanted = as_of(library, number) if number is not None else None
    everything = choice(library, Chosen((), wanted))
    documents = documents_in(first(fields, name), everything, looking.chosen)
    return Side(name.upper(), replace(everything, chosen=Chosen(documents, wanted)))


def documents_in(value: str, there: Choice, chosen: Chosen) -> tuple[str, ...]:
    """The documents that a choice of the form means; none for all."""
    kind, _, name = value.partition("/")
    if kind == pane.DOCUMENT:
        return (name,)
    if kind == pane.FOLDER:
        inside = tuple(id for id in there.held if folder_of(id) == name)
        return inside or (f"{name}/",)  # a folder that is not there then
    return chosen.documents if kind == pane.CHOSEN else ()


async def both(looking: Looking, question: str, sides: list[Side]) -> Steps:
    name, stopped = uuid4().hex, asyncio.Event()
    _under_way[name] = stopped
    given: list[SavedAnswer] = []
    try:
        for one in sides:
            told = pane.asking(one.name, len(given) + 1, len(sides))
            yield Done(said=told, work=pane.working(told, name))
            found = await until(stopped, answered(looking, request_of(question, one)))
            if found is None:
                yield Done(said=pane.left(), work=pane.done(pane.left()))
                return
            if isinstance(found, str):
                yield refused(f"{one.name}: {found}")
                return
            given.append(found)
    finally:
        del _under_way[name]
    yield answered_both(*given)


def answered_both(one: SavedAnswer, other: SavedAnswer) -> Done:
    if one.id == other.id:
        return refused(
            say(
                "The question names a document, so both sides came to the same: leave the name out."
            )
        )
    to = f"{COMPARED}/{one.id}/{other.id}"
    said = say("Both are answered.")
    return Done(said=said, work=pane.done(said, to), open=to)


def leave(looking: Looking, name: str, _: Fields) -> Done:
    """Leave a comparison that is under way."""
    if event := _under_way.get(name):
        event.set()
    return Done()


def request_of(question: str, one: Side) -> Request:
    return Request(question, (), one.asked.documents, one.asked.chosen.as_of)


async def answered(looking: Looking, request: Request) -> SavedAnswer | str:
    """The answer to a request, kept for its owner, or the sentence that says why there is none."""

    def nothing(*_: object) -> Answer | str:
        return ""

    def done(_: Desk, answer: Answer) -> Answer | str:
        return answer

    def failed(sentence: str) -> Answer | str:
        return sentence

    if wait_s := looking.rules.budget.take(looking.visitor.counted):
        return too_soon(wait_s)
    found: Answer | str = ""
    async for step in looking.shared.answer(request, nothing, done, failed):
        found = step
    return keep_given(looking, request, found) if isinstance(found, Answer) else found


async def until(stopped: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """What comes of the work, `None` where it is stopped before that."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stopped.wait())
    try:
        await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        working.cancel()
        stopping.cancel()


# The page of two answers


def compared_page(looking: Looking, rest: str) -> Page:
    """Two answers side by side, and what differs. Raises UnknownAnswer."""
    one, _, other = rest.partition("/")
    a, b = side_shown(looking, "A", one), side_shown(looking, "B", other)
    found = differences(a.answer, b.answer)
    return Page(compared_pane.compared((a, b), found), compared_pane.in_brief((a, b), found))


def side_shown(looking: Looking, name: str, id: str) -> compared_pane.Shown:
    given = answer_given(looking.shared, looking.visitor.owner, id)
    answer, current = answer_in(given), looking.desk.library.current()
    then, now = (held(looking.desk, number) for number in (answer.generation, current))
    return compared_pane.Shown(name, answer, given.documents, then, now, current)
