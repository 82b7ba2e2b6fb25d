"""The shipped questions: their gold stands in the texts, and every kind has its share."""

from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.library import Library
from corpus.sentences import sentence_spans
from evals.benchmarks.acts import convert
from evals.metrics.answers import mentions
from evals.sets.gold import locate
from evals.sets.question import Kind, Split, Why
from evals.sets.reading import default_questions, load_questions
from ingest.readers.eurlex import html as eurlex

PACT = load_questions(default_questions()[0])
ACTS = load_questions(default_questions()[0].with_name("acts.yaml"))
LANGUAGES = load_questions(default_questions()[0].with_name("languages.yaml"))
BOTH = (*PACT.questions, *ACTS.questions)
COLLECTION = Path(__file__).parents[4] / "shared" / "data" / "pact-acts"
NAMES = {"ammr", "apr", "cfmr", "eurodac", "qr", "rbpr", "rcd", "sr", "urfa"}


@pytest.fixture(scope="module")
def shipped(shipped_library):
    with Library.open(shipped_library) as library:
        held = [holding.document for holding in library.holdings()]
        return {document: library.document(document) for document in held}


@pytest.mark.parametrize("questions", [PACT, LANGUAGES], ids=["pact", "languages"])
def test_every_shipped_quote_stands_in_the_shipped_texts_within_a_sentence(shipped, questions):
    spans = {id: sentence_spans(document.text) for id, document in shipped.items()}
    for question in questions.questions:
        gold = locate(question, shipped, optional=questions.optional)
        for quote in (*gold.quotes, *gold.contradicts):
            assert quote.places
            for place in quote.places:
                assert shipped[place.document].text[place.start : place.end] == quote.text
                sentences = spans[place.document]
                assert any(s <= place.start and place.end <= e for s, e in sentences), quote.text


def test_every_kind_has_fifteen_questions():
    kinds = Counter(question.kind for question in BOTH)
    assert {kind: kinds[kind] for kind in Kind if kinds[kind] < 15} == {}
    assert kinds[Kind.FOLLOW_UP] >= 20


def test_every_kind_has_questions_to_tune_on_and_to_report():
    parts = Counter((question.kind, question.split) for question in BOTH)
    assert {part for part in product(Kind, Split) if parts[part] < 4} == set()


def test_two_thirds_of_the_questions_are_to_tune_on_and_one_third_is_to_report():
    splits = Counter(question.split for question in BOTH)
    assert splits[Split.DEV] / splits.total() == pytest.approx(2 / 3, abs=0.01)


def test_unanswerable_questions_say_why_and_are_of_all_sorts():
    unanswerable = [question for question in BOTH if question.kind is Kind.UNANSWERABLE]
    reasons = Counter(question.reason for question in unanswerable)
    assert None not in reasons
    assert reasons[Why.FALSE_PREMISE] >= 15
    assert reasons[Why.NEAR_MISS] >= 20
    assert reasons[Why.OUTSIDE] >= 10


def test_both_splits_of_the_shipped_set_hold_answerable_and_unanswerable_questions():
    parts = Counter((q.split, q.kind is Kind.UNANSWERABLE) for q in PACT.questions)
    assert min(parts[part] for part in product(Split, (True, False))) >= 10


def test_documents_named_by_questions_are_shipped(shipped):
    assert {document for q in PACT.questions for document in q.documents} <= set(shipped)


def test_key_facts_about_the_library_stand_in_what_it_lists(shipped_library):
    with Library.open(shipped_library) as library:
        listed = "\n".join(f"{h.title} {h.metadata} {h.origin}" for h in library.holdings())
    titles = [q for q in PACT.questions if q.kind is Kind.LIBRARY]
    assert [(q.id, f) for q in titles for f in q.key_facts if not mentions(listed, f)] == []


def test_no_question_is_asked_twice():
    asked = Counter((q.question, q.history, q.documents) for q in (*BOTH, *LANGUAGES.questions))
    assert max(asked.values()) == 1


# The set in other languages


def test_each_question_in_other_languages_is_asked_in_all_four():
    asked = Counter(question.id.split("-")[0] for question in LANGUAGES.questions)
    assert len(asked) >= 32
    for question in LANGUAGES.questions:
        number, language = question.id.split("-")
        assert (asked[number], language) == (4, question.language)
    assert {question.language for question in LANGUAGES.questions} == {"fr", "de", "es", "it"}


def test_the_same_question_has_the_same_gold_in_all_languages():
    golds: dict[str, set[object]] = {}
    for question in LANGUAGES.questions:
        gold = (question.kind, question.gold, question.contradicts, question.reason)
        golds.setdefault(question.id.split("-")[0], set()).add(gold)
    assert {len(different) for different in golds.values()} == {1}


def test_each_language_has_questions_without_an_answer():
    asked = Counter((q.language, q.kind is Kind.UNANSWERABLE) for q in LANGUAGES.questions)
    assert min(asked[language, True] for language in ("fr", "de", "es", "it")) >= 6


def test_nothing_is_tuned_on_the_questions_in_other_languages():
    assert {question.split for question in LANGUAGES.questions} == {Split.TEST}


# The set on the acts


def test_the_set_on_the_acts_asks_about_all_nine():
    answerable = [question for question in ACTS.questions if question.labels]
    asked = {gold.document for question in answerable for gold in question.labels}
    assert {f"acts/{name}" for name in NAMES} <= asked
    assert len(answerable) >= 66


def test_the_set_on_the_acts_has_fifteen_pinpoint_questions():
    pinpoint = [question for question in ACTS.questions if question.id.startswith("p")]
    assert [question.id for question in pinpoint] == [f"p{n:02}" for n in range(1, 16)]
    assert {question.kind for question in pinpoint} == {Kind.FACT, Kind.NUMBER}


def test_the_set_on_the_acts_is_not_asked_unless_it_is_named():
    assert "acts.yaml" not in [file.name for file in default_questions()]


@pytest.fixture(scope="module")
def acts(tmp_path_factory) -> dict[str, Document]:
    if not COLLECTION.is_dir():
        pytest.skip("the acts are not here: ../shared is missing")
    pages = convert(COLLECTION, tmp_path_factory.mktemp("acts"))
    read = {f"acts/{page.stem}": page.read_bytes() for page in pages}
    return {id: eurlex.read(data, id, id) for id, data in read.items()}


def test_in_a_library_of_acts_every_question_on_them_has_its_gold(acts):
    for question in ACTS.questions:
        wanted = [gold for gold in question.gold if gold.document in acts]
        assert len(locate(question, acts, optional=ACTS.optional).all) == len(wanted)


@pytest.mark.parametrize("questions", [PACT, ACTS, LANGUAGES], ids=["pact", "acts", "languages"])
def test_in_a_library_of_both_all_gold_is_there(shipped, acts, questions):
    for question in questions.questions:
        gold = locate(question, shipped | acts)
        assert len(gold.all) == len(question.gold)
        assert len(gold.contradicts) == len(question.contradicts)
