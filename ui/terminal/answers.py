"""Saved answers in a terminal: the list, and one as it was given."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from corpus.anchors import Standing
from qa.answer import Outcome
from qa.impact import AnswerStand
from ui.chat.pane import counted
from ui.terminal.generations import local_time
from ui.terminal.impact import STYLES
from ui.terminal.text import answer_view, hanging, one_line

ID_CHARS = 8
OUTCOMES = {
    Outcome.ANSWERED: "answered",
    Outcome.PARTLY: "answered in part",
    Outcome.NOT_FOUND: "not found",
}


def answers_view(stands: Sequence[AnswerStand]) -> RenderableType:
    """The answers, newest first, each with how its sources stand now."""
    if not stands:
        return Text("No saved answers: `footnote ask` keeps each that it gives.")
    table = hanging()
    for stand in stands:
        body = Text.assemble(
            (one_line(stand.saved.question), "bold"), "\n", (facts_of(stand), "dim"), sources(stand)
        )
        table.add_row(Text(stand.saved.id[:ID_CHARS], "cyan"), body)
    return Group(table, Text(), Text("One of them: footnote answers --show ID", "dim"))


def facts_of(stand: AnswerStand) -> str:
    answer = stand.answer
    cited = {citation for said in answer.statements for citation in said.citations}
    facts = [
        local_time(stand.saved.asked_at),
        OUTCOMES[answer.outcome],
        counted(len(cited), "citation"),
        one_line(answer.model),
        f"generation {answer.generation}",
    ]
    return " · ".join(facts)


def sources(stand: AnswerStand) -> Text:
    if not stand.touched:
        return Text()
    words = {Standing.MOVED: "moved", Standing.CHANGED: "changed", Standing.GONE: "gone"}
    standing = stand.standing
    return Text(f" · sources {words[standing]}", STYLES[standing])


def saved_view(stand: AnswerStand) -> RenderableType:
    """One answer, as `footnote ask` printed it, under its question."""
    heading = Text.assemble(
        (one_line(stand.saved.question), "bold"), "\n", (facts_of(stand), "dim"), sources(stand)
    )
    return Group(heading, Text(), answer_view(stand.answer))
