"""A real evaluation: shipped questions, the shipped texts, the real model, saved.

The second half reads the saved file as a stranger would and counts everything again.
"""

import json
from itertools import groupby
from pathlib import Path
from statistics import mean, median

import pytest
import yaml

from corpus.errors import BadQuestionSet, LibraryMissing
from corpus.library import Library
from corpus.settings import Settings
from evals.question_set import default_questions, load_questions
from evals.report import load_report
from evals.run import evaluate

KEY_FACTS = {
    question.id: question.key_facts
    for file in default_questions()
    for question in load_questions(file).questions
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    """The shipped set with every third question of each kind."""
    (shipped,) = default_questions()
    content = yaml.safe_load(shipped.read_text(encoding="utf-8"))
    by_kind = sorted(content["questions"], key=lambda question: question["kind"])
    groups = [list(group) for _, group in groupby(by_kind, key=lambda question: question["kind"])]
    content["questions"] = [question for group in groups for question in group[::3]]
    file = tmp_path_factory.mktemp("sample") / shipped.name
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def run(shipped_library, sample, tmp_path_factory):
    """The report, the file it was saved in, and what `progress` heard."""
    file, heard = tmp_path_factory.mktemp("runs") / "run.json", []
    settings = Settings(library=shipped_library)
    report = evaluate(settings, [sample], save=file, progress=lambda *step: heard.append(step))
    return report, file, heard


@pytest.fixture(scope="module")
def saved(run):
    return json.loads(run[1].read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def texts(shipped_library):
    with Library.open(shipped_library) as library:
        held = [holding.document for holding in library.holdings()]
        return {document: library.document(document).text for document in held}


@pytest.mark.slow
def test_footnote_meets_its_thresholds_on_the_shipped_questions(shipped_library):
    report = evaluate(Settings(library=shipped_library), baseline=False)
    assert [str(shortfall) for shortfall in report.shortfalls] == []
    assert report.exit_code == 0
    assert {record.id for record in report.footnote.records} == set(KEY_FACTS)


def test_every_question_is_asked_of_both(run, sample):
    report, _, heard = run
    wanted = [question.id for question in load_questions(sample).questions]
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
    with_quotes = [r for r in records if r["gold"]["quotes"]]
    refused = [r for r in records if is_refused(r)]
    rightly = [r for r in refused if r["kind"] == "unanswerable"]
    overall = saved[pipeline]["summary"]["overall"]
    assert overall["questions"] == len(records)
    assert overall["coverage"] == pytest.approx(1 - len(refused) / len(records))
    unanswerable = sum(r["kind"] == "unanswerable" for r in records)
    assert overall["abstention_recall"] == pytest.approx(len(rightly) / unanswerable)
    if refused:
        assert overall["abstention_precision"] == pytest.approx(len(rightly) / len(refused))
    assert overall["seconds"] == pytest.approx(median(r["seconds"] for r in records))
    for k in (1, 3, 5, 10):
        hits = [found_within(k, record) for record in with_quotes]
        assert overall[f"hit_at_{k}"] == pytest.approx(mean(hits))
    hits = [hit_in_words(record, texts) for record in with_quotes]
    assert overall["answer_hit"] == pytest.approx(mean(hits))


@pytest.mark.parametrize("pipeline", ["footnote", "stock"])
def test_saved_figures_of_what_was_right_follow_from_the_saved_answers(saved, texts, pipeline):
    records = saved[pipeline]["records"]
    answerable = [r for r in records if r["kind"] != "unanswerable"]
    unanswerable = [r for r in records if r["kind"] == "unanswerable"]
    overall = saved[pipeline]["summary"]["overall"]
    first = [starts_right(record, texts) for record in answerable]
    assert overall["first_right"] == pytest.approx(mean(first))
    follow_ups = [right for right, r in zip(first, answerable, strict=True) if follows_up(r)]
    assert overall["follow_ups_resolved"] == pytest.approx(mean(follow_ups))
    wrongly = [is_refused(record) for record in answerable]
    assert overall["wrongly_refused"] == pytest.approx(mean(wrongly))
    declined = [is_refused(r) or only_against(r, texts) for r in unanswerable]
    assert overall["unanswerable_refused"] == pytest.approx(mean(declined))
    right = [answers_right(record, texts) for record in answerable]
    assert overall["answer_right"] == pytest.approx(mean(right))


def follows_up(record):
    return record["kind"] == "follow-up"


def is_refused(record):
    return record["answer"]["outcome"] == "not_found"


def enough(found, items, every):
    """Whether what was found of the items is enough: one, or one of each part where all are."""
    parts: dict[object, list[bool]] = {}
    for number, (hit, item) in enumerate(zip(found, items, strict=True)):
        parts.setdefault(item["part"] or number, []).append(hit)
    return (all if every else any)(any(hits) for hits in parts.values())


def replies_right(record):
    """A reply about the library or for help mentions what the question set says it has to."""
    said = " ".join(" ".join(s["text"] for s in record["answer"]["statements"]).lower().split())
    facts = KEY_FACTS[record["id"]]
    return not is_refused(record) and all(
        any(wording.lower() in said for wording in fact.split("|")) for fact in facts
    )


def starts_right(record, texts):
    """The first statement holds a gold quote, or half of a citation of it lies in a label."""
    if record["kind"] in ("library", "help"):
        return replies_right(record)
    first = [c for s in record["answer"]["statements"][:1] for c in s["citations"]]
    return not is_refused(record) and any(golden(first, record, texts))


def answers_right(record, texts):
    if record["kind"] in ("library", "help"):
        return replies_right(record)
    gold = record["gold"]
    found = golden(citations(record), record, texts)
    return not is_refused(record) and enough(found, gold["quotes"] + gold["labels"], gold["every"])


def golden(cited, record, texts):
    """For each gold quote and then each gold label, whether it is cited."""
    blanked = blank(cited, texts)
    quotes = [is_blank(quote, blanked) for quote in record["gold"]["quotes"]]
    labels = [
        any(
            2 * len(range(max(c["start"], p["start"]), min(c["end"], p["end"])))
            >= c["end"] - c["start"]
            for c in cited
            for p in label["places"]
            if c["document"] == p["document"]
        )
        for label in record["gold"]["labels"]
    ]
    return quotes + labels


def only_against(record, texts):
    """Each statement holds a quote that contradicts the premise."""
    statements = record["answer"]["statements"]
    return bool(statements) and all(
        any(
            is_blank(quote, blank(statement["citations"], texts))
            for quote in record["gold"]["contradicts"]
        )
        for statement in statements
    )


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
    return enough(found, record["gold"]["quotes"], record["gold"]["every"])


def hit_in_words(record, texts):
    """The answer hit by blanking what is cited and looking whether words of the quote are left."""
    blanked = blank(citations(record), texts)
    hits = [is_blank(quote, blanked) for quote in record["gold"]["quotes"]]
    return enough(hits, record["gold"]["quotes"], record["gold"]["every"])


def blank(cited, texts):
    """The texts of the cited documents with white space in place of what is cited."""
    blanked = {c["document"]: texts[c["document"]] for c in cited}
    for c in cited:
        text = blanked[c["document"]]
        gap = " " * (c["end"] - c["start"])
        blanked[c["document"]] = text[: c["start"]] + gap + text[c["end"] :]
    return blanked


def is_blank(quote, blanked):
    return any(
        place["document"] in blanked
        and not blanked[place["document"]][place["start"] : place["end"]].strip()
        for place in quote["places"]
    )
