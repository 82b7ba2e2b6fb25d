"""What a question is about, told by its vector."""

import pytest

from corpus.embedding import Embedder
from qa.addressee.telling import probabilities, told
from qa.addressee.train import measured, read, trained
from qa.kinds import Wants, wants


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("hiya, nice to meet you", Wants.HELP),
        ("ok thanks, that will be all for today", Wants.HELP),
        ("are you some kind of robot", Wants.HELP),
        ("what sort of material is in this collection of yours?", Wants.LIBRARY),
        ("show me everything you have got on file", Wants.LIBRARY),
    ],
)
def test_talk_and_the_library_are_told_however_they_are_worded(
    question: str, kind: Wants, embedder: Embedder
) -> None:
    assert told(Wants.ANY, embedder.encode([question])[0]) is kind


@pytest.mark.parametrize(
    "question",
    [
        "Which documents must a tenant bring to the office?",
        "When was the directive last amended?",
        "Who helps people who cannot read?",
        "How long are records kept?",
        "How do I use the return form?",
        "In which languages must the notice be written?",
    ],
)
def test_a_question_to_the_documents_stays_what_its_form_says(
    question: str, embedder: Embedder
) -> None:
    known = wants(question)
    assert told(known, embedder.encode([question])[0]) is known


def test_a_known_form_is_never_told_anew(embedder: Embedder) -> None:
    greeting = embedder.encode(["hello there"])[0]
    assert told(Wants.ANY, greeting) is Wants.HELP
    assert told(Wants.OVERVIEW, greeting) is Wants.OVERVIEW


def test_probabilities_are_of_all_classes_and_sum_to_one(embedder: Embedder) -> None:
    likely = probabilities(embedder.encode(["What is a lease?"])[0])
    assert set(likely) == {"documents", "help", "library"}
    assert sum(likely.values()) == pytest.approx(1, abs=1e-5)


def test_what_is_learnt_serves_for_questions_written_apart(embedder: Embedder) -> None:
    learnt, checked = read("learnt.jsonl"), read("checked.jsonl")
    model = trained(embedder.encode([q for q, _ in learnt]), [c for _, c in learnt])
    figures = measured(model, embedder.encode([q for q, _ in checked]), [c for _, c in checked])
    documents = figures["documents"]
    assert documents["taken for documents"] >= 0.9 * documents["questions"]
    for name in ("help", "library"):
        assert figures[name][f"taken for {name}"] >= 0.5 * figures[name]["questions"]
