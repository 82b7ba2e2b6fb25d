"""How it looks in a terminal that cited words changed, moved or are gone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from corpus.anchors import Standing
from corpus.document import Citation
from qa.impact import AnswerStand, Stand
from ui.terminal.generations import local_time
from ui.terminal.text import footnote_numbers, hanging, one_line, place
from ui.terminal.wording import wording_text

if TYPE_CHECKING:
    from evals.impact import QuestionStand

GONE_CHARS = 400  # of words that are gone
STYLES = {
    Standing.KEPT: "dim",
    Standing.MOVED: "cyan",
    Standing.CHANGED: "yellow",
    Standing.GONE: "red",
}


@dataclass(frozen=True, slots=True)
class Impact:
    """What is not as it was in a generation: of how many saved answers `answers`, and, against
    the generation `since`, `questions`. Without an earlier generation `since` is missing.
    """

    generation: int
    since: int | None
    saved: int
    answers: "Sequence[AnswerStand]"
    questions: "Sequence[QuestionStand]"


def impact_view(found: Impact) -> RenderableType:
    """Saved answers, then evaluation questions, the worst first; or that nothing is touched."""
    return Group(*answers_part(found), Text(), *questions_part(found))


# Saved answers


def answers_part(found: Impact) -> Iterator[RenderableType]:
    if not found.saved:
        yield Text("No answers are saved yet: `footnote ask` saves each that it gives.")
    elif not found.answers:
        yield Text(f"{rest_on(found.saved, 'saved answer')} as they were.")
    else:
        heading = f"{rest_on(len(found.answers), 'saved answer', of=found.saved)} not as they were"
        yield Text(f"{heading} (generation {found.generation}):", "bold")
        for stand in found.answers:
            yield Text()
            yield answer_view(stand)
        yield Text()
        yield Text("Asking again answers from the documents as they are now.", "dim")


def rest_on(count: int, what: str, of: int | None = None) -> str:
    """“3 of 12 saved answers rest on words that are”."""
    total = of or count
    number = f"{count} of {total}" if of else f"All {count}" if count > 1 else "The one"
    return f"{number} {what}{'s' * (total > 1)} rest{'s' * (count == 1)} on words that are"


def answer_view(stand: AnswerStand) -> Table:
    numbers = footnote_numbers(stand.answer.statements)
    body: list[RenderableType] = [
        Text(one_line(stand.saved.question), "bold"),
        Text(facts_of(stand), "dim"),
        citations_table([(f"[{numbers[one.old]}]", one) for one in stand.touched]),
    ]
    return marked(stand.standing, body)


def facts_of(stand: AnswerStand) -> str:
    saved = stand.saved
    facts = [f"asked {local_time(saved.asked_at)} of generation {saved.generation}"]
    if saved.documents:
        facts.append(f"in {one_line(', '.join(saved.documents))}")
    if saved.history:
        facts.append(f"after “{one_line(saved.history[-1])}”")
    return ", ".join(facts)


def marked(standing: Standing, body: Sequence[RenderableType]) -> Table:
    table = hanging()
    table.add_row(Text(f"{standing:<7}", STYLES[standing]), Group(*body))
    return table


def citations_table(stands: Sequence[tuple[str, Stand]]) -> Table:
    table = hanging()
    for mark, stand in stands:
        head = Text.assemble((one_line(stand.old.label), "bold"), title_of(stand.old))
        table.add_row(Text(mark, "cyan"), Group(head, *became(stand)))
    return table


def title_of(citation: Citation) -> str:
    return "" if citation.label == citation.title else f" · {one_line(citation.title)}"


def became(stand: Stand) -> Iterator[Text]:
    """Where the words are now, and what they have become."""
    old, new = stand.old, stand.new
    if new is None:
        words = f"“{one_line(old.quote, GONE_CHARS)}”"
        yield Text.assemble(("gone: ", STYLES[Standing.GONE]), words)
    elif stand.standing is Standing.MOVED:
        words = f"the same words, {place_now(new, old)}"
        yield Text.assemble(("moved: ", STYLES[Standing.MOVED]), words)
    else:
        yield wording_text(old.quote, new.quote)
        if (new.document, new.label) != (old.document, old.label):
            yield Text(place_now(new, old), "dim")


def place_now(new: Citation, old: Citation) -> str:
    """“now in Article 12, characters 120 to 180”; with the document where that is another."""
    label, characters = one_line(new.label), f"characters {new.start} to {new.end}"
    if new.document != old.document:
        return f"now in {label}{title_of(new)}, {place(new.document, new.start, new.end, new.page)}"
    if new.label == old.label:
        return f"still in {label}, now {characters}"
    return f"now in {label}, {characters}"


# Evaluation questions


def questions_part(found: Impact) -> Iterator[RenderableType]:
    if found.since is None:
        yield Text("There is no earlier generation to compare evaluation questions with.")
        return
    between = f"between generations {found.since} and {found.generation}"
    if not found.questions:
        yield Text(f"Nothing that evaluation questions rest on changed {between}.")
        return
    heading = rest_on_quotes(len(found.questions))
    yield Text(f"{heading} {between}:", "bold")
    for stand in found.questions:
        yield Text()
        yield question_view(stand)


def rest_on_quotes(count: int) -> str:
    return f"What {count} evaluation question{'s rest' if count > 1 else ' rests'} on changed"


def question_view(stand: "QuestionStand") -> Table:
    body: list[RenderableType] = [
        Text(one_line(stand.question.question), "bold"),
        Text(f"{one_line(stand.question_set)} {one_line(stand.question.id)}", "dim"),
        citations_table([("·", one) for one in stand.touched]),
    ]
    return marked(stand.standing, body)
