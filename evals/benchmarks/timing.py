"""Taking times in turns, and what is said of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from evals.metrics.statistics import quantile


@dataclass(frozen=True)
class Spread:
    """The median of some figures, the lowest and the highest."""

    median: float
    low: float
    high: float

    def shown(self, digits: int) -> str:
        return f"{self.median:,.{digits}f} ({self.low:,.{digits}f}–{self.high:,.{digits}f})"


def spread(values: Sequence[float]) -> Spread:
    """The spread of at least one value."""
    middle = quantile(values, 0.5)
    if middle is None:
        raise ValueError("no values to take the median of")
    return Spread(middle, min(values), max(values))


def seconds_of(work: Callable[[], object]) -> float:
    """The wall-clock seconds that a piece of work takes."""
    began = perf_counter()
    work()
    return perf_counter() - began


def in_turns(works: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """The seconds of each piece of work, all of them once in each round."""
    taken = [one_turn(works, number) for number in range(rounds)]
    return {name: [seconds[name] for seconds in taken] for name in works}


def one_turn(works: Mapping[str, Callable[[], object]], number: int) -> dict[str, float]:
    """The seconds of each piece of work, done once; each number begins with another one."""
    names = list(works)
    first = number % len(names)
    return {name: seconds_of(works[name]) for name in names[first:] + names[:first]}


def multiples(values: Sequence[float], of: Sequence[float]) -> Spread:
    """How many times its counterpart of the same round each value is."""
    return spread([value / other for value, other in zip(values, of, strict=True)])
