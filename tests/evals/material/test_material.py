"""Public collections, read as texts of a library and questions whose gold stands in them."""

import json
from pathlib import Path

import pytest

from corpus.errors import BadQuestionSet
from corpus.library import Library
from corpus.settings import Settings
from evals.material.material import write
from evals.material.recognise import material_in
from evals.runs.run import documents_of
from evals.sets.gold import locate
from evals.sets.question import Kind, Why, problems_of
from ingest.apply import ingest

SQUAD = {
    "version": "v2.0",
    "data": [
        {
            "title": "The_Old_Mill",
            "paragraphs": [
                {
                    "context": "The mill was built in 1743. It ground\nrye for the whole valley.",
                    "qas": [
                        {
                            "id": "built",
                            "question": "When was the mill built?",
                            "answers": [{"text": "1743", "answer_start": 22}] * 2,
                        },
                        {
                            "id": "ground",
                            "question": "What did it grind?",
                            "answers": [{"text": "rye", "answer_start": 38}],
                        },
                        {
                            "id": "burnt",
                            "question": "When did the mill burn down?",
                            "is_impossible": True,
                            "answers": [],
                        },
                    ],
                },
                {
                    "context": "A weir fed it. Its wheel had forty paddles.",
                    "qas": [
                        {
                            "id": "built",
                            "question": "Asked twice under one id?",
                            "answers": [{"text": "weir", "answer_start": 2}],
                        }
                    ],
                },
            ],
        },
        {"title": "The_Old_Mill", "paragraphs": [{"context": "Another mill.", "qas": []}]},
    ],
}


@pytest.fixture
def squad(tmp_path) -> Path:
    file = tmp_path / "mills.json"
    file.write_text(json.dumps(SQUAD), encoding="utf-8")
    return file


@pytest.fixture
def beir(tmp_path) -> Path:
    folder = tmp_path / "bees"
    (folder / "qrels").mkdir(parents=True)
    corpus = [
        {"_id": "d1", "title": "Honey", "text": "Honey is taken in July.\nThe cells are capped."},
        {"_id": "d2", "title": "", "text": "Smoke calms the bees at the entrance."},
        {"_id": "d3", "title": "Wax", "text": "Wax is melted in water."},
    ]
    queries = [
        {"_id": "q1", "text": "when to take honey"},
        {"_id": "q2", "text": "calming bees"},
        {"_id": "q3", "text": "nobody judged this"},
    ]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, corpus)), encoding="utf-8")
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)), encoding="utf-8")
    rows = ["query-id\tcorpus-id\tscore", "q1\td1\t1", "q1\td3\t0", "q2\td2\t2", "q2\td1\t1"]
    (folder / "qrels" / "test.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def obliqa(tmp_path) -> Path:
    folder = tmp_path / "rulebooks"
    (folder / "StructuredRegulatoryDocuments").mkdir(parents=True)
    # A tab, a mark that nobody sees, and an accent of its own: none of them is in the library.
    words = "A Fund must:\n(a)\tfile a report under \u200esection 5 with the cafe\u0301; and"
    row = {"DocumentID": 3, "PassageID": "1.1", "Passage": words}
    other = {"DocumentID": 3, "PassageID": "1.2", "Passage": "A Fund may merge."}
    books = folder / "StructuredRegulatoryDocuments" / "3.json"
    books.write_text(json.dumps([row, other]), encoding="utf-8")
    question = {"QuestionID": "x", "Question": "What must a Fund file?", "Passages": [row]}
    (folder / "ObliQA_dev.json").write_text(json.dumps([question]), encoding="utf-8")
    return folder


def documents(material, tmp_path, embedder):
    """The documents of a library made of a collection's texts, by id."""
    shelf = write(material, tmp_path / "texts")
    settings = Settings(library=tmp_path / "library")
    ingest(settings, [str(shelf)], embedder=embedder)
    with Library.open(settings.library) as library:
        return {document.id: document for document in documents_of(library)}


@pytest.mark.parametrize("collection", ["squad", "beir", "obliqa"])
def test_all_gold_stands_in_a_library_of_the_texts(collection, request, tmp_path, embedder):
    material = material_in(request.getfixturevalue(collection))
    held = documents(material, tmp_path, embedder)
    assert set(held) == {text.document for text in material.texts}
    for question in material.questions:
        assert list(problems_of(question)) == []
        gold = locate(question, held)
        assert [bool(item.places) for item in gold.all] == [True] * len(question.quotes)


def test_the_gold_of_squad_is_the_sentence_of_the_answer(squad):
    built, ground, _ = material_in(squad).questions
    assert [quote.text for quote in built.quotes] == ["The mill was built in 1743."]
    assert built.answers == ("1743",)
    assert [quote.text for quote in ground.quotes] == ["It ground rye for the whole valley."]


def test_what_is_impossible_is_a_near_miss(squad):
    burnt = material_in(squad).questions[-1]
    assert (burnt.kind, burnt.reason) == (Kind.UNANSWERABLE, Why.NEAR_MISS)


def test_two_articles_of_one_title_are_two_documents(squad):
    assert len({text.document for text in material_in(squad).texts}) == 2


def test_a_question_given_twice_is_asked_once(squad):
    assert [q.id for q in material_in(squad).questions] == ["built", "ground", "burnt"]


def test_queries_of_beir_have_their_relevant_documents_whole(beir):
    material = material_in(beir)
    honey, calming = material.questions
    assert honey.question == "when to take honey"
    assert [q.text for q in honey.quotes] == [
        "Honey\n\nHoney is taken in July. The cells are capped."
    ]
    assert len(calming.quotes) == 2
    assert all(quote.passage for question in material.questions for quote in question.quotes)


def test_a_passage_of_obliqa_is_a_paragraph_any_part_of_which_is_right(obliqa):
    (question,) = material_in(obliqa).questions
    (gold,) = question.quotes
    assert gold.text == "A Fund must: (a) file a report under section 5 with the café; and"
    assert gold.passage


def test_our_own_sets_are_left_to_their_reader(tmp_path):
    for name in ("mine.yaml", "mine.csv", "mine.jsonl"):
        assert material_in(tmp_path / name) is None


@pytest.mark.parametrize("content", ["{}", '{"data": [1]}', "[]"])
def test_other_json_is_refused_in_one_sentence(tmp_path, content):
    file = tmp_path / "other.json"
    file.write_text(content)
    with pytest.raises(BadQuestionSet, match=r"other\.json cannot be used: it should be a file in"):
        material_in(file)


def test_a_broken_file_is_refused_with_its_reason(tmp_path, beir):
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    with pytest.raises(BadQuestionSet, match=r"broken\.json cannot be used: something in it"):
        material_in(broken)
    (beir / "qrels" / "test.tsv").unlink()
    with pytest.raises(BadQuestionSet, match=r"qrels/ has none of test\.tsv"):
        material_in(beir)


def test_a_folder_of_something_else_is_refused(tmp_path):
    with pytest.raises(BadQuestionSet, match="none of them"):
        material_in(tmp_path)
