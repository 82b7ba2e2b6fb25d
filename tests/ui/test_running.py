"""The question that runs in a window: those that come meanwhile, and stopping it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from ui.chat.asking import kept_waiting, stopped
from ui.chat.conversation import Conversation
from ui.chat.markup import escape
from ui.chat.running import Running, alone

Steps = AsyncIterator[list[Any]]
Ask = Callable[[Conversation], Steps]
WORDS = escape("…")


def step(talk: Conversation) -> list[Any]:
    return [talk.messages, "", talk, ""]


def asking(question: str, may_end: asyncio.Event, closed: list[str]) -> Ask:
    """A question that is shown at once and answered when it may end."""

    async def steps(talk: Conversation) -> Steps:
        try:
            waiting = talk.asking(question, escape(question), WORDS)
            yield step(waiting)
            await may_end.wait()
            yield step(waiting.replied(WORDS, None))
        finally:
            closed.append(question)

    return steps


def questions(talk: Conversation) -> list[str]:
    return [turn.question for turn in talk.turns]


async def all_of(steps: Steps) -> list[list[Any]]:
    return [given async for given in steps]


def test_while_one_waits_for_its_answer_another_is_not_asked() -> None:
    async def both() -> tuple[list[Any], list[Any]]:
        running, may_end = Running(), asyncio.Event()
        first = asyncio.create_task(
            all_of(alone(running, Conversation(), asking("first", may_end, [])))
        )
        await asyncio.sleep(0)
        told = await all_of(alone(running, Conversation(), asking("second", may_end, [])))
        may_end.set()
        return told, await first

    told, steps = asyncio.run(both())
    assert told == [kept_waiting()]
    assert questions(steps[-1][2]) == ["first"]
    assert not steps[-1][2].is_waiting


def test_a_question_that_comes_once_the_answer_is_sent_is_asked_after_it() -> None:
    async def both() -> Conversation:
        running, may_end = Running(), asyncio.Event()
        may_end.set()
        first = alone(running, Conversation(), asking("first", may_end, []))
        await anext(first)
        await anext(first)
        stale = Conversation()
        second = asyncio.create_task(all_of(alone(running, stale, asking("second", may_end, []))))
        await asyncio.sleep(0)
        assert not second.done()
        assert await all_of(first) == []
        talk = (await second)[-1][2]
        assert isinstance(talk, Conversation)
        return talk

    assert questions(asyncio.run(both())) == ["first", "second"]


def test_stopping_ends_the_question_with_a_step_that_says_so() -> None:
    async def stopping() -> tuple[list[list[Any]], list[str]]:
        running, closed = Running(), list[str]()
        steps = alone(running, Conversation(), asking("first", asyncio.Event(), closed))
        shown = await anext(steps)
        rest = asyncio.create_task(all_of(steps))
        await asyncio.sleep(0)
        assert running.stop()
        ending = await rest
        assert not running.stop()
        return [shown, *ending], closed

    (shown, ending), closed = asyncio.run(stopping())
    assert ending[2] == stopped(shown[2])[2]
    assert closed == ["first"]


def test_an_answer_that_is_there_is_not_stopped() -> None:
    async def stopping() -> list[list[Any]]:
        running, may_end = Running(), asyncio.Event()
        may_end.set()
        steps = alone(running, Conversation(), asking("first", may_end, []))
        given = [await anext(steps), await anext(steps)]
        running.stop()
        return given + await all_of(steps)

    assert [given[2].is_waiting for given in asyncio.run(stopping())] == [True, False]


def test_whoever_begins_anew_waits_until_nothing_comes_any_more() -> None:
    async def ending() -> list[str]:
        running, order = Running(), list[str]()
        steps = alone(running, Conversation(), asking("first", asyncio.Event(), order))
        await anext(steps)
        rest = asyncio.create_task(all_of(steps))
        await running.end()
        order.append("anew")
        await rest
        return order

    assert asyncio.run(ending()) == ["first", "anew"]


def test_a_question_whose_window_went_away_leaves_room_for_another() -> None:
    async def gone() -> bool:
        running, may_end = Running(), asyncio.Event()
        steps = alone(running, Conversation(), asking("first", may_end, []))
        await anext(steps)
        await steps.aclose()  # type: ignore[attr-defined]
        may_end.set()
        again = await all_of(alone(running, Conversation(), asking("second", may_end, [])))
        return bool(again[-1][2].is_waiting)

    assert not asyncio.run(gone())


def test_a_question_that_fails_leaves_room_for_another() -> None:
    async def failing(talk: Conversation) -> Steps:
        yield step(talk)
        raise ValueError

    async def both() -> None:
        running = Running()
        with pytest.raises(ValueError):  # noqa: PT011
            await all_of(alone(running, Conversation(), failing))
        assert running.now is None

    asyncio.run(both())
