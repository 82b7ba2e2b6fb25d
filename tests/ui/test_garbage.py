"""What is loaded when the chat begins is not looked through for garbage again and again."""

import gc
from typing import cast

from qa.chain import Desk
from ui.chat.desk import SharedDesk
from ui.server.garbage import set_aside


class Warming:
    def __init__(self, done: list[str]) -> None:
        self.done = done

    def warm(self) -> None:
        self.done.append("warm")

    def close(self) -> None:
        self.done.append("closed")


def test_what_comes_after_warming_waits_for_it() -> None:
    done: list[str] = []
    shared = SharedDesk(lambda: cast(Desk, Warming(done)))
    shared.warm(lambda: done.append("then"))
    shared.close()
    assert done[:2] == ["warm", "then"]


def test_what_is_set_aside_is_not_looked_through() -> None:
    try:
        set_aside()
        assert gc.get_freeze_count() > len(gc.get_objects())
    finally:
        gc.unfreeze()
