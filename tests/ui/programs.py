"""The real application as programs meet it: served on a free port of this machine."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import uvicorn

from qa.chain import Desk
from tests.browser.conftest import wait_for
from ui.chat.desk import SharedDesk
from ui.chat.visitor import Rules
from ui.server.serve import listen, server

PATIENCE_S = 30


@dataclass
class Served:
    """A running application. `desk` is where its questions go."""

    url: str
    desk: SharedDesk

    def post(self, path: str, fields: object, **other: Any) -> httpx.Response:
        headers = {"Content-Type": "application/json", **other.pop("headers", {})}
        sent = json.dumps(fields)
        return httpx.post(self.url + path, content=sent, headers=headers, timeout=60, **other)

    def get(self, path: str, **other: Any) -> httpx.Response:
        return httpx.get(self.url + path, timeout=60, **other)


@contextmanager
def served(
    opener: Callable[[], Desk], login: tuple[str, str] | None = None, rules: Rules | None = None
) -> Iterator[Served]:
    """The application as `footnote chat` serves it, in a thread."""
    listening = listen("127.0.0.1", 0)
    desk = SharedDesk(opener)
    running: list[uvicorn.Server] = []

    async def serve() -> None:
        running.append(server(desk, "127.0.0.1", login, rules))
        await running[0].serve(sockets=[listening])

    thread = threading.Thread(target=asyncio.run, args=[serve()])
    thread.start()
    port = listening.getsockname()[1]
    try:
        wait_for(port)
        yield Served(f"http://127.0.0.1:{port}", desk)
    finally:
        running[0].should_exit = True
        thread.join()
        desk.close()


def wait_until(found: Callable[[], Any]) -> Any:
    """What is there soon: what is kept is kept a moment after it is given."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if there := found():
            return there
        time.sleep(0.02)
    raise TimeoutError
