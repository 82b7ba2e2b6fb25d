"""How far a figure may fall before a comparison fails."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from evals.compare.paired import Change
from evals.runs.figures import BY_NAME, SPEED

# A machine of another kind may round another way and turn a question or two; what is exact by
# construction may not change at all.
DEFAULTS: Final[Mapping[str, float]] = {
    "right": 0.02,
    "first_right": 0.02,
    "hit_at_5": 0.02,
    "citation_exactness": 0.0,
    "citation_precision": 0.02,
    "supported": 0.01,
    "abstention_recall": 0.03,
    "wrongly_refused": 0.02,
    "calibration_error": 0.05,
}


@dataclass(frozen=True, slots=True)
class Breach:
    """A figure that went the wrong way by more than its tolerance, or was not measured again."""

    change: Change
    tolerance: float

    def __str__(self) -> str:
        title, was, now = self.change.figure.title, self.change.was, self.change.now
        title = title[0].upper() + title[1:]
        if now is None:
            return f"{title} was {was:.3f} and could not be measured"
        way = "fell" if self.change.figure.higher_is_better else "rose"
        return (
            f"{title} {way} from {was:.3f} to {now:.3f}, by {self.change.worse_by:.3f}, "
            f"where {self.tolerance:g} is allowed"
        )


def breaches(changes: Iterable[Change], tolerances: Mapping[str, float]) -> list[Breach]:
    """The changes that are beyond their tolerance. What the earlier run did not measure cannot
    fall.
    """
    return [
        Breach(change, tolerances[change.figure.name])
        for change in changes
        if change.figure.name in tolerances and is_beyond(change, tolerances[change.figure.name])
    ]


def is_beyond(change: Change, tolerance: float) -> bool:
    if change.now is None:
        return change.was is not None
    return change.worse_by > tolerance + 1e-9


def tolerances(given: Sequence[str] = ()) -> dict[str, float]:
    """The tolerances in force: the usual ones, and what is given as NAME=VALUE in their place.
    Raises ValueError with a sentence.
    """
    return {**DEFAULTS, **dict(map(tolerance, given))}


def tolerance(given: str) -> tuple[str, float]:
    name, _, value = given.partition("=")
    name = name.strip()
    figure = BY_NAME.get(name)
    if figure is None:
        near = get_close_matches(name, BY_NAME, n=3) or list(DEFAULTS)
        raise ValueError(f"there is no figure “{name}”; there is {', '.join(near)}")
    if figure.group == SPEED:
        raise ValueError(f"“{name}” depends on the machine: speed has no tolerance")
    try:
        allowed = float(value)
    except ValueError:
        allowed = -1.0
    if not 0 <= allowed < float("inf"):
        raise ValueError(f"“{given}” needs a number from 0 up after its “=”, as in {name}=0.02")
    return name, allowed
