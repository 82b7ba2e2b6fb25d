"""Evaluation questions whose gold is not as it was, as escaped markup."""

from collections.abc import Iterator, Sequence

from evals.impact import QuestionStand
from ui.answers_pane import BADGES
from ui.markup import Markup, element
from ui.pane import counted
from ui.place import Place
from ui.plan_pane import more
from ui.render import place_of

SHOWN = 12


def touched(stands: Sequence[QuestionStand], since: int, now: int) -> Iterator[Markup]:
    """The questions that generation `now` touched against `since`: nothing where it did none."""
    if stands:
        verb = "rests" if len(stands) == 1 else "rest"
        count = counted(len(stands), "evaluation question")
        yield element(
            "section",
            element(
                "h3",
                f"{count} {verb} on words that changed since generation {since}",
                class_="kind",
            ),
            element(
                "ul", *(entry(stand, since, now) for stand in stands[:SHOWN]), class_="answers"
            ),
            *more(len(stands) - SHOWN, "p"),
            class_="touched questions",
        )


def entry(stand: QuestionStand, since: int, now: int) -> Markup:
    """A question, leading to the words that took the place of its gold, or to the gold itself."""
    first = stand.touched[0]
    place: Place = place_of(first.new, now) if first.new else place_of(first.old, since)
    return element(
        "li",
        element("a", stand.question.question, href=place.fragment),
        element(
            "p",
            element("span", BADGES[stand.standing], class_=f"badge {stand.standing}"),
            f" {first.old.label} · {stand.question_set} {stand.question.id}",
            class_="facts",
        ),
    )
