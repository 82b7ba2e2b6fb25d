"""How much one visitor, one address and one request may take."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.server import doors, limits
from ui.server.addresses import address_of
from ui.server.doors import Door, Doors
from ui.server.limits import BodyLimits, Budget, Crowds


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


# Questions


def test_without_a_number_there_is_no_limit():
    budget = Budget()
    assert [budget.take("ada") for _ in range(1_000)] == [0] * 1_000


def test_whoever_asks_too_much_is_told_how_long_to_wait():
    clock = Clock()
    budget = Budget(3, clock)
    assert [budget.take("ada") for _ in range(5)] == [0, 0, 0, 20, 20]
    clock.now = 20
    assert [budget.take("ada") for _ in range(2)] == [0, 20]


def test_after_a_quiet_minute_the_budget_is_whole_again():
    clock = Clock()
    budget = Budget(3, clock)
    for _ in range(3):
        budget.take("ada")
    clock.now = 60
    assert [budget.take("ada") for _ in range(4)] == [0, 0, 0, 20]


def test_nobody_pays_for_another():
    budget = Budget(1, Clock())
    assert (budget.take("ada"), budget.take("ada"), budget.take("ben")) == (0, 60, 0)


def test_only_so_many_are_remembered(monkeypatch):
    monkeypatch.setattr(limits, "REMEMBERED", 10)
    budget = Budget(1, Clock())
    for number in range(100):
        budget.take(f"visitor {number}")
    assert len(budget._free_at) == 10


@given(
    st.integers(1, 20),
    st.lists(st.floats(0, 30, allow_nan=False), min_size=1, max_size=100),
)
def test_no_more_than_twice_the_number_is_ever_taken_in_a_minute(per_minute, pauses):
    clock = Clock()
    budget = Budget(per_minute, clock)
    taken = []
    for pause in pauses:
        clock.now += pause
        wait_s = budget.take("ada")
        if not wait_s:
            taken.append(clock.now)
            continue
        clock.now += wait_s
        assert budget.take("ada") == 0, "whoever waits as long as he was told may ask"
        taken.append(clock.now)
    for at in taken:
        assert sum(at <= other < at + 59.9 for other in taken) <= 2 * per_minute


# Bodies


async def read(request):
    return PlainTextResponse(str(len(await request.body())))


@pytest.fixture
def limited(monkeypatch):
    """An application with a door for ten bytes and one for a hundred."""
    monkeypatch.setattr(
        doors, "DOORS", (Door("POST", "/small", body=10), Door("POST", "/large", body=100))
    )
    routes = [Route("/{path}", read, methods=["POST"])]
    stack = [Middleware(Doors), Middleware(BodyLimits)]
    return TestClient(Starlette(routes=routes, middleware=stack))


@pytest.mark.parametrize(("path", "size"), [("/small", 10), ("/large", 100), ("/small", 0)])
def test_what_a_door_takes_comes_in(limited, path, size):
    assert limited.post(path, content=b"x" * size).text == str(size)


@pytest.mark.parametrize(("path", "size"), [("/small", 11), ("/large", 101), ("/small", 10**6)])
def test_what_is_larger_is_refused(limited, path, size):
    refused = limited.post(path, content=b"x" * size)
    assert refused.status_code == 413
    assert refused.text == limits.TOO_LARGE + "\n"


def test_what_does_not_say_how_large_it_is_is_counted(limited):
    pieces = (b"x" * 4 for _ in range(5))
    refused = limited.post("/small", content=pieces)
    assert refused.status_code == 413
    assert limited.post("/small", content=(b"x" for _ in range(10))).text == "10"


def test_what_says_it_is_smaller_than_it_is_is_counted():
    sent = exchange([{"type": "http.request", "body": b"x" * 2_000_000}], length=b"1")
    assert sent[0]["status"] == 413


def test_what_does_not_arrive_is_not_waited_for():
    sent = exchange([], wait_s=0.01)
    assert sent[0]["status"] == 408


def test_whoever_waits_for_an_answer_may_wait():
    """Once a request is whole, its connection stays open for as long as the answer takes."""
    body = limits.Body(arriving([{"type": "http.request", "body": b""}]), None, 10, 0.01)

    async def listen():
        await body.receive()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(body.receive(), 0.1)

    asyncio.run(listen())
    assert body.refused is None


def arriving(messages):
    left = list(messages)

    async def receive():
        if left:
            return left.pop(0)
        await asyncio.Event().wait()

    return receive


def exchange(messages, length=None, wait_s=5.0):
    """What is answered to a request that arrives like this."""
    sent = []

    async def send(message):
        sent.append(message)

    async def app(scope, receive, send):
        await Starlette(routes=[Route("/", read, methods=["POST"])])(scope, receive, send)

    headers = [(b"content-length", length)] if length else []
    scope = {"type": "http", "method": "POST", "path": "/", "headers": headers, "query_string": b""}
    asyncio.run(BodyLimits(app, wait_s)(scope, arriving(messages), send))
    return sent


# Crowds


def test_one_address_has_only_so_many_requests_open():
    async def crowd():
        going = asyncio.Event()
        answered = []

        async def app(scope, receive, send):
            await going.wait()

        async def send(message):
            answered.append(message)

        crowds = Crowds(app, at_once=2)

        async def ask(address):
            scope = {"type": "http", "path": "/", "headers": [], "client": (address, 1)}
            await crowds(scope, arriving([]), send)

        waiting = [asyncio.create_task(ask(address)) for address in ("a", "a", "a", "b")]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        refused = [message["status"] for message in answered if "status" in message]
        going.set()
        await asyncio.gather(*waiting)
        return refused, dict(crowds.open)

    assert asyncio.run(crowd()) == ([429], {})


@pytest.mark.parametrize(
    ("client", "address"),
    [
        (("192.0.2.1", 5), "192.0.2.1"),
        (("2001:db8::1", 5), "2001:db8::/64"),
        (("2001:db8::2", 5), "2001:db8::/64"),
        (("::ffff:192.0.2.1", 5), "192.0.2.1"),
        (("testclient", 5), "testclient"),
        (None, ""),
    ],
)
def test_an_address_is_that_of_one_person(client, address):
    assert address_of({"client": client}) == address
