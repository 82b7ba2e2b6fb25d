"""What moves in the terminal while a command works. All of it on stderr, none of it in a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

if TYPE_CHECKING:
    from ingest.gather import Progress as Step
    from qa.answer import Answer

STEPS = {"read": "Reading", "embed": "Embedding", "index": "Building the vector index"}


class PassagesPerSecond(ProgressColumn):
    """How fast the running step is."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        counts_passages = task.description != STEPS["read"]
        return Text(f"{speed:.0f} passages/s" if speed and counts_passages else "", "cyan")


@contextmanager
def progress_bar() -> Iterator[Callable[["Step"], None]]:
    """A callback that shows how far an ingest is: passages per second and time left."""
    bars: dict[str, TaskID] = {}
    with bars_on_stderr(PassagesPerSecond()) as shown:

        def update(step: "Step") -> None:
            if step.step not in bars:
                description = STEPS.get(step.step, step.step)
                bars[step.step] = shown.add_task(description, total=step.total)
            shown.update(bars[step.step], completed=step.done, total=step.total)

        yield update


@contextmanager
def question_bar() -> Iterator[Callable[[int, int], None]]:
    """A callback that shows how far an evaluation is."""
    with counting("Asking") as update:
        yield update


@contextmanager
def judging_bar() -> Iterator[Callable[[int, int], None]]:
    """A callback that shows how far a language model is with grading."""
    with counting("Grading") as update:
        yield update


@contextmanager
def suggestion_bar() -> Iterator[Callable[[int, int], None]]:
    """A callback that shows how many questions have been proposed."""
    with counting("Proposing questions") as update:
        yield update


@contextmanager
def counting(task: str) -> Iterator[Callable[[int, int], None]]:
    with bars_on_stderr() as shown:
        bar = shown.add_task(task, total=None)
        yield lambda done, total: shown.update(bar, completed=done, total=total)


def bars_on_stderr(*columns: ProgressColumn) -> Progress:
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        *columns,
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


@contextmanager
def waiting() -> Iterator[None]:
    """A sign of life while a question is answered, gone when the answer is printed."""
    console = Console(stderr=True)
    if console.is_terminal and sys.stdout.isatty():
        with console.status("Reading …"):
            yield
    else:
        yield


@contextmanager
def writing() -> Iterator[Callable[["Answer", str], None]]:
    """A sign of life as `waiting`, and a callback that tells what a language model has written."""
    console = Console(stderr=True)
    if not (console.is_terminal and sys.stdout.isatty()):
        yield lambda *_: None
        return
    with console.status("Reading …") as status:

        def update(so_far: "Answer", checking: str) -> None:
            told = f"{len(so_far.statements)} verified"
            said = f" · checking: {checking}" if checking else ""
            line = "".join(c if c.isprintable() else " " for c in f"Writing … {told}{said}")
            status.update(Text(line, no_wrap=True, overflow="ellipsis"))

        yield update
