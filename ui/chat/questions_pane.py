"""Evaluation questions whose gold is not as it was, as escaped markup."""

from collections.abc import Iterator, Sequence

from evals.impact import QuestionStand
from ui.chat.answers_pane import fate
from ui.chat.markup import Markup, element
from ui.chat.place import Place
from ui.chat.plan_pane import more
from ui.chat.render import place_of
from ui.words import number, say_many

SHOWN = 12


def touched(stands: Sequence[QuestionStand], since: int, now: int) -> Iterator[Markup]:
    """The questions that generation `now` touched against `since`: nothing where it did none."""
    if stands:
        yield element(
            "section",
            element("h3", heading(len(stands), since), class_="kind"),
            element(
                "ul", *(entry(stand, since, now) for stand in stands[:SHOWN]), class_="answers"
            ),
            *more(len(stands) - SHOWN, "p"),
            class_="touched questions",
        )


def heading(count: int, since: int) -> str:
    return say_many(
        "{count} evaluation question rests on words that changed since generation {number}",
        "{count} evaluation questions rest on words that changed since generation {number}",
        count,
        number=number(since),
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
            element("span", fate(stand.standing), class_=f"badge {stand.standing}"),
            f" {first.old.label} · {stand.question_set} {stand.question.id}",
            class_="facts",
        ),
    )
