"""How long to wait after wrong passwords."""

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

FREE: Final = 3  # slips that cost no wait
LONGEST_S: Final = 15 * 60
# Many addresses at work on one name slow each other down, but shut nobody out.
LONGEST_FOR_NAME_S: Final = 5
FORGOTTEN_S: Final = 60 * 60
REMEMBERED: Final = 10_000

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failures:
    """`wait_from` is when the last was, `expire_at` when they are forgotten."""

    count: int = 0
    wait_from: float = 0.0
    expire_at: float = 0.0


class Delays:
    """Failures of a name, of an address, and of a name from an address.

    Each makes the next try wait, longer and longer. From where a name has logged in before, only
    its own failures there count: no other can shut it out. Of too many, the oldest is forgotten.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failures: OrderedDict[Key, Failures] = OrderedDict()
        self._known: OrderedDict[Key, None] = OrderedDict()

    def wait_s(self, name: str, address: str) -> int:
        """The seconds until the name may be tried from the address, 0 for now."""
        waits = [self._wait(key, longest) for key, longest in self._keys(name, address)]
        return math.ceil(max(waits))

    def fail(self, name: str, address: str) -> None:
        """Counts a failure."""
        for key in all_keys(name, address):
            failures = self._of(key)
            now = self._clock()
            self._failures.pop(key, None)
            self._failures[key] = Failures(failures.count + 1, now, now + FORGOTTEN_S)
        shorten(self._failures)

    def succeed(self, name: str, address: str) -> None:
        """Forgets the failures of a name here, and that it is tried elsewhere too."""
        own = self._of((name, address)).count
        for key in all_keys(name, address):
            failures = self._of(key)
            if failures.count <= own:
                self._failures.pop(key, None)
            else:
                self._failures[key] = replace(failures, count=failures.count - own)
        self._known.pop((name, address), None)
        self._known[(name, address)] = None
        shorten(self._known)

    def _keys(self, name: str, address: str) -> list[tuple[Key, int]]:
        """What counts for a try, and the longest that each makes it wait."""
        own = ((name, address), LONGEST_S)
        if (name, address) in self._known:
            return [own]
        return [
            own,
            (("address", address, ""), LONGEST_S),
            (("name", name, ""), LONGEST_FOR_NAME_S),
        ]

    def _wait(self, key: Key, longest: int) -> float:
        failures = self._of(key)
        if failures.count <= FREE:
            return 0
        delay = min(2.0 ** min(failures.count - FREE - 1, 30), longest)
        return max(failures.wait_from + delay - self._clock(), 0)

    def _of(self, key: Key) -> Failures:
        found = self._failures.get(key)
        return found if found and found.expire_at > self._clock() else Failures()


def all_keys(name: str, address: str) -> list[Key]:
    return [(name, address), ("address", address, ""), ("name", name, "")]


def shorten(kept: OrderedDict[Key, Failures] | OrderedDict[Key, None]) -> None:
    while len(kept) > REMEMBERED:
        kept.popitem(last=False)
