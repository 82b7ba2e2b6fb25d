"""What a terminal tells of a language model's part in an answer."""

import sys
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from qa.answer import Answer, Statement
from ui.chat.left_out import facts
from ui.chat.pane import counted
from ui.terminal.text import inert, one_line


def stands_in(answer: Answer) -> None:
    """Say on stderr why a language model's words are not shown, or not all of them."""
    if answer.writing and answer.writing.failure:
        own = answer.statements and not answer.is_written
        instead = " Here are the documents' own words." if own else ""
        sys.stderr.write(f"{one_line(answer.writing.failure)}{instead}\n\n")
        sys.stderr.flush()


def left_out_view(statements: Sequence[Statement], *, whole: bool) -> RenderableType:
    """How many statements were left out, and with `whole` each struck through, with the reason."""
    heading = f"Left out, since its quotes do not carry it: {counted(len(statements), 'sentence')}."
    if not whole:
        return Group(Text(), Text(f"{heading} --unsupported shows what.", "dim"))
    lines: list[RenderableType] = [Text(), Text(heading, "dim")]
    for said in statements:
        lines.append(Text.assemble("· ", (inert(said.text), "strike")))
        lines += [Text(f"  {inert(reason)}", "red") for reason in said.reasons]
    return Group(*lines)


def made_by(answer: Answer) -> RenderableType:
    """The model that wrote an answer, and what it took."""
    return Group(Text(), Text(one_line(" · ".join(facts(answer.writing))), "dim"))
