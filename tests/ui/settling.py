"""Waiting for what the chat does later."""

from threading import Barrier

from qa.chain import Desk
from ui.chat.desk import ERRANDS, SharedDesk


def settle(shared: SharedDesk) -> None:
    """Wait for what is done later: whoever does it is kept waiting until all are."""
    together = Barrier(ERRANDS + 1)

    def wait(_: Desk) -> None:
        together.wait()

    for _ in range(ERRANDS):
        shared.later(wait)
    together.wait(timeout=60)
