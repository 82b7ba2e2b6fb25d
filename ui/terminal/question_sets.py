"""Question sets in a terminal: what was found off in them, and questions that are proposed."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from ui.chat.pane import counted
from ui.terminal.text import hanging, one_line

if TYPE_CHECKING:
    from evals.sets.checking import Checked, Problem
    from evals.sets.suggesting import Suggested

TEXT_CHARS = 300
IDS_SHOWN = 8
Piece = str | tuple[str, str]


def checked_view(found: "Sequence[Checked]") -> RenderableType:
    """Each set: what is off, and how many questions it has by kind and split."""
    parts: list[RenderableType] = []
    for one in found:
        parts += [*set_parts(one), Text()]
    return Group(*parts[:-1])


def set_parts(found: "Checked") -> Iterator[RenderableType]:
    yield Text.assemble((one_line(found.name), "bold"), (f" · {one_line(str(found.file))}", "dim"))
    table = hanging()
    for problem in found.problems:
        table.add_row(Text("×", "bold red"), Text.assemble(*problem_text(problem)))
    if found.problems:
        yield table
    else:
        yield Text("All gold stands in the library.", "green")
    yield Text(summary(found))
    kinds = hanging()
    for kind in dict.fromkeys(kind for kind, _ in found.by_kind):
        splits = {split: n for (k, split), n in found.by_kind.items() if k == kind}
        told = ", ".join(f"{number:,} {split}" for split, number in sorted(splits.items()))
        kinds.add_row(Text(kind, "dim"), Text(told))
    yield kinds


def summary(found: "Checked") -> str:
    facts = [
        counted(len(found.questions) - found.proposed, "question"),
        f"{found.proposed:,} proposed and not asked" if found.proposed else "",
        f"{counted(found.passed_over, 'piece')} of gold in optional documents passed over"
        if found.passed_over
        else "",
        counted(len(found.problems), "problem") if found.problems else "",
    ]
    return ", ".join(fact for fact in facts if fact)


def problem_text(problem: "Problem") -> Iterator[Piece]:
    """A problem in full, and below it what helps to mend it."""
    if problem.questions:
        named = ", ".join(map(one_line, problem.questions[:IDS_SHOWN]))
        more = len(problem.questions) - IDS_SHOWN
        yield f"{named}{f' and {more:,} more' if more > 0 else ''}", "bold"
        yield f", {problem.field}: "
    yield one_line(problem.problem)
    if problem.near:
        near = problem.near
        yield f"\nnearest: “{one_line(near.text, TEXT_CHARS)}” "
        yield f"{near.document}, characters {near.start} to {near.end}", "dim"
    if problem.names:
        yield f"\nnearest: {', '.join(f'“{one_line(name)}”' for name in problem.names)}"
    if problem.elsewhere:
        yield f"\nit stands in: {', '.join(map(one_line, problem.elsewhere))}"


def suggested_view(found: "Suggested", file: str) -> RenderableType:
    """The questions with their quotes, or how many went into a file; and who worded them."""
    lines = [*remarks(found)]
    if not found.questions:
        none = "No question fits these documents: the templates are English. Write some by hand"
        return Group(*lines, Text(f"{none}, or set FOOTNOTE_MODEL."))
    if file:
        told = f"{counted(len(found.questions), 'proposed question')} written to {one_line(file)}."
        return Group(*lines, Text(f"{told} Delete `proposed: true` from each that you accept."))
    table = hanging()
    for number, question in enumerate(found.questions, 1):
        (quote,) = question.quotes
        text = Text.assemble(
            (one_line(question.question), "bold"),
            f" {question.kind} · {one_line(quote.document)}\n",
            f"“{one_line(quote.text, TEXT_CHARS)}”",
        )
        table.add_row(Text(str(number), "cyan"), text)
    return Group(*lines, table, Text(), Text("--save FILE.yaml keeps them to be accepted.", "dim"))


def remarks(found: "Suggested") -> Iterator[Text]:
    if found.trouble:
        yield Text(f"{one_line(found.trouble)} Templates stand in.", "yellow")
    if found.model:
        yield Text(f"{found.worded:,} of {len(found.questions):,} worded by {found.model}.", "dim")
