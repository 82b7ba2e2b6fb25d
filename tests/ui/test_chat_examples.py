"""Example questions show only where the documents behind them are in the library."""

from corpus.document import Document, Section
from tests.law import kite_act
from ui.examples import KNOWN, UNANSWERABLE, example_questions


def document(*labels: str) -> Document:
    text = "".join(f"{label}\n\nSome text.\n\n" for label in labels)
    starts = [text.index(label) for label in labels]
    outline = tuple(
        Section(label, "heading", 1, start, start + len(label) + 1, start + len(label) + 14)
        for label, start in zip(labels, starts, strict=True)
    )
    return Document("other", "Title", text, outline)


def test_the_factsheet_brings_its_questions():
    questions = example_questions(["pact/factsheet", "other"], lambda _: document("X"))
    assert questions == [*(question for _, question in KNOWN), UNANSWERABLE]


def test_other_documents_bring_their_sections():
    questions = example_questions(["other"], lambda _: document("Title", "Bees & <b>birds</b>"))
    assert questions == ["What do the texts say about Bees & <b>birds</b>?", UNANSWERABLE]


def test_an_act_brings_the_subject_of_an_article():
    questions = example_questions(["acts/kites"], lambda _: kite_act())
    assert questions == ["What do the texts say about Definitions?", UNANSWERABLE]


def test_an_outline_without_sections_or_no_document_brings_none():
    assert example_questions(["other"], lambda _: document()) == []
    assert example_questions([], lambda _: document()) == []
