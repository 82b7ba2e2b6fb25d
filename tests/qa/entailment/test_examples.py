"""Pairs made from sentences, from questions and from written pairs."""

from random import Random

from qa.entailment.examples import (
    beside_others,
    fits,
    goes_beyond,
    of_questions,
    of_texts,
    of_written,
)
from qa.entailment.sources import Pair, Text, kept_back, of_act, of_markup
from qa.reader.examples import Example

TEXT = Text(
    (
        "Where an applicant is absent, the office must decide within two months, and it shall "
        "inform Norland.",
        "The Commission may extend the time limit by 12 days (Annex II), unless Anna Berg objects.",
        "Member States shall not detain minors in accordance with Article 5 before 3 April 2024.",
    ),
    "act",
    held_out=False,
)
CONTEXT = "Anna Berg founded the museum in 1911. Karl Lund gave it forty paintings. It burnt down."


def asked(question: str, answer: str) -> Example:
    start = CONTEXT.find(answer)
    span = (start, start + len(answer)) if answer else None
    return Example(question, CONTEXT, span, (answer,) if answer else (), "", "Museum", "wiki")


QUESTIONS = [
    asked("Who founded the museum?", "Anna Berg"),
    asked("Who gave the museum paintings?", "Karl Lund"),
    asked("Who closed the museum?", ""),
]


def test_a_sentence_gives_true_and_false_pairs() -> None:
    pairs = list(of_texts([TEXT], Random(1), true=20, false=20))
    assert {p.supported for p in pairs} == {True, False}
    assert all(p.origin == "act" and not p.held_out for p in pairs)


def test_the_same_seed_makes_the_same_pairs() -> None:
    one, other = (list(of_texts([TEXT], Random(3), true=5, false=5)) for _ in range(2))
    assert one == other


def test_no_false_statement_stands_in_its_evidence_as_it_is() -> None:
    pairs = of_texts([TEXT], Random(2), true=0, false=200)
    wrong = [p for p in pairs if p.statement.rstrip(".") in p.evidence]
    assert {p.kind for p in wrong} <= {"condition", "scope"}  # what is left out leaves the rest


def test_a_question_gives_its_answer_and_something_false() -> None:
    pairs = list(of_questions(QUESTIONS[:1], Random(1)))
    assert pairs[0].statement.startswith("Anna Berg ")
    assert pairs[0].supported
    assert "Anna Berg founded" in pairs[0].evidence
    assert [p.supported for p in pairs[1:]] == [False]


def test_an_unanswered_question_with_the_answer_of_another_is_false() -> None:
    pairs = of_questions([QUESTIONS[0], QUESTIONS[2]], Random(4))
    made = [p for p in pairs if p.kind == "near miss"]
    assert [(p.statement, p.supported) for p in made] == [("Anna Berg closed the museum.", False)]


def test_an_answer_is_taken_for_another_of_its_sort_only() -> None:
    assert fits("Anna Berg", "Karl Lund")
    assert not fits("Anna Berg", "1911")
    assert not fits("Anna Berg", "Berg")


def test_what_a_statement_says_beyond_its_evidence_is_counted_in_words_of_substance() -> None:
    assert goes_beyond("The museum sold forty paintings.", "The museum burnt down.")
    assert not goes_beyond("The museum burnt down there.", "The museum burnt down.")


def written(statement: str, supported: bool) -> Pair:
    return Pair(statement, "It lasts up to 12 days.", supported, "", "written", held_out=False)


def test_a_true_written_pair_is_reworded_and_changed() -> None:
    made = list(of_written([written("It may last 12 days.", True)], Random(1)))
    assert [(p.kind == "reworded", p.supported) for p in made] == [(True, True), (False, False)]


def test_a_false_written_pair_is_not_changed() -> None:
    assert list(of_written([written("It must last.", False)], Random(1))) == []


def test_two_statements_in_one_are_true_only_when_both_are() -> None:
    pairs = [
        written("It may last ten days.", True),
        written("It may last a week.", True),
        written("It must last.", False),
    ]
    made = {p.statement: p.supported for p in of_written(pairs, Random(1)) if p.kind == "merged"}
    assert len(made) == 2
    assert all(supported == ("must" not in statement) for statement, supported in made.items())


def test_some_evidence_stands_beside_another() -> None:
    pairs = [
        Pair("One.", "This is one.", True, "", "written", held_out=False),
        Pair("Two.", "This is two.", True, "", "written", held_out=False),
    ]
    made = beside_others(pairs * 50, Random(1), 0.5)
    assert [p.statement for p in made] == ["One.", "Two."] * 50
    assert all(p.statement.lower() in p.evidence for p in made)
    assert 20 < sum(len(p.evidence) > 20 for p in made) < 80
    assert beside_others(pairs, Random(1), 0.0) == pairs


def test_an_evidence_is_held_out_by_its_words_not_by_its_spaces() -> None:
    assert kept_back("The office  decides.") == kept_back("The office decides.")
    assert 60 < sum(kept_back(f"The office decides in {n} days.") for n in range(800)) < 140


def test_an_acts_paragraphs_and_points_are_texts_of_their_own() -> None:
    act = {
        "recitals": [{"text": "The aim of this act is to help everybody (4)."}],
        "articles": [
            {"subject": "Help", "content": "Help\n1. Member States shall help all who ask."}
        ],
    }
    texts = [t.sentences for t in of_act(act, "sr")]
    assert texts == [
        ("The aim of this act is to help everybody.",),
        ("Member States shall help all who ask.",),
    ]


def test_markup_is_read_without_its_tags() -> None:
    markup = "<P>(1) Member States <B>shall</B> help &amp; inform all .</P><P>No.</P>"
    assert [t.sentences for t in of_markup(markup, "gdpr")] == [
        ("Member States shall help & inform all.",)
    ]
