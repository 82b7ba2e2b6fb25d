"""No path of the server reaches whoever looks at the chat."""

from pathlib import Path

import pytest

from corpus.errors import (
    DamagedSource,
    LibraryBusy,
    LibraryEmpty,
    NothingToRead,
    RemovalRefused,
    SourceRefused,
)
from ui.chat.plainly import plainly

HOME = "/srv/people/anna"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (LibraryEmpty(folder=Path(HOME, ".footnote")), "The library in .footnote holds no texts"),
        (LibraryBusy(folder=Path(HOME), writer="`footnote chat`"), "by `footnote chat`: try"),
        (RemovalRefused(removed=4, held=4, folders=f"{HOME}/a b, {HOME}/c"), "from"),
        (DamagedSource(source=f"{HOME}/two words.pdf", kind="PDF", reason="x"), "two words.pdf"),
        (SourceRefused(reason=f"{HOME}/bad.pdf cannot be read."), "bad.pdf cannot be read."),
        (NothingToRead(source=HOME, details=f"\n  {HOME}/a.pdf is locked"), "\n  a.pdf is locked"),
    ],
)
def test_a_sentence_names_files_without_where_they_are(error, said):
    sentence = plainly(error)
    assert said in sentence
    assert "/srv" not in sentence


@pytest.mark.parametrize(
    "text", ["Regulation 2024/1351 and/or", "pact/factsheet", "at 3/4", "a / b"]
)
def test_what_is_no_path_stays(text):
    assert plainly(SourceRefused(reason=text)) == text
