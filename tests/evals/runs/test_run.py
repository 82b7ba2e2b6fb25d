"""A real evaluation: shipped questions, some shipped texts, the real model, saved.

The second half reads the saved file as a stranger would and counts again.
"""

import json
from pathlib import Path
from statistics import mean

import pytest
import yaml

from corpus.errors import BadQuestionSet, LibraryMissing
from corpus.library import Library
from corpus.settings import Settings
from evals.report.measured import measured
from evals.report.saved import load, save, to_json
from evals.runs.run import evaluate
from evals.sets.question import Split
from evals.sets.reading import default_questions, load_questions

# A few of the shipped questions: answered, refused, of the library, followed up, in two parts.
SAMPLE = (
    *("q01", "q02", "fp-retention", "nd-visa-free", "cm-retention", "lb-documents", "hp-hi"),
    *("un-forecast", "un-how-long", "fu-denmark"),
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    (shipped,) = default_questions()
    content = yaml.safe_load(shipped.read_text(encoding="utf-8"))
    content["questions"] = [q for q in content["questions"] if q["id"] in SAMPLE]
    file = tmp_path_factory.mktemp("sample") / shipped.name
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def run(few_library, sample, tmp_path_factory):
    """The evaluation, the file it was saved in, and what `progress` heard."""
    file, heard = tmp_path_factory.mktemp("runs") / "run.json", []
    found = evaluate(
        Settings(library=few_library), [sample], progress=lambda *step: heard.append(step)
    )
    save(found, measured(found), file)
    return found, file, heard


@pytest.fixture(scope="module")
def saved(run):
    return json.loads(run[1].read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def texts(few_library):
    with Library.open(few_library) as library:
        held = [holding.document for holding in library.holdings()]
        return {document: library.document(document).text for document in held}


def test_every_question_is_asked_of_every_pipeline(run, sample) -> None:
    found, _, heard = run
    wanted = [question.id for question in load_questions(sample).questions]
    assert found.footnote.pipeline == "footnote"
    for each in found.runs:
        assert [record.id for record in each.records] == wanted
    assert heard == [(done, len(wanted)) for done in range(1, len(wanted) + 1)]


def test_the_saved_run_comes_back(run) -> None:
    found, file, _ = run
    assert load(file) == found


def test_the_same_seed_and_library_give_the_same_file_but_for_times(
    run, sample, few_library
) -> None:
    again = evaluate(Settings(library=few_library), [sample])
    one, other = (to_json(each, measured(each)) for each in (run[0], again))
    assert list(unlike(one, other)) == []


def unlike(one, other, at=""):
    """Where two saved runs differ, at whatever depth, but for their times."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in {**one, **other}:
            if name != "created_at" and not name.startswith("seconds"):
                yield from unlike(one.get(name), other.get(name), f"{at}/{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, pair in enumerate(zip(one, other, strict=True)):
            yield from unlike(*pair, f"{at}/{number}")
    elif one != other:
        yield at, one, other


def test_a_run_says_what_made_it(saved) -> None:
    known = saved["circumstances"]
    assert known["generation"] == 1
    assert known["embedding"] == "all-MiniLM-L6-v2"
    assert known["settings"]["confidence"] == Settings().confidence
    assert known["question_files"][0]["file"] == "pact.yaml"
    assert known["machine"]["cores"]


def test_no_path_is_saved(run, few_library) -> None:
    content = run[1].read_text(encoding="utf-8")
    assert str(few_library) not in content
    assert str(run[1].parent) not in content


def test_one_split_may_be_asked_of_footnote_alone(few_library, sample) -> None:
    settings = Settings(library=few_library)
    found = evaluate(settings, [sample], split=Split.TEST, alone=True)
    assert [each.pipeline for each in found.runs] == ["footnote"]
    assert {record.split for record in found.footnote.records} == {Split.TEST}


def test_a_quote_that_is_not_there_stops_before_the_first_question(few_library, tmp_path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "name: mine\n"
        "questions:\n"
        "  - {id: q, question: How many countries, kind: fact, split: dev,\n"
        "     quotes: [{document: pact/factsheet, text: 46 countries}]}\n"
    )
    heard = []
    with pytest.raises(BadQuestionSet, match="“46 countries” does not stand in pact/factsheet"):
        evaluate(Settings(library=few_library), [file], progress=lambda *step: heard.append(step))
    assert not heard


def test_without_a_library_it_says_so(settings) -> None:
    with pytest.raises(LibraryMissing):
        evaluate(settings)


# The saved run, counted again


def citations(record):
    return [
        c for statement in record["detail"]["answer"]["statements"] for c in statement["citations"]
    ]


def test_every_saved_citation_is_exact(saved, texts) -> None:
    for run in saved["runs"]:
        cited = [c for record in run["records"] for c in citations(record)]
        for c in cited:
            assert texts[c["document"]][c["start"] : c["end"]] == c["quote"]
        assert run["figures"]["overall"]["citation_exactness"] in (1, None)


def test_verbatim_statements_stand_in_their_citations(saved) -> None:
    for record in saved["runs"][0]["records"]:
        for statement in record["detail"]["answer"]["statements"]:
            if statement["support"] == "verbatim":
                quotes = " ".join(c["quote"] for c in statement["citations"])
                assert " ".join(statement["text"].split()) in " ".join(quotes.split())


def test_saved_gold_stands_in_the_texts(saved, texts) -> None:
    for record in saved["runs"][0]["records"]:
        for quote in record["detail"]["gold"]["quotes"]:
            for place in quote["places"]:
                assert texts[place["document"]][place["start"] : place["end"]] == quote["text"]


def test_saved_figures_follow_from_the_saved_answers(saved) -> None:
    for run in saved["runs"]:
        records, overall = run["records"], run["figures"]["overall"]
        refused = [record for record in records if is_refused(record)]
        unanswerable = [record for record in records if record["kind"] == "unanswerable"]
        assert overall["coverage"] == pytest.approx(1 - len(refused) / len(records))
        answerable = [record for record in records if record not in unanswerable]
        wrongly = mean(is_refused(record) for record in answerable)
        assert overall["wrongly_refused"] == pytest.approx(wrongly)
        with_quotes = [record for record in records if record["detail"]["gold"]["quotes"]]
        for k in (1, 3, 5, 10):
            hits = mean(found_within(k, record) for record in with_quotes)
            assert overall[f"hit_at_{k}"] == pytest.approx(hits)


def is_refused(record):
    return record["detail"]["answer"]["outcome"] == "not_found"


def found_within(k, record):
    """Whether the first k spans retrieved hold half of enough quotes, character by character."""
    first = record["detail"]["retrieved"][:k]
    gold = record["detail"]["gold"]
    parts: dict[object, bool] = {}
    for number, quote in enumerate(gold["quotes"]):
        part = quote["part"] or number
        parts[part] = parts.get(part, False) or any(
            half_lies_in(place, span) for place in quote["places"] for span in first
        )
    return (all if gold["every"] else any)(parts.values())


def half_lies_in(place, span):
    if place["document"] != span["document"]:
        return False
    inside = set(range(place["start"], place["end"])) & set(range(span["start"], span["end"]))
    return 2 * len(inside) >= place["end"] - place["start"]
