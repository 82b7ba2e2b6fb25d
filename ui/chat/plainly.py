"""What went wrong as whoever looks at the chat may read it: files by their names, no paths."""

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from corpus.errors import FootnoteError, LibraryBusy
from ui.words import say

# Paths in a sentence that was put together elsewhere: as far as they go without a space.
NAME: Final = r"[^/\\\s,:;“”`]+"
PATH: Final = re.compile(rf"(?<![\w.:/])(?:[A-Za-z]:)?[/\\](?:{NAME}[/\\])*({NAME})")


def plainly(error: FootnoteError) -> str:
    """The sentence of an error without the paths of this server, and without flags of commands."""
    if isinstance(error, LibraryBusy):
        return busy(str(error.facts["writer"]))
    facts: Mapping[str, object] = {name: shown(fact) for name, fact in error.facts.items()}
    return error.sentence.format(**facts)


def busy(writer: str) -> str:
    return say(
        "The library is being written by {writer}: try again when that is done. Asking goes on "
        "working meanwhile.",
        writer=writer,
    )


def shown(fact: object) -> object:
    if isinstance(fact, PurePath):
        return fact.name or "."
    if isinstance(fact, str):
        return without_paths(fact)
    return fact


def without_paths(text: str) -> str:
    """The text with the last part of each path in place of the path."""
    if PurePath(text).is_absolute() and "\n" not in text and ", " not in text:
        return PurePath(text).name
    return PATH.sub(r"\1", text)
