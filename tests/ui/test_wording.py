"""How old and new wordings look: in colour, in marks, shortened, and never obeyed."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from corpus.changes import DocumentEdit, Side, Words, changes, wording
from corpus.document import Passage
from ui.terminal.wording import LONGEST_CHANGE, MOST_SHOWN, edit_view, worded, wording_text

SENTENCE = "The screening of a person is carried out within seven days from the apprehension"


def passage(text: str, *, number: int = 0, heading: str = "", title: str = "On dragons") -> Passage:
    whole = f"{heading}\n\n{text}" if heading else text
    start = 10_000 * number
    return Passage(
        id=f"{number}-{hash((title, heading, text))}",
        document="tales/dragons",
        title=title,
        ordinal=number,
        label=heading or f"Tale {number}",
        path=(),
        start=start,
        body=start + len(whole) - len(text),
        end=start + len(whole),
        text=whole,
    )


def numbered(*texts: str, **how: str) -> list[Passage]:
    return [passage(text, number=number, **how) for number, text in enumerate(texts)]


def view(old: list[Passage], new: list[Passage]) -> RenderableType:
    title = (new or old)[0].title
    return edit_view(DocumentEdit("tales/dragons", title, tuple(changes(old, new))))


def plain(renderable: RenderableType) -> list[str]:
    printed = io.StringIO()
    Console(file=printed, width=10_000).print(renderable)
    return [line.rstrip() for line in printed.getvalue().splitlines()]


# Words


def test_in_a_pipe_marks_say_what_was_and_what_is() -> None:
    text = wording_text("It applies from 12 June 2026.", "It applies from 1 July 2026.")
    assert text.plain == "It applies from [-12 June-]{+1 July+} 2026."


def test_in_a_terminal_colours_and_lines_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = wording_text("It applies from 12 June 2026.", "It applies from 1 July 2026.")
    assert text.plain == "It applies from 12 June1 July 2026."
    styled = {text.plain[span.start : span.end]: span.style for span in text.spans}
    assert styled == {"12 June": "red strike", "1 July": "green underline"}


def test_a_terminal_without_colours_gets_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert wording_text("one", "two").plain == "[-one-]{+two+}"


def test_of_what_is_as_before_some_words_are_left() -> None:
    old = f"{SENTENCE}, and no later. {SENTENCE}."
    text = wording_text(old, old.replace("no later", "never later")).plain
    assert text == (
        "… within seven days from the apprehension, and [-no-]{+never+} later. "
        "The screening of a person is …"
    )


def test_between_two_changes_some_words_of_both_ends_are_left() -> None:
    between = " ".join(f"word{number}" for number in range(50))
    text = wording_text(f"old {between} old", f"new {between} new").plain
    assert text.startswith("[-old-]{+new+} word0 word1 ")
    assert " … " in text
    assert text.endswith(" word48 word49 [-old-]{+new+}")
    assert len(text.split()) < 25


def test_few_words_are_not_shortened() -> None:
    assert wording_text("one two three four five", "one two three four six").plain == (
        "one two three four [-five-]{+six+}"
    )


def test_a_very_long_change_is_shown_by_its_beginning_and_its_end() -> None:
    long = " ".join(f"word{number}" for number in range(5_000))
    text = wording_text("", long).plain
    assert text.startswith("{+word0 word1 ")
    assert text.endswith(" word4998 word4999+}")
    assert len(text.split()) == LONGEST_CHANGE + 1


def test_white_space_alone_is_said_to_be_that() -> None:
    assert "only spaces" in wording_text("one  two\nthree", "one two three").plain


@given(st.text("ab .\n", max_size=60), st.text("ab .\n", max_size=60))
def test_without_the_marks_both_wordings_are_there(old: str, new: str) -> None:
    """Of texts that are too short to be shortened, to the last word."""
    runs = wording(" ".join(old.split()), " ".join(new.split()))
    for gone, kept in ((Side.NEW, old), (Side.OLD, new)):
        shown = worded([run for run in runs if run.side is not gone], marks=False).plain
        if "…" not in shown:
            assert shown == " ".join(kept.split())


@pytest.mark.parametrize("marks", [True, False])
@pytest.mark.parametrize("side", Side)
def test_only_marks_and_words_are_shown(marks: bool, side: Side) -> None:
    shown = worded([Words(side, "[bold]dragons[/bold]")], marks=marks).plain
    assert "[bold]dragons[/bold]" in shown


def test_nothing_in_a_document_steers_the_terminal() -> None:
    hostile = "\x1b[2J\x1b]0;owned\x07 \u202e"
    for line in plain(view(numbered("fair words"), numbered(f"fair words {hostile}"))):
        assert not any(mark in line for mark in "\x1b\x07\u202e")


# Documents


def test_an_edited_passage_has_its_label_and_its_words() -> None:
    old, new = numbered("Dragons sleep a lot."), numbered("Dragons sleep little.")
    assert plain(view(old, new)) == [
        "tales/dragons · On dragons",
        "· Tale 0 edited",
        "  Dragons sleep [-a lot-]{+little+}.",
    ]


def test_added_and_removed_passages() -> None:
    lines = plain(
        view(
            numbered("Dragons sleep.", "Nobody knows why."),
            numbered("Something else altogether.", "Dragons sleep."),
        )
    )
    assert "· Tale 0 added" in lines
    assert "  {+Something else altogether.+}" in lines
    assert "· Tale 1 removed" in lines
    assert "  [-Nobody knows why.-]" in lines


def test_a_moved_passage_is_named_after_those_with_new_words() -> None:
    a, b, c = "One alone.", "Two are company.", "Three make a crowd of people."
    lines = plain(view(numbered(a, b, c), numbered(c, a, "Two are a couple of company.")))
    assert lines[-2] == "· Tale [-2-]{+0+} moved"
    assert lines[-1] == "  Three make a crowd of people."


def test_a_heading_that_is_as_before_is_not_repeated() -> None:
    old = [passage("They sleep a lot.", heading="Sleep")]
    new = [passage("They sleep little.", heading="Sleep")]
    assert plain(view(old, new))[1:] == ["· Sleep edited", "  They sleep [-a lot-]{+little+}."]


def test_a_heading_that_is_new_is_shown_with_its_words() -> None:
    old = [passage("They sleep a lot.", heading="Of sleep")]
    new = [passage("They sleep a lot.", heading="Of rest")]
    assert plain(view(old, new))[1:] == [
        "· Of [-sleep-]{+rest+} edited",
        "  Of [-sleep-]{+rest+} They sleep a lot.",
    ]


def test_a_new_title_is_one_line_with_a_count() -> None:
    texts = [f"{number} dragons sleep." for number in range(60)]
    old, new = numbered(*texts, title="On dragons"), numbered(*texts, title="Of dragons")
    assert plain(view(old, new))[1:] == [
        "· 60 passages under another heading",
        "  [-On-]{+Of+} dragons",
    ]


def test_beyond_forty_passages_the_rest_is_counted() -> None:
    texts = [f"{number} {SENTENCE}" for number in range(MOST_SHOWN + 5)]
    lines = plain(view(numbered(*texts), numbered(*(f"{text}, no more" for text in texts))))
    assert sum(line.endswith(" edited") for line in lines) == MOST_SHOWN
    assert lines[-1] == "· and 5 more passages"


def test_where_no_passage_changed_that_is_said() -> None:
    assert "no passage" in plain(view(numbered("Dragons."), numbered("Dragons.")))[-1]
