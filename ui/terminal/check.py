"""How a checked statement looks in a terminal."""

from rich.console import Group, RenderableType
from rich.text import Text

from qa.answer import Support
from qa.checking import Checked
from ui.terminal.text import footnotes, inert

VERDICTS = {
    Support.VERBATIM: ("Verbatim: the documents say it word for word.", "green"),
    Support.SUPPORTED: ("Supported: the documents say it in other words.", "green"),
    Support.UNSUPPORTED: ("Unsupported.", "red"),
}


def checked_view(checked: Checked) -> RenderableType:
    """The verdict, why, and the words it was held against."""
    verdict, colour = VERDICTS[checked.support]
    parts: list[RenderableType] = [Text(verdict, f"bold {colour}")]
    parts += [Text(f"· {inert(reason)}") for reason in checked.reasons]
    if checked.citations:
        heading = [Text("Held against:")] if checked.support is Support.UNSUPPORTED else []
        numbers = {citation: n for n, citation in enumerate(checked.citations, 1)}
        parts += [Text(), *heading, footnotes(numbers)]
    return Group(*parts)
