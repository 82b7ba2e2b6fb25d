"""Asking the shipped texts: the right sentence with its exact citation, or “not found”."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from corpus.errors import (
    EmbeddingChanged,
    EmptyQuestion,
    LibraryEmpty,
    LibraryMissing,
    LongQuestion,
    UnknownDocument,
    UnknownGeneration,
)
from corpus.library import Library
from corpus.lock import sole_writer
from corpus.settings import Settings
from ingest.apply import ingest
from qa.answer import Answer, Outcome, Support
from qa.chain import Desk
from tests.ingest.test_ingest import damage


@pytest.fixture(scope="module")
def desk(shipped_library: Path) -> Iterator[Desk]:
    desk = Desk(Settings(library=shipped_library))
    yield desk
    desk.close()


def assert_exact(desk: Desk, answer: Answer) -> None:
    for statement in answer.statements:
        assert statement.citations
        for citation in statement.citations:
            document = desk.library.document(citation.document, answer.generation)
            assert document.text[citation.start : citation.end] == citation.quote
            assert citation.version == document.version
    for nearest in answer.nearest:
        text = desk.library.document(nearest.document, answer.generation).text
        assert text[nearest.start : nearest.end] == nearest.text


FOUNDING = [
    (
        "Which countries has the Commission concluded or advanced global partnerships with?",
        "global partnerships with Tunisia, Egypt, and Mauritania",
    ),
    ("What do those partnerships cover?", "covering issues such as economic cooperation"),
    (
        "With which countries are anti-smuggling operational partnerships in place?",
        "Partnerships are in place with Morocco and Tunisia",
    ),
    (
        "What did the Commission propose in 2023 against migrant smuggling?",
        "in 2023, the Commission proposed new legislation",
    ),
    ("How many countries have a visa-free regime with the EU?", "For the 64 countries"),
    (
        "What does the Commission do under Article 25a, according to the factsheet?",
        "regularly assesses third countries' cooperation on readmission",
    ),
    (
        "Which countries take part in Talent Partnerships?",
        "Morocco, Tunisia, Egypt, Pakistan and Bangladesh",
    ),
]


@pytest.mark.parametrize(("question", "words"), FOUNDING)
def test_the_right_sentence_of_the_factsheet_comes_first(
    desk: Desk, question: str, words: str
) -> None:
    answer = desk.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert words in answer.statements[0].text
    assert answer.statements[0].citations[0].document == "pact/factsheet"
    assert answer.statements[0].support is Support.VERBATIM
    assert_exact(desk, answer)


@pytest.mark.parametrize(
    "question",
    [
        "What is the ISBN of the directive on family reunification?",
        "How many people drowned in the Mediterranean in 2023 according to the factsheet?",
        "Who won the 2022 World Cup?",
        "Which article of the GDPR gives a right of access?",
    ],
)
def test_what_the_texts_do_not_say_is_not_found(desk: Desk, question: str) -> None:
    answer = desk.ask(question)
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.statements == ()
    assert answer.nearest
    assert_exact(desk, answer)


def test_not_found_names_the_words_that_stand_nowhere(desk: Desk) -> None:
    answer = desk.ask("Who won the 2022 World Cup?")
    assert answer.searched.missing_terms == ("won", "World", "Cup")
    assert answer.searched.read == 12
    assert answer.searched.passages > 80


def test_a_section_without_text_is_named_as_such(desk: Desk) -> None:
    answer = desk.ask(
        "What does the factsheet say about preventing irregular departures and loss of life?"
    )
    assert answer.outcome is Outcome.NOT_FOUND
    (statement,) = answer.statements
    assert "with no text in it" in statement.text
    assert statement.citations[0].quote == "Preventing irregular departures and loss of life"
    assert_exact(desk, answer)


def test_an_overview_of_a_document_goes_through_its_sections_in_their_order(desk: Desk) -> None:
    answer = desk.ask("Sum up the factsheet for me.")
    starts = [statement.citations[0].start for statement in answer.statements]
    labels = {statement.citations[0].label for statement in answer.statements}
    assert starts == sorted(starts)
    assert labels >= {
        "Fighting migrant smuggling",
        "Cooperation on return and readmission",
        "Promoting legal pathways",
    }
    assert_exact(desk, answer)


def test_only_the_chosen_documents_are_asked(desk: Desk) -> None:
    answer = desk.ask("How many countries have a visa-free regime?", documents=["pact/overview"])
    cited = {c.document for s in answer.statements for c in s.citations}
    assert cited <= {"pact/overview"}
    assert {n.document for n in answer.nearest} == {"pact/overview"}


def test_a_follow_up_is_understood_by_the_question_before(desk: Desk) -> None:
    earlier = "Which countries has the Commission concluded or advanced global partnerships with?"
    answer = desk.ask("And what do they cover?", history=[earlier])
    assert answer.standalone_question == "What do global partnerships cover?"
    assert "covering issues such as economic cooperation" in answer.statements[0].text


def test_evidence_for_an_earlier_question_never_unlocks_this_one(desk: Desk) -> None:
    earlier = "Which countries take part in Talent Partnerships?"
    assert desk.ask(earlier).outcome is Outcome.ANSWERED
    for question in (
        "Who won the 2022 World Cup?",
        "And who was crowned emperor of Atlantis in it?",
        "And who?",
    ):
        assert desk.ask(question, history=[earlier]).outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("so which sort of papers are in this collection of yours", "overview”"),
        ("hiya there my friend, nice to meet you", "Ask in your own words"),
    ],
)
def test_talk_and_the_library_are_answered_however_they_are_worded(
    desk: Desk, question: str, words: str
) -> None:
    answer = desk.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert any(words in statement.text for statement in answer.statements)
    assert_exact(desk, answer)


def test_a_question_that_says_not_of_what_it_asks_is_not_answered(desk: Desk) -> None:
    assert desk.ask("Which article is it in?").outcome is Outcome.NOT_FOUND


def test_the_answer_is_the_documented_json(desk: Desk) -> None:
    answer = desk.ask("How many countries have a visa-free regime with the EU?").to_json()
    assert list(answer) == [
        "id",
        "question",
        "standalone_question",
        "outcome",
        "statements",
        "nearest",
        "confidence",
        "generation",
        "model",
        "seconds",
    ]
    (statement,) = answer["statements"][:1]
    assert list(statement) == ["text", "support", "highlight", "citations"]
    assert list(statement["citations"][0]) == [
        "document",
        "title",
        "version",
        "label",
        "page",
        "start",
        "end",
        "quote",
    ]
    assert list(answer["nearest"][0]) == ["document", "label", "start", "end", "text", "score"]


def test_the_same_question_gets_the_same_answer(desk: Desk) -> None:
    one, other = (desk.ask("What is the Talent Pool?").to_json() for _ in range(2))
    del one["seconds"], other["seconds"]
    assert one == other


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_every_citation_of_any_answer_is_exact(desk: Desk, noise: str) -> None:
    assert_exact(desk, desk.ask(f"Which partnerships exist {noise}?"))


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"question": " "}, EmptyQuestion),
        ({"question": "x" * 1_000_000}, LongQuestion),
        ({"question": "What?s up", "documents": ["pact/none"]}, UnknownDocument),
        ({"question": "What is it about?", "as_of": 99}, UnknownGeneration),
    ],
)
def test_wrong_use_is_refused(desk: Desk, arguments: dict[str, object], error: type) -> None:
    with pytest.raises(error):
        desk.ask(**arguments)


def test_there_must_be_a_library_with_texts(settings: Settings) -> None:
    with pytest.raises(LibraryMissing):
        Desk(settings)
    Library.create(settings.library).close()
    with pytest.raises(LibraryEmpty):
        Desk(settings).ask("What is the Pact?")


def write(folder: Path, text: str) -> list[str]:
    folder.mkdir(exist_ok=True)
    (folder / "note.md").write_text(f"# Opening hours\n\n{text}\n")
    return [str(folder)]


HOURS = "On which days is the reception desk open?"


def test_an_open_desk_follows_a_new_generation_by_itself(
    settings: Settings, tmp_path: Path
) -> None:
    sources = write(tmp_path / "docs", "The reception desk is open on Monday.")
    ingest(settings, sources)
    desk = Desk(settings)
    assert "Monday" in desk.ask(HOURS).statements[0].text
    write(tmp_path / "docs", "The reception desk is open on Friday.")
    ingest(settings, sources)
    answer = desk.ask(HOURS)
    assert "Friday" in answer.statements[0].text
    assert answer.generation == 2
    assert "Monday" in desk.ask(HOURS, as_of=1).statements[0].text
    desk.close()


def test_an_earlier_generation_answers_even_when_its_index_is_cleared(
    settings: Settings, tmp_path: Path
) -> None:
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        ingest(settings, write(tmp_path / "docs", f"The reception desk is open on {day}."))
    desk = Desk(settings)
    assert "Monday" in desk.ask(HOURS, as_of=1).statements[0].text
    desk.close()


def test_a_damaged_vector_index_is_mended_from_the_library_without_embedding_a_passage(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ingest(settings, write(tmp_path / "docs", "The reception desk is open on Monday."))
    damage(settings)
    with closing(Desk(settings)) as desk:
        assert "Monday" in desk.ask(HOURS).statements[0].text
    assert "it was made again from the library" in caplog.text
    caplog.clear()
    with closing(Desk(settings)) as desk:
        assert "Monday" in desk.ask(HOURS).statements[0].text
    assert caplog.text == ""


def test_while_another_process_writes_a_damaged_vector_index_is_mended_for_the_moment(
    settings: Settings, tmp_path: Path
) -> None:
    ingest(settings, write(tmp_path / "docs", "The reception desk is open on Monday."))
    damage(settings)
    with sole_writer(settings.library, "footnote ingest"), closing(Desk(settings)) as desk:
        assert "Monday" in desk.ask(HOURS).statements[0].text


def test_another_embedding_model_is_refused_with_the_way_out(
    settings: Settings, tmp_path: Path
) -> None:
    ingest(settings, write(tmp_path / "docs", "The reception desk is open on Monday."))
    other = settings.model_copy(update={"embedding": "another/model"})
    with pytest.raises(EmbeddingChanged, match="run `footnote ingest` to embed it anew"):
        Desk(other).ask(HOURS)
