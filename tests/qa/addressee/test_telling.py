"""What a question is about, told by its vector."""

import pytest

from corpus.embedding import Embedder
from qa.addressee.telling import probabilities, told, weights
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
    assert told(Wants.ANY, question, embedder.encode([question])[0]) is kind


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
    assert told(known, question, embedder.encode([question])[0]) is known


def test_a_known_form_is_never_told_anew(embedder: Embedder) -> None:
    greeting, vector = "hello there", embedder.encode(["hello there"])[0]
    assert told(Wants.ANY, greeting, vector) is Wants.HELP
    assert told(Wants.OVERVIEW, greeting, vector) is Wants.OVERVIEW


def test_a_question_about_the_library_mentions_it_or_speaks_to_footnote(
    embedder: Embedder,
) -> None:
    vector = embedder.encode(["Is there a newer edition among your files?"])[0]
    assert told(Wants.ANY, "Is there a newer edition among your files?", vector) is Wants.LIBRARY
    assert told(Wants.ANY, "Is there a newer edition of the rules?", vector) is Wants.ANY


def test_probabilities_are_of_all_classes_and_sum_to_one(embedder: Embedder) -> None:
    likely = probabilities(embedder.encode(["What is a lease?"])[0])
    assert set(likely) == {"documents", "help", "library"}
    assert sum(likely.values()) == pytest.approx(1, abs=1e-5)


def test_what_is_learnt_serves_for_questions_written_apart(embedder: Embedder) -> None:
    checked = read("checked.jsonl")
    figures = measured(checked, embedder.encode([q for q, _ in checked]))
    assert figures["documents"]["documents"] >= 0.9 * sum(figures["documents"].values())
    assert figures["help"]["help"] >= 0.75 * sum(figures["help"].values())
    assert figures["library"]["library"] >= 0.4 * sum(figures["library"].values())


def test_the_shipped_weights_have_the_shape_that_training_gives(embedder: Embedder) -> None:
    learnt = read("learnt.jsonl")[::5]
    model = trained(embedder.encode([q for q, _ in learnt]), [c for _, c in learnt])
    rows, biases, classes = weights()
    assert tuple(model.classes_) == classes
    assert rows.shape == model.coef_.shape
    assert biases.shape == model.intercept_.shape
