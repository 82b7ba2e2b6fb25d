"""The answers given since the server began, by who asked."""

from collections import OrderedDict
from threading import Lock
from typing import Final

from corpus.record import SavedAnswer
from ui.chat.packed import SAVED, packed, unpacked

MOST: Final = 2_000  # about 5 MB of them: see packed.py


class Recent:
    """At hand before they are written, where nothing is written, and when one that was taken back
    is put back. Safe from any thread.
    """

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def keep(self, owner: str, answer: SavedAnswer) -> None:
        """Remember an answer, and forget the oldest of too many."""
        content = packed(answer, SAVED)
        with self._lock:
            self._answers[owner, answer.id] = content
            self._answers.move_to_end((owner, answer.id))
            while len(self._answers) > MOST:
                self._answers.popitem(last=False)

    def find(self, owner: str, id: str) -> SavedAnswer | None:
        """An answer that was given to this owner."""
        with self._lock:
            content = self._answers.get((owner, id))
        return unpacked(content, SAVED) if content else None
