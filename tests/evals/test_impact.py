"""What became of the gold of evaluation questions between two generations."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

import corpus
from corpus.anchors import Standing
from corpus.document import Document
from corpus.errors import BadQuestionSet, UnknownGeneration
from corpus.library import Library
from evals.impact import QuestionStand, questions_touched
from ingest.readers.markdown import read
from tests.generations import hold

ACT = """# Kites

## Article 1

A kite shall have one string.

## Article 2

Kites shall be red.

It applies from 1 July 2026.
"""
Touched = Callable[..., list[QuestionStand]]


def act(source: str = ACT) -> Document:
    return read(source.encode(), "acts/kites", "kites.md")


def quoted(*texts: str, document: str = "acts/kites") -> dict[str, list[dict[str, str]]]:
    return {"quotes": [{"document": document, "text": text} for text in texts]}


def labelled(*labels: str) -> dict[str, list[dict[str, str]]]:
    return {"labels": [{"document": "acts/kites", "label": label} for label in labels]}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.create(tmp_path / "library")
    hold(library, act())
    return library


@pytest.fixture
def touched(library: Library, tmp_path: Path) -> Touched:
    """The questions with some gold that are touched when the act is another text."""

    def questions(source: str, *gold: dict[str, list[dict[str, str]]]) -> list[QuestionStand]:
        entries = [
            {"id": f"q{n}", "question": f"Question {n}?", "kind": "fact", "split": "dev", **fields}
            for n, fields in enumerate(gold, 1)
        ]
        file = tmp_path / "kites.yaml"
        file.write_text(yaml.safe_dump({"name": "kites", "questions": entries}))
        now = hold(library, act(source))
        return questions_touched(library, 1, now, [file])

    return questions


# Quotes


def test_a_quote_that_changed_is_shown_with_its_new_words(touched: Touched) -> None:
    (found,) = touched(ACT.replace("1 July", "12 June"), quoted("It applies from 1 July 2026."))
    (stand,) = found.touched
    assert (found.question_set, found.question.id) == ("kites", "q1")
    assert stand.standing is Standing.CHANGED
    assert stand.new.quote == "It applies from 12 June 2026."


def test_a_quote_that_stands_further_down_in_its_section_is_where_it_was(
    touched: Touched,
) -> None:
    """Evaluation looks for the words, not for their characters."""
    assert touched(ACT.replace("Kites shall", "Yes. Kites shall"), quoted("It applies from")) == []


def test_a_quote_that_moved_to_another_section_is_told(touched: Touched) -> None:
    source = ACT.replace("It applies from 1 July 2026.", "").replace(
        "one string.", "one string.\n\nIt applies from 1 July 2026."
    )
    (found,) = touched(source, quoted("It applies from 1 July 2026."))
    assert (found.standing, found.stands[0].new.label) == (Standing.MOVED, "Article 1")


def test_of_two_places_that_say_the_same_one_is_enough(touched: Touched) -> None:
    assert touched(ACT.replace("Kites shall be red.", ""), quoted("shall")) == []


def test_the_worst_of_its_quotes_is_how_a_question_stands(touched: Touched) -> None:
    gold = quoted("A kite shall have one string.", "Kites shall be red.")
    (found,) = touched(ACT.replace("A kite shall have one string.\n\n", ""), gold)
    assert found.standing is Standing.GONE
    assert [stand.standing for stand in found.stands] == ["gone", "kept"]
    assert [stand.old.quote for stand in found.touched] == ["A kite shall have one string."]


def test_questions_come_the_worst_first(touched: Touched) -> None:
    source = ACT.replace("1 July", "12 June").replace("A kite shall have one string.", "")
    gold = [quoted("It applies from 1 July 2026."), quoted("A kite shall have one string.")]
    assert [found.question.id for found in touched(source, *gold)] == ["q2", "q1"]


# Labels


def test_a_provision_whose_words_changed_is_shown_old_and_new(touched: Touched) -> None:
    (found,) = touched(ACT.replace("one string", "two strings"), labelled("Article 1"))
    (stand,) = found.touched
    assert stand.standing is Standing.CHANGED
    assert (stand.old.quote, stand.new.quote) == (
        "A kite shall have one string.",
        "A kite shall have two strings.",
    )


def test_a_provision_that_was_wholly_rewritten_is_known_by_its_label(touched: Touched) -> None:
    source = ACT.replace("A kite shall have one string.", "Nobody needs a permit.")
    (found,) = touched(source, labelled("Article 1"))
    assert (found.standing, found.stands[0].new.quote) == (
        Standing.CHANGED,
        "Nobody needs a permit.",
    )


def test_a_provision_with_another_number_moved(touched: Touched) -> None:
    source = ACT.replace("Article 2", "Article 3").replace(
        "## Article 3", "## Article 2\n\nStrings shall be white.\n\n## Article 3"
    )
    (found,) = touched(source, labelled("Article 2"))
    assert (found.standing, found.stands[0].new.label) == (Standing.MOVED, "Article 3")


def test_a_provision_that_only_stands_further_down_is_where_it_was(touched: Touched) -> None:
    assert touched(ACT.replace("one string", "one long string"), labelled("Article 2")) == []


def test_a_provision_that_was_removed_is_gone(touched: Touched) -> None:
    source = ACT.replace("## Article 1\n\nA kite shall have one string.\n\n", "")
    (found,) = touched(source, labelled("Article 1"))
    assert (found.standing, found.stands[0].new) == (Standing.GONE, None)


def test_gold_of_a_removed_document_is_gone(library: Library, tmp_path: Path) -> None:
    hold(library, read(b"# Boats\n\nBoats float.\n", "boats", "boats.md"))
    file = tmp_path / "set.yaml"
    question = {"id": "q", "question": "Which?", "kind": "fact", "split": "dev"}
    gold = quoted("Kites shall be red.") | labelled("Article 1")
    file.write_text(yaml.safe_dump({"name": "set", "questions": [question | gold]}))
    (found,) = questions_touched(library, 1, 2, [file])
    assert [stand.standing for stand in found.stands] == ["gone", "gone"]


# What is passed over


def test_gold_that_the_earlier_generation_did_not_hold_is_passed_over(touched: Touched) -> None:
    gold = [
        quoted("Boats float.", document="acts/boats"),
        quoted("Kites shall be green."),
        labelled("Article 9"),
    ]
    assert touched("# Kites\n\nNothing is left.\n", *gold) == []


def test_without_files_the_shipped_questions_are_looked_at(library: Library) -> None:
    pact = Path(corpus.__file__).parent / "texts" / "pact" / "factsheet.md"
    source = pact.read_text(encoding="utf-8")
    before = hold(library, read(source.encode(), "pact/factsheet", "factsheet.md"))
    edited = source.replace("64 countries", "65 countries")
    after = hold(library, read(edited.encode(), "pact/factsheet", "factsheet.md"))
    found = questions_touched(library, before, after)
    assert "q05" in [stand.question.id for stand in found]
    assert {stand.standing for stand in found} == {Standing.CHANGED}


def test_what_cannot_be_compared(library: Library, tmp_path: Path) -> None:
    with pytest.raises(UnknownGeneration):
        questions_touched(library, 9, 1)
    with pytest.raises(BadQuestionSet):
        questions_touched(library, 1, 1, [tmp_path / "none.yaml"])
