"""A real evaluation: the shipped questions, the shipped texts, the real model, saved.

The second half reads the saved file as a stranger would and counts everything again.
"""

import json
from statistics import median

import pytest

from corpus.errors import BadQuestionSet, LibraryMissing
from corpus.library import Library
from corpus.settings import Settings
from evals.question_set import default_questions, load_questions
from evals.report import load_report
from evals.run import evaluate


@pytest.fixture(scope="module")
def run(shipped_library, tmp_path_factory):
    """The report, the file it was saved in, and what `progress` heard."""
    file, heard = tmp_path_factory.mktemp("runs") / "run.json", []
    settings = Settings(library=shipped_library)
    report = evaluate(settings, save=file, progress=lambda *step: heard.append(step))
    return report, file, heard


@pytest.fixture(scope="module")
def saved(run):
    return json.loads(run[1].read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def texts(shipped_library):
    with Library.open(shipped_library) as library:
        held = [holding.document for holding in library.holdings()]
        return {document: library.document(document).text for document in held}


def test_footnote_meets_its_thresholds(run):
    assert [str(shortfall) for shortfall in run[0].shortfalls] == []
    assert run[0].exit_code == 0


def test_every_question_is_asked_of_both(run):
    report, _, heard = run
    wanted = [q.id for file in default_questions() for q in load_questions(file).questions]
    assert [record.id for record in report.footnote.records] == wanted
    assert [record.id for record in report.stock.records] == wanted
    assert heard == [(done, len(wanted)) for done in range(1, len(wanted) + 1)]


def test_the_saved_report_comes_back(run):
    report, file, _ = run
    assert load_report(file) == report


def test_a_run_says_what_made_it(saved):
    run = saved["footnote"]
    assert run["generation"] == 1
    assert run["embedding"] == "all-MiniLM-L6-v2"
    assert run["settings"]["confidence"] == Settings().confidence
    assert run["question_files"][0]["file"] == "pact.yaml"
    assert run["machine"]["cores"]


def test_no_path_is_saved(run, shipped_library):
    content = run[1].read_text(encoding="utf-8")
    assert str(shipped_library) not in content
    assert str(run[1].parent) not in content


def test_other_questions_may_be_given_and_the_baseline_left_out(shipped_library, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(
        "name: mine\n"
        "questions:\n"
        "  - id: visas\n"
        "    question: How many countries have a visa-free regime with the EU?\n"
        "    kind: fact\n"
        "    split: dev\n"
        "    quotes: [{document: pact/factsheet, text: 64 countries}]\n"
    )
    report = evaluate(Settings(library=shipped_library), [file], baseline=False)
    assert report.stock is None
    assert report.summary.answer_hit == 1
    assert report.summary.abstention_recall is None
    assert report.exit_code == 0


def test_a_quote_that_is_not_there_stops_before_the_first_question(shipped_library, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(
        "name: mine\n"
        "questions:\n"
        "  - {id: q, question: How many countries, kind: fact, split: dev,\n"
        "     quotes: [{document: pact/factsheet, text: 46 countries}]}\n"
    )
    heard = []
    with pytest.raises(BadQuestionSet, match="“46 countries” does not stand in pact/factsheet"):
        evaluate(Settings(library=shipped_library), [file], progress=lambda *s: heard.append(s))
    assert not heard


def test_a_question_on_a_document_that_is_missing_stops_before_the_first(shipped_library):
    acts = default_questions()[0].with_name("acts.yaml")
    with pytest.raises(BadQuestionSet, match="no document “acts/apr” in the library") as caught:
        evaluate(Settings(library=shipped_library), [acts])
    assert "acts.yaml cannot be used: question “p01”, labels" in str(caught.value)


def test_without_a_library_it_says_so(settings):
    with pytest.raises(LibraryMissing):
        evaluate(settings)


# The saved run, counted again


def citations(record):
    return [c for statement in record["answer"]["statements"] for c in statement["citations"]]


@pytest.mark.parametrize("pipeline", ["footnote", "stock"])
def test_every_saved_citation_is_exact(saved, texts, pipeline):
    cited = [c for record in saved[pipeline]["records"] for c in citations(record)]
    assert len(cited) > 60
    for citation in cited:
        assert texts[citation["document"]][citation["start"] : citation["end"]] == citation["quote"]
    assert saved[pipeline]["summary"]["overall"]["citation_exactness"] == 1
    assert saved[pipeline]["summary"]["overall"]["citations"] == len(cited)


def test_verbatim_statements_stand_in_their_citations(saved):
    for record in saved["footnote"]["records"]:
        for statement in record["answer"]["statements"]:
            if statement["support"] == "verbatim":
                quotes = " ".join(c["quote"] for c in statement["citations"])
                assert " ".join(statement["text"].split()) in " ".join(quotes.split())


def test_saved_gold_stands_in_the_texts(saved, texts):
    for record in saved["footnote"]["records"]:
        for quote in record["gold"]["quotes"]:
            for place in quote["places"]:
                assert texts[place["document"]][place["start"] : place["end"]] == quote["text"]


@pytest.mark.parametrize("pipeline", ["footnote", "stock"])
def test_saved_figures_follow_from_the_saved_answers(saved, texts, pipeline):
    records = saved[pipeline]["records"]
    answerable = [r for r in records if r["kind"] != "unanswerable"]
    refused = [r for r in records if r["answer"]["outcome"] == "not_found"]
    rightly = [r for r in refused if r["kind"] == "unanswerable"]
    overall = saved[pipeline]["summary"]["overall"]
    assert overall["questions"] == len(records)
    assert overall["coverage"] == pytest.approx(1 - len(refused) / len(records))
    unanswerable = len(records) - len(answerable)
    assert overall["abstention_recall"] == pytest.approx(len(rightly) / unanswerable)
    if refused:
        assert overall["abstention_precision"] == pytest.approx(len(rightly) / len(refused))
    assert overall["seconds"] == pytest.approx(median(r["seconds"] for r in records))
    for k in (1, 3, 5, 10):
        hits = [found_within(k, record) for record in answerable]
        assert overall[f"hit_at_{k}"] == pytest.approx(sum(hits) / len(hits))
    hits = [hit_in_words(record, texts) for record in answerable]
    assert overall["answer_hit"] == pytest.approx(sum(hits) / len(hits))


def found_within(k, record):
    """hit@k counted by characters."""
    spans = [(s["document"], range(s["start"], s["end"])) for s in record["retrieved"][:k]]
    found = []
    for quote in record["gold"]["quotes"]:
        shares = [
            sum(offset in held for offset in range(place["start"], place["end"]))
            / (place["end"] - place["start"])
            for place in quote["places"]
            for document, held in spans
            if document == place["document"]
        ]
        found.append(max(shares, default=0) >= 0.5)
    return all(found) if record["gold"]["every"] else any(found)


def hit_in_words(record, texts):
    """The answer hit by blanking what is cited and looking whether words of the quote are left."""
    blanked = dict(texts)
    for c in citations(record):
        text = blanked[c["document"]]
        gap = " " * (c["end"] - c["start"])
        blanked[c["document"]] = text[: c["start"]] + gap + text[c["end"] :]
    hits = [
        any(not blanked[p["document"]][p["start"] : p["end"]].strip() for p in quote["places"])
        for quote in record["gold"]["quotes"]
    ]
    return all(hits) if record["gold"]["every"] else any(hits)
