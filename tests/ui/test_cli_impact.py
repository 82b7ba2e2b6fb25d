"""`footnote impact`: answers and questions whose cited words are not as they were."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from corpus.document import Document
from corpus.library import Library
from ingest.readers.markdown import read
from tests.generations import answer, cited, hold, keep
from tests.ui.conftest import Terminal

ACT = """# Kites

## Article 1

A kite shall have one string.

## Article 2

Kites shall be red.

It applies from 1 July 2026.
"""
NO_QUESTIONS = "There is no earlier generation to compare evaluation questions with."


def act(source: str = ACT, id: str = "acts/kites") -> Document:
    return read(source.encode(), id, "kites.md")


QUOTES = {
    name: cited(act(), words)
    for name, words in {
        "string": "A kite shall have one string.",
        "red": "Kites shall be red.",
        "date": "It applies from 1 July 2026.",
    }.items()
}


@pytest.fixture
def held(terminal: Terminal) -> Callable[..., int]:
    """Makes the library hold the act as some text says it, or other documents."""

    def held(source: str = ACT, *others: Document) -> int:
        with Library.create(terminal.library) as library:
            return hold(library, act(source), *others)

    return held


@pytest.fixture
def asked(terminal: Terminal, held: Callable[..., int]) -> Terminal:
    """A library of the act, with an answer on each of its sentences."""
    held()
    with Library.open(terminal.library) as library:
        for name, quote in QUOTES.items():
            keep(library, answer(quote, id=name))
    return terminal


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "kites.yaml"
    shared = {"kind": "fact", "split": "dev"}
    gold = {"quotes": [{"document": "acts/kites", "text": "It applies from 1 July 2026."}]}
    label = {"labels": [{"document": "acts/kites", "label": "Article 1"}]}
    entries = [
        {"id": "since-when", "question": "Since when?", **shared, **gold},
        {"id": "strings", "question": "How many strings?", **shared, **label},
    ]
    file.write_text(yaml.safe_dump({"name": "kites", "questions": entries}))
    return file


EDITED = ACT.replace("1 July", "12 June").replace("one string", "two strings")


# Saved answers


def test_a_changed_answer_is_shown_word_by_word(asked: Terminal, held: Callable[..., int]) -> None:
    held(ACT.replace("one string", "two strings"))
    lines = asked("impact").stdout.splitlines()
    assert lines[0] == (
        "3 of 3 saved answers rest on words that are not as they were (generation 2):"
    )
    assert lines[2] == "changed Question string?"
    assert lines[3].startswith("        asked 20")
    assert lines[3].endswith(" of generation 1")
    assert lines[4] == "        [1] Article 1 · Kites"
    assert lines[5] == "            A kite shall have [-one string-]{+two strings+}."


def test_words_that_moved_are_shown_where_they_are(
    asked: Terminal, held: Callable[..., int]
) -> None:
    date = QUOTES["date"].quote
    held(ACT.replace(date, "").replace("string.\n", f"string.\n\n{date}\n"))
    shown = asked("impact").stdout
    assert "moved   Question date?" in shown
    assert "moved: the same words, now in Article 1, characters 49 to 77\n" in shown
    assert "moved: the same words, still in Article 2, now characters " in shown


def test_words_that_moved_to_another_document_are_shown_there(asked: Terminal) -> None:
    with Library.open(asked.library) as library:
        hold(library, act(id="acts/kites-2026"))
    assert (
        "moved: the same words, now in Article 1 · Kites, acts/kites-2026, characters 18 to 47\n"
    ) in asked("impact").stdout


def test_words_that_are_gone_are_quoted_and_come_first(
    asked: Terminal, held: Callable[..., int]
) -> None:
    held(EDITED.replace(QUOTES["red"].quote, ""))
    shown = asked("impact").stdout
    standings = [line.split()[0] for line in shown.splitlines() if "Question" in line]
    assert standings == ["gone", "changed", "changed"]
    assert "gone: “Kites shall be red.”" in shown
    assert "Asking again answers from the documents as they are now." in shown


def test_that_nothing_is_touched_is_said(asked: Terminal, held: Callable[..., int]) -> None:
    assert asked("impact").stdout == (
        f"All 3 saved answers rest on words that are as they were.\n\n{NO_QUESTIONS}\n"
    )
    held(ACT, act("# Boats\n\nBoats float.", "acts/boats"))
    assert asked("impact").stdout == (
        "All 3 saved answers rest on words that are as they were.\n\n"
        "Nothing that evaluation questions rest on changed between generations 1 and 2.\n"
    )


def test_that_no_answers_are_saved_is_said(terminal: Terminal, held: Callable[..., int]) -> None:
    held()
    assert terminal("impact").stdout == (
        f"No answers are saved yet: `footnote ask` saves each that it gives.\n\n{NO_QUESTIONS}\n"
    )


def test_answers_as_json(asked: Terminal, held: Callable[..., int]) -> None:
    held(ACT.replace("one string", "two strings").replace(QUOTES["red"].quote, ""))
    found = asked.json("impact")
    assert list(found) == ["generation", "answers", "questions"]
    assert found["generation"] == 2
    gone, changed, moved = found["answers"]
    assert list(gone) == ["id", "question", "asked_at", "generation", "standing", "citations"]
    assert [a["standing"] for a in found["answers"]] == ["gone", "changed", "moved"]
    assert gone["citations"][0]["new"] is None
    (citation,) = changed["citations"]
    assert list(citation) == ["standing", "old", "new"]
    assert (
        list(citation["old"])
        == list(citation["new"])
        == [
            *("document", "title", "version", "label", "page", "start", "end", "quote"),
        ]
    )
    with Library.open(asked.library) as library:
        for new in (changed["citations"][0]["new"], moved["citations"][0]["new"]):
            text = library.version(new["document"], new["version"]).text
            assert text[new["start"] : new["end"]] == new["quote"]


# Evaluation questions


def test_questions_are_shown_with_their_gold_old_and_new(
    terminal: Terminal, held: Callable[..., int], questions: Path
) -> None:
    held()
    held(EDITED)
    _, _, *lines = terminal("impact", str(questions)).stdout.splitlines()
    assert lines == [
        "What 2 evaluation questions rest on changed between generations 1 and 2:",
        "",
        "changed Since when?",
        "        kites since-when",
        "        · Article 2 · Kites",
        "          It applies from [-1 July-]{+12 June+} 2026.",
        "",
        "changed How many strings?",
        "        kites strings",
        "        · Article 1 · Kites",
        "          A kite shall have [-one string-]{+two strings+}.",
    ]


def test_questions_are_compared_with_the_generation_before_or_one_that_is_named(
    terminal: Terminal, held: Callable[..., int], questions: Path
) -> None:
    held()
    held(EDITED)
    held(EDITED + "\nAnd so on.\n")
    assert terminal.json("impact", str(questions))["questions"] == []
    found = terminal.json("impact", str(questions), "--since", "1")["questions"]
    assert [question["id"] for question in found] == ["since-when", "strings"]


def test_questions_as_json(terminal: Terminal, held: Callable[..., int], questions: Path) -> None:
    held()
    held(ACT.replace("Article 1", "Article 3"))
    assert terminal.json("impact", str(questions))["questions"] == [
        {
            "set": "kites",
            "id": "strings",
            "question": "How many strings?",
            "standing": "moved",
            "quotes": [
                {
                    "standing": "moved",
                    "document": "acts/kites",
                    "old": "A kite shall have one string.",
                    "new": "A kite shall have one string.",
                    "label": "Article 3",
                }
            ],
        }
    ]


# What cannot be done


def test_a_generation_or_a_question_set_that_is_not_there(
    terminal: Terminal, held: Callable[..., int], tmp_path: Path
) -> None:
    held()
    assert terminal("impact", "--since", "9").exit_code == 2
    held(EDITED)
    assert "no such file" in terminal("impact", str(tmp_path / "none.yaml")).stderr


def test_without_a_library_there_is_none_to_look_in(terminal: Terminal) -> None:
    result = terminal("impact")
    assert result.exit_code == 1
    assert "`footnote ingest`" in result.stderr
